import { flowExposures } from "./flow-exposures.ts";
import type { Rule } from "./rule.ts";

export const personalDataInToolResult: Rule = {
  id: "PV109",
  name: "personal-data-in-tool-result",
  title: "Personal data in a tool result",
  description:
    "A tool or function that is exposed to the model returns personal data, so whoever steers the model decides what is read.",
  practices: ["zero trust"],
  defaultSeverity: "warning",
  legalBasis: [
    { title: "GDPR Art. 25, data protection by design", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_25" },
    { title: "OWASP LLM06:2025, excessive agency", url: "https://genai.owasp.org/llmrisk/llm062025-excessive-agency/" },
  ],
  check: (context) =>
    flowExposures(context, {
      kinds: ["tool-result"],
      accepts: ({ source, weakSanitizer }) => source.kind !== "input" && weakSanitizer === undefined,
      message: (what) =>
        `The tool gives personal data to the model: ${what}. Return only what the task needs, or redact it.`,
    }),
};
