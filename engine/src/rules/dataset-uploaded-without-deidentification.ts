import { uploadsDataset } from "./dataset-shapes.ts";
import { flowExposures } from "./flow-exposures.ts";
import type { Rule } from "./rule.ts";

export const datasetUploadedWithoutDeidentification: Rule = {
  id: "PV304",
  name: "dataset-uploaded-without-deidentification",
  title: "Dataset uploaded without de-identification",
  description: "A file or data frame built from personal data is uploaded for fine-tuning, to a hub or to a bucket.",
  practices: ["training excludes PII"],
  defaultSeverity: "error",
  legalBasis: [
    { title: "GDPR Art. 5(1)(b), purpose limitation", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_5" },
    {
      title: "EDPB Opinion 28/2024 on AI models",
      url: "https://www.edpb.europa.eu/our-work-tools/our-documents/opinion-board-art-64/opinion-282024-certain-data-protection-aspects_en",
    },
  ],
  check: (context) =>
    flowExposures(context, {
      kinds: ["upload"],
      accepts: ({ source, weakSanitizer }, _, sink) =>
        weakSanitizer === undefined &&
        uploadsDataset(context, sink) &&
        (source.kind !== "input" || source.categories.includes("user.content.private")),
      message: (what, where) => `Personal data is uploaded by ${where}: ${what}. De-identify it first.`,
    }),
};
