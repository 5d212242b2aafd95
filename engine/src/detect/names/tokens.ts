import { CharacterClass, characterClass, lowerCode } from "./characters.ts";
import { hashMix, hashSeed, hashStep } from "./hash.ts";

/** How a token is written. */
export enum Shape {
  Punctuation = 0,
  Lower = 1,
  /** `Anna` */
  Capital = 2,
  /** `ANNA` */
  Upper = 3,
  /** `J` or `J.` */
  Initial = 4,
  /** `1204` */
  Number = 5,
  /** `12b` */
  Mixed = 6,
  /** `McDonald`, `iPhone` */
  Camel = 7,
  /** Letters of a script without case. */
  Uncased = 8,
  /** `U.S.` */
  Dotted = 9,
  /** `max_tokens` */
  Identifier = 10,
  /** `Anne-Marie` */
  Hyphenated = 11,
  /** `well-known` */
  LowerHyphenated = 12,
}

/** What stands between a token and the one before it. */
export enum Gap {
  None = 0,
  Space = 1,
  Newline = 2,
  BlankLine = 3,
}

/** The tokens of a text, one array per property so that long texts cost no objects. */
export interface Tokens {
  count: number;
  start: Int32Array;
  end: Int32Array;
  /** Of the lower-case form. */
  hash: Int32Array;
  shape: Uint8Array;
  gap: Uint8Array;
}

/** Tokens with room for `capacity` of them; grows as needed. */
export function createTokens(capacity = 1024): Tokens {
  return {
    count: 0,
    start: new Int32Array(capacity),
    end: new Int32Array(capacity),
    hash: new Int32Array(capacity),
    shape: new Uint8Array(capacity),
    gap: new Uint8Array(capacity),
  };
}

function grow(tokens: Tokens): void {
  const size = tokens.start.length * 2;
  const copy = <T extends Int32Array | Uint8Array>(from: T, to: T): T => {
    to.set(from);
    return to;
  };
  tokens.start = copy(tokens.start, new Int32Array(size));
  tokens.end = copy(tokens.end, new Int32Array(size));
  tokens.hash = copy(tokens.hash, new Int32Array(size));
  tokens.shape = copy(tokens.shape, new Uint8Array(size));
  tokens.gap = copy(tokens.gap, new Uint8Array(size));
}

const apostrophe = 0x27;
const curlyApostrophe = 0x2019;
const hyphen = 0x2d;
const dot = 0x2e;
const underscore = 0x5f;
const dollar = 0x24;

function isLetter(c: CharacterClass): boolean {
  return c === CharacterClass.Lower || c === CharacterClass.Upper || c === CharacterClass.Uncased;
}

/**
 * Cuts `text` between `from` and `to` into words, numbers and single punctuation marks, into `tokens`.
 * `O'Neil`, `Anne-Marie`, `J.` and `U.S.` are one token each; `Anna's` is cut before the apostrophe and
 * `l'Italie` after it.
 */
