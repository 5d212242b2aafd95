import type { Node } from "web-tree-sitter";
import type { CodeLanguage, CodePart, SourceDocument } from "../documents/document.ts";
import type { Span, TextEdit } from "../model/index.ts";
import type { FixHost } from "./subject.ts";

/** The code of a document with its tree, and edits in code offsets that come out as edits of the raw file. */
export interface CodeView {
  readonly document: SourceDocument;
  readonly part: CodePart;
  readonly language: CodeLanguage;
  readonly text: string;
  readonly root: Node;
  /** The line ending that the code uses. */
  readonly eol: string;
  /** Inserts before the unit at an offset. */
  insertBefore(offset: number, newText: string): TextEdit;
  /** Inserts after the unit that ends at an offset. */
  insertAfter(offset: number, newText: string): TextEdit;
  replace(span: Span, newText: string): TextEdit;
  toRaw(span: Span): Span;
  toCode(raw: Span): Span | undefined;
}

/** Whether fixes can write code of a language: where they cannot, all they offer is a comment. */
export function writesCode(language: CodeLanguage): boolean {
  return language !== "go";
}

/**
 * Opens the code of a document; `undefined` where it has none or it cannot be parsed.
 * @param around spans of the raw file: `use` asks for no more of the tree than what stands around them
 */
export function withCode<T>(
  host: FixHost,
  document: SourceDocument,
  use: (view: CodeView) => T,
  around?: readonly Span[],
): T | undefined {
  const part = document.code;
  if (!part) return undefined;
  const open = (root: Node): T => use(viewOf(document, part, root));
  const places = around?.map((span) => toCode(part, span));
  return places?.every((span) => span !== undefined)
    ? host.withTree(document, open, places)
    : host.withTree(document, open);
}

function viewOf(document: SourceDocument, part: CodePart, root: Node): CodeView {
  const { source } = part;
  const { text } = source;
  const escaped = source.escape ?? ((replacement: string) => replacement);
  const at = (offset: number): TextEdit["span"] => ({ start: offset, end: offset });
  return {
    document,
    part,
    language: part.language,
    text,
    root,
    eol: eolOf(text),
    insertBefore(offset, newText) {
      const raw =
        offset < text.length
          ? source.toRaw({ start: offset, end: offset + 1 }).start
          : offset > 0
            ? source.toRaw({ start: offset - 1, end: offset }).end
            : source.toRaw(at(0)).start;
      return { span: at(raw), newText: wholeLines(document, part, raw, newText) ?? escaped(newText) };
    },
    insertAfter(offset, newText) {
      const raw = offset > 0 ? source.toRaw({ start: offset - 1, end: offset }).end : source.toRaw(at(0)).start;
      return { span: at(raw), newText: escaped(newText) };
    },
    replace: (span, newText) => ({ span: source.toRaw(span), newText: escaped(newText) }),
    toRaw: (span) => source.toRaw(span),
    toCode: (raw) => toCode(part, raw),
  };
}

/**
 * Lines that go before a line of a notebook cell, as strings of their own in the list that the cell's source is;
 * `undefined` where the source is no list or the place does not begin a string.
 */
function wholeLines(document: SourceDocument, part: CodePart, offset: number, newText: string): string | undefined {
  const { escape: escapeFor } = part.source;
  if (!part.cells || !escapeFor || !newText.includes("\n") || document.raw[offset - 1] !== '"') return undefined;
  const gap = /[[,](\s*)$/.exec(document.raw.slice(Math.max(0, offset - 200), offset - 1));
  if (!gap) return undefined;
  const lines = newText.split(/(?<=\n)/);
  const tail = newText.endsWith("\n") ? "" : lines.pop()!;
  return lines.map((line) => `${escapeFor(line)}",${gap[1]}"`).join("") + escapeFor(tail);
}

/** `\r\n` where the first line ends so, else `\n`. */
export function eolOf(text: string): string {
  const at = text.indexOf("\n");
  return at > 0 && text.charCodeAt(at - 1) === 13 ? "\r\n" : "\n";
}

/** The stretch of code that a raw stretch stands for; raw offsets grow with code offsets, so two bisections do. */
function toCode(part: CodePart, raw: Span): Span | undefined {
  const { source } = part;
  const length = source.text.length;
  const firstAtOrAfter = (passed: (unit: Span) => boolean): number => {
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (passed(source.toRaw({ start: middle, end: middle + 1 }))) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const start = firstAtOrAfter((unit) => unit.end > raw.start);
  const end = firstAtOrAfter((unit) => unit.start >= raw.end);
  if (raw.end > raw.start && end <= start) return undefined;
  return { start, end: Math.max(start, end) };
}

/** How many units a byte order mark takes at the start of a text. */
export function bomLength(text: string): number {
  return text.charCodeAt(0) === 0xfeff ? 1 : 0;
}

/** Offset of the start of the line that holds an offset. */
export function lineStart(text: string, offset: number): number {
  const start = offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  return start === 0 ? bomLength(text) : start;
}

/** Offset after the line break that ends the line of an offset, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  return at < 0 ? text.length : at + 1;
}

/** The white space that a line begins with. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, nextLine(text, start)))?.[0] ?? "";
}
