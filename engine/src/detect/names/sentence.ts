import { CharacterClass, characterClass, lowerCode } from "./characters.ts";
import { hashPair, hashText } from "./hash.ts";
import { classBit, classMask, wordClassTable } from "./lexicon/index.ts";
import { createTokens, Gap, Shape, type Tokens, tokenize } from "./tokens.ts";
import { WordFlag, type WordTable, wordFlags } from "./word-table.ts";

/** A tokenized text with everything that the features ask of it. Reused from text to text. */
export interface Sentence {
  text: string;
  readonly tokens: Tokens;
  /** `WordFlag`s by token. */
  flags: Uint8Array;
  /** Word-class bits by token. */
  masks: Int32Array;
  /** 1 where a name, place or address may be; the rest is never looked at. */
  candidate: Uint8Array;
  /** The multi-word place that a token is in: 0 none, 1 begins, 2 goes on. */
  phrase: Uint8Array;
  /** Hashes of words that stand in lower case somewhere in the text. */
  lower: Int32Array;
  /** Hashes of words that stand capitalised inside a sentence somewhere in the text. */
  capital: Int32Array;
  evidenceMask: number;
  /** What the lists say of the words met last, by the low bits of their hashes: most words of a text come again. */
  readonly remembered: RememberedWords;
  /** Language and style of the text, a small number. */
  style: number;
}

interface RememberedWords {
  readonly hashes: Int32Array;
  readonly flags: Uint8Array;
  readonly masks: Int32Array;
  readonly known: Uint8Array;
}

const rememberedWords = 2048;

export function createSentence(): Sentence {
  return {
    text: "",
    tokens: createTokens(4096),
    flags: new Uint8Array(4096),
    masks: new Int32Array(4096),
    candidate: new Uint8Array(4096),
    phrase: new Uint8Array(4096),
    lower: new Int32Array(65536),
    capital: new Int32Array(65536),
    evidenceMask: 0,
    remembered: {
      hashes: new Int32Array(rememberedWords),
      flags: new Uint8Array(rememberedWords),
      masks: new Int32Array(rememberedWords),
      known: new Uint8Array(rememberedWords),
    },
    style: 0,
  };
}

/** How many words of a line are looked at for capitals. */
const longestLine = 200;

const germanWords = "der die und ist nicht das ein mit für auf den dem von zu sich eine des im".split(" ");
const connector = classBit("connector");
const streetWord = classBit("streetSuffix") | classBit("streetPrefix");
const unit = classBit("unit");
const title = classBit("title");
const nameLabel = classBit("nameLabel");
const nameVerb = classBit("nameVerb");
const greeting = classBit("greeting");
const conjunction = classBit("conjunction");
const beforePersons = title | nameLabel | nameVerb | greeting | classBit("kin") | classBit("role");
const grammarOrRole =
  classBit("grammar") | classBit("pronoun") | classBit("article") | classBit("calendar") | classBit("conjunction");

/** Signs that programs are full of and prose is not: `( ) ; = { }` and the like, though not those of JSON. */
function isCodeSign(code: number): boolean {
  return (
    code === 0x28 || code === 0x3b || code === 0x3d || code === 0x3c || code === 0x60 || code === 0x2a || code === 0x7c
  );
}

export function isCapitalised(shape: number): boolean {
  return (
    shape === Shape.Capital ||
    shape === Shape.Upper ||
    shape === Shape.Initial ||
    shape === Shape.Camel ||
    shape === Shape.Dotted ||
    shape === Shape.Hyphenated
  );
}

/** Whether the token begins a sentence or a line, so that its capital says little. */
export function beginsSentence(sentence: Sentence, i: number): boolean {
  const { tokens, text } = sentence;
  if (i === 0 || tokens.gap[i]! >= Gap.Newline) return true;
  let j = i - 1;
  let code = text.charCodeAt(tokens.end[j]! - 1);
  if (code === 0x22 || code === 0x27 || code === 0x201c || code === 0x2018 || code === 0xab || code === 0x201e) {
    if (j === 0 || tokens.gap[j]! >= Gap.Newline) return true;
    j--;
    code = text.charCodeAt(tokens.end[j]! - 1);
  }
  if (tokens.shape[j] !== Shape.Punctuation) return false;
  return (
    code === 0x2e ||
    code === 0x21 ||
    code === 0x3f ||
    code === 0x2026 ||
    code === 0x2022 ||
    code === 0x3e ||
    code === 0x2a
  );
}

