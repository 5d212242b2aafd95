import type { Span } from "../model/index.ts";

/** Cell magics whose cell is still Python. */
const pythonCellMagics = /^%%(time|timeit|capture|prun|python3?|debug)\b/;

/**
 * IPython's magics, shell lines and help requests made into Python of the same length, so that places stay what
 * they are: `%`, `!` and `?` lines become `pass` or comments, `x = !ls` becomes `x = 0#ls`, and a cell in another
 * language becomes comments. A `%` that continues an expression or stands in a string is left alone.
 */
export function neutralizeMagics(code: string, cells: readonly Span[]): string {
  let result = "";
  let from = 0;
  for (const { start, end } of cells) {
    result += code.slice(from, start) + neutralizeCell(code.slice(start, end));
    from = end;
  }
  return result + code.slice(from);
}

function neutralizeCell(cell: string): string {
  const lead = /^\s*/.exec(cell)![0];
  const body = cell.slice(lead.length);
  if (body.startsWith("%%") && !pythonCellMagics.test(body)) return cell.replace(/[^\r\n]+/g, commentedLine);
  let result = "";
  let at = 0;
  const state: LexState = { depth: 0, quote: "", continued: false };
  while (at < cell.length) {
    const newline = cell.indexOf("\n", at);
    const end = newline < 0 ? cell.length : newline + 1;
    const line = cell.slice(at, end);
    const changed = state.depth === 0 && state.quote === "" && !state.continued ? neutralizeLine(line) : line;
    result += changed;
    scanLine(changed, state);
    at = end;
  }
  return result;
}

const magicLine = /^([ \t]*)(%{1,2}[A-Za-z][^\r\n]*|![^\r\n]*|\?{1,2}[\w.][^\r\n]*|[\w.]+\?{1,2}[ \t]*)(?=[\r\n]|$)/;
const magicAssignment = /^([ \t]*[\w, \t]+=[ \t]*)(%[A-Za-z][^\r\n]*|![^\r\n]*)/;

function neutralizeLine(line: string): string {
  return line
    .replace(magicLine, (_, indent: string, magic: string) => indent + statement(magic))
    .replace(
      magicAssignment,
      (_, target: string, magic: string) => `${target}0${magic.length > 1 ? "#" : ""}${magic.slice(2)}`,
    );
}

/** Line magics that run the statement behind them, and their options. */
const runningMagic = /^%(?:time|timeit|prun|memit)(?:[ \t]+-[a-zA-Z]+(?:[ \t]*\d+)?)*[ \t]+(?=[^\s-])/;

function statement(magic: string): string {
  const running = runningMagic.exec(magic)?.[0];
  if (running !== undefined) return `pass;${" ".repeat(running.length - 5)}${magic.slice(running.length)}`;
  if (magic.length > 4) return `pass#${magic.slice(5)}`;
  return magic.length === 4 ? "pass" : `#${magic.slice(1)}`;
}

function commentedLine(line: string): string {
  return `#${line.slice(1)}`;
}

interface LexState {
  depth: number;
  /** The quotes of the triple-quoted string that is open, or nothing. */
  quote: string;
  continued: boolean;
}

/** Follows brackets, triple-quoted strings and continued lines through one line of Python. */
function scanLine(line: string, state: LexState): void {
  state.continued = false;
  let at = 0;
  while (at < line.length) {
    if (state.quote) {
      const close = line.indexOf(state.quote, at);
      const escaped = line.indexOf("\\", at);
      if (escaped >= 0 && (close < 0 || escaped < close)) {
        at = escaped + 2;
        continue;
      }
      if (close < 0) return;
      at = close + state.quote.length;
      state.quote = "";
      continue;
    }
    const char = line[at]!;
    if (char === "#") return;
    if (char === '"' || char === "'") {
      const triple = char.repeat(3);
      if (line.startsWith(triple, at)) {
        state.quote = triple;
        at += 3;
        continue;
      }
      at = endOfShortString(line, at + 1, char);
      continue;
    }
    if ("([{".includes(char)) state.depth++;
    else if (")]}".includes(char)) state.depth = Math.max(0, state.depth - 1);
    else if (char === "\\" && /^\\\r?\n?$/.test(line.slice(at))) state.continued = true;
    at++;
  }
}

function endOfShortString(line: string, from: number, quote: string): number {
  for (let at = from; at < line.length; at++) {
    if (line[at] === "\\") at++;
    else if (line[at] === quote) return at + 1;
  }
  return line.length;
}
