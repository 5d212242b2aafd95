import type { DataField, MappedText, SourceDocument } from "../documents/document.ts";
import { createMappedTextBuilder } from "../documents/mapped-text.ts";
import type { Span } from "../model/index.ts";

/** A row of a data file: its fields, and one text of all of them to detect in. */
export interface DataRow {
  readonly row: number;
  readonly fields: readonly DataField[];
}

/** The fields of a document gathered by row, one row at a time. */
export function* rowsOf(document: SourceDocument): Generator<DataRow> {
  let fields: DataField[] = [];
  for (const field of document.fields()) {
    if (fields.length > 0 && fields[0]!.row !== field.row) {
      yield { row: fields[0]!.row, fields };
      fields = [];
    }
    fields.push(field);
  }
  if (fields.length > 0) yield { row: fields[0]!.row, fields };
}

/** A row and its text. */
export interface TextRow extends DataRow {
  readonly joined: RowText;
}

const keptRows = 200;
const firstRows = new WeakMap<SourceDocument, TextRow[]>();

/** The rows of a document with their texts; the first ones are made once, for all rules that look at them. */
export function* textRowsOf(document: SourceDocument): Generator<TextRow> {
  const kept = firstRows.get(document) ?? [];
  firstRows.set(document, kept);
  let index = 0;
  for (const row of rowsOf(document)) {
    let found = kept[index];
    if (!found) {
      found = { ...row, joined: rowText(row) };
      if (index < keptRows) kept[index] = found;
    }
    index++;
    yield found;
  }
}

/** The rows of a document, those in `visible` first. */
export function* visibleRowsFirst(document: SourceDocument, visible: Span | undefined): Generator<TextRow> {
  if (!visible) {
    yield* textRowsOf(document);
    return;
  }
  const isVisible = ({ fields }: DataRow) => {
    const start = fields[0]!.value.toRaw({ start: 0, end: 0 }).start;
    const last = fields.at(-1)!.value;
    return start < visible.end && visible.start <= last.toRaw({ start: last.text.length, end: last.text.length }).start;
  };
  let met = false;
  for (const row of rowsOf(document)) {
    if (isVisible(row)) {
      met = true;
      yield { ...row, joined: rowText(row) };
    } else if (met) break;
  }
  for (const row of textRowsOf(document)) if (!isVisible(row)) yield row;
}

/** The keys of a path without indexes: `messages.content`. */
export function columnOf(field: DataField): string {
  return field.path.filter((step) => typeof step === "string").join(".");
}

/** Keys whose values describe the record rather than a person. */
const structural =
  /(^|[._])(role|type|id|ids|uuid|guid|sku|model|created|updated|created_at|updated_at|timestamp|url|weight|split|source|label|status|lang|language|locale|version|hash)$/i;

/** A text in which every value of a row stands behind its key, so that the key is context for what is detected. */
export interface RowText {
  readonly text: MappedText;
  /** The field that a span of the text stands in, and the span within its value. */
  fieldAt(span: Span): { readonly field: DataField; readonly span: Span } | undefined;
}

export function rowText({ fields }: DataRow): RowText {
  const builder = createMappedTextBuilder();
  const places: { readonly field: DataField; readonly start: number; readonly end: number }[] = [];
  for (const field of fields) {
    const key = columnOf(field);
    const { text } = field.value;
    if (text === "" || (structural.test(key) && text.length < 40 && !text.includes("@"))) continue;
    const whole = field.value.toRaw({ start: 0, end: 0 });
    builder.decoded(`${label(key)}: `, whole.start, whole.start);
    const start = builder.length;
    // Places are told by `fieldAt` and the field's own map, so that the value need not be mapped unit by unit here.
    builder.decoded(text, whole.start, whole.start);
    places.push({ field, start, end: builder.length });
    builder.decoded("\n", whole.start, whole.start);
  }
  return {
    text: builder.build(),
    fieldAt({ start, end }) {
      const place = places.find((candidate) => candidate.start <= start && end <= candidate.end);
      return place && { field: place.field, span: { start: start - place.start, end: end - place.start } };
    },
  };
}

/** `customerEmail` as the words a person would write. */
function label(key: string): string {
  const last = key.slice(key.lastIndexOf(".") + 1);
  return last.replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2").replace(/[_-]+/g, " ");
}