/** Takes a text apart and marks where names can be. */
export function readSentence(sentence: Sentence, text: string, table: WordTable, from = 0, to = text.length): void {
  sentence.text = text;
  const { tokens } = sentence;
  tokenize(text, tokens, from, to);
  const n = tokens.count;
  if (sentence.flags.length < n) {
    const size = tokens.start.length;
    sentence.flags = new Uint8Array(size);
    sentence.masks = new Int32Array(size);
    sentence.candidate = new Uint8Array(size);
    sentence.phrase = new Uint8Array(size);
  }
  let evidence = 256;
  while (evidence < n && evidence < 65536) evidence *= 2;
  sentence.evidenceMask = evidence - 1;
  sentence.lower.fill(0, 0, evidence);
  sentence.capital.fill(0, 0, evidence);
  const { flags, masks, candidate, phrase, lower, capital, remembered } = sentence;
  const { shape, hash, start, end, gap } = tokens;
  const classes = wordClassTable();
  const germanHashes = hashesOfGerman();
  let german = 0;
  let words = 0;
  let capitals = 0;
  let signs = 0;
  for (let i = 0; i < n; i++) {
    const s = shape[i]!;
    candidate[i] = 0;
    phrase[i] = 0;
    flags[i] = 0;
    masks[i] = 0;
    if (s === Shape.Punctuation) {
      if (isCodeSign(text.charCodeAt(start[i]!))) signs++;
      continue;
    }
    if (s === Shape.Identifier) signs++;
    if (s === Shape.Identifier || s === Shape.Uncased) continue;
    if (s === Shape.Number || s === Shape.Mixed) continue;
    const h = hash[i]!;
    const slot = h & (rememberedWords - 1);
    if (remembered.hashes[slot] !== h || remembered.known[slot] === 0) {
      remembered.hashes[slot] = h;
      remembered.known[slot] = 1;
      remembered.flags[slot] = wordFlags(table, h);
      remembered.masks[slot] = classMask(classes, h);
    }
    flags[i] = remembered.flags[slot]!;
    masks[i] = remembered.masks[slot]!;
    words++;
    if (s === Shape.Lower) {
      lower[h & sentence.evidenceMask] = h;
      if (end[i]! - start[i]! === 3 && germanHashes.has(h)) german++;
    } else if (s === Shape.Capital || s === Shape.Hyphenated) {
      capitals++;
      if (!beginsSentence(sentence, i)) capital[h & sentence.evidenceMask] = h;
    }
  }
  const style = german * 12 > words ? 1 : 0;
  const code = signs > 6 && signs * 9 > words;
  sentence.style = code ? 4 : style + (capitals * 40 < words ? 2 : 0);
  let hasCapitals = false;
  for (let i = 0; i < n; i++) {
    const s = shape[i]!;
    if (i === 0 || gap[i]! >= Gap.Newline) hasCapitals = lineHasCapitals(sentence, i);
    if (isCapitalised(s)) {
      if (gap[i] === Gap.None && i > 0) {
        const before = text.charCodeAt(start[i]! - 1);
        // @user, #tag, $NAME, \Name and a.Name are not written names.
        if (before === 0x40 || before === 0x23 || before === 0x24 || before === 0x5c) continue;
        if (before === 0x2e && i > 1 && gap[i - 1] === Gap.None && shape[i - 2] !== Shape.Initial) continue;
      }
      if (s === Shape.Capital && isPlainWord(sentence, i)) continue;
      candidate[i] = 1;
    } else if (s === Shape.Lower || s === Shape.LowerHyphenated) {
      if (!code && isLowerCandidate(sentence, i, !hasCapitals)) candidate[i] = 1;
    }
  }
  for (let i = 0; i < n; i++) {
    if (candidate[i] !== 0) {
      if (i + 1 < n && gap[i + 1] === Gap.Space && phrase[i] === 0) markPhrase(sentence, table, i);
      continue;
    }
    const s = shape[i]!;
    const before = i > 0 && gap[i]! < Gap.Newline && candidate[i - 1] !== 0;
    if (s === Shape.Number || s === Shape.Mixed) {
      if (nearStreet(sentence, i)) candidate[i] = 1;
    } else if (before) {
      if (s === Shape.Punctuation) {
        const code = text.charCodeAt(start[i]!);
        const joins =
          code === 0x2e ||
          code === 0x2c ||
          code === 0x26 ||
          code === 0x2d ||
          code === 0x27 ||
          code === 0x2019 ||
          code === 0x2f;
        if (joins && i + 1 < n && gap[i + 1]! < Gap.Newline && continues(sentence, i + 1)) candidate[i] = 1;
      } else if ((masks[i]! & (connector | streetWord | unit | conjunction)) !== 0) {
        // `van der Berg`, `Rua do Carmo`, `Main st`: up to three small words between capitals.
        let j = i;
        while (j < n && j < i + 3 && shape[j] === Shape.Lower && gap[j] === Gap.Space && (masks[j]! & connector) !== 0)
          j++;
        if ((masks[i]! & (streetWord | unit)) !== 0) candidate[i] = 1;
        else if (j < n && j > i && gap[j]! < Gap.Newline && isCapitalised(shape[j]!))
          for (let k = i; k < j; k++) candidate[k] = 1;
        else if (j === i && i + 1 < n && isCapitalised(shape[i + 1]!)) candidate[i] = 1;
      }
    }
  }
}

