import type { FindRequest, FoundForm, Recognizer, WordsByLanguage } from "../recognizer.ts";
import { luhn } from "../validators/luhn.ts";
import { paymentCard } from "../validators/payment-card.ts";
import { usSsn } from "../validators/us-ssn.ts";
import { spokenForms } from "./spoken.ts";

/** Names of the digits from 0 to 9 by language (CLDR spell-out rules), with what people say besides. */
const digitNames: Readonly<Record<string, readonly (readonly string[])[]>> = {
  en: [
    ["zero", "oh", "o", "nought"],
    ["one"],
    ["two"],
    ["three"],
    ["four"],
    ["five"],
    ["six"],
    ["seven"],
    ["eight"],
    ["nine", "niner"],
  ],
  de: [["null"], ["eins"], ["zwei", "zwo"], ["drei"], ["vier"], ["fünf"], ["sechs"], ["sieben"], ["acht"], ["neun"]],
  fr: [["zéro"], ["un"], ["deux"], ["trois"], ["quatre"], ["cinq"], ["six"], ["sept"], ["huit"], ["neuf"]],
  es: [["cero"], ["uno"], ["dos"], ["tres"], ["cuatro"], ["cinco"], ["seis"], ["siete"], ["ocho"], ["nueve"]],
  it: [["zero"], ["uno"], ["due"], ["tre"], ["quattro"], ["cinque"], ["sei"], ["sette"], ["otto"], ["nove"]],
  pt: [["zero"], ["um"], ["dois"], ["três"], ["quatro"], ["cinco"], ["seis", "meia"], ["sete"], ["oito"], ["nove"]],
  nl: [["nul"], ["een", "één"], ["twee"], ["drie"], ["vier"], ["vijf"], ["zes"], ["zeven"], ["acht"], ["negen"]],
};

const digitOf = new Map<string, string>();
for (const names of Object.values(digitNames)) {
  names.forEach((words, digit) => {
    for (const word of words) if (!digitOf.has(word)) digitOf.set(word, String(digit));
  });
}

const triggers: WordsByLanguage = Object.fromEntries(
  Object.entries(digitNames).map(([language, names]) => [
    language,
    [
      ...names.flat().filter((word) => word !== "o"),
      ...(language === "en" ? ["double", "triple", "ten", "eleven", "twelve", "twenty", "thirty", "forty"] : []),
    ],
  ]),
);

const wordPattern = /([\p{L}]+|[0-9]{1,4})([ ,.\-–]{1,3}|$|(?=[^\p{L}\p{N}]))/uy;
/** Numbers above nine that are said inside of longer ones: "nine hundred", "fifteen twenty two". */
const teens = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const zeros: Readonly<Record<string, string>> = { hundred: "00", thousand: "000" };

const multiples: Readonly<Record<string, number>> = { double: 2, doppel: 2, triple: 3, treble: 3, doble: 2 };

/** `r as in romeo` */
const asIn = /,? (?:as in|like|for) \p{L}{3,12}/uy;

const fillers = new Set(["plus", "and", "dash", "uh", "um"]);

interface ReadNumber {
  /** Letters only where they were allowed, in upper case. */
  readonly digits: string;
  readonly end: number;
  readonly words: number;
}

/** Digits read aloud from `at`: what they say and where they end. */
function readDigits(text: string, at: number, to: number, letters: boolean): ReadNumber {
  let digits = "";
  let end = at;
  let words = 0;
  let times = 1;
  let ten = "";
  let isFiller = false;
  let i = at;
  const take = (value: string, length: number): void => {
    digits += value.repeat(times);
    times = 1;
    words++;
    end = i + length;
  };
  while (i < to && digits.length < (letters ? 34 : 24)) {
    wordPattern.lastIndex = i;
    const match = wordPattern.exec(text);
    if (!match) break;
    const word = match[1]!.toLowerCase();
    const { length } = match[1]!;
    const digit = word === "um" && !saysOneInPortuguese(text, i, length) ? undefined : digitOf.get(word);
    if (ten !== "" && digit !== undefined && digit !== "0") {
      // "twenty two"
      digits = digits.slice(0, -1);
      take(digit, length);
      ten = "";
    } else if (digit !== undefined) take(digit, length);
    else if (words > 0 && /^[0-9]+$/.test(word)) take(word, length);
    else if (teens.includes(word)) take(`1${teens.indexOf(word)}`, length);
    else if (tens.includes(word)) {
      take(`${tens.indexOf(word) + 2}0`, length);
      ten = word;
      i += match[0].length;
      continue;
    } else if (words > 0 && zeros[word] !== undefined) take(zeros[word], length);
    else if (letters && !isFiller && /^[a-z]$/.test(word)) {
      take(word.toUpperCase(), length);
      asIn.lastIndex = end;
      const spelledOut = asIn.exec(text);
      if (spelledOut) {
        end = asIn.lastIndex;
        i = end;
        ten = "";
        while (text[i] === " " || text[i] === ",") i++;
        continue;
      }
    } else if (multiples[word] !== undefined && times === 1) times = multiples[word]!;
    else if (!fillers.has(word) || digits === "") break;
    isFiller = fillers.has(word);
    ten = "";
    i += match[0].length;
  }
  return { digits, end, words };
}

