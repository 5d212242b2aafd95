import type { NamedSpan } from "./addresses.ts";
import { hashText } from "./hash.ts";
import { keyWords, otherKeyWords } from "./keys.ts";
import { WordFlag, type WordTable, wordFlags } from "./word-table.ts";

/** A value and the key that stands for it, in JSON, YAML, headers and `Key: value` lines. */
export interface KeyedValue {
  /** The key's words in lower case, separated by one space: `passenger name`. */
  readonly key: string;
  /** The key of the object or block that it stands in, where the key alone may say too little. */
  readonly parent?: string;
  /** Half-open span of the value, without quotes. */
  readonly start: number;
  readonly end: number;
}

type Meaning = "person" | "maybe-person" | "city" | "street" | "other" | undefined;

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));
const nameWords = setOf(keyWords.name);
const personNames = setOf(keyWords.personName);
const personWords = setOf(keyWords.person);
const aloneWords = setOf(keyWords.personAlone);
const partialNames = setOf("first last given family middle complete completo complet volledig vollständig");
const cityWords = setOf(`${keyWords.city} ${keyWords.country} ${keyWords.region}`);
const streetWords = setOf(keyWords.street);
const others: ReadonlySet<string> = new Set(otherKeyWords);

const meanings = new Map<string, Meaning>();

/** Keys that say what they are of only with the key around them: `name`, `first`, `given`. */
const partialKeys = setOf(keyWords.partial);

/** What a key announces, with the key of the object around it where its own word says too little. */
export function meaningOfKey(key: string, parent?: string): Meaning {
  const whole = parent !== undefined && partialKeys.has(key) ? `${parent} ${key}` : key;
  const known = meanings.get(whole);
  if (known !== undefined || meanings.has(whole)) return known;
  const meaning = judge(whole.split(" ").filter(Boolean));
  if (meanings.size > 2000) meanings.clear();
  meanings.set(whole, meaning);
  return meaning;
}

function judge(words: readonly string[]): Meaning {
  if (words.length === 0 || words.length > 5) return undefined;
  if (words.some((word) => others.has(word))) return "other";
  const last = words.at(-1)!;
  if (personNames.has(words.join("")) || personNames.has(last)) return "person";
  // `name.family` of FHIR, `nom complet`
  if (words.length > 1 && words.some((word) => nameWords.has(word)) && partialNames.has(last)) return "person";
  // `created_by`, `Directed by`
  if (last === "by" && words.length > 1) return "maybe-person";
  if (nameWords.has(last)) {
    if (words.length === 1) return "maybe-person";
    return words.some((word) => personWords.has(word)) ? "person" : "maybe-person";
  }
  if (cityWords.has(last)) return "city";
  if (words.some((word) => streetWords.has(word))) return "street";
  if (
    words.every((word) => personWords.has(word) || aloneWords.has(word)) &&
    (aloneWords.has(last) || last === "by" || aloneWords.has(words[0]!))
  )
    return "maybe-person";
  return undefined;
}

