import type { Span } from "../../model/index.ts";
import type { NamedSpan } from "./addresses.ts";
import { hashText } from "./hash.ts";
import { isCapitalised, type Sentence } from "./sentence.ts";
import { Gap, Shape } from "./tokens.ts";
import { WordFlag } from "./word-table.ts";

const hashesOf = (words: string): ReadonlySet<number> => new Set(words.split(" ").map((word) => hashText(word)));
const asIn = hashText("as");
const inWord = hashText("in");
const forWords = hashesOf("for like wie comme como come");
const doubles = hashesOf("double triple doppel doble dubbel");

/** Words that announce that a name is spelled. */
const announced =
  /(?:\b(?:sur|last|first|middle|family|given|maiden|full|user)? ?name(?: is|'s)?|\bspell(?:ed|ing|t|s)?(?: it| that| as| like| is)?|\b(?:nachname|vorname|name)(?: ist)?|\bbuchstabiert|\bapellido|\bnom)[,:]?(?: (?:uh|um|is|it's|that's))*,? $/iu;
const thatIs = /\b(?:that's|that is|it's|it is|so|as|spelled|mit)[,:]? $/iu;
/** What is spelled otherwise: codes, addresses, web addresses. */
const otherThings =
  /\b(?:id|number|code|reference|ref|policy|confirmation|booking|plate|registration|post ?code|zip|licen[cs]e|serial|model|e-?mail|password|dot|at|underscore|locator|vin|iban)\b[^.?!]{0,20}$/iu;
const goesOnAsAddress =
  /^ (?:at|dot|underscore|dash|[0-9]|(?:oh|zero|one|two|three|four|five|six|seven|eight|nine)\b)/i;

/**
 * Names spelled aloud, letter by letter: "b r o c k w a y", "b as in boy e a t r i z", "m c c r e a d y". They count where
 * the name itself stands near, or a word that announces it; the name, too, is then one.
 */
export function findSpelledNames(
  sentence: Sentence,
  persons: readonly NamedSpan[],
  isFree: (span: Span) => boolean,
): NamedSpan[] {
  const found: NamedSpan[] = [];
  const { tokens, flags, text } = sentence;
  const { start, end, hash, shape, gap, count } = tokens;
  const isLetter = (i: number) =>
    end[i]! - start[i]! === 1 && (shape[i] === Shape.Lower || shape[i] === Shape.Initial) && gap[i]! <= Gap.Space;
  for (let i = 0; i < count; i++) {
    if (end[i]! - start[i]! !== 1 || (shape[i] !== Shape.Lower && shape[i] !== Shape.Initial)) continue;
    // The end of `that's` is none.
    if (gap[i] === Gap.None && /['’]/.test(text[start[i]! - 1]!)) continue;
    let letters = text[start[i]!]!;
    let last = i;
    let j = i + 1;
    while (j < count && gap[j]! <= Gap.Space) {
      if (isLetter(j)) {
        letters += text[start[j]!]!;
        last = j++;
      } else if (doubles.has(hash[j]!) && j + 1 < count && isLetter(j + 1)) {
        letters += text[start[j + 1]!]!.repeat(2);
        last = j + 1;
        j += 2;
      } else if (hash[j] === asIn && hash[j + 1] === inWord && isPlainWord(j + 2)) {
        last = j + 2;
        j += 3;
      } else if (forWords.has(hash[j]!) && isPlainWord(j + 1) && (isLetter(j + 2) || letters.length > 1)) {
        last = j + 1;
        j += 2;
      } else if (shape[j] === Shape.Punctuation && "-,.".includes(text[start[j]!]!) && j + 1 < count && isLetter(j + 1))
        j++;
      else break;
    }
    if (letters.length >= 3) judge(i, last, letters.toLowerCase());
    i = last;
  }
  return found;

  function isPlainWord(i: number): boolean {
    return i < count && gap[i] === Gap.Space && shape[i] !== Shape.Punctuation && end[i]! - start[i]! > 1;
  }

  function judge(first: number, last: number, spelled: string): void {
    const span = { start: start[first]!, end: end[last]! };
    if (!isFree(span)) return;
    const lead = text.slice(Math.max(0, span.start - 60), span.start);
    if (otherThings.test(lead) || goesOnAsAddress.test(text.slice(span.end, span.end + 8))) return;
    // The name as a word near: it is one, whatever the lists say. `with a v s t e v e n` has letters before it.
    const named = hashText(spelled);
    const shorter = [1, 2].map((drop) => (spelled.length - drop > 2 ? hashText(spelled.slice(drop)) : named));
    for (let k = Math.max(0, first - 14); k < Math.min(count, last + 12); k++) {
      const dropped = hash[k] === named ? 0 : shorter.indexOf(hash[k]!) + 1;
      if ((dropped === 0 && hash[k] !== named) || (k >= first && k <= last)) continue;
      span.start = start[first + dropped]!;
      const word = { start: start[k]!, end: end[k]! };
      const isKnown = persons.some((person) => person.start < word.end && word.start < person.end);
      const isWord = (flags[k]! & WordFlag.Common) !== 0 && !isCapitalised(shape[k]!);
      if (!isKnown && isWord && !announced.test(lead)) return;
      found.push({ ...span, type: "PERSON", score: 0.9, by: "spelled-name" });
      if (!isKnown && isFree(word)) found.push({ ...word, type: "PERSON", score: 0.85, by: "spelled-name" });
      return;
    }
    const isNear = persons.some((person) => person.end <= span.start && span.start - person.end < 40);
    if (
      announced.test(lead) ||
      (isNear && thatIs.test(lead)) ||
      (isNear && persons.some(({ end: to }) => span.start - to === 1))
    )
      found.push({ ...span, type: "PERSON", score: 0.7, by: "spelled-name" });
  }
}
