import { isAlias, isMap, isPair, isScalar, isSeq, type Node, parseDocument, type Scalar, visit } from "yaml";
import type { DocumentProblem, MappedText } from "./document.ts";
import { createMappedTextBuilder, plainText } from "./mapped-text.ts";

/** A string scalar of a YAML text, with the keys and indexes down to it. */
export interface YamlString {
  readonly path: readonly (string | number)[];
  readonly value: MappedText;
}

/** The strings of the first document of a YAML text that stands in `raw` from `offset` on. */
export function yamlStrings(raw: string, offset: number, end: number, problems: DocumentProblem[]): YamlString[] {
  const source = raw.slice(offset, end);
  const document = parseDocument(source, {
    strict: false,
    uniqueKeys: false,
    logLevel: "silent",
    keepSourceTokens: false,
  });
  for (const error of document.errors.slice(0, 1)) {
    const [start, stop] = error.pos;
    problems.push({ message: "This is not valid YAML.", span: { start: offset + start, end: offset + stop } });
  }
  const strings: YamlString[] = [];
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === "key" || typeof node.value !== "string" || !node.range) return;
      strings.push({ path: pathOf(key, node, ancestors), value: scalarText(raw, offset, node as Scalar<string>) });
    },
  });
  return strings;
}

function pathOf(key: unknown, _node: Node, ancestors: readonly unknown[]): (string | number)[] {
  const path: (string | number)[] = [];
  for (const [depth, ancestor] of ancestors.entries()) {
    const next = ancestors[depth + 1];
    if (isPair(ancestor)) path.push(isScalar(ancestor.key) ? String(ancestor.key.value) : "");
    else if (isSeq(ancestor)) {
      path.push(next === undefined ? Number(key) : ancestor.items.indexOf(next as never));
    } else if (isMap(ancestor) || isAlias(ancestor)) continue;
  }
  return path;
}

const escapesOfYaml: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  N: "\u0085",
  _: "\u00a0",
  L: "\u2028",
  P: "\u2029",
};

/** How a replacement is written inside a scalar of each style. */
const escapes: Readonly<Record<string, ((text: string) => string) | undefined>> = {
  QUOTE_DOUBLE: (text) => JSON.stringify(text).slice(1, -1),
  QUOTE_SINGLE: (text) => text.replaceAll("'", "''"),
};

/** A scalar's value, retraced through quotes, escapes, folding and indentation. */
function scalarText(raw: string, offset: number, node: Scalar<string>): MappedText {
  const [from, to] = node.range!;
  const start = offset + from;
  const end = offset + to;
  const style = String(node.type ?? "PLAIN");
  const escapeFor = escapes[style];
  const value = node.value;
  const mapped = (() => {
    if (style === "QUOTE_DOUBLE" || style === "QUOTE_SINGLE") return retrace(raw, start + 1, end - 1, value, style);
    if (style === "PLAIN") return retrace(raw, start, end, value, style);
    const header = raw.indexOf("\n", start);
    return header < 0 ? undefined : retrace(raw, blockBody(raw, header + 1, end), end, value, style);
  })();
  if (mapped) return escapeFor ? { ...mapped, escape: escapeFor } : mapped;
  const whole = plainText(raw, { start, end });
  return { text: value, toRaw: () => whole.toRaw({ start: 0, end: whole.text.length }) };
}

/** Where the text of a block scalar begins: past the indentation of its first line. */
function blockBody(raw: string, from: number, end: number): number {
  let at = from;
  while (at < end && raw[at] === " ") at++;
  return at;
}

/** Walks raw and decoded text side by side; `undefined` where they do not meet. */
function retrace(raw: string, start: number, end: number, value: string, style: string): MappedText | undefined {
  const builder = createMappedTextBuilder();
  const isBlock = style.startsWith("BLOCK");
  let at = start;
  let read = 0;
  while (read < value.length) {
    const wanted = value[read]!;
    const char = at < end ? raw[at]! : "";
    if (style === "QUOTE_DOUBLE" && char === "\\") {
      const decoded = readEscape(raw, at);
      if (!value.startsWith(decoded.text, read)) return undefined;
      if (decoded.text) builder.decoded(decoded.text, at, at + decoded.length);
      at += decoded.length;
      read += decoded.text.length;
      continue;
    }
    if (style === "QUOTE_SINGLE" && char === "'" && raw[at + 1] === "'" && wanted === "'") {
      builder.decoded("'", at, at + 2);
      at += 2;
      read++;
      continue;
    }
    const isBreak = char === "\n" || char === "\r";
    if (char === wanted && !isBreak) {
      builder.copy(raw, at, at + 1);
      at++;
      read++;
      continue;
    }
    if (isSpace(char) || (at >= end && isSpace(wanted))) {
      const rawEnd = spaceEnd(raw, at, end);
      const textEnd = spaceEnd(value, read, value.length);
      if (rawEnd === at && textEnd === read) return undefined;
      // Chomping may drop the last line ends, so a value may end before its source does.
      builder.decoded(value.slice(read, textEnd), at, rawEnd);
      at = rawEnd;
      read = textEnd;
      continue;
    }
    if (isBlock && at >= end) return undefined;
    return undefined;
  }
  return builder.build();
}

function readEscape(raw: string, at: number): { text: string; length: number } {
  const kind = raw[at + 1] ?? "";
  const digits = { x: 2, u: 4, U: 8 }[kind];
  if (digits) {
    const point = Number.parseInt(raw.slice(at + 2, at + 2 + digits), 16);
    return { text: Number.isNaN(point) || point > 0x10ffff ? "" : String.fromCodePoint(point), length: 2 + digits };
  }
  if (kind === "\n" || kind === "\r") return { text: "", length: spaceEnd(raw, at + 1, raw.length) - at };
  return { text: escapesOfYaml[kind] ?? kind, length: 2 };
}

function isSpace(char: string): boolean {
  return char === " " || char === "\t" || char === "\n" || char === "\r";
}

function spaceEnd(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(text[at]!)) at++;
  return at;
}
