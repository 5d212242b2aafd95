import type { MappedText } from "./document.ts";
import { createMappedTextBuilder, subText } from "./mapped-text.ts";

/** A decoded piece of a string constant and where it stands in the code. */
export interface LiteralPiece {
  readonly text: string;
  readonly span: { readonly start: number; readonly end: number };
}

/**
 * The text of a string constant's pieces, mapped to the raw file through the escapes that Python and
 * JavaScript share. A piece whose decoded text cannot be retraced maps only as a whole.
 */
export function literalText(code: MappedText, pieces: readonly LiteralPiece[]): MappedText {
  const builder = createMappedTextBuilder();
  for (const piece of pieces) {
    const written = subText(code, piece.span);
    const inner = unquoted(written.text, piece.text);
    const units = retrace(inner.text, piece.text);
    const base = inner.start;
    if (!units) {
      const raw = written.toRaw({ start: 0, end: written.text.length });
      builder.decoded(piece.text, raw.start, raw.end);
      continue;
    }
    for (const unit of units) {
      const raw = written.toRaw({ start: base + unit.start, end: base + unit.end });
      builder.decoded(unit.text, raw.start, raw.end);
    }
  }
  return builder.build();
}

/** Takes prefix and quotes off, if the piece was given with them. */
function unquoted(written: string, decoded: string): { text: string; start: number } {
  if (written === decoded) return { text: written, start: 0 };
  const match = /^([a-zA-Z]{0,3})("""|'''|"|'|`)([\s\S]*)\2$/.exec(written);
  if (!match) return { text: written, start: 0 };
  return { text: match[3]!, start: match[1]!.length + match[2]!.length };
}

interface Unit {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const escapePattern =
  /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|N\{[^}]*\}|([0-7]{1,3})|\r\n|[\s\S])|\{\{|\}\}/y;

/** Walks written and decoded text side by side; `undefined` where they do not meet. */
function retrace(written: string, decoded: string): Unit[] | undefined {
  const units: Unit[] = [];
  let at = 0;
  let read = 0;
  while (at < written.length) {
    const rest = decoded.slice(read, read + 2);
    const char = written[at]!;
    if (char !== "\\" && rest[0] === char) {
      // `{{` in a format string stands for one brace, unless both braces are in the decoded text.
      const doubled = (char === "{" || char === "}") && written[at + 1] === char && rest[1] !== char;
      units.push({ text: char, start: at, end: at + (doubled ? 2 : 1) });
      at += doubled ? 2 : 1;
      read++;
      continue;
    }
    if (char === "\r" && written[at + 1] === "\n" && rest[0] === "\n") {
      units.push({ text: "\n", start: at, end: at + 2 });
      at += 2;
      read++;
      continue;
    }
    if (char === "\\" && rest[0] === "\\" && rest[1] === written[at + 1] && rest[1] !== "\\") {
      units.push({ text: "\\", start: at, end: at + 1 });
      at++;
      read++;
      continue;
    }
    escapePattern.lastIndex = at;
    const match = escapePattern.exec(written);
    if (!match) return undefined;
    const text = decodeEscape(match);
    if (text === undefined || !decoded.startsWith(text, read)) return undefined;
    if (text) units.push({ text, start: at, end: at + match[0].length });
    at += match[0].length;
    read += text.length;
  }
  return read === decoded.length ? units : undefined;
}

const simpleEscapes: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  v: "\v",
  a: "\x07",
  "0": "\0",
};

function decodeEscape(match: RegExpExecArray): string | undefined {
  const code = match[1] ?? match[2] ?? match[3] ?? match[4];
  if (code !== undefined) {
    const point = Number.parseInt(code, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
  }
  if (match[5] !== undefined) return String.fromCharCode(Number.parseInt(match[5], 8));
  const escaped = match[0].slice(1);
  if (escaped === "\n" || escaped === "\r" || escaped === "\r\n") return "";
  if (escaped.startsWith("N{")) return undefined;
  return simpleEscapes[escaped] ?? escaped;
}
