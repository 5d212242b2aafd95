import type { ScanResult } from "./scan.ts";

/** How far before and after a candidate its context words may stand, in UTF-16 units. */
export const reachBefore = 80;
export const reachAfter = 40;

/** A phrase is one of a recognizer's context words or labels. */
export const speaksFor = 1;
/** A phrase is one of the words that speak against a recognizer. */
export const speaksAgainst = 2;

/** Evidence that words near a candidate give, from 0 to 1, and evidence against it. */
export interface ContextEvidence {
  readonly support: number;
  readonly against: number;
}

const none: ContextEvidence = { support: 0, against: 0 };

/**
 * Where the words that judge `start` begin: for a keyed value (`"phone": "…"`, `phone=…`) its own key only, since
 * the neighbours' keys speak of the neighbours.
 */
export function keyStartBefore(text: string, start: number, floor: number): number {
  let i = start - 1;
  let skipped = 0;
  while (i >= floor && skipped < 4) {
    const code = text.charCodeAt(i);
    if (code === 32 || code === 34 || code === 39 || code === 92 || code === 0x201c || code === 0x201e) {
      i--;
      skipped++;
    } else break;
  }
  if (i < floor) return -1;
  const sign = text.charCodeAt(i);
  if (sign !== 58 && sign !== 61) return -1;
  i--;
  const limit = Math.max(floor, i - 60);
  while (i > limit) {
    const code = text.charCodeAt(i);
    if (code === 10 || code === 13 || code === 44 || code === 123 || code === 59 || code === 38 || code === 124) break;
    i--;
  }
  // "Your account number?", and on the next line "Customer: …": an answer, whose words stand in the question.
  const isAnswer =
    (text.charCodeAt(i) === 10 || text.charCodeAt(i) === 13) &&
    /\?[ \t\r\n]*$/.test(text.slice(Math.max(floor, i - 4), i));
  return isAnswer ? -1 : Math.max(i, floor);
}

/** Weighs the phrases near `start`…`end` that belong to a recognizer. */
export function contextEvidence(
  text: string,
  scanned: ScanResult,
  start: number,
  end: number,
  floor: number,
  evidence: Uint8Array,
): ContextEvidence {
  const count = scanned.phraseIds.length;
  if (count === 0) return none;
  const phraseStarts = scanned.phraseStarts.items;
  const phraseEnds = scanned.phraseEnds.items;
  const phraseIds = scanned.phraseIds.items;
  const keyStart = keyStartBefore(text, start, floor);
  const keyed = keyStart >= 0;
  const from = keyed ? keyStart : Math.max(floor, start - reachBefore);
  const until = keyed ? start : end + reachAfter;
  let index = firstAtLeast(phraseStarts, count, from);
  let support = 0;
  let against = 0;
  for (; index < count && phraseStarts[index]! < until; index++) {
    const phrase = phraseIds[index]!;
    const says = evidence[phrase]!;
    if (says === 0) continue;
    const phraseStart = phraseStarts[index]!;
    const phraseEnd = phraseEnds[index]!;
    let weight: number;
    if (phraseEnd <= start) {
      const gap = start - phraseEnd;
      weight = keyed ? 0.85 : gap <= 24 ? 0.75 : gap <= 48 ? 0.6 : 0.45;
    } else if (phraseStart >= end) {
      const gap = phraseStart - end;
      weight = gap <= 12 ? 0.55 : 0.35;
    } else continue;
    if ((says & speaksFor) !== 0 && weight > support) support = weight;
    if ((says & speaksAgainst) !== 0 && weight > against) against = weight;
  }
  return support === 0 && against === 0 ? none : { support, against };
}

function firstAtLeast(sorted: Int32Array, count: number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Joins independent pieces of evidence: what is left in doubt by one is left to the others (noisy-or). Evidence
 * against scales the result down, the less the more form and context have said.
 */
export function combineEvidence(form: number, checksum: number, support: number, against: number): number {
  const confidence = 1 - (1 - form) * (1 - checksum) * (1 - support);
  const doubt = against > support ? against : against * (1 - support);
  return Math.min(0.99, confidence * (1 - doubt * (1 - form * form)));
}