let germanHashes: ReadonlySet<number> | undefined;

function hashesOfGerman(): ReadonlySet<number> {
  germanHashes ??= new Set(germanWords.filter((word) => word.length === 3).map((word) => hashText(word)));
  return germanHashes;
}

/** Whether the capital is only that of a sentence's first word: `The`, `My`, `Please`, with no capital around it. */
function isPlainWord(sentence: Sentence, i: number): boolean {
  const { tokens, flags, masks } = sentence;
  const f = flags[i]!;
  if ((f & WordFlag.Frequent) === 0 || (f & (WordFlag.Given | WordFlag.Country)) !== 0) return false;
  if ((masks[i]! & grammarOrRole) === 0 && !beginsSentence(sentence, i)) return false;
  if (i + 1 < tokens.count && tokens.gap[i + 1] === Gap.Space && isCapitalised(tokens.shape[i + 1]!)) return false;
  return !(i > 0 && tokens.gap[i] === Gap.Space && isCapitalised(tokens.shape[i - 1]!));
}

function continues(sentence: Sentence, i: number): boolean {
  const s = sentence.tokens.shape[i]!;
  return isCapitalised(s) || s === Shape.Number || s === Shape.Mixed;
}

/** Whether capitals stand in the line of token `i`, its first word, those of its sentences and `I` aside. */
function lineHasCapitals(sentence: Sentence, i: number): boolean {
  const { tokens } = sentence;
  const { shape, gap, count } = tokens;
  for (let j = i + 1; j < count && gap[j]! < Gap.Newline && j < i + longestLine; j++) {
    const s = shape[j]!;
    if ((s === Shape.Capital || s === Shape.Hyphenated || s === Shape.Upper) && !beginsSentence(sentence, j)) {
      return true;
    }
  }
  return false;
}

function isLowerCandidate(sentence: Sentence, i: number, isLowerLine: boolean): boolean {
  const { tokens, flags, masks, text } = sentence;
  const f = flags[i]!;
  if (tokens.end[i]! - tokens.start[i]! < 2 || (masks[i]! & grammarOrRole) !== 0) return false;
  if (tokens.gap[i] === Gap.None && i > 0) {
    const before = text.charCodeAt(tokens.start[i]! - 1);
    if (before !== 0x22 && before !== 0x27 && before !== 0x28 && before !== 0x3e && before !== 0x3a && before !== 0x2c)
      return false;
  }
  if (
    (f & (WordFlag.Given | WordFlag.Surname | WordFlag.City | WordFlag.Country)) !== 0 &&
    (f & WordFlag.Common) === 0
  ) {
    const next = i + 1 < tokens.count && tokens.gap[i + 1] === Gap.None ? text.charCodeAt(tokens.end[i]!) : 0x20;
    return next !== 0x28 && next !== 0x5b && next !== 0x3d && next !== 0x5f && next !== 0x2f && next !== 0x40;
  }
  // Where nobody writes capitals, any word that no list knows may be a name.
  if (
    isLowerLine &&
    f === 0 &&
    masks[i] === 0 &&
    tokens.shape[i] === Shape.Lower &&
    tokens.end[i]! - tokens.start[i]! > 2
  ) {
    const code = i + 1 < tokens.count && tokens.gap[i + 1] === Gap.None ? text.charCodeAt(tokens.end[i]!) : 0x20;
    if (code === 0x20 || code === 0x2e || code === 0x2c || code === 0x3f || code === 0x21 || code === 0x27) return true;
    if (code === 0x3a || code === 0x2019 || code === 0x29 || code === 0x22 || code === 0x3b) return true;
  }
  if (i === 0) return false;
  // `name is mei`, `mr okafor`, `dear mei`.
  const previous = masks[i - 1]!;
  if ((f & WordFlag.Given) !== 0 && masks[i] === 0 && (previous & beforePersons) !== 0 && tokens.gap[i] === Gap.Space)
    return true;
  // `jamal young`
  if (
    (f & WordFlag.Surname) !== 0 &&
    tokens.gap[i] === Gap.Space &&
    tokens.shape[i - 1] === Shape.Lower &&
    sentence.candidate[i - 1] !== 0 &&
    (flags[i - 1]! & WordFlag.Given) !== 0
  )
    return true;
  if ((f & WordFlag.Frequent) !== 0) return false;
  if ((previous & title) !== 0 && tokens.gap[i] === Gap.Space) return true;
  if (
    i > 1 &&
    tokens.shape[i - 1] === Shape.Punctuation &&
    tokens.gap[i - 1] === Gap.None &&
    tokens.gap[i] === Gap.Space
  ) {
    const code = text.charCodeAt(tokens.start[i - 1]!);
    if (code === 0x2e && (masks[i - 2]! & title) !== 0) return true;
    if (code === 0x3a && (masks[i - 2]! & nameLabel) !== 0) return true;
  }
  if ((previous & greeting) !== 0 && (f & WordFlag.Common) === 0) return true;
  if (i > 1 && (previous & nameVerb) !== 0 && (masks[i - 2]! & nameLabel) !== 0) return true;
  // A second name after a first one: `mei tanaka`.
  return (
    sentence.candidate[i - 1] !== 0 &&
    (f & WordFlag.Common) === 0 &&
    tokens.gap[i] === Gap.Space &&
    tokens.shape[i - 1] === Shape.Lower
  );
}

