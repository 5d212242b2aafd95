import type { Span } from "../../model/index.ts";
import type { NamedSpan } from "./addresses.ts";
import { classBit } from "./lexicon/index.ts";
import { isCapitalised, type Sentence } from "./sentence.ts";
import { Gap, Shape } from "./tokens.ts";
import { WordFlag } from "./word-table.ts";

const direction = classBit("direction");
const doubtful =
  WordFlag.Given | WordFlag.Surname | WordFlag.Common | WordFlag.Frequent | WordFlag.Nationality | WordFlag.City;
/** From this style on a text is code. */
const codeStyle = 4;

/**
 * Countries, and places of several words, that the lists know for nothing else and the tagger passed over: unless they
 * are a part of a longer name, such as `Air Malta` and `Cyprus Airways`.
 */
export function findKnownPlaces(sentence: Sentence, isFree: (span: Span) => boolean): NamedSpan[] {
  const found: NamedSpan[] = [];
  if (sentence.style >= codeStyle) return found;
  const { tokens, flags, masks, phrase } = sentence;
  const { shape, start, end, gap, count } = tokens;
  for (let i = 0; i < count; i++) {
    if (shape[i] !== Shape.Capital && shape[i] !== Shape.Hyphenated) continue;
    let last = i;
    if (phrase[i] === 1) {
      while (last + 1 < count && phrase[last + 1] === 2) last++;
      if (!isCapitalised(shape[last]!)) continue;
    } else if (phrase[i] === 2 || (flags[i]! & WordFlag.Country) === 0 || (flags[i]! & doubtful) !== 0) continue;
    else if (end[i]! - start[i]! < 4) continue;
    const next = last + 1;
    const isJoined = (k: number) => gap[k] === Gap.Space && isCapitalised(shape[k]!);
    if (next < count && isJoined(next)) continue;
    if (i > 0 && gap[i] === Gap.Space && isCapitalised(shape[i - 1]!) && (masks[i - 1]! & direction) === 0) continue;
    if (i > 0 && gap[i] === Gap.None && shape[i - 1] !== Shape.Punctuation) continue;
    const span = { start: start[i]!, end: end[last]! };
    if (isFree(span)) found.push({ ...span, type: "LOCATION", score: 0.7, by: "known-place" });
    i = last;
  }
  return found;
}
