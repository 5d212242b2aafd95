/** What the word lists know of a word, as bits. */
export enum WordFlag {
  Given = 1,
  Surname = 2,
  City = 4,
  /** A country, region or another place that is always one. */
  Country = 8,
  /** A common word of some language, in lower case. */
  Common = 16,
  /** One of the most frequent words. */
  Frequent = 32,
  /** A nationality or language. */
  Nationality = 64,
  /** Several words that together are one place. */
  Phrase = 128,
}

/** How many bits of a hash are kept; a word that is in no list is mistaken for one with probability n / 2^27. */
export const wordKeyBits = 27;

/** Sorted words, found by the first bits of their keys: hashes are spread evenly, so that few share them. */
export interface WordTable {
  readonly keys: Int32Array;
  readonly flags: Uint8Array;
  readonly index: KeyIndex;
}

/** Where the keys with the same first bits begin among sorted keys: those of bits `b` stand from `starts[b]` on. */
export interface KeyIndex {
  readonly starts: Int32Array;
  /** How many bits to drop from a key. */
  readonly shift: number;
}

/** Indexes sorted keys of `bits` bits. */
export function indexKeys(keys: Int32Array, bits: number): KeyIndex {
  let size = 1024;
  while (size < keys.length) size *= 2;
  const shift = Math.max(0, bits - Math.log2(size));
  const starts = new Int32Array(size + 1);
  let bucket = 0;
  for (let i = 0; i < keys.length; i++) {
    const own = keys[i]! >>> shift;
    while (bucket < own) starts[++bucket] = i;
  }
  while (bucket < size) starts[++bucket] = keys.length;
  return { starts, shift };
}

/** Builds the table from key and flag arrays of the same length; of equal keys the first counts. */
export function createWordTable(keys: ArrayLike<number>, flags: ArrayLike<number>): WordTable {
  if (keys instanceof Int32Array && flags instanceof Uint8Array && isSorted(keys))
    return { keys, flags, index: indexKeys(keys, wordKeyBits) };
  const order = Array.from(keys, (_, i) => i).sort((a, b) => keys[a]! - keys[b]!);
  const sorted = Int32Array.from(order, (i) => keys[i]!);
  return { keys: sorted, flags: Uint8Array.from(order, (i) => flags[i]!), index: indexKeys(sorted, wordKeyBits) };
}

function isSorted(keys: Int32Array): boolean {
  for (let i = 1; i < keys.length; i++) if (keys[i - 1]! > keys[i]!) return false;
  return true;
}

/** The key of a word's hash. */
export function wordKey(hash: number): number {
  return hash >>> (32 - wordKeyBits);
}

/** The flags of a word by its hash (`hashText`); 0 where it is in no list. */
export function wordFlags(table: WordTable, hash: number): number {
  const key = wordKey(hash);
  const { keys, index } = table;
  const bucket = key >>> index.shift;
  const end = index.starts[bucket + 1]!;
  for (let i = index.starts[bucket]!; i < end; i++) if (keys[i] === key) return table.flags[i]!;
  return 0;
}
