import { spawnSync } from "node:child_process";
import { transformSync } from "esbuild";
import type { Node } from "web-tree-sitter";
import { parseDocument } from "yaml";
import { buildFix, type FixHost, type FixSubject, offerFixes } from "../../engine/src/fixes/index.ts";
import type { Span } from "../../engine/src/model/index.ts";
import { changed, entrySubject, fixHost, testSyntax } from "./fix-cases.ts";

/** A fix that left a program in a worse state, with what was wrong. */
export interface BrokenFix {
  readonly file: string;
  readonly fix: string;
  readonly span: Span;
  readonly problem: string;
  readonly after: string;
}

export interface WrapReport {
  readonly applied: number;
  readonly declined: number;
  readonly broken: readonly BrokenFix[];
}

/**
 * Applies every fix at sampled nodes of a program, taken as if each were where personal data enters, and checks
 * that the program still parses: no new error in the tree, and Python or esbuild accept it where they did before.
 */
export async function fixEverywhere(
  file: string,
  text: string,
  options: { readonly every?: number; readonly fixes?: readonly string[] } = {},
): Promise<WrapReport> {
  const { every = 1, fixes = ["redact", "drop", "suppress"] } = options;
  const files = { [file]: text };
  const host = await fixHost(files);
  const spans = await nodeSpans(host, file, every);
  const broken: BrokenFix[] = [];
  const results: { readonly fix: string; readonly span: Span; readonly after: string }[] = [];
  let declined = 0;
  for (const span of spans) {
    const subject = entrySubject(file, [span]);
    const offered = new Set(offerFixes(host, subject).map((offer) => offer.id));
    for (const fix of fixes) {
      const change = buildFix(host, subject, fix);
      if ((change !== undefined) !== offered.has(fix)) {
        broken.push({ file, fix, span, problem: "offered but not built, or built but not offered", after: "" });
      }
      if (!change) {
        declined++;
        continue;
      }
      const after = changed(files, change)[file]!;
      results.push({ fix, span, after });
      const again = await secondTime(file, after, subject, fix);
      if (again) broken.push({ file, fix, span, problem: again, after });
    }
  }
  const problems = await syntaxProblems(
    file,
    text,
    results.map((result) => result.after),
  );
  problems.forEach((problem, index) => {
    if (problem !== undefined) broken.push({ file, ...results[index]!, problem });
  });
  return { applied: results.length, declined, broken };
}

/** A value that was wrapped is not wrapped again, wherever the call moved it. */
async function secondTime(file: string, after: string, subject: FixSubject, fix: string): Promise<string | undefined> {
  if (fix !== "redact") return undefined;
  const host = await fixHost({ [file]: after });
  const at = after.indexOf("redact(", Math.max(0, subject.span.start));
  if (at < 0) return undefined;
  const document = host.document(file)!;
  const again = host.withTree(document, (root) => {
    let node = root.descendantForIndex(at, at + 6);
    while (node && node.type !== "call" && node.type !== "call_expression") node = node.parent;
    if (node?.childForFieldName("function")?.text !== "redact") return undefined;
    const argument = node.childForFieldName("arguments")?.namedChild(0);
    return argument ? { start: argument.startIndex, end: argument.endIndex } : undefined;
  });
  if (!again) return undefined;
  return buildFix(host, entrySubject(file, [again]), fix) ? "wrapped a second time" : undefined;
}

async function nodeSpans(host: FixHost, file: string, every: number): Promise<Span[]> {
  const spans = new Map<string, Span>();
  let count = 0;
  const visit = (node: Node): void => {
    if (node.isNamed && count++ % every === 0) {
      spans.set(`${node.startIndex} ${node.endIndex}`, { start: node.startIndex, end: node.endIndex });
    }
    for (const child of node.children) if (child) visit(child);
  };
  host.withTree(host.document(file)!, (root) => {
    for (const child of root.children) if (child) visit(child);
  });
  return [...spans.values()].filter(({ start, end }) => end > start);
}

