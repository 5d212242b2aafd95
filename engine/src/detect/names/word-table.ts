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

/** A hash table from words to flags. */
export interface WordTable {
  readonly keys: Int32Array;
  readonly flags: Uint8Array;
  readonly mask: number;
}

/** Builds the table from key and flag arrays of the same length. */
export function createWordTable(keys: ArrayLike<number>, flags: ArrayLike<number>): WordTable {
  let size = 1024;
  while (size < keys.length * 2) size *= 2;
  const table: WordTable = { keys: new Int32Array(size), flags: new Uint8Array(size), mask: size - 1 };
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]! + 1;
    let slot = slotOf(key) & table.mask;
    while (table.keys[slot] !== 0) slot = (slot + 1) & table.mask;
    table.keys[slot] = key;
    table.flags[slot] = flags[i]!;
  }
  return table;
}

function slotOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> 7;
}

/** The key of a word's hash. */
export function wordKey(hash: number): number {
  return hash >>> (32 - wordKeyBits);
}

/** The flags of a word by its hash (`hashText`); 0 where it is in no list. */
export function wordFlags(table: WordTable, hash: number): number {
  const key = wordKey(hash) + 1;
  const { keys, mask } = table;
  let slot = slotOf(key) & mask;
  for (;;) {
    const found = keys[slot]!;
    if (found === 0) return 0;
    if (found === key) return table.flags[slot]!;
    slot = (slot + 1) & mask;
  }
}
