import type { LoweredFile } from "@promptveil/engine";
import {
  createLoweringWorkers,
  type KeptLowering,
  type LoweringWorkers,
  pathOf,
  readFileText,
} from "@promptveil/host-node";
import type { CancellationToken } from "vscode-languageserver";
import { cancelledError, yieldToMessages } from "../guard.ts";
import { describeError, type Log } from "../log.ts";
import type { Folder } from "../workspace/folder.ts";
import type { Quiet } from "./quiet.ts";

/** A file to lower, by what the engine calls it. */
export interface FileToLower {
  readonly name: string;
  readonly bytes: number;
}

export interface LowerOptions {
  readonly folder: Folder;
  readonly files: readonly FileToLower[];
  /** Larger files are left out. */
  readonly maxFileBytes: number;
  /** Of the lowered form of all files; the rest is left out. */
  readonly maxBytes: number;
  /** File in which lowered code is kept from one start to the next. */
  readonly kept?: string | undefined;
  readonly token: CancellationToken;
  /** How many files were tried. */
  onProgress?(done: number): void;
}

export interface Lowered {
  readonly files: readonly LoweredFile[];
  /** How many of them did not have to be lowered, as an earlier start had left them. */
  readonly found: number;
}

/** Lowers files of the disk: a few in this thread, one between messages, many in threads of their own. */
export interface FileLowering {
  /** @throws CancelledError */
  lower(options: LowerOptions): Promise<Lowered>;
  /** Ends the threads when they have nothing more to do, until they are needed again. */
  rest(): Promise<void>;
  /** Ends the threads whatever they do. */
  stop(): Promise<void>;
}

/** Starting a thread takes about as long as lowering this much here. */
const mostFilesHere = 40;
const mostBytesHere = 256 * 1024;
/** What a thread is handed at once: some tenths of a second. */
const batchFiles = 64;
const batchBytes = 256 * 1024;
/** After so many threads were lost something is wrong with more than a file. */
const mostLosses = 10;

export function createFileLowering(quiet: Quiet, log: Log, createWorkers = createLoweringWorkers): FileLowering {
  let workers: LoweringWorkers | undefined;
  let keeping: Promise<unknown> | undefined;

  async function lowerHere({ folder, files, maxFileBytes, token, onProgress }: LowerOptions): Promise<Lowered> {
    const lowered: LoweredFile[] = [];
    for (const [index, { name }] of files.entries()) {
      await quiet.wait();
      await yieldToMessages();
      if (token.isCancellationRequested) throw cancelledError();
      const read = readFileText(pathOf(folder.root!, name), { maxBytes: maxFileBytes });
      const made = "text" in read ? folder.analyzer.lower({ file: name, text: read.text }) : undefined;
      if (made) lowered.push(made);
      onProgress?.(index + 1);
    }
    return { files: lowered, found: 0 };
  }

  async function lowerElsewhere(options: LowerOptions): Promise<Lowered> {
    const { folder, maxFileBytes, maxBytes, kept, token } = options;
    const team = workers ?? createWorkers();
    workers = team;
    const batches = batchesOf(options.files);
    const lowered: KeptLowering[] = [];
    let [bytes, done, losses] = [0, 0, 0];

    async function work(): Promise<void> {
      for (let batch = batches.shift(); batch; batch = batches.shift()) {
        await quiet.wait();
        if (token.isCancellationRequested) throw cancelledError();
        if (bytes > maxBytes || losses > mostLosses) return;
        try {
          const made = await team.lower({ root: folder.root!, names: batch, kept, maxBytes: maxFileBytes });
          for (const one of made.lowered) bytes += one.bytes.length;
          lowered.push(...made.lowered);
          for (const name of made.failed) log.warn(`The index leaves out ${name}, which could not be lowered.`);
          done += batch.length;
          options.onProgress?.(done);
        } catch (error) {
          if (token.isCancellationRequested) throw cancelledError();
          losses++;
          // Which of the files it was shows when each is handed over alone.
          if (batch.length > 1) batches.unshift(...batch.map((name) => [name]));
          else log.warn(`The index leaves out ${batch[0]}, on which a thread was lost: ${describeError(error)}`);
        }
      }
    }
    await Promise.all(Array.from({ length: team.size }, work));
    if (losses > mostLosses) log.warn("Too many threads of the index were lost. It goes on with what it has.");
    if (bytes > maxBytes) log.warn("The index has reached the most that it may hold. It goes on with what it has.");
    const fresh = lowered.filter(({ found }) => !found).length;
    if (kept !== undefined && fresh > 0) {
      const entries = lowered.map(({ key, bytes }) => [key, bytes] as const);
      keeping = team.keep(kept, entries).catch(() => false);
    }
    return {
      files: lowered.map(({ file, stamp, bytes }) => ({ file, stamp, bytes })),
      found: lowered.length - fresh,
    };
  }

  async function stop(): Promise<void> {
    const ending = workers;
    workers = undefined;
    await ending?.close();
  }

  return {
    lower(options) {
      const bytes = options.files.reduce((sum, file) => sum + file.bytes, 0);
      const few = options.files.length <= mostFilesHere && bytes <= mostBytesHere;
      return few ? lowerHere(options) : lowerElsewhere(options);
    },
    async rest() {
      await keeping;
      await stop();
    },
    stop,
  };
}

function batchesOf(files: readonly FileToLower[]): string[][] {
  const batches: string[][] = [];
  let batch: string[] = [];
  let bytes = 0;
  for (const file of files) {
    if (batch.length >= batchFiles || (batch.length > 0 && bytes + file.bytes > batchBytes)) {
      batches.push(batch);
      [batch, bytes] = [[], 0];
    }
    batch.push(file.name);
    bytes += file.bytes;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
