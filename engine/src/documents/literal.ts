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
    const rawOf = (start: number, end: number) => written.toRaw({ start: inner.start + start, end: inner.start + end });
    const whole = rawOf(0, inner.text.length);
    if (inner.text === piece.text && whole.end - whole.start === piece.text.length) {
      builder.verbatim(piece.text, whole.start);
      continue;
    }
    const units = firstThatMeets(inner.text, piece.text);
    if (!units) {
      builder.decoded(piece.text, whole.start, whole.end);
      continue;
    }
    for (const unit of units) {
      const raw = rawOf(unit.start, unit.end);
      if (raw.end - raw.start === unit.text.length && inner.text.startsWith(unit.text, unit.start)) {
        builder.verbatim(unit.text, raw.start);
      } else builder.decoded(unit.text, raw.start, raw.end);
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

/** Characters that may begin something written otherwise than it reads. */
const special = new Set(["\\", "{", "}", "\r"]);

interface Reading {
  /** In a format string `{{` stands for one brace. */
  readonly bracesDoubled: boolean;
  /** In a raw string a backslash stands for itself. */
  readonly isRaw: boolean;
}

const readings: readonly Reading[] = [
  { bracesDoubled: true, isRaw: false },
  { bracesDoubled: false, isRaw: false },
  { bracesDoubled: true, isRaw: true },
  { bracesDoubled: false, isRaw: true },
];

function firstThatMeets(written: string, decoded: string): Unit[] | undefined {
  for (const reading of readings) {
    const units = retrace(written, decoded, reading);
    if (units) return units;
  }
  return undefined;
}

/** Walks written and decoded text side by side; `undefined` where they do not meet. */
function retrace(written: string, decoded: string, { bracesDoubled, isRaw }: Reading): Unit[] | undefined {
  const units: Unit[] = [];
  let at = 0;
  let read = 0;
  while (at < written.length) {
    const rest = decoded.slice(read, read + 2);
    const char = written[at]!;
    if (char !== "\\" && rest[0] === char) {
      const doubled = bracesDoubled && (char === "{" || char === "}") && written[at + 1] === char;
      if (doubled) {
        units.push({ text: char, start: at, end: at + 2 });
        at += 2;
        read++;
        continue;
      }
      const from = at;
      do {
        at++;
        read++;
      } while (at < written.length && written[at] === decoded[read] && !special.has(written[at]!));
      units.push({ text: written.slice(from, at), start: from, end: at });
      continue;
    }
    if (char === "\r" && written[at + 1] === "\n" && rest[0] === "\n") {
      units.push({ text: "\n", start: at, end: at + 2 });
      at += 2;
      read++;
      continue;
    }
    if (isRaw && char === "\\" && rest[0] === "\\") {
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
