import type { Span } from "../model/index.ts";
import type { DataField, DocumentProblem, MappedText } from "./document.ts";
import { createMappedTextBuilder, plainText } from "./mapped-text.ts";

/** One cell: where it stands without quotes, and whether it has them. */
export interface CsvCell {
  readonly span: Span;
  readonly quoted: boolean;
}

export interface CsvDialect {
  readonly delimiter: string;
  /** Names of the columns; absent where the first row is data. */
  readonly header?: readonly { readonly name: string; readonly span: Span }[];
  /** Where the first row of data begins. */
  readonly bodyStart: number;
}

/**
 * Rows of delimited text (RFC 4180, with the leniency readers have: stray quotes stand for themselves, rows may
 * differ in length), one at a time, with exact places.
 */
export function* csvRows(
  raw: string,
  delimiter: string,
  start: number,
  problem: (at: number) => void = () => {},
): Generator<readonly CsvCell[]> {
  let at = start;
  const { length } = raw;
  while (at < length) {
    const row: CsvCell[] = [];
    for (;;) {
      if (raw[at] === '"') {
        const close = closingQuote(raw, at + 1);
        if (close < 0) {
          problem(at);
          row.push({ span: { start: at + 1, end: length }, quoted: true });
          at = length;
          break;
        }
        row.push({ span: { start: at + 1, end: close }, quoted: true });
        at = close + 1;
        while (at < length && raw[at] !== delimiter && raw[at] !== "\n" && raw[at] !== "\r") at++;
      } else {
        const from = at;
        while (at < length && raw[at] !== delimiter && raw[at] !== "\n" && raw[at] !== "\r") at++;
        row.push({ span: { start: from, end: at }, quoted: false });
      }
      if (raw[at] !== delimiter) break;
      at++;
    }
    if (raw[at] === "\r") at++;
    if (raw[at] === "\n") at++;
    const blank = row.length === 1 && row[0]!.span.start === row[0]!.span.end && !row[0]!.quoted;
    if (!blank) yield row;
  }
}

/** The quote that ends a quoted cell: one that is not doubled. */
function closingQuote(raw: string, from: number): number {
  for (let at = raw.indexOf('"', from); at >= 0; at = raw.indexOf('"', at + 2)) {
    if (raw[at + 1] !== '"') return at;
  }
  return -1;
}

/** The value of a cell, with doubled quotes taken for one. */
export function csvCellText(raw: string, { span, quoted }: CsvCell, delimiter: string): MappedText {
  const escapeFor = quoted
    ? (text: string) => text.replaceAll('"', '""')
    : (text: string) => (text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const plain = plainText(raw, span);
  if (!quoted || !plain.text.includes('""')) return { ...plain, escape: escapeFor };
  const builder = createMappedTextBuilder();
  let from = span.start;
  for (let at = raw.indexOf('""', from); at >= 0 && at < span.end; at = raw.indexOf('""', from)) {
    builder.copy(raw, from, at);
    builder.decoded('"', at, at + 2);
    from = at + 2;
  }
  builder.copy(raw, from, span.end);
  return builder.build(escapeFor);
}

/** Delimiter and header, told from the first rows. A header is a first row of short words that differ. */
export function csvDialect(raw: string, fallback: "," | "\t"): CsvDialect {
  const start = raw.charCodeAt(0) === 0xfeff ? 1 : 0;
  const declared = /^sep=(.)\r?\n/.exec(raw.slice(start, start + 8));
  const from = start + (declared?.[0].length ?? 0);
  const delimiter = declared?.[1] ?? guessDelimiter(raw.slice(from, from + 20_000), fallback);
  const rows = csvRows(raw, delimiter, from);
  const first = rows.next().value;
  if (!first) return { delimiter, bodyStart: from };
  const names = first.map((cell: CsvCell) => csvCellText(raw, cell, delimiter).text.trim());
  const isHeader =
    names.every((name: string) => name.length <= 64 && !/@|^[\d\s.,:/+()-]+$|\n/.test(name)) &&
    names.some((name: string) => /\p{L}/u.test(name)) &&
    new Set(names.filter(Boolean)).size === names.filter(Boolean).length;
  if (!isHeader) return { delimiter, bodyStart: from };
  const last = first.at(-1)!;
  let bodyStart = last.span.end + (last.quoted ? 1 : 0);
  while (bodyStart < raw.length && raw[bodyStart] !== "\n" && raw[bodyStart] !== "\r") bodyStart++;
  if (raw[bodyStart] === "\r") bodyStart++;
  if (raw[bodyStart] === "\n") bodyStart++;
  const header = names.map((name: string, index: number) => ({ name, span: first[index]!.span }));
  return { delimiter, header, bodyStart };
}

function guessDelimiter(sample: string, fallback: string): string {
  let best = fallback;
  let bestScore = 0;
  for (const delimiter of [fallback, ",", ";", "\t", "|"]) {
    const widths: number[] = [];
    for (const row of csvRows(sample, delimiter, 0)) {
      widths.push(row.length);
      if (widths.length >= 20) break;
    }
    const width = widths[0] ?? 1;
    const same = widths.filter((other) => other === width).length / Math.max(1, widths.length);
    const score = width > 1 ? same * Math.log(width + 1) : 0;
    if (score > bestScore + 1e-9) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/**
 * The cells of a column, header included, as spans to take out so that what is left has one column less: with their
 * quotes and one delimiter. Empty where there is no such column, or no other.
 */
export function columnCells(raw: string, fallback: "," | "\t", name: string): Span[] {
  const { delimiter, header, bodyStart } = csvDialect(raw, fallback);
  const named = header?.findIndex((column) => column.name === name) ?? -1;
  const index = named >= 0 ? named : Number(/^column (\d+)$/.exec(name)?.[1] ?? 0) - 1;
  if (index < 0) return [];
  const first = header?.[0];
  // The header's first cell may be quoted.
  const start = first ? first.span.start - (raw[first.span.start - 1] === '"' ? 1 : 0) : bodyStart;
  const found: Span[] = [];
  for (const cells of csvRows(raw, delimiter, start)) {
    const cell = cells[index];
    if (!cell) continue;
    if (cells.length === 1) return [];
    const next = cells[index + 1];
    found.push(next ? { start: cellStart(cell), end: cellStart(next) } : lastCell(raw, delimiter, cell));
  }
  return found;
}

function cellStart({ span, quoted }: CsvCell): number {
  return quoted ? span.start - 1 : span.start;
}

/** The last cell of a row with the delimiter before it. */
function lastCell(raw: string, delimiter: string, cell: CsvCell): Span {
  const start = cellStart(cell);
  let end = cell.span.end;
  while (end < raw.length && raw[end] !== "\n" && raw[end] !== "\r") end++;
  return { start: raw[start - 1] === delimiter ? start - 1 : start, end };
}

/** Fields of a delimited file, row by row. Columns without a name are called by number, from 1. */
export function* csvFields(raw: string, fallback: "," | "\t", problems: DocumentProblem[]): Generator<DataField> {
  const { delimiter, header, bodyStart } = csvDialect(raw, fallback);
  const report = (at: number) =>
    problems.push({ message: "A quote that opens here is never closed.", span: { start: at, end: at + 1 } });
  let row = 0;
  for (const cells of csvRows(raw, delimiter, bodyStart, report)) {
    for (const [index, cell] of cells.entries()) {
      if (cell.span.start === cell.span.end) continue;
      const name = header?.[index]?.name || `column ${index + 1}`;
      yield { row, path: [name], value: csvCellText(raw, cell, delimiter) };
    }
    row++;
  }
}
