import { charClass, foldCase, isWordClass, type LetterClass } from "./characters.ts";

/** Phrases compiled for look-up while walking a text: by the hash of the first word, then word by word. */
export interface Lexicon {
  /** Adds a phrase; the same phrase always has the same number. */
  readonly size: number;
  /** Number of the longest phrase that starts with the word at `start`…`end`, or -1. Sets `matchEnd`. */
  match(text: string, start: number, end: number, hash: number): number;
  /** The phrase that is the word at `start`…`end` alone, or -1. Sets `matchEnd`. */
  matchAlone(text: string, start: number, end: number, hash: number): number;
  /** By `hash & mask`: 0 where no phrase begins with such a word, `beginsLonger` where one of several words may. */
  readonly firstWords: Uint8Array;
  /** By `hash & mask` of a first word: one bit for the low five bits of each second word's hash. */
  readonly secondWords: Uint32Array;
  readonly mask: number;
  /** End of the phrase that `match` found last. */
  readonly matchEnd: number;
}

/** The phrases that begin with one word. */
interface FirstWord {
  readonly word: string;
  /** The phrase that is this word alone, or -1. */
  alone: number;
  /** Longer phrases, longest first. */
  readonly longer: LongerPhrase[];
}

interface LongerPhrase {
  readonly words: readonly string[];
  /** Of the second word: most phrases are told from a text by it. */
  readonly secondHash: number;
  readonly id: number;
}

/** A phrase of several words may begin with a word. */
export const beginsLonger = 2;

const hashSeed = 5381;

/** Continues a word's hash by one case-folded code unit. */
export function hashStep(hash: number, folded: number): number {
  return (Math.imul(hash, 33) ^ folded) | 0;
}

export const emptyHash = hashSeed;

function hashOf(word: string): number {
  let hash = hashSeed;
  for (let i = 0; i < word.length; i++) hash = hashStep(hash, word.charCodeAt(i));
  return hash;
}

/** Splits a phrase into the words that the walk over a text gives: letters in runs, digits in runs, ideographs one by one. */
export function wordsOf(phrase: string): string[] {
  const words: string[] = [];
  let i = 0;
  while (i < phrase.length) {
    const end = wordEnd(phrase, i);
    if (end > i) {
      words.push(foldWord(phrase, i, end));
      i = end;
    } else i++;
  }
  return words;
}

/** End of the word that begins at `i`; `i` itself where none does. A capital after a small letter begins a new word. */
export function wordEnd(text: string, i: number): number {
  const first = charClass(text.charCodeAt(i)) as LetterClass;
  if (!isWordClass(first)) return i;
  return wordEndFrom(text, i, first);
}

function wordEndFrom(text: string, start: number, first: number): number {
  let end = start + 1;
  if (first === 4) return end; // an ideograph or syllable is a word
  if (first === 3) {
    while (end < text.length && charClass(text.charCodeAt(end)) === 3) end++;
    return end;
  }
  let previous = first;
  while (end < text.length) {
    const next = charClass(text.charCodeAt(end));
    if (next !== 1 && next !== 2) break;
    if (next === 2 && previous === 1) break;
    if (next === 1 && previous === 2 && end - start > 1) {
      // "IDNumber": the last capital belongs to the next word, "IBANs" aside.
      if (end + 1 < text.length && charClass(text.charCodeAt(end + 1)) === 1) {
        end--;
        break;
      }
    }
    previous = next;
    end++;
  }
  return end;
}

function foldWord(text: string, start: number, end: number): string {
  let word = "";
  for (let i = start; i < end; i++) word += String.fromCharCode(foldCase(text.charCodeAt(i)));
  return word;
}

/** What may stand between two words of one phrase: one or two of space, `_`, `-`, `.`, `'`, or nothing (camelCase). */
function nextWordStart(text: string, end: number): number {
  let i = end;
  for (let gap = 0; gap < 2 && i < text.length; gap++) {
    const code = text.charCodeAt(i);
    if (code === 32 || code === 95 || code === 45 || code === 46 || code === 39 || code === 0x2019) i++;
    else break;
  }
  return i;
}

function wordIs(text: string, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let i = 0; i < word.length; i++) {
    if (foldCase(text.charCodeAt(start + i)) !== word.charCodeAt(i)) return false;
  }
  return true;
}

