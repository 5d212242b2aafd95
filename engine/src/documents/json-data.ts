import { createScanner, type SyntaxKind } from "jsonc-parser";
import type { DataField, DocumentProblem } from "./document.ts";
import { jsonValueText } from "./json-text.ts";

// The enum is ambient and const: its values, by name.
const token = {
  openBrace: 1 as SyntaxKind,
  closeBrace: 2 as SyntaxKind,
  openBracket: 3 as SyntaxKind,
  closeBracket: 4 as SyntaxKind,
  comma: 5 as SyntaxKind,
  colon: 6 as SyntaxKind,
  string: 10 as SyntaxKind,
  number: 11 as SyntaxKind,
  lineComment: 12 as SyntaxKind,
  blockComment: 13 as SyntaxKind,
  unknown: 16 as SyntaxKind,
  end: 17 as SyntaxKind,
};

type Path = readonly (string | number)[];

/** A leaf of JSON text: a string or a number, with the path to it. */
export interface JsonLeaf {
  readonly path: Path;
  readonly start: number;
  readonly end: number;
}

type Step = { key: string | undefined; index: number };

/**
 * The strings and numbers of one JSON value in `raw[start..end)`, in order, one at a time: a file is never held as
 * a tree. Ends at the first place that is not JSON and reports it to `problem`.
 */
export function* jsonLeaves(
  raw: string,
  start: number,
  end: number,
  problem: (at: number) => void,
): Generator<JsonLeaf> {
  const scanner = createScanner(end < raw.length ? raw.slice(0, end) : raw, true);
  scanner.setPosition(start);
  const stack: Step[] = [];
  let pendingKey: string | undefined;
  let expectKey = false;
  let depthEnded = false;
  for (let kind = scanner.scan(); kind !== token.end; kind = scanner.scan()) {
    const at = scanner.getTokenOffset();
    const last = at + scanner.getTokenLength();
    const top = stack.at(-1);
    if (kind === token.lineComment || kind === token.blockComment) continue;
    if (depthEnded || kind === token.unknown || Number(scanner.getTokenError()) !== 0) {
      problem(at);
      return;
    }
    if (kind === token.string && top?.index === -1 && expectKey) {
      pendingKey = scanner.getTokenValue();
      top.key = pendingKey;
      expectKey = false;
      continue;
    }
    switch (kind) {
      case token.openBrace:
        stack.push({ key: undefined, index: -1 });
        expectKey = true;
        break;
      case token.openBracket:
        stack.push({ key: undefined, index: 0 });
        expectKey = false;
        break;
      case token.closeBrace:
      case token.closeBracket:
        if (!top || (kind === token.closeBrace) !== (top.index === -1)) {
          problem(at);
          return;
        }
        stack.pop();
        expectKey = false;
        depthEnded = stack.length === 0;
        break;
      case token.comma:
        if (!top) {
          problem(at);
          return;
        }
        if (top.index >= 0) top.index++;
        else expectKey = true;
        break;
      case token.colon:
        break;
      case token.string:
      case token.number:
        yield { path: stack.map((step) => (step.index >= 0 ? step.index : (step.key ?? ""))), start: at, end: last };
        if (!top) depthEnded = true;
        break;
      default:
        if (!top) depthEnded = true;
    }
  }
  if (stack.length > 0) problem(end);
}

/** Keys whose list holds the rows of a data file that is one object. */
const rowKeys =
  /^(data|rows|records|items|examples|samples|conversations|dialogs|dialogues|train|test|validation|eval|dataset|entries|documents|tickets|users|customers|results)$/i;

/** Fields of a JSON file. A list at the top, or under a key such as `data`, has one row per element. */
export function* jsonFields(raw: string, problems: DocumentProblem[]): Generator<DataField> {
  const report = (at: number) =>
    problems.push({ message: "This is not valid JSON; what follows was not read.", span: { start: at, end: at } });
  const start = raw.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (const { path, start: from, end } of jsonLeaves(raw, start, raw.length, report)) {
    const [first, second] = path;
    let row = 0;
    let rest = path;
    if (typeof first === "number") {
      row = first;
      rest = path.slice(1);
    } else if (typeof second === "number" && first !== undefined && rowKeys.test(first) && path.length > 2) {
      row = second;
      rest = path.slice(2);
    }
    yield { row, path: rest, value: jsonValueText(raw, from, end) };
  }
}

/** Fields of a file with one JSON value a line. A damaged line is a problem; the next one is read. */
export function* jsonLinesFields(raw: string, problems: DocumentProblem[]): Generator<DataField> {
  let row = 0;
  for (const line of lines(raw)) {
    const text = raw.slice(line.start, line.end);
    if (text.trim() === "") continue;
    let damaged = false;
    const report = () => {
      damaged = true;
    };
    for (const leaf of jsonLeaves(text, 0, text.length, report)) {
      yield { row, path: leaf.path, value: jsonValueText(raw, line.start + leaf.start, line.start + leaf.end) };
    }
    if (damaged) {
      const message = "This line is not one JSON value; the rest of it was not read.";
      problems.push({ message, span: { start: line.start, end: line.end } });
    }
    row++;
  }
}

/** The lines of a text without their ends; a byte order mark is skipped. */
export function* lines(
  raw: string,
  from = raw.charCodeAt(0) === 0xfeff ? 1 : 0,
): Generator<{ start: number; end: number }> {
  let start = from;
  while (start < raw.length) {
    const newline = raw.indexOf("\n", start);
    const end = newline < 0 ? raw.length : newline;
    yield { start, end: raw[end - 1] === "\r" && end > start ? end - 1 : end };
    start = end + 1;
  }
}
