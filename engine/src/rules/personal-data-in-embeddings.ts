import { flowExposures } from "./flow-exposures.ts";
import type { Rule } from "./rule.ts";

export const personalDataInEmbeddings: Rule = {
  id: "PV106",
  name: "personal-data-in-embeddings",
  title: "Personal data in embeddings",
  description:
    "Personal data is embedded or written to a vector store, from which it can be retrieved, and in part reconstructed, for anyone who asks.",
  practices: ["training excludes PII"],
  defaultSeverity: "warning",
  legalBasis: [
    { title: "GDPR Art. 17, right to erasure", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_17" },
    {
      title: "OWASP LLM08:2025, vector and embedding weaknesses",
      url: "https://genai.owasp.org/llmrisk/llm082025-vector-and-embedding-weaknesses/",
    },
  ],
  check: (context) =>
    flowExposures(context, {
      kinds: ["embedding"],
      accepts: ({ source, weakSanitizer }) => source.kind !== "input" && weakSanitizer === undefined,
      message: (what, where) => `Personal data goes into ${where}: ${what}. Redact it before it is indexed.`,
    }),
};