const nameForm = /^\p{L}[\p{L}\p{M}'’.-]*(?:,? \p{L}[\p{L}\p{M}'’.-]*){0,4}$/u;
const placeForm = /^\p{L}[\p{L}\p{M}'’. -]{1,40}$/u;
const streetForm = /^(?=[^\n]*\p{L})(?=[^\n]*[0-9])[\p{L}\p{M}0-9'’.,#/ºª°() -]{5,110}$/u;
/** `s.lindqvist`, `dmitri.sokolov`: the name of an account. */
const accountForm = /^[a-z]{1,20}\.[a-z]{2,20}$/;
/** Keys that stand beside the name of a person and hardly beside that of a thing. */
const besidePerson =
  /["'](?:e_?-?mails?|e_?mail_?address|phones?|phone_?number|mobile|dob|date_?of_?birth|birth_?date|birthday|gender)["'][ \t]*:/i;

const twoNames = /^\p{Lu}[\p{L}\p{M}'’-]+ (?:\p{L}+\.? )?\p{Lu}/u;

/** Whether a bare `name` is that of an object which has an e-mail address, a phone or a birthday, too. */
function isOfPerson(text: string, key: string, start: number, end: number): boolean {
  if (!nameWords.has(key) || !isQuote(text[start - 1])) return false;
  const after = text.slice(end, end + 200).split(/[{}]/, 1)[0]!;
  const before = text
    .slice(Math.max(0, start - 200), start)
    .split(/[{}]/)
    .at(-1)!;
  return besidePerson.test(after) || besidePerson.test(before);
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'";
}

/** Values that are no name under any key. */
const notNames =
  /^(?:null|none|nil|n\/?a|unknown|anonymous|test|admin|administrator|root|user|guest|customer|client|string|true|false|default|system|undefined|yes|no|tbd|other|support|agent|assistant|bot|object|array|number|name|the .*|a .*|required|optional|active|open|closed|pending)$/iu;

/** Judges the values of structured text by their keys. */
export function judgeKeyed(text: string, keyed: readonly KeyedValue[], table: WordTable): NamedSpan[] {
  const found: NamedSpan[] = [];
  for (const { key, parent, start, end } of keyed) {
    if (end - start < 2 || end - start > 110) continue;
    const meaning = meaningOfKey(key, parent);
    if (!meaning || meaning === "other") continue;
    const value = unescaped(text.slice(start, end));
    if (value.trim() !== value || notNames.test(value)) continue;
    if (meaning === "street") {
      if (streetForm.test(value)) found.push({ type: "STREET_ADDRESS", start, end, score: 0.8, by: "key" });
    } else if (meaning === "city") {
      if (placeForm.test(value) && isPlace(value, table))
        found.push({ type: "LOCATION", start, end, score: 0.8, by: "key" });
    } else if (accountForm.test(value)) {
      // Programs, too, have a name with a dot.
      if (!nameWords.has(key.split(" ").at(-1)!)) found.push({ type: "USERNAME", start, end, score: 0.65, by: "key" });
    } else if (nameForm.test(value)) {
      const support = nameSupport(value, table);
      if (
        meaning === "person" || (twoNames.test(value) && isOfPerson(text, key, start, end)) ? support >= 0 : support > 1
      )
        found.push({ type: "PERSON", start, end, score: meaning === "person" ? 0.85 : 0.75, by: "key" });
    }
  }
  return found;
}

/** `J\\u00fcrgen` as it is meant. */
function unescaped(value: string): string {
  return value.includes("\\u")
    ? value.replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : value;
}

/** Short values that are something else: their keys say so (`"host_name": "alpha"`), or their words do (`name: Oak desk`). */
export function otherValues(text: string, keyed: readonly KeyedValue[], table: WordTable): KeyedValue[] {
  return keyed.filter(({ key, parent, start, end }) => {
    if (end - start > 40) return false;
    const meaning = meaningOfKey(key, parent);
    if (meaning === "maybe-person") return Math.abs(nameSupport(text.slice(start, end), table)) === 1;
    return meaning === "other";
  });
}

/** 2 where the words are known as names, 1 where common words are among them, 0 where nothing is known, else -1. */
function nameSupport(value: string, table: WordTable): number {
  let names = 0;
  let common = 0;
  const words = value.split(/[ ,.]+/).filter((word) => word.length > 1);
  for (const word of words) {
    const flags = wordFlags(table, hashText(word));
    if ((flags & (WordFlag.Given | WordFlag.Surname)) !== 0) names++;
    else if ((flags & WordFlag.Common) !== 0) common++;
  }
  if (names > common || (names > 0 && common === 0)) return common === 0 ? 2 : 1;
  if (names > 0 && names === common) return 1;
  return common > 0 ? -1 : 0;
}

function isPlace(value: string, table: WordTable): boolean {
  const flags = wordFlags(table, hashText(value));
  if ((flags & (WordFlag.City | WordFlag.Country)) !== 0) return true;
  return /^\p{Lu}/u.test(value) && (flags & WordFlag.Common) === 0;
}

/** Splits a key into lower-case words: `passengerName`, `passenger_name`, `Passenger name`. */
export function wordsOfKey(key: string): string {
  return key
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/[_.\-/ ]+/g, " ")
    .trim()
    .toLowerCase();
}
