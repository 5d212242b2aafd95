import { flowExposures } from "./flow-exposures.ts";
import type { Rule } from "./rule.ts";

export const sensitiveDataInPrompt: Rule = {
  id: "PV102",
  name: "sensitive-data-in-prompt",
  title: "Sensitive data in a prompt",
  description:
    "Special categories of personal data, government ids, financial or health data or credentials flow into an LLM call or a prompt with no redaction on the way.",
  practices: ["anonymization"],
  defaultSeverity: "error",
  legalBasis: [
    {
      title: "GDPR Art. 9, special categories of personal data",
      url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_9",
    },
    { title: "GDPR Art. 32, security of processing", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_32" },
    {
      title: "OWASP LLM02:2025, sensitive information disclosure",
      url: "https://genai.owasp.org/llmrisk/llm022025-sensitive-information-disclosure/",
    },
  ],
  check: (context) =>
    flowExposures(context, {
      kinds: ["llm", "prompt"],
      accepts: ({ source }, { category }) =>
        source.kind !== "input" && source.categories.some((name) => category(name).sensitive),
      message: (what, where) => `Sensitive data goes into ${where}: ${what}. Redact it or leave it out.`,
    }),
};
