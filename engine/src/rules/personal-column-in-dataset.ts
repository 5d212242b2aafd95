import { classifyIdentifier } from "../catalog/identifiers.ts";
import { datasetConfidence } from "../datasets/dataset-file.ts";
import { isMasked } from "../datasets/masked.ts";
import { columnOf, textRowsOf } from "../datasets/rows.ts";
import type { DataField } from "../documents/document.ts";
import type { CategoryName, Certainty, EntityType, Span } from "../model/index.ts";
import { certaintyOf, leastCertain } from "./certainty.ts";
import type { Rule, RuleContext } from "./rule.ts";

/** Rows that a column is judged by. */
const sampledRows = 200;
/** Share of a column's values that must be one kind of entity, as a whole, for the column to count as such. */
const leastShare = 0.6;
const leastValues = 3;

export const personalColumnInDataset: Rule = {
  id: "PV302",
  name: "personal-column-in-dataset",
  title: "Personal column in a dataset",
  description:
    "A column or key of a data file holds personal data, by its name or by its sampled values. Training and evaluation rarely need it.",
  practices: ["minimization"],
  defaultSeverity: "warning",
  legalBasis: [
    { title: "GDPR Art. 5(1)(c), data minimisation", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_5" },
    { title: "ISO/IEC 27559:2022, de-identification framework", url: "https://www.iso.org/standard/71677.html" },
  ],
  *check(context) {
    const { document } = context;
    const sure = datasetConfidence(document);
    if (sure === 0) return;
    const columns = sampleColumns(context);
    const names = [...columns.values()];
    for (const column of names) {
      context.checkpoint();
      const judged = judgeByName(column, names) ?? judgeByContent(column);
      if (!judged) continue;
      yield {
        span: column.span,
        place: { row: column.row, column: column.path.join(".") },
        message: `The column \`${column.path.join(".")}\` holds personal data: ${context.category(judged.category).title}. Drop it, or replace its values.`,
        categories: [judged.category],
        certainty: leastCertain(judged.tier, certaintyOf(sure)),
        confidence: judged.confidence * sure,
        symbol: column.path.join("."),
        shape: "column",
        site: `column ${column.path.join(".")}`,
        flow: [],
        evidence: { kind: "column", path: column.path },
      };
    }
  },
};

interface Column {
  readonly path: readonly string[];
  readonly span: Span;
  readonly row: number;
  values: number;
  /** Values that read as prose rather than as a field. */
  prose: number;
  readonly entities: Map<EntityType, { count: number; readonly category: CategoryName }>;
  distinct: Set<string>;
}

interface Judgement {
  readonly category: CategoryName;
  readonly tier: Certainty;
  readonly confidence: number;
}

function sampleColumns(context: RuleContext): Map<string, Column> {
  const { document } = context;
  const columns = new Map<string, Column>();
  const header = new Map(document.columns?.map((column) => [column.name, column.span]));
  const columnFor = (field: DataField): Column => {
    const key = columnOf(field);
    let column = columns.get(key);
    if (!column) {
      const path = field.path.filter((step): step is string => typeof step === "string");
      const span = header.get(key) ?? keySpan(document.raw, field, path.at(-1));
      column = { path, span, row: field.row, values: 0, prose: 0, entities: new Map(), distinct: new Set() };
      columns.set(key, column);
    }
    return column;
  };
  for (const row of textRowsOf(document)) {
    context.checkpoint();
    if (row.row >= sampledRows) break;
    const { joined } = row;
    for (const field of row.fields) {
      const column = columnFor(field);
      column.values++;
      if (field.value.text.trim().split(/\s+/).length > 8) column.prose++;
      column.distinct.add(field.value.text);
    }
    for (const entity of context.entities(joined.text, "text")) {
      const place = joined.fieldAt(entity);
      if (!place || place.span.end - place.span.start < place.field.value.text.trim().length * 0.8) continue;
      const column = columnFor(place.field);
      const seen = column.entities.get(entity.type);
      if (seen) seen.count++;
      else column.entities.set(entity.type, { count: 1, category: entity.category });
    }
  }
  return columns;
}

/** Where the key of a JSON value stands, so that column and value are marked apart; else the value's place. */
function keySpan(raw: string, { value }: DataField, key: string | undefined): Span {
  const span = value.toRaw({ start: 0, end: value.text.length });
  if (key === undefined) return span;
  const written = JSON.stringify(key);
  const at = raw.lastIndexOf(written, span.start);
  return at < 0 || span.start - at > written.length + 50 ? span : { start: at, end: at + written.length };
}

/** Keys of training formats, which hold text that is judged by what stands in it. */
const textKeys =
  /^(messages|conversations?|content|text|prompt|completion|instruction|input|output|question|answer|response|value|query|context|chosen|rejected|body|message|description|summary|comment|review|title|role)$/i;

function judgeByName(column: Column, all: readonly Column[]): Judgement | undefined {
  const name = column.path.at(-1);
  if (name === undefined || textKeys.test(name)) return undefined;
  const parent = column.path.slice(0, -1).join(".");
  const siblings = all
    .filter((other) => other !== column && other.path.slice(0, -1).join(".") === parent)
    .map((other) => other.path.at(-1)!);
  const verdict = classifyIdentifier({ name, receiver: column.path.slice(0, -1), siblings, kind: "column" });
  if (!verdict || verdict.document) return undefined;
  // One value in all rows, or none that is not masked, is no data about people.
  if (column.distinct.size > 0 && [...column.distinct].every(isMasked)) return undefined;
  return verdict;
}

function judgeByContent(column: Column): Judgement | undefined {
  if (column.values < leastValues || column.prose > column.values / 2 || column.distinct.size < leastValues)
    return undefined;
  for (const { count, category } of column.entities.values()) {
    const share = count / column.values;
    if (share < leastShare) continue;
    return { category, tier: share >= 0.8 ? "certain" : "likely", confidence: Math.min(0.95, share) };
  }
  return undefined;
}
