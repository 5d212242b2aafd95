/** Files that a thread takes at once, by their places in the list of all. */
export interface Batch {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** What there is to do, in memory that threads share. */
export interface Work {
  readonly batches: readonly Batch[];
  /** By stage, then thread: the batches that are left of its share, as the first and the one after the last. */
  readonly left: Int32Array;
  readonly threads: number;
}

const stages = ["lower", "analyze"] as const;
export type Stage = (typeof stages)[number];

/** A thread takes neighbours, which are most often linked; yet none shall wait for another. */
const batchesPerThread = 16;
const smallestBatch = 8;

/** Two numbers of batches fit one word, so that they change at once. */
const half = 0x10000;

/** Cuts so many files into batches for so many threads, each of which has a share of neighbours to begin with. */
export function workOver(files: number, threads: number): Work {
  const size = Math.max(smallestBatch, Math.ceil(files / (threads * batchesPerThread)));
  const batches: Batch[] = [];
  for (let start = 0; start < files; start += size) {
    batches.push({ index: batches.length, start, end: Math.min(files, start + size) });
  }
  const left = new Int32Array(new SharedArrayBuffer(stages.length * threads * Int32Array.BYTES_PER_ELEMENT));
  const shareOf = (thread: number): number => Math.round((batches.length * thread) / threads);
  for (let at = 0; at < left.length; at++) {
    left[at] = shareOf(at % threads) * half + shareOf((at % threads) + 1);
  }
  return { batches, left, threads };
}

/** The batches that fall to a thread: its share from the front, then from the end of whosever share is largest. */
export function* takeBatches({ batches, left, threads }: Work, stage: Stage, thread: number): Generator<Batch> {
  const first = stages.indexOf(stage) * threads;
  const own = first + thread;
  const sizeOf = (share: number): number => (share % half) - Math.floor(share / half);
  for (;;) {
    let from = own;
    if (sizeOf(Atomics.load(left, own)) === 0) {
      for (let other = first; other < first + threads; other++) {
        if (sizeOf(Atomics.load(left, other)) > sizeOf(Atomics.load(left, from))) from = other;
      }
    }
    const before = Atomics.load(left, from);
    if (sizeOf(before) === 0) {
      if (from === own) return;
      continue;
    }
    // Somebody else may have taken of it meanwhile.
    if (Atomics.compareExchange(left, from, before, from === own ? before + half : before - 1) !== before) continue;
    yield batches[from === own ? Math.floor(before / half) : (before % half) - 1]!;
  }
}
