import type { Entity } from "../../model/index.ts";
import { categoryOfEntity } from "../entity-types.ts";
import { createFreeTest } from "../free-test.ts";
import type { SpanProposer, SpanProposerFactory } from "../span-proposer.ts";
import { findPostalCodes, findStreets, joinAddresses, type NamedSpan } from "./addresses.ts";
import { findIntroducedNames } from "./introduced.ts";
import { judgeKeyed, otherValues } from "./keyed.ts";
import { findKnownPlaces } from "./known-places.ts";
import { decodeModel } from "./model.ts";
import { findJsonPairs, findLinePairs } from "./pairs.ts";
import { createNameMemory, type NameMemory, propagate } from "./propagate.ts";
import { findSpelledNames } from "./spelled-names.ts";
import { createMachineTest } from "./structure.ts";
import { createTagger } from "./tagger.ts";
import { findNamesAfterRoles, tidySpan } from "./tidy.ts";
import { findTitlesAndNationalities } from "./traits.ts";
import { joinWholeAddresses } from "./whole-address.ts";

/** Least probability that the tagger must give to each kind. */
const leastScore: Readonly<Record<string, number>> = {
  PERSON: 0.4,
  LOCATION: 0.5,
  STREET_ADDRESS: 0.5,
  ORGANIZATION: 0.5,
};

/** Organizations are not good enough to be shown unless asked for by name. */
const organizationScore = 0.3;

/** Finds persons, places and addresses with the tagger and the rules around it. */
export const namesProposer: SpanProposerFactory = {
  id: "names",
  asset: "names.model",
  async create(bytes): Promise<SpanProposer> {
    const model = await decodeModel(bytes);
    const tagger = createTagger(model);
    return {
      id: "names",
      propose(text, context): Entity[] {
        const { spans: tagged, sentence } = tagger.tag(text);
        const isFree = createFreeTest(context.found.filter(({ score }) => score >= 0.5));
        const streets = findStreets(sentence, text).filter(isFree);
        const keyed = [...findJsonPairs(text), ...findLinePairs(text)];
        const isOther = createFreeTest(otherValues(text, keyed, model.words));
        const isMachine = createMachineTest(sentence);
        let spans: NamedSpan[] = tagged
          .filter((span) => span.type === "STREET_ADDRESS" || !isMachine(span))
          .filter((span) => span.score >= leastScore[span.type]! && isFree(span) && (span.score > 0.9 || isOther(span)))
          .map((span) => tidySpan(sentence, span, model.words))
          .filter((span) => span !== undefined);
        const judged = judgeKeyed(text, keyed, model.words).filter(isFree);
        spans = [...judged, ...spans.filter(createFreeTest(judged))];
        spans.push(...findNamesAfterRoles(sentence, createFreeTest(spans), model.words).filter(isFree));
        spans = withIntroduced(spans, findIntroducedNames(sentence, isFree));
        spans.push(...findKnownPlaces(sentence, createFreeTest(spans)).filter(isFree).filter(isOther));
        spans = joinAddresses(sentence, text, [...streets, ...spans]);
        const persons = spans.filter(({ type }) => type === "PERSON");
        const spelled = findSpelledNames(sentence, persons, isFree);
        if (spelled.length > 0) spans = [...spelled, ...spans.filter(createFreeTest(spelled))];
        const memory = (context.memory.get("names") as NameMemory | undefined) ?? createNameMemory();
        context.memory.set("names", memory);
        spans = propagate(sentence, spans, memory).filter(isFree);
        const codes = context.found
          .filter(({ type }) => type === "ZIP_CODE")
          .map(({ start, end, score, type, recognizer }) => ({ start, end, score, type, by: recognizer }));
        spans.push(...findPostalCodes(sentence, text, spans).filter(isFree));
        spans = joinWholeAddresses(sentence, spans, codes);
        spans.push(...findTitlesAndNationalities(sentence, spans).filter(isFree));
        return spans.map(({ type, start, end, score, by }) => ({
          type,
          category: categoryOfEntity(type),
          start,
          end,
          score: type === "ORGANIZATION" ? organizationScore : Math.round(score * 1000) / 1000,
          recognizer: by === "names" ? by : `names-${by}`,
        }));
      },
    };
  },
};

/** Adds names that words announce, and believes those more that the tagger found, too. */
function withIntroduced(spans: readonly NamedSpan[], introduced: readonly NamedSpan[]): NamedSpan[] {
  if (introduced.length === 0) return [...spans];
  const isNew = createFreeTest(spans);
  const touched = createFreeTest(introduced);
  return [
    ...spans.map((span) =>
      span.type === "PERSON" && !touched(span)
        ? { ...span, score: Math.max(span.score, introduced[0]!.score), by: "introduced" }
        : span,
    ),
    ...introduced.filter(isNew),
  ];
}