function nearStreet(sentence: Sentence, i: number): boolean {
  const { tokens, masks, text } = sentence;
  const n = tokens.count;
  // Digits that go on in either direction are times, amounts, versions, ids.
  if (i > 0 && tokens.gap[i] === Gap.None) {
    const code = text.charCodeAt(tokens.start[i]! - 1);
    if (
      code !== 0x2c &&
      code !== 0x23 &&
      code !== 0x28 &&
      code !== 0x22 &&
      code !== 0x2d &&
      code !== 0x2f &&
      code !== 0x3e &&
      code !== 0x2e &&
      code !== 0x3a
    )
      return false;
  }
  if (tokens.end[i]! - tokens.start[i]! > 7) return false;
  for (let j = i + 1; j < n && j <= i + 3; j++) {
    if (tokens.gap[j]! >= Gap.Newline && j > i + 1) break;
    const s = tokens.shape[j]!;
    if ((masks[j]! & (streetWord | unit)) !== 0) return true;
    if (isCapitalised(s)) return true;
    if (s !== Shape.Punctuation && s !== Shape.Number && s !== Shape.Mixed && (masks[j]! & connector) === 0) break;
  }
  for (let j = i - 1; j >= 0 && j >= i - 3; j--) {
    if (tokens.gap[j + 1]! >= Gap.Newline && j < i - 1) break;
    const s = tokens.shape[j]!;
    if ((masks[j]! & (streetWord | unit)) !== 0) return true;
    if (isCapitalised(s)) return true;
    if (s !== Shape.Punctuation && s !== Shape.Number && s !== Shape.Mixed) break;
  }
  return false;
}

/** Marks the longest place of two to four words that begins at token `i`. */
function markPhrase(sentence: Sentence, table: WordTable, i: number): void {
  const { tokens, phrase } = sentence;
  let h = tokens.hash[i]!;
  let last = 0;
  for (let j = i + 1; j < tokens.count && j < i + 4; j++) {
    if (tokens.gap[j] !== Gap.Space || tokens.shape[j] === Shape.Punctuation) break;
    h = hashPair(h, tokens.hash[j]!);
    if ((wordFlags(table, h) & WordFlag.Phrase) !== 0) last = j;
  }
  if (last === 0) return;
  phrase[i] = 1;
  for (let j = i + 1; j <= last; j++) phrase[j] = 2;
}

/** The character class of the code unit at `offset`, or a space outside the text. */
export function classAt(text: string, offset: number): CharacterClass {
  return offset < 0 || offset >= text.length ? CharacterClass.Space : characterClass(text.charCodeAt(offset));
}

/** The lower-case code unit at `offset`, or 0 outside the text. */
export function lowerAt(text: string, offset: number): number {
  return offset < 0 || offset >= text.length ? 0 : lowerCode(text.charCodeAt(offset));
}
