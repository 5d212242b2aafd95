import { flowExposures } from "./flow-exposures.ts";
import type { Rule } from "./rule.ts";

export const personalDataInLlmMetadata: Rule = {
  id: "PV105",
  name: "personal-data-in-llm-metadata",
  title: "Personal data in metadata and traces",
  description:
    "Personal data goes into the user field, the metadata or the trace tags of an LLM call, where tracing services keep and index it.",
  practices: ["minimization"],
  defaultSeverity: "warning",
  legalBasis: [
    { title: "GDPR Art. 5(1)(c), data minimisation", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_5" },
    { title: "GDPR Art. 28, processors", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_28" },
  ],
  check: (context) =>
    flowExposures(context, {
      kinds: ["metadata"],
      accepts: ({ source, weakSanitizer }) => source.kind !== "input" && weakSanitizer === undefined,
      message: (what, where) => `Personal data goes into ${where}: ${what}. Send a random or keyed id instead.`,
    }),
};
