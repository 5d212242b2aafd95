import { flowExposures } from "./flow-exposures.ts";
import type { Rule } from "./rule.ts";

export const rawUserTextInPrompt: Rule = {
  id: "PV104",
  name: "raw-user-text-in-prompt",
  title: "Raw user text in a prompt",
  description:
    "What an end user typed is forwarded to a model with no redaction step. Nearly every bot does this, so the rule is off until a policy asks for it.",
  practices: ["anonymization"],
  defaultSeverity: "off",
  legalBasis: [
    { title: "GDPR Art. 25, data protection by design", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_25" },
    { title: "GDPR Art. 13, information to be provided", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_13" },
  ],
  check: (context) =>
    flowExposures(context, {
      kinds: ["llm", "prompt"],
      accepts: ({ source }) => source.kind === "input",
      message: (_, where) =>
        `What a user typed goes into ${where} as it is. People type personal data; redact it before the call.`,
    }),
};
