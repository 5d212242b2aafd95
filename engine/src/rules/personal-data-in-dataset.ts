import { datasetConfidence } from "../datasets/dataset-file.ts";
import { columnOf, visibleRowsFirst } from "../datasets/rows.ts";
import { entityCertainty } from "./entity-judgement.ts";
import type { Rule } from "./rule.ts";

/** More findings than this in one file help nobody; the rest is summed up. */
const mostFindings = 1000;
const mostHints = 200;

export const personalDataInDataset: Rule = {
  id: "PV301",
  name: "personal-data-in-dataset",
  title: "Personal data in a dataset",
  description:
    "A row of a training, evaluation or knowledge file holds personal data. A model can memorize it and repeat it to anyone.",
  practices: ["training excludes PII"],
  defaultSeverity: "warning",
  legalBasis: [
    { title: "GDPR Art. 5(1)(b), purpose limitation", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_5" },
    { title: "GDPR Art. 17, right to erasure", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_17" },
    {
      title: "EDPB Opinion 28/2024 on AI models",
      url: "https://www.edpb.europa.eu/our-work-tools/our-documents/opinion-board-art-64/opinion-282024-certain-data-protection-aspects_en",
    },
  ],
  *check(context) {
    const { document } = context;
    const sure = datasetConfidence(document);
    if (sure === 0) return;
    let count = 0;
    let hints = 0;
    for (const row of visibleRowsFirst(document, context.visible)) {
      context.checkpoint();
      const { joined } = row;
      const entities = context.entities(joined.text, "text");
      for (const entity of entities) {
        const place = joined.fieldAt(entity);
        if (!place) continue;
        const confidence = entity.score * sure;
        const certainty = entityCertainty(entity, entities, confidence);
        if (certainty === "unsure" && ++hints > mostHints) continue;
        const { field } = place;
        const span = field.value.toRaw(place.span);
        const column = columnOf(field);
        yield {
          span,
          place: column ? { row: row.row, column } : { row: row.row },
          message: `Personal data in a dataset: ${context.category(entity.category).title}. Take it out or replace it before the data is used.`,
          categories: [entity.category],
          certainty,
          confidence,
          symbol: column,
          shape: `value ${entity.type}`,
          site: `value ${span.start}-${span.end}`,
          flow: [],
          evidence: { kind: "field", field, entity: { ...entity, ...place.span } },
        };
        if (certainty !== "unsure" && ++count >= mostFindings) {
          const rest = { start: span.end, end: span.end };
          context.problem(`More than ${mostFindings} personal values stand here; the others are not listed.`, rest);
          return;
        }
      }
    }
  },
};
