import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";

const require = createRequire(import.meta.url);

/** Places of the parts of a `.traineddata` file of Tesseract 4, `tessdatamanager.h`. */
const characterSetPart = 1;
const wordPairsPart = 14;

/** Tesseract's names for languages, ISO 639-2, by ISO 639-1. */
const tesseractNames: Readonly<Record<string, string>> = {
  en: "eng",
  de: "deu",
  fr: "fra",
  es: "spa",
  it: "ita",
  pt: "por",
  nl: "nld",
  sv: "swe",
  da: "dan",
  nb: "nor",
  fi: "fin",
  pl: "pol",
  cs: "ces",
};

/** Languages that write common nouns with a capital. */
const capitalizesNouns: ReadonlySet<string> = new Set(["de"]);

/** Languages that `frequentWords` knows. */
export const frequentWordLanguages: readonly string[] = Object.keys(tesseractNames);

/** Words of a language in lower case, the most frequent first. */
export interface FrequentWords {
  readonly words: readonly string[];
  /** Those that are hardly ever written without a capital: names, where the word may be one. */
  readonly capitalized: ReadonlySet<string>;
}

/** From this share of small letters on a word of a language that capitalizes nouns is not only a name. */
const smallShare = 0.05;

/**
 * Reads the most frequent words of a language.
 *
 * Tesseract's data (Apache-2.0) has the pairs of words that are usual in a language's web pages. A word counts as often
 * as there are pairs with it; what is mostly written with a capital is a name rather than a word, and counts less.
 */
export function frequentWords(language: string, count: number): FrequentWords {
  const name = tesseractNames[language]!;
  const file = require.resolve(`@tesseract.js-data/${name}/package.json`).replace("package.json", "");
  const data = gunzipSync(readFileSync(`${file}4.0.0/${name}.traineddata.gz`));
  const small = new Map<string, number>();
  const capital = new Map<string, number>();
  for (const pair of readWordGraph(partOf(data, wordPairsPart), readCharacters(partOf(data, characterSetPart)))) {
    for (const written of pair.split(" ")) {
      const word = written
        .replace(/ﬁ/g, "fi")
        .replace(/ﬂ/g, "fl")
        .replace(/^[("'„“]+|[.,;:!?)"'”]+$/g, "");
      if (!/^[\p{L}'’-]+$/u.test(word)) continue;
      const key = word.toLowerCase();
      const counts = word === key ? small : capital;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const capitalCounts = capitalizesNouns.has(language);
  const weight = (word: string): number => {
    const asWord = small.get(word) ?? 0;
    const asName = capital.get(word) ?? 0;
    return asWord + (capitalCounts ? asName : Math.min(asWord, asName));
  };
  const all = new Set(capitalCounts ? [...small.keys(), ...capital.keys()] : small.keys());
  const words = [...all].sort((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1)).slice(0, count);
  const isCapitalized = (word: string): boolean => {
    const asWord = small.get(word) ?? 0;
    return asWord < smallShare * (asWord + (capital.get(word) ?? 0));
  };
  return { words, capitalized: new Set(words.filter(isCapitalized)) };
}

function partOf(data: Buffer, part: number): Buffer {
  const count = data.readInt32LE(0);
  const places = Array.from({ length: count }, (_, i) => Number(data.readBigInt64LE(4 + 8 * i)));
  const start = places[part]!;
  const end = Math.min(data.length, ...places.filter((place) => place > start));
  return data.subarray(start, end);
}

/** The characters that the numbers of a word graph stand for: one a line, after a line with their count. */
function readCharacters(part: Buffer): string[] {
  return part
    .toString("utf8")
    .split("\n")
    .slice(1)
    .map((line) => line.split(" ")[0]!)
    .map((character) => (character === "NULL" ? " " : character));
}

/**
 * Every word of a "squished DAWG" (`dawg.h`): after a number that tells the byte order, the size of the character set
 * and the count of edges, edges of 64 bits: character, three flags, next node.
 */
function readWordGraph(part: Buffer, characters: readonly string[]): string[] {
  const characterBits = BigInt(Math.ceil(Math.log2(part.readInt32LE(2) + 1)));
  const count = part.readInt32LE(6);
  const lastOfNode = 1;
  const endOfWord = 4;
  const letters = new Uint16Array(count);
  const flags = new Uint8Array(count);
  const next = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const edge = part.readBigUInt64LE(10 + 8 * i);
    letters[i] = Number(edge & ((1n << characterBits) - 1n));
    flags[i] = Number((edge >> characterBits) & 7n);
    next[i] = Number(edge >> (characterBits + 3n));
  }
  const words: string[] = [];
  const visit = (node: number, before: string): void => {
    for (let edge = node; ; edge++) {
      const word = before + characters[letters[edge]!];
      if ((flags[edge]! & endOfWord) !== 0) words.push(word);
      if (next[edge] !== 0) visit(next[edge]!, word);
      if ((flags[edge]! & lastOfNode) !== 0) return;
    }
  };
  visit(0, "");
  return words;
}
