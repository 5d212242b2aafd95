import { characterUnits, digit, disguise, ideograph, kindBits, kindMask, lower, upper } from "./characters.ts";
import { beginsLonger, emptyHash, type Lexicon, matchPhrase, matchWord } from "./lexicon.ts";

/** A list of places that grows and is used again for the next text. */
export class Places {
  items = new Int32Array(256);
  length = 0;

  push(value: number): void {
    if (this.length === this.items.length) {
      const larger = new Int32Array(this.items.length * 2);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.length++] = value;
  }
}

/** Positions in a text where a recognizer may start, in text order. */
export interface ScanResult {
  /** Phrases of the lexicon: number, start and end of each. */
  readonly phraseIds: Places;
  readonly phraseStarts: Places;
  readonly phraseEnds: Places;
  /** Runs of ASCII digits that no letter touches. */
  readonly runStarts: Places;
  readonly runEnds: Places;
  /** Words that mix letters and digits. */
  readonly tokenStarts: Places;
  readonly tokenEnds: Places;
  /** Word starts whose first characters begin a literal. */
  readonly literalStarts: Places;
  /** Places of the characters that `around` triggers name. */
  readonly charPlaces: Places;
  /** Signs of encoded words: `%` and `=` before two hexadecimal digits. */
  readonly encodedPlaces: Places;
  /** Characters that look like others or are not seen, words that mix scripts, and escapes of JSON. */
  readonly disguisedPlaces: Places;
  /** Backslashes of JSON stand in the text. */
  escaped: boolean;
}

/** An empty result, to be handed to `scan` again and again. */
export function createScanResult(): ScanResult {
  return {
    phraseIds: new Places(),
    phraseStarts: new Places(),
    phraseEnds: new Places(),
    runStarts: new Places(),
    runEnds: new Places(),
    tokenStarts: new Places(),
    tokenEnds: new Places(),
    literalStarts: new Places(),
    charPlaces: new Places(),
    encodedPlaces: new Places(),
    disguisedPlaces: new Places(),
    escaped: false,
  };
}

function empty(result: ScanResult): void {
  result.phraseIds.length = 0;
  result.phraseStarts.length = 0;
  result.phraseEnds.length = 0;
  result.runStarts.length = 0;
  result.runEnds.length = 0;
  result.tokenStarts.length = 0;
  result.tokenEnds.length = 0;
  result.literalStarts.length = 0;
  result.charPlaces.length = 0;
  result.encodedPlaces.length = 0;
  result.disguisedPlaces.length = 0;
  result.escaped = false;
}

export interface ScanTables {
  readonly lexicon: Lexicon;
  /** By `(first & 127) << 7 | (second & 127)`: one bit for the low five bits of each third character of a literal. */
  readonly literalPairs: Uint32Array;
  /** By ASCII code: `signAround` where an `around` trigger names the character, other bits for what `scan` knows. */
  readonly signs: Uint8Array;
}

/** The sign is one that an `around` trigger names. */
export const signAround = 1;
const signOfEncoding = 2;

/** Signs as `scan` wants them, for the characters that `around` triggers name. */
export function signsOf(around: Iterable<number>): Uint8Array {
  const signs = new Uint8Array(128);
  for (const code of [92, 37, 61]) signs[code] = signOfEncoding;
  for (const code of around) signs[code]! |= signAround;
  return signs;
}

