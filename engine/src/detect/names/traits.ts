import type { NamedSpan } from "./addresses.ts";
import { classBit } from "./lexicon/index.ts";
import { isCapitalised, type Sentence } from "./sentence.ts";
import { Gap, Shape } from "./tokens.ts";
import { WordFlag } from "./word-table.ts";

const title = classBit("title");

/** Below every threshold: these types are given only when asked for by name. */
const onRequestScore = 0.36;

/** An age after a name, as newspapers put it: "Patrik W., 51, …", "Ana Silva (27)". */
const ageAfterName =
  /^(?:,? \(|, )((?:1[01]|[1-9])?[0-9])(?:\)|[,.;:](?= |\n|$)|(?= (?:and|y|e|och|und|og|et|from|aus|från)(?![\p{L}]))|$)/u;

/** Titles before names of persons, ages after them, and words of nationality. */
export function findTitlesAndNationalities(sentence: Sentence, spans: readonly NamedSpan[]): NamedSpan[] {
  const found: NamedSpan[] = [];
  const { tokens, flags, masks, text } = sentence;
  const { start, end, shape, gap, count } = tokens;
  const persons = spans.filter(({ type }) => type === "PERSON");
  for (const { end: nameEnd, score } of persons) {
    const age = score < 0.5 ? null : ageAfterName.exec(text.slice(nameEnd, nameEnd + 8));
    if (!age) continue;
    const from = nameEnd + age[0].indexOf(age[1]!);
    found.push({ type: "AGE", start: from, end: from + age[1]!.length, score: onRequestScore, by: "age-after-name" });
  }
  let next = 0;
  for (let i = 0; i < count; i++) {
    const s = shape[i]!;
    if (s === Shape.Punctuation) continue;
    const from = start[i]!;
    while (next < persons.length && persons[next]!.end <= from) next++;
    const person = persons[next];
    if ((masks[i]! & title) !== 0 && isCapitalised(s)) {
      const dot = i + 1 < count && gap[i + 1] === Gap.None && text.charCodeAt(start[i + 1]!) === 0x2e;
      const to = end[dot ? i + 1 : i]!;
      const after = dot ? i + 2 : i + 1;
      const isBeforePerson =
        person !== undefined &&
        person.start > from &&
        after < count &&
        gap[after] === Gap.Space &&
        person.start === start[after];
      if (isBeforePerson) found.push({ type: "TITLE", start: from, end: to, score: onRequestScore, by: "title" });
    }
    if ((flags[i]! & WordFlag.Nationality) !== 0 && end[i]! - from > 3) {
      const capital = isCapitalised(s);
      if (!capital && ((flags[i]! & WordFlag.Frequent) !== 0 || s !== Shape.Lower)) continue;
      if (person !== undefined && person.start <= from) continue;
      found.push({
        type: "NRP",
        start: from,
        end: end[i]!,
        score: capital ? onRequestScore : onRequestScore - 0.1,
        by: "nationality",
      });
    }
  }
  return found;
}
