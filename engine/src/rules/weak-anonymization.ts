import { flowExposures } from "./flow-exposures.ts";
import type { Rule } from "./rule.ts";

export const weakAnonymization: Rule = {
  id: "PV108",
  name: "weak-anonymization",
  title: "Weak anonymization",
  description:
    "Personal data is hashed without a key or merely encoded on its way to a model, a log or a dataset, so that the value can be guessed or read back.",
  practices: ["encryption", "anonymization"],
  defaultSeverity: "warning",
  legalBasis: [
    { title: "GDPR Art. 4(5), pseudonymisation", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_4" },
    {
      title: "Article 29 Working Party, Opinion 05/2014 on anonymisation techniques",
      url: "https://ec.europa.eu/justice/article-29/documentation/opinion-recommendation/files/2014/wp216_en.pdf",
    },
    { title: "CWE-759, use of a one-way hash without a salt", url: "https://cwe.mitre.org/data/definitions/759.html" },
  ],
  check: (context) =>
    flowExposures(context, {
      kinds: ["llm", "prompt", "embedding", "metadata", "log", "tool-result", "dataset", "upload", "store"],
      accepts: ({ weakSanitizer }) => weakSanitizer !== undefined,
      message: (what, where) =>
        `What goes into ${where} is not anonymous: ${what}, only hashed or encoded. Use a keyed hash (HMAC), or leave it out.`,
    }),
};