/** Walks `text` from `from` to `to` once and notes in `result` every place where a recognizer may start. */
export function scan(text: string, from: number, to: number, tables: ScanTables, result: ScanResult): void {
  empty(result);
  const { runStarts, runEnds, tokenStarts, tokenEnds, literalStarts, charPlaces, encodedPlaces, disguisedPlaces } =
    result;
  const { lexicon, literalPairs, signs } = tables;
  const { firstWords, secondWords, mask } = lexicon;
  const units = characterUnits;

  // A word that longer phrases begin with waits for the next word, whose hash tells most of them apart.
  let waiting = -1;
  let waitingEnd = 0;
  let waitingHash = 0;

  let i = from;
  while (i < to) {
    let code = text.charCodeAt(i);
    let kind = units[code]! & kindMask;
    if (kind === 0 || kind > ideograph) {
      i++;
      if (code >= 128) {
        if (kind === disguise) disguisedPlaces.push(i - 1);
        continue;
      }
      const sign = signs[code]!;
      if (sign === 0) continue;
      if ((sign & signAround) !== 0) charPlaces.push(i - 1);
      if (code === 92) {
        if (isEscape(codeAt(text, i))) {
          result.escaped = true;
          disguisedPlaces.push(i - 1);
        }
      } else if (code === 37) {
        if (isHex(codeAt(text, i)) && isHex(codeAt(text, i + 1))) encodedPlaces.push(i - 1);
      } else if (code === 61 && isQuotedPrintable(text, i - 1)) encodedPlaces.push(i - 1);
      continue;
    }
    if (kind === ideograph) {
      if (waiting >= 0) notePhrase(result, lexicon, text, waiting, waitingEnd, waitingHash);
      waiting = -1;
      const hash = Math.imul(emptyHash, 33) ^ code;
      if (firstWords[hash & mask] !== 0) notePhrase(result, lexicon, text, i, i + 1, hash);
      i++;
      continue;
    }
    // A token: letters and digits in a row, split into words where case or kind changes.
    const tokenStart = i;
    if (code < 128 && i + 1 < to) {
      const thirds = literalPairs[(code << 7) | (text.charCodeAt(i + 1) & 127)]!;
      if (thirds !== 0 && ((thirds >>> (codeAt(text, i + 2) & 31)) & 1) !== 0) literalStarts.push(i);
    }
    let codes = 0;
    let hasLetter = false;
    let hasDigit = false;
    while (kind >= lower && kind <= digit) {
      const start = i;
      if (kind === digit) {
        if (waiting >= 0) notePhrase(result, lexicon, text, waiting, waitingEnd, waitingHash);
        waiting = -1;
        hasDigit = true;
        do {
          if (++i >= to) {
            kind = 0;
            break;
          }
          code = text.charCodeAt(i);
          kind = units[code]! & kindMask;
        } while (kind === digit);
        // "345-899-3560x4587": the figures before an extension are a run of their own.
        if (
          start === tokenStart &&
          i < to &&
          (code === 120 || code === 88) &&
          (units[codeAt(text, i + 1)]! & kindMask) === digit
        ) {
          runStarts.push(start);
          runEnds.push(i);
        }
        continue;
      }
      hasLetter = true;
      i = readLetters(text, i, to, letters);
      const hash = letters[0]!;
      codes |= letters[1]!;
      kind = i < to ? units[text.charCodeAt(i)]! & kindMask : 0;
      // Letters among the digits of a hash or an id are no words.
      if ((start > tokenStart && hasDigit) || (kind === digit && i - start < 4)) {
        if (waiting >= 0) notePhrase(result, lexicon, text, waiting, waitingEnd, waitingHash);
        waiting = -1;
        continue;
      }
      const slot = hash & mask;
      if (waiting >= 0) {
        const isSecond = letters[2] === 1 || ((secondWords[waitingHash & mask]! >>> (hash & 31)) & 1) !== 0;
        if (isSecond && start - waitingEnd <= 2) notePhrase(result, lexicon, text, waiting, waitingEnd, waitingHash);
        else noteWord(result, lexicon, text, waiting, waitingEnd, waitingHash);
        waiting = -1;
      }
      const begins = firstWords[slot]!;
      if (begins === 0) continue;
      if (begins === beginsLonger) {
        waiting = start;
        waitingEnd = i;
        waitingHash = hash;
      } else noteWord(result, lexicon, text, start, i, hash);
    }
    if (codes >= 0x370 && mixesScripts(text, tokenStart, i)) disguisedPlaces.push(tokenStart);
    if (hasDigit) {
      if (hasLetter) {
        tokenStarts.push(tokenStart);
        tokenEnds.push(i);
      } else {
        runStarts.push(tokenStart);
        runEnds.push(i);
      }
    }
  }
  if (waiting >= 0) notePhrase(result, lexicon, text, waiting, waitingEnd, waitingHash);
}

