import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { LoweredFile } from "@promptveil/engine";
import { createWorkerPool } from "../worker-pool.ts";
import type { PackEntry } from "./lowered-pack.ts";

/** A lowered file in memory that threads share, and what it is kept under. */
export interface KeptLowering extends LoweredFile {
  readonly key: string;
  /** It was lowered before and only had to be read. */
  readonly found: boolean;
}

/** Files to lower; or a pack of lowered files to write. */
export type LoweringTask =
  | {
      readonly root: string;
      readonly names: readonly string[];
      readonly kept: string | undefined;
      readonly maxBytes: number;
    }
  | { readonly keep: string; readonly entries: readonly PackEntry[] };

export interface LoweredBatch {
  readonly lowered: readonly KeptLowering[];
  /** Names of files that could not be lowered although they were read. */
  readonly failed: readonly string[];
}

export type LoweringResult = LoweredBatch | boolean;

/** Threads of low priority that read and lower code files. */
export interface LoweringWorkers {
  /** How many lower at the same time. */
  readonly size: number;
  /**
   * Lowers files, by their names relative to a folder. Those that cannot be read, are larger than `maxBytes` or hold no
   * code are left out.
   * @param kept path of a file that `keep` wrote before: what is in it is not lowered again
   * @throws when a thread fails on them, takes too long, or is ended
   */
  lower(options: {
    readonly root: string;
    readonly names: readonly string[];
    readonly kept?: string | undefined;
    readonly maxBytes: number;
  }): Promise<LoweredBatch>;
  /** Writes lowered files for `lower` to find another time; whether that went well. */
  keep(path: string, entries: readonly PackEntry[]): Promise<boolean>;
  /** Ends the threads. */
  close(): Promise<void>;
}

/** A thread for so many that the machine runs at once, and never more than `mostThreads`. */
const threadsPerHelper = 4;
const mostThreads = 4;
/** Milliseconds for the files of one call: long, as a thread of low priority waits for all others. */
const patience = 120_000;
/** Megabytes that JavaScript takes in a thread: a few files at a time. */
const heap = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 };

/** Prepares threads; each starts with its first task. */
export function createLoweringWorkers(): LoweringWorkers {
  const size = Math.min(mostThreads, Math.max(1, Math.floor(availableParallelism() / threadsPerHelper)));
  const pool = createWorkerPool<LoweringTask, LoweringResult>({
    script: workerScript(),
    size,
    patience,
    resourceLimits: heap,
  });
  return {
    size,
    async lower({ kept, ...task }) {
      return (await pool.run({ ...task, kept })) as LoweredBatch;
    },
    async keep(path, entries) {
      return (await pool.run({ keep: path, entries })) as boolean;
    },
    close: () => pool.close(),
  };
}

/** The worker beside the bundle; its source where this is run from source. */
function workerScript(): string {
  const own = import.meta.url;
  return fileURLToPath(new URL(own.endsWith(".ts") ? "./lowering-worker.ts" : "./lowering-worker.js", own));
}