/** Whether `um` is the Portuguese one and no sound of thinking: a Portuguese digit stands beside it. */
function saysOneInPortuguese(text: string, at: number, length: number): boolean {
  const digit = "(?:um|dois|duas|três|quatro|cinco|seis|meia|sete|oito|nove)";
  return (
    new RegExp(`^[ ,.-]{1,3}${digit}(?![\\p{L}])`, "iu").test(text.slice(at + length, at + length + 10)) ||
    new RegExp(`(?<![\\p{L}])${digit}[ ,.-]{1,3}$`, "iu").test(text.slice(Math.max(0, at - 10), at))
  );
}

/** Phrases that announce a number of letters and digits read aloud, and what it is. */
const announced: readonly (readonly [phrase: RegExp, type: string, digits: number])[] = [
  [/\b(?:date of birth|d\.? ?o\.? ?b|birth ?(?:day|date)|born(?: on)?)\b[^.?!]{0,12}$/, "DATE_OF_BIRTH", 6],
  [/\b(?:zip(?: code)?|postal code|post ?code)\b[^.?!]{0,20}$/, "ZIP_CODE", 5],
  [/\bpolicy(?: number| id)?\b[^.?!]{0,20}$/, "POLICY_NUMBER", 4],
  [
    /\b(?:(?:confirmation|booking|reservation|order|tracking|reference|claim)(?: number| code| id)|booking reference|record locator)\b[^.?!]{0,20}$/,
    "ORDER_NUMBER",
    2,
  ],
  [/\b(?:case|ticket|incident|complaint|file|docket)(?: number| no| id)\b[^.?!]{0,28}$/, "CASE_NUMBER", 3],
  [/\b(?:order|account|policy|claim|member)(?: number)?\b[^.?!]{0,8} end(?:s|ing) (?:in|with) $/, "ACCOUNT_NUMBER", 3],
  [/\biban\b[^.?!]{0,20}$/, "IBAN_CODE", 10],
  [/\b(?:member|membership|account)(?: number| id)\b[^.?!]{0,20}$/, "ACCOUNT_NUMBER", 4],
  [/\b(?:customer|patient|student|client|user)(?: number| id)\b[^.?!]{0,20}$/, "CUSTOMER_ID", 4],
  [/\b(?:driver'?s? licen[cs]e(?: number)?|licen[cs]e number)\b[^.?!]{0,20}$/, "DRIVER_LICENSE", 4],
];

/** States of the United States, after which a postal code is said. */
const afterState =
  /\b(?:alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new (?:hampshire|jersey|mexico|york)|(?:north|south) (?:carolina|dakota)|ohio|oklahoma|oregon|pennsylvania|rhode island|tennessee|texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming),? $/;

/** From a question to what the other one answers: "the policy number, please? Caller: Sure, it's …". */
function asked(text: string, at: number, from: number): (typeof announced)[number] | undefined {
  const lead = text.slice(Math.max(from, at - 120), at).toLowerCase();
  const question = lead.lastIndexOf("?");
  if (question < 0 || lead.length - question > 60 || /[.!][ \n]/.test(lead.slice(question + 1))) return undefined;
  const phrase = lead.slice(0, question).replace(/[, ]*(?:please|for me|on file|sir|ma'am)?[, ]*$/, "");
  return announced.find(([form]) => form.test(phrase));
}

function isNumberWord(word: string): boolean {
  return digitOf.has(word) || multiples[word] !== undefined || teens.includes(word) || tens.includes(word);
}

/** Whether a letter that stands alone comes before `at`: `A B one two`. */
function followsLoneLetter(text: string, at: number, from: number): boolean {
  let i = at - 1;
  while (i > from && at - i < 4 && " ,.-".includes(text[i]!)) i--;
  if (i < from || !isAsciiLetter(text.charCodeAt(i))) return false;
  return i === from || !isAsciiLetter(text.charCodeAt(i - 1));
}

function isAsciiLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function find({ text, at, from, to, support }: FindRequest): FoundForm | undefined {
  // Most number words of a text stand alone.
  if (readDigits(text, at, to, true).words < 3 && !followsLoneLetter(text, at, from)) return undefined;
  const lead = text.slice(Math.max(from, at - 60), at).toLowerCase();
  const label = announced.find(([phrase]) => phrase.test(lead)) ?? asked(text, at, from);
  // Letters may come first: "a b three four".
  const before = text.slice(Math.max(from, at - 60), at);
  const letters =
    label &&
    /(?<![\p{L}'])(?:(?:[A-Z]{2,4}|alpha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliet|kilo|lima|mike|november|oscar|papa|quebec|romeo|sierra|tango|uniform|victor|whiskey|x-?ray|yankee|zulu|[a-z])(?:,? (?:as in|like|for) \p{L}{3,12})?[ ,.-]{1,3}){1,4}$/u.exec(
      before,
    )?.[0];
  const start = at - (letters?.length ?? 0);
  // Words and groups of letters say themselves what they are.
  const isLetterByLetter =
    letters === undefined ||
    !/(?<![\p{L}])(?:\p{Lu}{2,}|(?!as |in |for |like )\p{Ll}{4,} )/u.test(
      letters.replace(/(?:as in|like|for) \p{L}+/giu, ""),
    );
  const { digits, end, words } = readDigits(text, isLetterByLetter ? start : at, to, label !== undefined);
  // Only at the first word of a sequence.
  const word = /([\p{L}]+|[0-9])[ ,.\-–]{1,3}$/u.exec(text.slice(Math.max(from, start - 16), start))?.[1];
  if (word !== undefined && word.toLowerCase() !== "um" && isNumberWord(word.toLowerCase())) return undefined;
  const figures = digits.replace(/[^0-9]/g, "").length;
  if (label && words >= 4 && figures >= label[2] && (label[1] !== "ZIP_CODE" || digits.length === 5)) {
    return { start, end, score: 0.65, type: label[1] };
  }
  if (digits.length === 5 && words >= 3 && afterState.test(lead))
    return { start: at, end, score: 0.6, type: "ZIP_CODE" };
  if (words < 6 || digits.length < 7 || /^([0-9])\1+$/.test(digits) || "01234567890123456789".includes(digits))
    return undefined;
  const found = { start: at, end };
  if (digits.length >= 12 && (paymentCard(digits) || (digits.length >= 15 && luhn(digits)))) {
    return { ...found, score: 0.8, type: "CREDIT_CARD" };
  }
  const isSocial =
    /social|ssn/.test(lead) ||
    /^.{0,20}(?:social|ssn)/.test(text.slice(end, end + 30).toLowerCase()) ||
    (/sorry|repeat|again/.test(lead) &&
      /social sec|my social|ssn/.test(text.slice(Math.max(from, at - 200), at).toLowerCase()));
  if (digits.length === 9 && usSsn(digits) && isSocial) return { ...found, score: 0.8, type: "US_SSN" };
  if (/account|konto|compte|cuenta|conto|conta|rekening/.test(lead))
    return { ...found, score: 0.6, type: "ACCOUNT_NUMBER" };
  if (digits.length <= 15) return { ...found, score: digits.length >= 10 || support() > 0 ? 0.62 : 0.45 };
  return { ...found, score: 0.5, type: "ACCOUNT_NUMBER" };
}

/** Numbers read aloud: "five five one, two three …". */
export const spelledNumber: Recognizer = {
  id: "spelled-number",
  type: "PHONE_NUMBER",
  trigger: { on: "word", words: triggers },
  patterns: [],
  find,
  context: { en: ["phone", "number", "call", "reach", "cell", "mobile", "text", "dial", "telephone"] },
  source: "CLDR rule-based number formats",
};

const addressForm =
  /(?<local>[\p{L}0-9_](?:[\p{L}0-9._%+-]{0,62}[\p{L}0-9_])?(?:[ ](?:dot|underscore|dash|hyphen|punkt|unterstrich|punto|guion|ponto|point)[ ][\p{L}0-9_-]{1,32}){0,3}(?:[ ](?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|ten|eleven|twelve|zero|oh|one|two|three|four|five|six|seven|eight|nine)){0,4})[ ]?(?:[[({<][ ]?(?:at|arroba|@|chiocciola|bei)[ ]?[\])}>]|[ ](?:at|arroba|chiocciola|@)[ ])[ ]?(?<domain>[\p{L}0-9-]{1,63}(?:[ ](?:dash|hyphen)[ ][\p{L}0-9]{1,32}){0,2}(?:(?:[ ]?[[({<][ ]?(?:dot|punkt|punto|ponto|point|\.)[ ]?[\])}>][ ]?|[ ](?:dot|punkt|punto|ponto|point)[ ]|\.)[\p{L}0-9-]{2,63}){1,4})(?![\p{L}0-9])/iuy;

const bracketedAt = /[[({<][ ]?(?:at|arroba|@|chiocciola|bei)[ ]?[\])}>]/iy;

/** Words after "at" that begin no domain. */
const plainWords = new Set(
  "the a an this that my our your his her their its some any no one each every least most last first".split(" "),
);

const endings = new Set(
  "example com org net edu gov io co uk de fr es it nl pt br se no dk fi pl ch at be ie eu us ca au nz in jp cn ru info biz dev app ai me tv xyz online".split(
    " ",
  ),
);

const joiners = new Set(["underscore", "dash", "hyphen", "dot", "period", "plus", "minus"]);
const notInNames = new Set(
  "is at it its my mail email e address and to the a as or so um uh yes yeah that thats be".split(" "),
);

/** Where the name before the "at" begins when it is said in words: "j smith forty two", "karen underscore b". */
function startOfSpokenName(text: string, at: number, local: string, from: number): number {
  let start = at;
  let word = local.toLowerCase().split(" ")[0]!;
  for (let count = 0; count < 8; count++) {
    const before = /([\p{L}\p{N}]{1,20}) $/u.exec(text.slice(Math.max(from, start - 21), start))?.[1];
    if (before === undefined) return start;
    const next = before.toLowerCase();
    const goesOn =
      joiners.has(word) || joiners.has(next) || isNumberWord(word) || isNumberWord(next) || next.length === 1;
    if (!goesOn || notInNames.has(next)) return start;
    start -= before.length + 1;
    word = next;
  }
  return start;
}

/** E-mail addresses written so that machines do not see them: `john [at] example dot com`. */
export const obfuscatedEmail: Recognizer = {
  id: "obfuscated-email",
  type: "EMAIL_ADDRESS",
  trigger: [
    { on: "around", char: "[", before: "A-Z", maxBefore: 0 },
    { on: "around", char: "(", before: "A-Z", maxBefore: 0 },
    { on: "around", char: "{", before: "A-Z", maxBefore: 0 },
    { on: "word", words: { en: ["dot"], de: ["punkt"], es: ["punto"], pt: ["ponto"], fr: ["point"] } },
  ],
  patterns: [],
  find({ text, at, from, to }) {
    // Words stand before the sign: try from each of the last few back to the start of the line.
    const floor = Math.max(from, at - 110);
    bracketedAt.lastIndex = at;
    if (/[[({]/.test(text[at]!)) {
      if (!bracketedAt.test(text)) return undefined;
    } else if (!/[ [({<](?:at|arroba|chiocciola|@)[ \])}>]/i.test(text.slice(floor, at))) return undefined;
    for (let i = floor; i <= at && i < to; i++) {
      if (i > from && /[\p{L}0-9._%+-]/u.test(text[i - 1]!)) continue;
      if (!/[\p{L}0-9_]/u.test(text[i]!)) continue;
      addressForm.lastIndex = i;
      const match = addressForm.exec(text);
      if (!match || i + match[0].length > to) continue;
      const domain = match.groups!.domain!;
      const parts = domain
        .split(/[^\p{L}0-9-]+(?:dot|punkt|punto|ponto|point)?[^\p{L}0-9-]*/iu)
        .filter((part) => part !== "" && !/^(?:dot|punkt|punto|ponto|point)$/i.test(part));
      const bracketed = /[[({<][ ]?(?:at|arroba|@|chiocciola|bei)/i.test(match[0]);
      const spelledDot = /(?:dot|punkt|punto|ponto|point)/i.test(domain);
      if (
        !endings.has(parts.at(-1)!.toLowerCase()) ||
        (!bracketed && (!spelledDot || plainWords.has(parts[0]!.toLowerCase())))
      )
        continue;
      const start = bracketed ? i : startOfSpokenName(text, i, match.groups!.local!, from);
      return { start, end: i + match[0].length, score: bracketed ? 0.85 : 0.7 };
    }
    return undefined;
  },
  source: "usage",
};

export const spelled: readonly Recognizer[] = [spelledNumber, obfuscatedEmail, ...spokenForms];
