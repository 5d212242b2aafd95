/** Files that a thread takes at once, by their places in the list of all. */
export interface Batch {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** What there is to do, in memory that threads share: each takes the next batch that nobody has. */
export interface Work {
  readonly batches: readonly Batch[];
  /** How many batches were taken, by stage. */
  readonly taken: Int32Array;
}

const stages = ["lower", "analyze"] as const;
export type Stage = (typeof stages)[number];

/** Neighbours in the list are most often linked, so that they stay together; yet no thread shall wait for another. */
const batchesPerThread = 16;
const smallestBatch = 8;

/** Cuts so many files into batches for so many threads. */
export function workOver(files: number, threads: number): Work {
  const size = Math.max(smallestBatch, Math.ceil(files / (threads * batchesPerThread)));
  const batches: Batch[] = [];
  for (let start = 0; start < files; start += size) {
    batches.push({ index: batches.length, start, end: Math.min(files, start + size) });
  }
  const taken = new Int32Array(new SharedArrayBuffer(stages.length * Int32Array.BYTES_PER_ELEMENT));
  return { batches, taken };
}

/** The batches that fall to the thread that asks. */
export function* takeBatches({ batches, taken }: Work, stage: Stage): Generator<Batch> {
  const counter = stages.indexOf(stage);
  for (;;) {
    const batch = batches[Atomics.add(taken, counter, 1)];
    if (!batch) return;
    yield batch;
  }
}
