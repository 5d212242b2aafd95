import { once } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { LoweredFile } from "@promptveil/engine";
import { type Analysis, type AnalysisOptions, createAnalysis, type FileOutcome } from "./analysis.ts";
import { takeBatches, type Work, workOver } from "./batches.ts";
import type { Policies } from "./policies.ts";

/** What a worker is started with. */
export interface WorkerSetup {
  readonly options: AnalysisOptions;
  readonly names: readonly string[];
  readonly work: Work;
  /** Which of the threads it is; the first is the one that starts them. */
  readonly thread: number;
}

/** What a worker says: all that it lowered, then each batch that it analysed. */
export type WorkerMessage =
  | { readonly lowered: readonly LoweredFile[] }
  | { readonly batch: number; readonly outcomes: readonly FileOutcome[] }
  | { readonly done: Traces };

type Traces = ReturnType<Analysis["traces"]>;

/** Of a worker's memory, for what is young: what a file leaves behind does not live long. */
const youngMegabytes = 12;

/**
 * Analyses files in several threads, this one among them. Every file is lowered once, by whoever comes to it first;
 * then everybody knows the lowered form of all, and analyses what no other has begun.
 */
export async function analyzeInThreads(
  options: AnalysisOptions,
  policies: Policies,
  names: readonly string[],
  jobs: number,
  take: (outcomes: readonly FileOutcome[]) => void,
): Promise<Traces> {
  const work = workOver(names.length, jobs);
  const received = new Set<number>();
  const receive = (batch: number, outcomes: readonly FileOutcome[]): void => {
    received.add(batch);
    take(outcomes);
  };
  const shared = { ...options, shared: true };
  const helpers = Array.from({ length: jobs - 1 }, (_, helper) =>
    startHelper({ options: shared, names, work, thread: helper + 1 }, receive),
  );
  const analysis = await createAnalysis(shared, policies);
  const traces: Traces[] = [];
  try {
    const own: LoweredFile[] = [];
    for (const batch of takeBatches(work, "lower", 0)) {
      own.push(...analysis.lower(names.slice(batch.start, batch.end)));
      await nextTurn();
    }
    const theirs = await Promise.all(helpers.map((helper) => helper.lowered));
    helpers.forEach((helper, index) => {
      helper.tell([own, ...theirs.filter((_, other) => other !== index)].flat());
    });
    analysis.link([own, ...theirs].flat());
    for (const batch of takeBatches(work, "analyze", 0)) {
      receive(batch.index, await analyzeBatch(analysis, names.slice(batch.start, batch.end)));
    }
    traces.push(analysis.traces(), ...(await Promise.all(helpers.map((helper) => helper.done))));
  } finally {
    await analysis.dispose();
    await Promise.all(helpers.map((helper) => helper.stop()));
  }
  for (const batch of work.batches) {
    if (!received.has(batch.index)) take(names.slice(batch.start, batch.end).map(crashed));
  }
  return { reads: traces.flatMap(({ reads }) => reads), lowered: traces.flatMap(({ lowered }) => lowered) };
}

/** Analyses some files, one after another, with room between them for messages. */
export async function analyzeBatch(analysis: Analysis, names: readonly string[]): Promise<FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  for (const name of names) {
    outcomes.push(analysis.analyze(name));
    analysis.release(name);
    await nextTurn();
  }
  return outcomes;
}

interface Helper {
  /** What it lowered; nothing where it died before. */
  readonly lowered: Promise<readonly LoweredFile[]>;
  /** It has nothing more to do, or died, and left no traces then. */
  readonly done: Promise<Traces>;
  tell(lowered: readonly LoweredFile[]): void;
  stop(): Promise<unknown>;
}

function startHelper(setup: WorkerSetup, receive: (batch: number, outcomes: readonly FileOutcome[]) => void): Helper {
  const worker = new Worker(fileURLToPath(new URL("./worker.js", import.meta.url)), {
    workerData: setup,
    resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
  });
  // What became of its work is seen from what it did not hand in.
  worker.on("error", () => {});
  const ended = once(worker, "exit");
  const lowered = new Promise<readonly LoweredFile[]>((resolve) => {
    void ended.then(() => resolve([]));
    worker.on("message", (message: WorkerMessage) => {
      if ("lowered" in message) resolve(message.lowered);
    });
  });
  const done = new Promise<Traces>((resolve) => {
    void ended.then(() => resolve({ reads: [], lowered: [] }));
    worker.on("message", (message: WorkerMessage) => {
      if ("batch" in message) receive(message.batch, message.outcomes);
      else if ("done" in message) resolve(message.done);
    });
  });
  return { lowered, done, tell: (files) => worker.postMessage(files), stop: () => worker.terminate() };
}

/** What a file's analysis comes to when its thread died, most likely of lack of memory. */
function crashed(name: string): FileOutcome {
  const message = "The analysis ended before it was done, perhaps for lack of memory. Try --jobs 1.";
  return { findings: [], errors: [{ file: name, message }], bytes: 0, failed: true };
}
