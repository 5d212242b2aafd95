import type { MappedText } from "./document.ts";
import { createMappedTextBuilder, type MappedTextBuilder, plainText } from "./mapped-text.ts";

/** How a replacement is written inside a JSON string. */
export function escapeJson(replacement: string): string {
  return JSON.stringify(replacement).slice(1, -1);
}

/** How a replacement of a bare JSON number must be written: as a string, unless it is a number itself. */
function escapeNumber(replacement: string): string {
  return /^-?\d+(\.\d+)?$/.test(replacement) ? replacement : JSON.stringify(replacement);
}

const simpleEscapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

/** Decodes the inside of a JSON string into a builder. Broken escapes stand for themselves. */
export function appendJsonString(builder: MappedTextBuilder, raw: string, start: number, end: number): void {
  let from = start;
  for (let at = raw.indexOf("\\", start); at >= 0 && at + 1 < end; at = raw.indexOf("\\", from)) {
    builder.copy(raw, from, at);
    const kind = raw[at + 1]!;
    const hex = kind === "u" ? /^[0-9a-fA-F]{4}/.exec(raw.slice(at + 2, Math.min(at + 6, end)))?.[0] : undefined;
    const length = hex ? 6 : 2;
    const text = hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (simpleEscapes[kind] ?? kind);
    builder.decoded(text, at, at + length);
    from = at + length;
  }
  if (from < end) builder.copy(raw, from, end);
}

/** The value of a JSON string literal, quotes included in the span; a number or word stands for itself. */
export function jsonValueText(raw: string, start: number, end: number): MappedText {
  if (raw[start] !== '"') return { ...plainText(raw, { start, end }), escape: escapeNumber };
  const closed = end - start >= 2 && raw[end - 1] === '"';
  const inner = { start: start + 1, end: closed ? end - 1 : end };
  // Looked for within the value alone: a file may be one line of a million values.
  if (!raw.slice(inner.start, inner.end).includes("\\")) return { ...plainText(raw, inner), escape: escapeJson };
  const builder = createMappedTextBuilder();
  appendJsonString(builder, raw, inner.start, inner.end);
  return builder.build(escapeJson);
}
