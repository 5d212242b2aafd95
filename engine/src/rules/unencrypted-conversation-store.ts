import { writesDataset } from "./dataset-shapes.ts";
import { flowExposures } from "./flow-exposures.ts";
import type { Exposure, Rule, RuleContext } from "./rule.ts";

export const unencryptedConversationStore: Rule = {
  id: "PV403",
  name: "unencrypted-conversation-store",
  title: "Conversation stored in clear",
  description: "A conversation or personal data is written to a file, a cache or a browser's storage in clear.",
  practices: ["encryption"],
  defaultSeverity: "info",
  legalBasis: [
    { title: "GDPR Art. 32(1)(a), encryption", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_32" },
    {
      title: "CWE-312, cleartext storage of sensitive information",
      url: "https://cwe.mitre.org/data/definitions/312.html",
    },
  ],
  check,
};

function* check(context: RuleContext): Generator<Exposure> {
  const exposures = flowExposures(context, {
    kinds: ["store", "dataset"],
    accepts: ({ source, weakSanitizer }, _, sink) =>
      source.kind !== "input" && weakSanitizer === undefined && !writesDataset(context, sink),
    message: (what, where) => `Personal data is stored in clear by ${where}: ${what}. Encrypt it, or leave it out.`,
  });
  for (const exposure of exposures) {
    // A program that keeps its keys in its own settings stores nothing that people said.
    const isOwnKey = exposure.categories.every((name) => name.startsWith("user.authorization"));
    yield isOwnKey ? { ...exposure, certainty: "unsure" } : exposure;
  }
}
