import type { Category } from "../model/index.ts";
import { clientSecretTexts } from "./client-secrets.ts";
import { literalExposures } from "./literal-exposures.ts";
import type { Rule } from "./rule.ts";

export const secretInPrompt: Rule = {
  id: "PV202",
  name: "secret-in-prompt",
  title: "Secret in a prompt",
  description:
    "A key, token or password stands in a prompt or in the construction of an LLM client, where the model, its provider and everyone with the repository can read it.",
  practices: ["zero trust"],
  defaultSeverity: "error",
  legalBasis: [
    { title: "GDPR Art. 32, security of processing", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_32" },
    { title: "CWE-798, use of hard-coded credentials", url: "https://cwe.mitre.org/data/definitions/798.html" },
    {
      title: "OWASP LLM07:2025, system prompt leakage",
      url: "https://genai.owasp.org/llmrisk/llm072025-system-prompt-leakage/",
    },
  ],
  *check(context) {
    const accepts = (category: Category) => category.name.startsWith("user.authorization");
    yield* literalExposures(context, {
      accepts,
      message: (title) => `Secret in a prompt: ${title}. Take it out and replace the key, for it must count as known.`,
    });
    const message = (title: string) =>
      `Secret in the set-up of a model's client: ${title}. Read it from the environment and replace the key, for it must count as known.`;
    yield* literalExposures(context, { accepts, message }, clientSecretTexts(context));
  },
};
