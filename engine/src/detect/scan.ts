import { charClasses, digit, disguise, foldedCodes, ideograph, lower, upper } from "./characters.ts";
import { emptyHash, type Lexicon } from "./lexicon.ts";

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
  /** Word starts whose first two characters begin a literal. */
  readonly literalStarts: Places;
  /** Places of the characters that `around` triggers name. */
  readonly charPlaces: Places;
  /** Signs of encoded words: `%` and `=` before two hexadecimal digits. */
  readonly encodedPlaces: Places;
  /** Characters stand in the text that look like others or are not seen. */
  disguised: boolean;
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
    disguised: false,
    escaped: false,
  };
}

export interface ScanTables {
  readonly lexicon: Lexicon;
  /** By `(first & 127) << 7 | (second & 127)`: whether a literal begins like this. */
  readonly literalPairs: Uint8Array;
  /** By ASCII code: whether an `around` trigger names the character. */
  readonly aroundChars: Uint8Array;
}

/** Walks `text` from `from` to `to` once and notes in `result` every place where a recognizer may start. */
export function scan(text: string, from: number, to: number, tables: ScanTables, result: ScanResult): void {
  for (const places of Object.values(result)) if (places instanceof Places) places.length = 0;
  result.disguised = false;
  result.escaped = false;
  const {
    phraseIds,
    phraseStarts,
    phraseEnds,
    runStarts,
    runEnds,
    tokenStarts,
    tokenEnds,
    literalStarts,
    charPlaces,
    encodedPlaces,
  } = result;
  const { lexicon, literalPairs, aroundChars } = tables;
  const { occupied, mask } = lexicon;
  const classes = charClasses;
  const folded = foldedCodes;

  let i = from;
  while (i < to) {
    let code = text.charCodeAt(i);
    let kind = classes[code]!;
    if (kind === 0 || kind > ideograph) {
      if (code < 128) {
        if (aroundChars[code] === 1) charPlaces.push(i);
        if (code === 92) {
          if (!result.escaped) result.escaped = isEscape(text.charCodeAt(i + 1));
        } else if (code === 37) {
          if (isHex(text.charCodeAt(i + 1)) && isHex(text.charCodeAt(i + 2))) encodedPlaces.push(i);
        } else if (code === 61 && isQuotedPrintable(text, i)) encodedPlaces.push(i);
      } else if (kind === disguise) result.disguised = true;
      i++;
      continue;
    }
    if (kind === ideograph) {
      const hash = Math.imul(emptyHash, 33) ^ code;
      const id = occupied[hash & mask] === 1 ? lexicon.match(text, i, i + 1, hash) : -1;
      if (id >= 0) {
        phraseIds.push(id);
        phraseStarts.push(i);
        phraseEnds.push(lexicon.matchEnd);
      }
      i++;
      continue;
    }
    // A token: letters and digits in a row, split into words where case or kind changes.
    const tokenStart = i;
    if (code < 128 && i + 1 < to && literalPairs[(code << 7) | (text.charCodeAt(i + 1) & 127)] === 1) {
      literalStarts.push(i);
    }
    let codes = 0;
    let hasLetter = false;
    let hasDigit = false;
    while (i < to && kind >= lower && kind <= digit) {
      const start = i;
      if (kind === digit) {
        hasDigit = true;
        while (kind === digit && ++i < to) {
          code = text.charCodeAt(i);
          kind = classes[code]!;
        }
        // "345-899-3560x4587": the figures before an extension are a run of their own.
        if (
          start === tokenStart &&
          i < to &&
          (code === 120 || code === 88) &&
          classes[text.charCodeAt(i + 1)] === digit
        ) {
          runStarts.push(start);
          runEnds.push(i);
        }
        continue;
      }
      hasLetter = true;
      let hash = emptyHash;
      let previous = kind;
      do {
        hash = (Math.imul(hash, 33) ^ folded[code]!) | 0;
        codes |= code;
        previous = kind;
        i++;
        if (i >= to) break;
        code = text.charCodeAt(i);
        kind = classes[code]!;
        if (kind === upper) {
          if (previous === lower) break;
          // "IDNumber": the last capital begins the next word.
          if (i + 1 < to && previous === upper && classes[text.charCodeAt(i + 1)] === lower && i - start >= 1) break;
        }
      } while (kind === lower || kind === upper);
      // Letters among the digits of a hash or an id are no words.
      if ((start > tokenStart && hasDigit) || (kind === digit && i < to && i - start < 4)) continue;
      const id = occupied[hash & mask] === 1 ? lexicon.match(text, start, i, hash) : -1;
      if (id >= 0) {
        phraseIds.push(id);
        phraseStarts.push(start);
        phraseEnds.push(lexicon.matchEnd);
      }
    }
    if (codes >= 0x370 && !result.disguised) result.disguised = mixesScripts(text, tokenStart, i);
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
  const next = text.charCodeAt(end);
  const previous = start > 0 ? text.charCodeAt(start - 1) : 0;
  return latin || next === 64 || previous === 64 || next === 95 || previous === 46;
}

/** Whether a letter after a backslash makes an escape of JSON that stands for another character. */
function isEscape(code: number): boolean {
  return code === 110 || code === 114 || code === 116 || code === 117 || code === 34;
}

/** Whether `=` begins an encoded `@` between letters, or a letter of two bytes: `key=40` alone is an assignment. */
function isQuotedPrintable(text: string, i: number): boolean {
  const first = text.charCodeAt(i + 1);
  if (first === 52 && text.charCodeAt(i + 2) === 48) {
    const next = text.charCodeAt(i + 3) | 32;
    return next >= 97 && next <= 122;
  }
  return first >= 67 && first <= 69 && text.charCodeAt(i + 3) === 61 && isHex(text.charCodeAt(i + 4));
}
