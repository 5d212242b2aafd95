import { characterUnits, digit, disguise, foldCase, ideograph, kindMask, lower, upper } from "./characters.ts";
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
  /** What `scan` makes of a byte, from `kindsOf`. */
  readonly kinds: Uint8Array;
}

/** What `scan` makes of a byte: the classes of `characterUnits` up to `ideograph`, and these. */
const sign = 5;
const hidden = 6;
/** A unit beyond ASCII is `beyond` and its kind. */
const beyond = 128;

/** Kinds of bytes as `scan` wants them, with the characters that `around` triggers name among the signs. */
export function kindsOf(around: Iterable<number>): Uint8Array {
  const kinds = new Uint8Array(256);
  for (let code = 0; code < beyond; code++) {
    const kind = characterUnits[code]! & kindMask;
    kinds[code] = kind <= ideograph ? kind : 0;
  }
  for (const code of [backslash, percent, equalsSign, ...around]) kinds[code] = sign;
  for (let kind = 0; kind <= hidden; kind++) kinds[beyond + kind] = kind;
  return kinds;
}

const smallA = 97;
const smallZ = 122;
const percent = 37;
const equalsSign = 61;
const backslash = 92;

/** Small letters of ASCII. */
const folded = Uint8Array.from({ length: 128 }, (_, code) => (code >= 65 && code <= 90 ? code + 32 : code));

