import type { Span } from "../../model/index.ts";
import { knownKey } from "./known-key.ts";

/** A cell with something in it: its place in the text, without quotes, and the number of its column. */
export interface Cell extends Span {
  readonly column: number;
}

/** Rows of a table with what heads their columns. */
export interface Table extends Span {
  /** Names of the columns as they are written. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** How the columns of a table are told apart. */
interface Dialect {
  readonly separator: string;
  /** Rows begin and end with the separator, and a row of dashes follows the header: Markdown. */
  readonly framed: boolean;
}

/** The table that a text before this one ended with; its rows may go on. */
export interface OpenTable extends Dialect {
  readonly header: readonly string[];
}

const separators = [",", ";", "\t", "|"] as const;
const columnName = /^["']?[\p{L}_][\p{L}\p{M}\p{N}_ .\-/#]{0,39}["']?$/u;
const dashes = /^[ \t]*\|?[ \t:|-]*-{2,}[ \t:|-]*$/;
/** What a header begins with. */
const headerStart = /[\p{L}_"'|]/uy;
const mostColumns = 200;

/**
 * Finds tables with a header: CSV and its kin, and Markdown's. A line is taken for a header when its fields look like
 * names of columns and the next line has as many; of two columns one must have a name that is known.
 * @param before a table that may go on at the start of the text
 */
export function findTables(text: string, before?: OpenTable): { tables: Table[]; open: OpenTable | undefined } {
  const tables: Table[] = [];
  let open: OpenTable | undefined;
  let from = 0;
  const take = (dialect: OpenTable, start: number, first: number): boolean => {
    const { rows, end } = readRows(text, first, dialect);
    if (rows.length === 0) return false;
    tables.push({ header: dialect.header, rows, start, end });
    from = end;
    open = end >= text.length ? dialect : undefined;
    return true;
  };
  if (before) take(before, 0, 0);
  if (!mayHoldTable(text)) return { tables, open };
  /** Where the last table that was found here ended; what it says announces no other. */
  let floor = 0;
  for (let start = 0; ; ) {
    if (start >= from && mayBegin(text, start, floor)) {
      const candidate = readHeader(text, start);
      if (candidate && take(candidate.table, start, candidate.end)) floor = from;
    }
    const lineEnd = text.indexOf("\n", Math.max(start, from - 1));
    if (lineEnd < 0) break;
    start = lineEnd + 1;
  }
  return { tables, open };
}

/**
 * Whether a table may begin with the line at `start`: with the first of the text, or after an empty line, a line that
 * announces it or a fence, but not after one that ends before the line break at `floor`, where a table ended.
 */
function mayBegin(text: string, start: number, floor: number): boolean {
  if (start > 0) {
    let i = start - 2;
    if (text[i] === "\r") i--;
    while (text[i] === " " || text[i] === "\t") i--;
    if (i < floor - 1) return false;
    if (text[i] !== "\n" && text[i] !== ":") {
      while (isSmallLetter(text.charCodeAt(i))) i--;
      if (i - 2 < Math.max(0, floor - 1) || !text.startsWith("```", i - 2)) return false;
    }
  }
  headerStart.lastIndex = start;
  return headerStart.test(text);
}

function isSmallLetter(code: number): boolean {
  return code >= 97 && code <= 122;
}

/** A look at the separators before a closer one. */
function mayHoldTable(text: string): boolean {
  return separators.some((separator) => text.includes(separator)) && text.includes("\n");
}

function readHeader(text: string, start: number): { table: OpenTable; end: number } | undefined {
  const lineEnd = endOfLine(text, start);
  const line = text.slice(start, lineEnd).trimEnd();
  if (line.length < 3 || line.length > 4000 || lineEnd >= text.length) return undefined;
  const second = start + (lineEnd - start) + 1;
  const secondLine = text.slice(second, endOfLine(text, second));
  if (line.startsWith("|") && dashes.test(secondLine)) {
    const header = line.split("|").slice(1, -1).map(bare);
    if (header.length < 2 || !header.every((name) => columnName.test(name))) return undefined;
    return { table: { separator: "|", framed: true, header }, end: endOfLine(text, second) + 1 };
  }
  for (const separator of separators) {
    if (!line.includes(separator)) continue;
    // The record below has as many fields, and only quotes could take it further than its line.
    if (!secondLine.includes(separator) && !secondLine.includes('"')) continue;
    const names = line.split(separator);
    if (names.length > mostColumns || !names.every((name) => columnName.test(name.trim()))) continue;
    const header = names.map(bare);
    if (new Set(header).size < header.length) continue;
    const known = header.filter(knownKey).length;
    // A list in a sentence has spaces after its commas; a header seldom has.
    const isLoose = names.slice(1).some((name) => name.startsWith(" "));
    if (isLoose ? known < 2 : known === 0 && header.length < 3) continue;
    if (fieldsOf(text, second, separator)?.cells.length !== header.length) continue;
    return { table: { separator, framed: false, header }, end: second };
  }
  return undefined;
}

function bare(name: string): string {
  return name.trim().replace(/^["']|["']$/g, "");
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}

function readRows(
  text: string,
  first: number,
  { separator, framed, header }: OpenTable,
): { rows: Cell[][]; end: number } {
  const rows: Cell[][] = [];
  let at = first;
  while (at < text.length) {
    const row = framed ? framedFields(text, at) : fieldsOf(text, at, separator);
    if (!row || row.cells.length !== header.length) break;
    rows.push(row.cells.map((cell, column) => ({ ...cell, column })).filter(({ start, end }) => end > start));
    at = row.end;
  }
  return { rows, end: at };
}

interface Fields {
  readonly cells: readonly Span[];
  /** After the line break. */
  readonly end: number;
}

/** The fields of one record as RFC 4180 has them, quotes and white space around them left out. */
function fieldsOf(text: string, start: number, separator: string): Fields | undefined {
  const cells: Span[] = [];
  let at = start;
  for (;;) {
    while (text[at] === " ") at++;
    const quote = text[at] === '"';
    let end: number;
    let next: number;
    if (quote) {
      end = at + 1;
      for (;;) {
        end = text.indexOf('"', end);
        if (end < 0) return undefined;
        if (text[end + 1] !== '"') break;
        end += 2;
      }
      cells.push({ start: at + 1, end });
      next = end + 1;
      while (text[next] === " " || text[next] === "\r") next++;
    } else {
      next = at;
      while (next < text.length && text[next] !== separator && text[next] !== "\n") next++;
      end = next;
      while (end > at && (text[end - 1] === " " || text[end - 1] === "\r")) end--;
      cells.push({ start: at, end });
    }
    if (cells.length > mostColumns) return undefined;
    if (next >= text.length) return { cells, end: text.length };
    if (text[next] === "\n") return { cells, end: next + 1 };
    if (text[next] !== separator) return undefined;
    at = next + 1;
  }
}

/** The cells of one row of a Markdown table. */
function framedFields(text: string, start: number): Fields | undefined {
  const lineEnd = endOfLine(text, start);
  const line = text.slice(start, lineEnd).trimEnd();
  if (!line.startsWith("|") || !line.endsWith("|") || line.length < 3) return undefined;
  const cells: Span[] = [];
  let at = 1;
  while (at < line.length) {
    const next = line.indexOf("|", at);
    const cell = line.slice(at, next);
    const lead = cell.length - cell.trimStart().length;
    cells.push({ start: start + at + lead, end: start + at + lead + cell.trim().length });
    at = next + 1;
  }
  return { cells, end: Math.min(text.length, lineEnd + 1) };
}
