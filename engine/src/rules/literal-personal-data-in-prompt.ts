import { literalExposures } from "./literal-exposures.ts";
import type { Rule } from "./rule.ts";

export const literalPersonalDataInPrompt: Rule = {
  id: "PV201",
  name: "literal-personal-data-in-prompt",
  title: "Personal data typed into a prompt",
  description:
    "Real-looking personal data stands in a prompt, a few-shot example or a template, so that it is sent with every request and kept in version control.",
  practices: ["anonymization"],
  defaultSeverity: "warning",
  legalBasis: [
    { title: "GDPR Art. 5(1)(c), data minimisation", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_5" },
    { title: "GDPR Art. 25, data protection by design", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_25" },
    {
      title: "OWASP LLM02:2025, sensitive information disclosure",
      url: "https://genai.owasp.org/llmrisk/llm022025-sensitive-information-disclosure/",
    },
  ],
  check: (context) =>
    literalExposures(context, {
      accepts: (category) => !category.name.startsWith("user.authorization"),
      message: (title) => `Personal data in a prompt: ${title}. Use a placeholder or an invented value.`,
    }),
};