export function tokenize(text: string, tokens: Tokens, from = 0, to = text.length): Tokens {
  let n = 0;
  let i = from;
  let gap: Gap = from === 0 ? Gap.BlankLine : Gap.Newline;
  while (i < to) {
    const code = text.charCodeAt(i);
    const c = characterClass(code);
    if (c === CharacterClass.Space) {
      if (gap < Gap.Space) gap = Gap.Space;
      i++;
      continue;
    }
    if (c === CharacterClass.Newline) {
      const crlf = code === 13 && text.charCodeAt(i + 1) === 10;
      gap = gap >= Gap.Newline && n > 0 ? Gap.BlankLine : gap === Gap.BlankLine ? gap : Gap.Newline;
      i += crlf ? 2 : 1;
      continue;
    }
    if (n === tokens.start.length) grow(tokens);
    const start = i;
    let shape: Shape;
    let h = hashSeed;
    if (isLetter(c) || c === CharacterClass.Digit || code === underscore) {
      let upper = 0;
      let lower = 0;
      let uncased = 0;
      let digits = 0;
      let humps = 0;
      let code2 = code;
      let c2: CharacterClass = c as CharacterClass;
      let previous: CharacterClass = CharacterClass.Unknown;
      let hyphens = 0;
      let capitalsAfterHyphen = 0;
      let identifier = false;
      for (;;) {
        if (c2 === CharacterClass.Lower) lower++;
        else if (c2 === CharacterClass.Upper) {
          upper++;
          if (previous === CharacterClass.Lower) humps++;
        } else if (c2 === CharacterClass.Uncased) uncased++;
        else if (c2 === CharacterClass.Digit) digits++;
        else if (code2 === underscore) identifier = true;
        else if (c2 !== CharacterClass.Mark) {
          // Inside a word only between two letters.
          if (i + 1 >= to) break;
          const next = characterClass(text.charCodeAt(i + 1));
          if (code2 === hyphen && isLetter(next) && digits === 0) {
            hyphens++;
            if (next === CharacterClass.Upper) capitalsAfterHyphen++;
            previous = CharacterClass.Punctuation;
          } else if (code2 === apostrophe || code2 === curlyApostrophe) {
            // O'Neil, D'Angelo and N'Diaye stay whole; l'Italie, dell'Arte and Anna's do not.
            if (i - start !== 1 || upper !== 1 || next !== CharacterClass.Upper) break;
            previous = CharacterClass.Punctuation;
          } else break;
        }
        if (c2 !== CharacterClass.Mark) h = hashStep(h, lowerCode(code2));
        if (isLetter(c2) || c2 === CharacterClass.Digit) previous = c2;
        i++;
        if (i >= to) break;
        code2 = text.charCodeAt(i);
        c2 = characterClass(code2);
        if (c2 === CharacterClass.Space || c2 === CharacterClass.Newline || c2 === CharacterClass.HighSurrogate) break;
      }
      if (identifier) shape = Shape.Identifier;
      else if (digits > 0) shape = upper + lower + uncased === 0 ? Shape.Number : Shape.Mixed;
      else if (upper === 0) shape = lower === 0 ? Shape.Uncased : hyphens > 0 ? Shape.LowerHyphenated : Shape.Lower;
      else if (upper === 1 && lower === 0) {
        shape = Shape.Initial;
        if (i < to && text.charCodeAt(i) === dot) {
          // `J.` and `U.S.`: take the dots along.
          let j = i + 1;
          let letters = 1;
          while (
            j + 1 < to &&
            characterClass(text.charCodeAt(j)) === CharacterClass.Upper &&
            text.charCodeAt(j + 1) === dot
          ) {
            h = hashStep(h, lowerCode(text.charCodeAt(j)));
            letters++;
            j += 2;
          }
          if (letters > 1 || j >= to || !isLetter(characterClass(text.charCodeAt(j)))) {
            i = j;
            if (letters > 1) shape = Shape.Dotted;
            h = hashStep(h, dot);
          }
        }
      } else if (lower === 0) shape = Shape.Upper;
      else if (hyphens > 0)
        shape =
          characterClass(code) === CharacterClass.Upper && capitalsAfterHyphen > 0 ? Shape.Hyphenated : Shape.Camel;
      else if (humps > 0 || upper > 1 || c !== CharacterClass.Upper) shape = Shape.Camel;
      else shape = Shape.Capital;
      if (shape === Shape.Camel && upper === 1 && c === CharacterClass.Upper) shape = Shape.Capital;
    } else {
      shape = Shape.Punctuation;
      i++;
      if (c === CharacterClass.HighSurrogate && i < to) {
        const low = text.charCodeAt(i);
        if (low >= 0xdc00 && low < 0xe000) i++;
      }
      h = hashStep(h, code);
      if (code === dollar) shape = Shape.Punctuation;
    }
    tokens.start[n] = start;
    tokens.end[n] = i;
    tokens.hash[n] = hashMix(h);
    tokens.shape[n] = shape;
    tokens.gap[n] = gap;
    n++;
    gap = Gap.None;
  }
  tokens.count = n;
  return tokens;
}

/** Index of the first token that begins at `offset` or after it. */
export function firstTokenAt({ start, count }: Tokens, offset: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (start[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
