import { writesDataset, writesTrainingData } from "./dataset-shapes.ts";
import { flowExposures } from "./flow-exposures.ts";
import type { Rule } from "./rule.ts";

export const datasetWrittenWithoutDeidentification: Rule = {
  id: "PV303",
  name: "dataset-written-without-deidentification",
  title: "Dataset written without de-identification",
  description:
    "Code writes training or evaluation data from personal data. A model trained on it can repeat it, and it cannot be taken back.",
  practices: ["training excludes PII"],
  defaultSeverity: "warning",
  legalBasis: [
    { title: "GDPR Art. 5(1)(b), purpose limitation", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_5" },
    {
      title: "EDPB Opinion 28/2024 on AI models",
      url: "https://www.edpb.europa.eu/our-work-tools/our-documents/opinion-board-art-64/opinion-282024-certain-data-protection-aspects_en",
    },
  ],
  check: (context) =>
    flowExposures(context, {
      kinds: ["dataset"],
      accepts: ({ source, weakSanitizer }, _, sink) =>
        weakSanitizer === undefined &&
        (source.kind === "input" ? writesTrainingData(context, sink) : writesDataset(context, sink)),
      message: (what) => `Personal data is written into a dataset: ${what}. Redact or drop it before it is written.`,
    }),
};
