import { lowerCode } from "./characters.ts";

/** Where the hash of a word begins (FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/). */
export const hashSeed = 0x811c9dc5 | 0;

/** Adds one number to a running FNV-1a hash. */
export function hashStep(hash: number, value: number): number {
  return Math.imul(hash ^ value, 0x01000193);
}

/** Spreads the bits of a hash (the finalizer of MurmurHash3, public domain). */
export function hashMix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** The hash of a stretch of text without regard to case. */
export function hashText(text: string, start = 0, end = text.length): number {
  let h = hashSeed;
  for (let i = start; i < end; i++) h = hashStep(h, lowerCode(text.charCodeAt(i)));
  return hashMix(h);
}

/** The hash of two words in a row. Not symmetric. */
export function hashPair(first: number, second: number): number {
  return hashMix(Math.imul(first, 0x9e3779b1) ^ ((second << 7) | (second >>> 25)));
}
