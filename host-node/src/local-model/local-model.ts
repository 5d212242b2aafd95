import { fileURLToPath } from "node:url";
import type { RunModel, TokenClassifier } from "@promptveil/engine";
import { createWorkerPool } from "../worker-pool.ts";
import { findModelFiles, type LocalModelOptions } from "./model-files.ts";
import type { ModelAnswer } from "./model-worker.ts";

/** The model is not there, or does not run; the message says why, in plain words, and quotes no text. */
export class LocalModelError extends Error {
  override readonly name = "LocalModelError";
}

/** A model that runs in a worker of its own, which starts with the first text. */
export interface LocalModel extends TokenClassifier {
  /** @throws LocalModelError */
  classify: TokenClassifier["classify"];
  close(): Promise<void>;
}

/**
 * Prepares a token-classification model of this machine. Nothing is downloaded, and nothing is loaded yet.
 * @throws LocalModelError when model or runtime are not there
 */
export function createLocalModel(options: LocalModelOptions): LocalModel {
  const files = findModelFiles(options);
  if ("problem" in files) throw new LocalModelError(files.problem);
  const pool = createWorkerPool<string, ModelAnswer>({ script: workerScript(), size: 1, data: files });
  const run: RunModel = async (text) => {
    const answer = await pool.run(text);
    if ("problem" in answer) throw new LocalModelError(answer.problem);
    return answer.pieces;
  };
  return {
    async classify(text) {
      // Loaded late: a server answers before the engine is there.
      const { createTokenClassifier } = await import("@promptveil/engine");
      return createTokenClassifier(run).classify(text);
    },
    close: () => pool.close(),
  };
}

/** The worker beside the bundle; its source where this is run from source. */
function workerScript(): string {
  const own = import.meta.url;
  return fileURLToPath(new URL(own.endsWith(".ts") ? "./model-worker.ts" : "./model-worker.js", own));
}