/** Walks `text` once and notes in `result` every place where a recognizer may start. */
export function scan(text: string, tables: ScanTables, result: ScanResult): void {
  empty(result);
  const { runStarts, runEnds, tokenStarts, tokenEnds, literalStarts } = result;
  const { lexicon, literalPairs, kinds } = tables;
  const { firstWords, secondWords, mask } = lexicon;
  const bytes = bytesOf(text);
  const to = text.length;

  // A word that longer phrases begin with waits for the next word, whose hash tells most of them apart.
  let waiting = -1;
  let waitingEnd = 0;
  let waitingHash = 0;

  // After the text stand zeros, which belong to no word, so that no loop need look at its end.
  let i = 0;
  while (i < to) {
    let byte = bytes[i]!;
    let kind = kinds[byte]!;
    if (kind === 0) {
      i++;
      continue;
    }
    if (kind >= ideograph) {
      if (kind === sign) noteSign(result, bytes, i, byte);
      else if (kind === hidden) result.disguisedPlaces.push(i);
      else {
        if (waiting >= 0) notePhrase(result, lexicon, text, waiting, waitingEnd, waitingHash);
        waiting = -1;
        const hash = Math.imul(emptyHash, 33) ^ text.charCodeAt(i);
        if (firstWords[hash & mask] !== 0) notePhrase(result, lexicon, text, i, i + 1, hash);
      }
      i++;
      continue;
    }
    // A token: letters and digits in a row, split into words where case or kind changes.
    const tokenStart = i;
    const thirds = literalPairs[((byte & 127) << 7) | (bytes[i + 1]! & 127)]!;
    if (thirds !== 0 && ((thirds >>> (bytes[i + 2]! & 31)) & 1) !== 0 && i + 1 < to) literalStarts.push(i);
    let seen = 0;
    let hasLetter = false;
    let hasDigit = false;
    while (kind !== 0 && kind <= digit) {
      const start = i;
      if (kind === digit) {
        if (waiting >= 0) notePhrase(result, lexicon, text, waiting, waitingEnd, waitingHash);
        waiting = -1;
        hasDigit = true;
        do {
          byte = bytes[++i]!;
          kind = kinds[byte]!;
        } while (kind === digit);
        // "345-899-3560x4587": the figures before an extension are a run of their own.
        if (start === tokenStart && (byte === 120 || byte === 88) && kinds[bytes[i + 1]!] === digit) {
          runStarts.push(start);
          runEnds.push(i);
        }
        continue;
      }
      hasLetter = true;
      let hash = emptyHash;
      let isCapitalLast = false;
      for (;;) {
        hash = Math.imul(hash, 33) ^ (byte < beyond ? folded[byte]! : foldCase(text.charCodeAt(i)));
        seen |= byte;
        let previous = kind;
        byte = bytes[++i]!;
        // Most letters are small ones of ASCII.
        while (byte >= smallA && byte <= smallZ) {
          hash = Math.imul(hash, 33) ^ byte;
          previous = lower;
          byte = bytes[++i]!;
        }
        kind = kinds[byte]!;
        if (kind === lower) continue;
        if (kind !== upper || previous === lower) break;
        // "IDNumber": the last capital begins the next word.
        if (kinds[bytes[i + 1]!] === lower) {
          isCapitalLast = true;
          break;
        }
      }
      // Letters among the digits of a hash or an id are no words.
      if ((start > tokenStart && hasDigit) || (kind === digit && i - start < 4)) {
        if (waiting >= 0) notePhrase(result, lexicon, text, waiting, waitingEnd, waitingHash);
        waiting = -1;
        continue;
      }
      if (waiting >= 0) {
        const isSecond = isCapitalLast || ((secondWords[waitingHash & mask]! >>> (hash & 31)) & 1) !== 0;
        if (isSecond && start - waitingEnd <= 2) notePhrase(result, lexicon, text, waiting, waitingEnd, waitingHash);
        else noteWord(result, lexicon, text, waiting, waitingEnd, waitingHash);
        waiting = -1;
      }
      const begins = firstWords[hash & mask]!;
      if (begins === 0) continue;
      if (begins === beginsLonger) {
        waiting = start;
        waitingEnd = i;
        waitingHash = hash;
      } else noteWord(result, lexicon, text, start, i, hash);
    }
    if (seen >= beyond && mixesScripts(text, tokenStart, i)) result.disguisedPlaces.push(tokenStart);
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

const encoder = new TextEncoder();
let textBytes = new Uint8Array(0);
/** How far `scan` looks ahead of a unit. */
const lookAhead = 8;

/**
 * A text as one byte a unit, for each unit that is read from a string costs as much as all that is done with it: ASCII as
 * it is, copied at once where there is nothing else, and `beyond` and the kind for the rest. Some zeros follow. The next
 * call uses the same memory.
 */
function bytesOf(text: string): Uint8Array {
  const { length } = text;
  if (textBytes.length < length + lookAhead) textBytes = new Uint8Array(length + 4096);
  const bytes = textBytes;
  const { read, written } = encoder.encodeInto(text, bytes);
  if (read !== length || written !== length) {
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code < beyond) bytes[i] = code;
      else {
        const kind = characterUnits[code]! & kindMask;
        bytes[i] = beyond + (kind <= ideograph ? kind : kind === disguise ? hidden : 0);
      }
    }
  }
  bytes.fill(0, length, length + lookAhead);
  return bytes;
}

function noteSign(result: ScanResult, bytes: Uint8Array, i: number, byte: number): void {
  if (byte === backslash) {
    if (isEscape(bytes[i + 1]!)) {
      result.escaped = true;
      result.disguisedPlaces.push(i);
    }
  } else if (byte === percent) {
    if (isHex(bytes[i + 1]!) && isHex(bytes[i + 2]!)) result.encodedPlaces.push(i);
  } else if (byte === equalsSign) {
    if (isQuotedPrintable(bytes, i)) result.encodedPlaces.push(i);
  } else result.charPlaces.push(i);
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
function isQuotedPrintable(bytes: Uint8Array, i: number): boolean {
  const first = bytes[i + 1]!;
  if (first === 52 && bytes[i + 2] === 48) {
    const next = bytes[i + 3]! | 32;
    return next >= 97 && next <= 122;
  }
  return first >= 67 && first <= 69 && bytes[i + 3] === 61 && isHex(bytes[i + 4]!);
}
