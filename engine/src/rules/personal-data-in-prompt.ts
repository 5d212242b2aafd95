import { flowExposures } from "./flow-exposures.ts";
import type { Rule } from "./rule.ts";

export const personalDataInPrompt: Rule = {
  id: "PV101",
  name: "personal-data-in-prompt",
  title: "Personal data in a prompt",
  description:
    "Personal data flows into an LLM call or a prompt with no redaction on the way, so the provider receives it.",
  practices: ["anonymization"],
  defaultSeverity: "warning",
  legalBasis: [
    { title: "GDPR Art. 5(1)(c), data minimisation", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_5" },
    { title: "GDPR Art. 28, processors", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_28" },
    {
      title: "OWASP LLM02:2025, sensitive information disclosure",
      url: "https://genai.owasp.org/llmrisk/llm022025-sensitive-information-disclosure/",
    },
  ],
  check: (context) =>
    flowExposures(context, {
      kinds: ["llm", "prompt"],
      accepts: ({ wholeRecord, source }, { category }) =>
        !wholeRecord && source.kind !== "input" && !source.categories.some((name) => category(name).sensitive),
      message: (what, where) =>
        `Personal data goes into ${where}: ${what}. Redact it, replace it by a placeholder, or leave it out.`,
    }),
};
