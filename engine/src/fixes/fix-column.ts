import { entityTypeOf, placeholder } from "../anonymize/placeholder.ts";
import { isMasked } from "../datasets/masked.ts";
import { columnOf } from "../datasets/rows.ts";
import { columnCells } from "../documents/csv.ts";
import type { SourceDocument } from "../documents/document.ts";
import { jsonMembers } from "../documents/json-members.ts";
import type { EntityType, Span, TextEdit } from "../model/index.ts";
import type { FixResult } from "./edits.ts";
import type { ColumnTarget, FixHost, FixSubject } from "./subject.ts";

/** Files longer than this, in UTF-16 units, are not rewritten value by value: an editor takes such a change badly. */
const longestFile = 4_000_000;

/** Keys that a format for training or evaluation cannot do without. */
const required =
  /^(messages|conversations?|content|role|text|prompt|completion|instruction|input|output|question|answer|response|from|value)$/i;

export function replaceColumnTitle(host: FixHost, subject: FixSubject): string | undefined {
  const target = columnOfSubject(host, subject);
  if (!target || replacementsOf(target.document, target.column).next().done) return undefined;
  return `Replace the values of \`${nameOf(target.column)}\` with ${placeholder(typeOf(target.column))}`;
}

/** Puts one placeholder in place of every value of the column, so that rows and keys stay as they are. */
export function buildReplaceColumn(host: FixHost, subject: FixSubject): FixResult | undefined {
  const target = columnOfSubject(host, subject);
  return target && resultOf(subject.file, [...replacementsOf(target.document, target.column)]);
}

export function dropColumnTitle(host: FixHost, subject: FixSubject): string | undefined {
  const target = columnOfSubject(host, subject);
  if (!target || required.test(target.column.path.at(-1) ?? "")) return undefined;
  const [first] = dropsOf(target.document, target.column);
  return first && `Drop the column \`${nameOf(target.column)}\``;
}

/** Takes the column out of every row: header and cells of a delimited file, the member of each JSON object. */
export function buildDropColumn(host: FixHost, subject: FixSubject): FixResult | undefined {
  const target = columnOfSubject(host, subject);
  if (!target || required.test(target.column.path.at(-1) ?? "")) return undefined;
  const edits = Array.from(dropsOf(target.document, target.column), (span) => ({ span, newText: "" }));
  return resultOf(subject.file, edits);
}

function columnOfSubject(
  host: FixHost,
  { column, file }: FixSubject,
): { readonly document: SourceDocument; readonly column: ColumnTarget } | undefined {
  const document = column && host.document(file);
  if (!document || document.raw.length > longestFile) return undefined;
  return { document, column };
}

function nameOf({ path }: ColumnTarget): string {
  return path.join(".");
}

function typeOf({ category }: ColumnTarget): EntityType {
  return entityTypeOf(category) ?? "PERSONAL_DATA";
}

function* replacementsOf(document: SourceDocument, column: ColumnTarget): Generator<TextEdit> {
  const name = nameOf(column);
  const text = placeholder(typeOf(column));
  for (const field of document.fields()) {
    const { value } = field;
    if (columnOf(field) !== name || isMasked(value.text)) continue;
    yield { span: value.toRaw({ start: 0, end: value.text.length }), newText: value.escape?.(text) ?? text };
  }
}

function dropsOf(document: SourceDocument, { path }: ColumnTarget): Iterable<Span> {
  switch (document.kind) {
    case "csv":
      return columnCells(document.raw, ",", path[0]!);
    case "tsv":
      return columnCells(document.raw, "\t", path[0]!);
    case "json":
    case "jsonl":
      return jsonMembers(document.raw, path, document.kind === "jsonl");
    default:
      return [];
  }
}

function resultOf(file: string, edits: readonly TextEdit[]): FixResult | undefined {
  if (edits.length === 0) return undefined;
  return { files: [{ file, edits, shared: [], claims: edits.map((edit) => edit.span) }], creates: [] };
}
