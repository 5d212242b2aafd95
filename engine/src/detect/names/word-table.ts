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

/**
 * Words by open addressing, one number each, so that a look-up reads one place: the low bits of the key above its
 * flags. The search begins at the slot that the first bits of the key call for, so that these need not be kept.
 */
export interface WordTable {
  /** 0 where a slot is free. */
  readonly slots: Int32Array;
  /** How many bits to drop from a key for its slot. */
  readonly shift: number;
}

/** Flags take the low eight bits of a slot. */
const flagBits = 8;

/** Builds the table from key and flag arrays of the same length; of equal keys the first counts. */
export function createWordTable(keys: ArrayLike<number>, flags: ArrayLike<number>): WordTable {
  let bits = 10;
  while (1 << bits < keys.length * 2) bits++;
  const shift = Math.max(0, wordKeyBits - bits);
  // Words at the end go on after it, and the last slot stays free.
  const slots = new Int32Array((1 << bits) + keys.length + 1);
  for (let i = 0; i < keys.length; i++) {
    const entry = (keys[i]! << flagBits) | flags[i]!;
    let slot = keys[i]! >>> shift;
    while (slots[slot] !== 0 && (slots[slot]! ^ entry) >>> flagBits !== 0) slot++;
    if (slots[slot] === 0) slots[slot] = entry;
  }
  return { slots, shift };
}

/** The key of a word's hash. */
export function wordKey(hash: number): number {
  return hash >>> (32 - wordKeyBits);
}

/** The flags of a word by its hash (`hashText`); 0 where it is in no list. */
export function wordFlags({ slots, shift }: WordTable, hash: number): number {
  const key = wordKey(hash);
  const wanted = key << flagBits;
  for (let slot = key >>> shift; slots[slot] !== 0; slot++) {
    if ((slots[slot]! ^ wanted) >>> flagBits === 0) return slots[slot]! & ((1 << flagBits) - 1);
  }
  return 0;
}