function hashOfStretch(text: string, start: number, end: number): number {
  let hash = hashSeed;
  for (let i = start; i < end; i++) hash = hashStep(hash, foldCase(text.charCodeAt(i)));
  return hash;
}

/** End of the phrase whose second word may stand at `start`…`end`, or -1. */
function endOfPhrase(text: string, start: number, end: number, words: readonly string[]): number {
  if (!wordIs(text, start, end, words[1]!)) return -1;
  let at = end;
  for (let w = 2; w < words.length; w++) {
    const from = nextWordStart(text, at);
    const to = wordEnd(text, from);
    if (to === from || !wordIs(text, from, to, words[w]!)) return -1;
    at = to;
  }
  return at;
}

/** Compiles phrases; the number of a phrase is its index in `phrases`. */
export function createLexicon(phrases: readonly string[]): Lexicon {
  let capacity = 64;
  while (capacity < phrases.length * 4) capacity *= 2;
  const mask = capacity - 1;
  const hashes = new Int32Array(capacity);
  const buckets: (FirstWord[] | undefined)[] = new Array(capacity).fill(undefined);
  phrases.forEach((phrase, id) => {
    const words = wordsOf(phrase);
    if (words.length === 0) return;
    const hash = hashOf(words[0]!);
    let slot = hash & mask;
    while (buckets[slot] && hashes[slot] !== hash) slot = (slot + 1) & mask;
    hashes[slot] = hash;
    const bucket = buckets[slot] ?? [];
    buckets[slot] = bucket;
    let first = bucket.find(({ word }) => word === words[0]);
    if (!first) {
      first = { word: words[0]!, alone: -1, longer: [] };
      bucket.push(first);
    }
    if (words.length > 1) first.longer.push({ words, secondHash: hashOf(words[1]!), id });
    else if (first.alone < 0) first.alone = id;
  });
  for (const bucket of buckets) {
    for (const { longer } of bucket ?? []) longer.sort((a, b) => b.words.length - a.words.length);
  }

  // A word is looked up by the slot that its hash calls for, though it may have been put into one after it.
  const firstWords = new Uint8Array(capacity);
  const secondWords = new Uint32Array(capacity);
  for (let slot = 0; slot < capacity; slot++) {
    const wanted = hashes[slot]! & mask;
    for (const { longer } of buckets[slot] ?? []) {
      firstWords[wanted] = Math.max(firstWords[wanted]!, longer.length > 0 ? beginsLonger : 1);
      for (const { secondHash } of longer) secondWords[wanted]! |= 1 << (secondHash & 31);
    }
  }

  const bucketOf = (hash: number): readonly FirstWord[] => {
    let slot = hash & mask;
    while (buckets[slot] !== undefined) {
      if (hashes[slot] === hash) return buckets[slot]!;
      slot = (slot + 1) & mask;
    }
    return [];
  };

  const lexicon = {
    size: phrases.length,
    firstWords,
    secondWords,
    mask,
    matchEnd: 0,
    matchAlone(text: string, start: number, end: number, hash: number): number {
      const bucket = bucketOf(hash);
      for (let k = 0; k < bucket.length; k++) {
        const { word, alone } = bucket[k]!;
        if (!wordIs(text, start, end, word)) continue;
        if (alone >= 0) lexicon.matchEnd = end;
        return alone;
      }
      return -1;
    },
    match(text: string, start: number, end: number, hash: number): number {
      const bucket = bucketOf(hash);
      for (let k = 0; k < bucket.length; k++) {
        const { word, alone, longer } = bucket[k]!;
        if (!wordIs(text, start, end, word)) continue;
        if (longer.length > 0) {
          const secondStart = nextWordStart(text, end);
          const secondEnd = wordEnd(text, secondStart);
          if (secondEnd > secondStart) {
            const secondHash = hashOfStretch(text, secondStart, secondEnd);
            for (let l = 0; l < longer.length; l++) {
              const phrase = longer[l]!;
              if (phrase.secondHash !== secondHash) continue;
              const phraseEnd = endOfPhrase(text, secondStart, secondEnd, phrase.words);
              if (phraseEnd < 0) continue;
              lexicon.matchEnd = phraseEnd;
              return phrase.id;
            }
          }
        }
        if (alone >= 0) lexicon.matchEnd = end;
        return alone;
      }
      return -1;
    },
  };
  return lexicon;
}