/** What is wrong with each text that was not wrong with the text before. */
export async function syntaxProblems(
  file: string,
  before: string,
  after: readonly string[],
): Promise<(string | undefined)[]> {
  const syntax = await testSyntax();
  const python = file.endsWith(".py");
  const language = python ? "python" : file.endsWith(".ts") ? "typescript" : "tsx";
  const errors = (text: string): number => {
    const tree = syntax.parse(language, text);
    const count = tree.rootNode.hasError
      ? tree.rootNode.descendantsOfType("ERROR").length + (tree.rootNode.toString().match(/\(MISSING /g)?.length ?? 0)
      : 0;
    tree.delete();
    return count;
  };
  const known = errors(before);
  const compiled = python
    ? compilePython([before, ...after])
    : [before, ...after].map((text) => compileScript(file, text));
  return after.map((text, index) => {
    if (errors(text) > known) return "a new error in the syntax tree";
    const problem = compiled?.[index + 1];
    return compiled?.[0] === undefined ? problem : undefined;
  });
}

function compileScript(file: string, text: string): string | undefined {
  try {
    transformSync(text, { loader: file.endsWith(".ts") ? "ts" : "tsx", jsx: "preserve", logLevel: "silent" });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const pythonProgram = `
import json, sys, warnings
warnings.simplefilter("ignore")
problems = []
for text in json.load(sys.stdin):
    try:
        compile(text, "file", "exec", dont_inherit=True)
        problems.append(None)
    except (SyntaxError, ValueError) as error:
        problems.append(str(error))
print(json.dumps(problems))
`;

/** What Python itself says of each text; \`undefined\` where there is no Python. */
export function compilePython(texts: readonly string[]): (string | undefined)[] | undefined {
  const run = spawnSync("python3", ["-B", "-c", pythonProgram], {
    input: JSON.stringify(texts),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (run.error || run.status !== 0) return undefined;
  return (JSON.parse(run.stdout) as (string | null)[]).map((problem) => problem ?? undefined);
}

/** What is wrong with a file of data or prompts, by a reader of its format; `undefined` where nothing is. */
export function documentProblem(file: string, text: string): string | undefined {
  try {
    if (file.endsWith(".jsonl") || file.endsWith(".ndjson")) {
      for (const line of text.split("\n")) if (line.trim() !== "") JSON.parse(line);
    } else if (file.endsWith(".json")) JSON.parse(text);
    else if (file.endsWith(".ipynb")) return notebookProblem(JSON.parse(text) as Notebook);
    else if (/\.ya?ml$/.test(file)) {
      const problem = parseDocument(text).errors[0];
      if (problem) return problem.message;
    } else if (/\.[ct]sv$/.test(file)) {
      const separator = file.endsWith(".tsv") ? "\t" : ",";
      const counts = new Set(rowsOf(text, separator).map((row) => row.length));
      if (counts.size > 1) return "rows of different lengths";
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

interface Notebook {
  readonly cells: readonly { readonly cell_type: string; readonly source: string | readonly string[] }[];
}

function notebookProblem(notebook: Notebook): string | undefined {
  const sources = notebook.cells
    .filter((cell) => cell.cell_type === "code")
    .map((cell) => (typeof cell.source === "string" ? cell.source : cell.source.join("")))
    .filter((source) => !/^\s*[%!]/m.test(source) && !/^\s*await\b|[=(]\s*await\b/m.test(source));
  return compilePython(sources)?.find((problem) => problem !== undefined);
}

/** The fields of separated values as RFC 4180 has them. */
function rowsOf(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = new RegExp(`("(?:[^"]|"")*"|[^${separator}\\r\\n]*)(${separator}|\\r?\\n|$)`, "g");
  for (const match of text.matchAll(field)) {
    if (match[0] === "" && row.length === 0) break;
    row.push(match[1]!);
    if (match[2] === separator) continue;
    rows.push(row);
    row = [];
    if (match[2] === "") break;
  }
  return rows;
}
