import { builtInCatalog } from "../catalog/built-in.ts";
import { flowCatalog } from "../catalog/entries.ts";
import { classifyIdentifier, classifyRecord } from "../catalog/identifiers.ts";
import { createFlowEngine, type FlowEngine } from "../flow/engine.ts";
import type { FileFlows } from "../flow/result.ts";
import type { CancellationToken, EngineHost } from "../model/index.ts";
import { throwIfCancelled } from "../model/index.ts";

/** Keeps the flow engine up to date with the code files of a workspace folder. */
export interface CodeIndex {
  /** The file is new or its text changed: it is lowered before the next question. */
  markChanged(file: string): void;
  remove(file: string): void;
  /** The policy's own catalogue entries; another object than before starts afresh. */
  useCatalog(entries: unknown): void;
  /** Lowers what is due, the asked file first. Files that fail are left out and reported. @throws CancelledError */
  update(token: CancellationToken): void;
  flows(file: string, token: CancellationToken, budget: number): FileFlows;
  /** Files whose flows may have changed by changes of others, since the last call. */
  takeAffected(): readonly string[];
}

export interface CodeIndexOptions {
  readonly host: EngineHost;
  readText(file: string): string | undefined;
  /** Lowers one file into the engine; does nothing for files that are no code. */
  lower(file: string, engine: FlowEngine): void;
  onError(context: string, error: unknown): void;
}

export function createCodeIndex({ host, readText, lower, onError }: CodeIndexOptions): CodeIndex {
  const known = new Set<string>();
  const due = new Set<string>();
  let entries: unknown;
  let engine = create();

  function create(): FlowEngine {
    const own = isRecord(entries) ? [entries] : [];
    return createFlowEngine({
      catalog: flowCatalog(builtInCatalog, ...own),
      classify: { identifier: classifyIdentifier, record: classifyRecord },
      readText,
      now: () => host.now(),
    });
  }

  return {
    markChanged(file) {
      known.add(file);
      due.add(file);
    },
    remove(file) {
      known.delete(file);
      due.delete(file);
      engine.removeFile(file);
    },
    useCatalog(next) {
      if (next === entries) return;
      entries = next;
      engine = create();
      for (const file of known) due.add(file);
    },
    update(token) {
      for (const file of due) {
        throwIfCancelled(token);
        due.delete(file);
        try {
          lower(file, engine);
        } catch (error) {
          engine.removeFile(file);
          onError(`lowering ${file}`, error);
        }
      }
    },
    flows: (file, token, budget) => engine.flows(file, token, budget),
    takeAffected: () => engine.takeAffected(),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
