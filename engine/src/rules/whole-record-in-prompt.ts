import { flowExposures } from "./flow-exposures.ts";
import type { Rule } from "./rule.ts";

export const wholeRecordInPrompt: Rule = {
  id: "PV103",
  name: "whole-record-in-prompt",
  title: "Whole record in a prompt",
  description:
    "A whole record of a person goes into a prompt where a few fields would do: a serialized object, all columns of a query, a data frame.",
  practices: ["minimization"],
  defaultSeverity: "warning",
  legalBasis: [
    { title: "GDPR Art. 5(1)(c), data minimisation", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_5" },
    {
      title: "GDPR Art. 25(2), data protection by default",
      url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_25",
    },
  ],
  check: (context) =>
    flowExposures(context, {
      kinds: ["llm", "prompt"],
      accepts: ({ wholeRecord, source }) => wholeRecord && source.kind !== "input",
      message: (what, where) =>
        `A whole record goes into ${where}${what === "personal data" ? "" : `: ${what}`}. Pass only the fields that the task needs.`,
    }),
};
