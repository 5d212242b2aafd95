import type { Span } from "../model/index.ts";

/** A test whether a span touches none of `taken`, in time logarithmic in their number. `taken` need not be sorted. */
export function createFreeTest(taken: readonly Span[]): (span: Span) => boolean {
  if (taken.length === 0) return () => true;
  const sorted = [...taken].sort((a, b) => a.start - b.start);
  // The furthest end of the spans up to each one, so that long spans before short ones are not overlooked.
  const reach: number[] = [];
  let furthest = 0;
  for (const { end } of sorted) {
    furthest = Math.max(furthest, end);
    reach.push(furthest);
  }
  return ({ start, end }) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]!.start < end) low = middle + 1;
      else high = middle;
    }
    return low === 0 || reach[low - 1]! <= start;
  };
}
