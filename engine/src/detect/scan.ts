import { charClasses, digit, foldedCodes, ideograph, lower, upper } from "./characters.ts";
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
  for (const places of Object.values(result) as Places[]) places.length = 0;
  const { phraseIds, phraseStarts, phraseEnds, runStarts, runEnds, tokenStarts, tokenEnds, literalStarts, charPlaces } =
    result;
  const { lexicon, literalPairs, aroundChars } = tables;
  const { occupied, mask } = lexicon;
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
      const id = occupied[hash & mask] === 1 ? lexicon.match(text, start, i, hash) : -1;
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
}
