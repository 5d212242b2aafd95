import type { Position, Range, Span } from "./span.ts";

/** Where the lines of a text begin, so that offsets and positions convert in O(log lines). */
export interface LineIndex {
  readonly lineStarts: readonly number[];
  readonly length: number;
}

/** Indexes a text. Lines end at `\n`, `\r\n` or a lone `\r`, as in the language server protocol. */
export function createLineIndex(text: string): LineIndex {
  const lineStarts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) lineStarts.push(i + 1);
    else if (code === 13) {
      if (text.charCodeAt(i + 1) === 10) i++;
      lineStarts.push(i + 1);
    }
  }
  return { lineStarts, length: text.length };
}

/** The position of a UTF-16 offset; offsets outside the text are clamped to it. */
export function positionAt(index: LineIndex, offset: number): Position {
  const target = Math.max(0, Math.min(offset, index.length));
  let low = 0;
  let high = index.lineStarts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((index.lineStarts[middle] ?? 0) > target) high = middle;
    else low = middle + 1;
  }
  const line = low - 1;
  return { line, character: target - (index.lineStarts[line] ?? 0) };
}

/** The UTF-16 offset of a position; positions outside the text are clamped to it. */
export function offsetAt(index: LineIndex, position: Position): number {
  if (position.line < 0) return 0;
  const start = index.lineStarts[position.line];
  if (start === undefined) return index.length;
  const next = index.lineStarts[position.line + 1] ?? index.length;
  return Math.max(start, Math.min(start + position.character, next));
}

/** A span as a line-and-character range. */
export function rangeOf(index: LineIndex, span: Span): Range {
  return { start: positionAt(index, span.start), end: positionAt(index, span.end) };
}

/** A line-and-character range as a span. */
export function spanOf(index: LineIndex, range: Range): Span {
  return { start: offsetAt(index, range.start), end: offsetAt(index, range.end) };
}
