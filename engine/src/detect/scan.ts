import { charClasses, colon, digit, foldedCodes, ideograph, lower, upper } from "./characters.ts";
import { emptyHash, type Lexicon } from "./lexicon.ts";

/** Positions in a text where a recognizer may start, as flat arrays in text order. */
export interface ScanResult {
  /** Phrases of the lexicon: number, start and end of each. */
  readonly phraseIds: number[];
  readonly phraseStarts: number[];
  readonly phraseEnds: number[];
  /** Runs of ASCII digits that no letter touches. */
  readonly runStarts: number[];
  readonly runEnds: number[];
  /** Words that mix letters and digits. */
  readonly tokenStarts: number[];
  readonly tokenEnds: number[];
  /** Word starts whose first two characters begin a literal. */
  readonly literalStarts: number[];
  /** Places of the characters that `around` triggers name. */
  readonly charPlaces: number[];
}

export interface ScanTables {
  readonly lexicon: Lexicon;
  /** By `(first & 127) << 7 | (second & 127)`: whether a literal begins like this. */
  readonly literalPairs: Uint8Array;
  /** By ASCII code: whether an `around` trigger names the character. */
  readonly aroundChars: Uint8Array;
}

/** Walks `text` from `from` to `to` once and notes every place where a recognizer may start. */
export function scan(text: string, from: number, to: number, tables: ScanTables): ScanResult {
  const phraseIds: number[] = [];
  const phraseStarts: number[] = [];
  const phraseEnds: number[] = [];
  const runStarts: number[] = [];
  const runEnds: number[] = [];
  const tokenStarts: number[] = [];
  const tokenEnds: number[] = [];
  const literalStarts: number[] = [];
  const charPlaces: number[] = [];
  const { lexicon, literalPairs, aroundChars } = tables;
  const classes = charClasses;
  const folded = foldedCodes;

  let i = from;
  while (i < to) {
    let code = text.charCodeAt(i);
    let kind = classes[code]!;
    if (kind === 0 || kind > ideograph) {
      if (code < 128 && aroundChars[code] === 1) charPlaces.push(i);
      i++;
      continue;
    }
    if (kind === ideograph) {
      const id = lexicon.match(text, i, i + 1, Math.imul(emptyHash, 33) ^ code);
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
      const id = lexicon.match(text, start, i, hash);
      if (id >= 0) {
        phraseIds.push(id);
        phraseStarts.push(start);
        phraseEnds.push(lexicon.matchEnd);
      }
    }
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
  return {
    phraseIds,
    phraseStarts,
    phraseEnds,
    runStarts,
    runEnds,
    tokenStarts,
    tokenEnds,
    literalStarts,
    charPlaces,
  };
}

/** Whether a `:` or another sign that ends a key. */
export function isKeySign(code: number): boolean {
  return charClasses[code] === colon || code === 61;
}