/** What `readLetters` tells of the letters it read: their hash, all their codes, 1 where a capital among capitals ends them. */
const letters = new Int32Array(3);

/**
 * Reads the letters from `i` on as far as one word goes, and gives its end. A function of its own, for the loop that
 * most of a text is read by stays small for the compiler.
 */
function readLetters(text: string, from: number, to: number, read: Int32Array): number {
  const units = characterUnits;
  let i = from;
  let code = text.charCodeAt(i);
  let unit = units[code]!;
  let kind = unit & kindMask;
  let hash = emptyHash;
  let codes = 0;
  read[2] = 0;
  for (;;) {
    hash = Math.imul(hash, 33) ^ (code + (unit >> kindBits));
    codes |= code;
    if (++i >= to) break;
    const previous = kind;
    code = text.charCodeAt(i);
    unit = units[code]!;
    kind = unit & kindMask;
    if (kind === lower) continue;
    if (kind !== upper || previous === lower) break;
    // "IDNumber": the last capital begins the next word.
    if (i + 1 < to && (units[text.charCodeAt(i + 1)]! & kindMask) === lower) {
      read[2] = 1;
      break;
    }
  }
  read[0] = hash;
  read[1] = codes;
  return i;
}

/** Notes the longest phrase that begins with the word at `start`…`end`. */
function notePhrase(
  result: ScanResult,
  lexicon: Lexicon,
  text: string,
  start: number,
  end: number,
  hash: number,
): void {
  push(result, lexicon, matchPhrase(lexicon, text, start, end, hash), start);
}

/** Notes the phrase that is the word at `start`…`end` alone. */
function noteWord(result: ScanResult, lexicon: Lexicon, text: string, start: number, end: number, hash: number): void {
  push(result, lexicon, matchWord(lexicon, text, start, end, hash), start);
}

function push(result: ScanResult, lexicon: Lexicon, id: number, start: number): void {
  if (id < 0) return;
  result.phraseIds.push(id);
  result.phraseStarts.push(start);
  result.phraseEnds.push(lexicon.matchEnd);
}

/** The code unit at `i`, 0 after the end: a read beyond it would make every read of the loop slow. */
function codeAt(text: string, i: number): number {
  return i < text.length ? text.charCodeAt(i) : 0;
}

function isHex(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
}

/** Whether a word has full-width letters, or Greek or Cyrillic ones beside Latin ones. */
function mixesScripts(text: string, start: number, end: number): boolean {
  let latin = false;
  let greekOrCyrillic = false;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0xff00) return true;
    if (code < 128) latin = true;
    else if (code >= 0x370 && code < 0x530) greekOrCyrillic = true;
  }
  if (!greekOrCyrillic) return false;
  // "раypal@…": a word all of another script counts where an address goes on in Latin.
  const next = codeAt(text, end);
  const previous = start > 0 ? text.charCodeAt(start - 1) : 0;
  return latin || next === 64 || previous === 64 || next === 95 || previous === 46;
}

/** Whether a letter after a backslash makes an escape of JSON that stands for another character. */
function isEscape(code: number): boolean {
  return code === 110 || code === 114 || code === 116 || code === 117 || code === 34;
}

/** Whether `=` begins an encoded `@` between letters, or a letter of two bytes: `key=40` alone is an assignment. */
function isQuotedPrintable(text: string, i: number): boolean {
  const first = codeAt(text, i + 1);
  if (first === 52 && codeAt(text, i + 2) === 48) {
    const next = codeAt(text, i + 3) | 32;
    return next >= 97 && next <= 122;
  }
  return first >= 67 && first <= 69 && codeAt(text, i + 3) === 61 && isHex(codeAt(text, i + 4));
}
