import type { Span } from "@promptveil/engine/model";

/** Kinds of data files that are read line by line, so that a part of one is a file of its own kind. */
const lineKinds = new Set(["jsonl", "csv", "tsv"]);

/** Files up to this length are checked as a whole. */
const wholeUpTo = 256 * 1024;
/** How much of a longer file is checked around what is on screen. */
const windowLength = 192 * 1024;

/** The part of a long data file that is checked while it is open: the heading, and rows around the visible ones. */
export interface DataWindow {
  readonly text: string;
  /** The span of the whole text for a span of `text`; `undefined` for one across the seam. */
  toWhole(span: Span): Span | undefined;
  /** The offset in `text` for one in the whole text; `undefined` outside of the window. */
  fromWhole(offset: number): number | undefined;
  /** In the whole text; a view inside of it needs no other window. */
  readonly rows: Span;
}

/**
 * The window around `visible`, in whole rows; `undefined` where the file is short enough, or of a kind, to be checked
 * as a whole.
 */
export function dataWindow(kind: string, text: string, visible: Span): DataWindow | undefined {
  if (!lineKinds.has(kind) || text.length <= wholeUpTo) return undefined;
  const quoted = kind !== "jsonl";
  const heading = quoted ? rowEnd(text, 0, quoted) : 0;
  const middle = Math.max(heading, Math.min((visible.start + visible.end) >> 1, text.length));
  const around = Math.max(windowLength, visible.end - visible.start);
  const start = rowStart(text, Math.max(heading, middle - around / 2), heading, quoted);
  let end = start;
  while (end < text.length && end - start < around) end = rowEnd(text, end, quoted);
  // One row longer than the window is none that could be read on screen.
  if (end - start > 4 * around) end = start;
  const shift = start - heading;
  return {
    text: text.slice(0, heading) + text.slice(start, end),
    rows: { start, end },
    toWhole(span) {
      if (span.start >= heading) return { start: span.start + shift, end: span.end + shift };
      return span.end <= heading ? span : undefined;
    },
    fromWhole(offset) {
      if (offset < heading) return offset;
      return offset >= start && offset <= end ? offset - shift : undefined;
    },
  };
}

/** The first row that begins at or after an offset. */
function rowStart(text: string, offset: number, first: number, quoted: boolean): number {
  const from = Math.floor(offset);
  if (from <= first) return first;
  const line = text.indexOf("\n", from - 1) + 1;
  if (line === 0) return text.length;
  // Inside of a quoted field a line break ends no row: quotes before it tell, as escaped ones come in pairs (RFC 4180).
  return quoted && isOdd(countQuotes(text, first, line)) ? rowEnd(text, line, true, true) : line;
}

/** Where the row that begins at an offset ends, its line break included. */
function rowEnd(text: string, start: number, quoted: boolean, insideQuotes = false): number {
  let odd = insideQuotes;
  let at = start;
  for (;;) {
    const lineBreak = text.indexOf("\n", at);
    if (lineBreak < 0) return text.length;
    if (quoted && isOdd(countQuotes(text, at, lineBreak))) odd = !odd;
    at = lineBreak + 1;
    if (!odd) return at;
  }
}

function countQuotes(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('"', start); at >= 0 && at < end; at = text.indexOf('"', at + 1)) count++;
  return count;
}

function isOdd(count: number): boolean {
  return count % 2 === 1;
}
