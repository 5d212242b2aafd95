import {
  compareText,
  type FileError,
  type Finding,
  fails,
  printable,
  type RuleId,
  type Severity,
  type WorkspaceChange,
} from "@promptveil/engine";
import { createFileText, readFileText, replaceFileText } from "@promptveil/host-node";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { type Analysis, createAnalysis } from "../analysis.ts";
import { applyEdits } from "../edits.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { listFiles } from "../files.ts";
import { modelOf } from "../model.ts";
import { pathOfName } from "../names.ts";
import { createPolicies } from "../policies.ts";
import { createProgress } from "../progress.ts";
import type { Terminal } from "../terminal.ts";

export interface FixCommandOptions {
  readonly rules?: readonly RuleId[];
  readonly dryRun?: boolean;
  readonly config?: string;
  /** Findings below are left as they are. */
  readonly minSeverity: Severity;
  readonly failOn: Severity;
  readonly model?: string;
  readonly modelRuntime?: string;
}

/** A file that a fix changes or creates. */
interface ChangedFile {
  /** Absent where the file is new. */
  readonly before?: string;
  readonly after: string;
}

/** What was found in a file before and after its fixes. */
interface FixedFindings {
  readonly before: readonly Finding[];
  readonly after: readonly Finding[];
}

/** One fix may open the way for another; a file that still changes after so many rounds is left as it is then. */
const mostRounds = 5;

/** `promptveil fix`: applies every preferred fix, or shows what it would change. */
export async function fixCommand(
  terminal: Terminal,
  paths: readonly string[],
  options: FixCommandOptions,
): Promise<ExitCode> {
  const { cwd } = terminal;
  const { config, rules } = options;
  const list = await listFiles(cwd, paths);
  const names = list.files.map(({ name }) => name);
  const policies = createPolicies(cwd, config);
  policies.check(names.map((name) => pathOfName(cwd, name)));
  const model = modelOf(options);
  const analysis = await createAnalysis(
    { cwd, paths, exact: true, ...(rules && { rules }), ...(model && { model }) },
    policies,
  );
  analysis.link(analysis.lower(names));
  const progress = createProgress(terminal, "Fixing");
  const changed = new Map<string, ChangedFile>();
  const errors: FileError[] = [...list.errors];
  const findings = new Map<string, FixedFindings>();
  let failed = list.failed;
  for (const [index, name] of names.entries()) {
    await analysis.settle(name);
    const before = analysis.analyze(name);
    errors.push(...before.errors);
    failed ||= before.failed;
    fixFile(analysis, cwd, name, changed, options);
    const after = changed.has(name) ? analysis.analyzer.analyze(name).findings : before.findings;
    findings.set(name, { before: before.findings, after });
    analysis.release(name);
    progress.advance(index + 1, names.length);
  }
  progress.end();
  await analysis.dispose();

  const files = [...changed].filter(([, file]) => file.before !== file.after).sort(([a], [b]) => compareText(a, b));
  const unwritten = new Set<string>();
  if (options.dryRun === true) {
    for (const [name, file] of files) terminal.out(toDiff(name, file));
  } else {
    // New files first: what imports them must not stand without them.
    for (const [name, file] of [...files].sort(
      ([, a], [, b]) => Number(a.before !== undefined) - Number(b.before !== undefined),
    )) {
      const lacksNewFile =
        file.before !== undefined && [...unwritten].some((other) => changed.get(other)?.before === undefined);
      const problem = lacksNewFile
        ? "The file is left as it is, because a new file that fixes need could not be written."
        : write(pathOfName(cwd, name), file);
      if (problem === undefined) continue;
      errors.push({ file: name, message: problem });
      unwritten.add(name);
      failed = true;
    }
  }
  let fixed = 0;
  const remaining: Finding[] = [];
  for (const [name, { before, after }] of findings) {
    const stays = unwritten.has(name);
    remaining.push(...(stays ? before : after));
    if (!stays) fixed += Math.max(0, before.length - after.length);
  }
  for (const { file, message } of errors) terminal.error(`${printable(file)}: ${printable(message)}\n`);
  const verb = options.dryRun === true ? "would be" : fixed === 1 ? "was" : "were";
  terminal.error(
    `${count(fixed, "finding")} ${verb} fixed in ${count(files.length - unwritten.size, "file")}; ${remaining.length} remain.\n`,
  );
  if (failed) return exitCodes.failure;
  return fails(remaining, options.failOn) ? exitCodes.findings : exitCodes.clean;
}

function fixFile(
  analysis: Analysis,
  cwd: string,
  name: string,
  changed: Map<string, ChangedFile>,
  { rules, minSeverity }: FixCommandOptions,
): void {
  if (!analysis.analyzer.has(name)) return;
  for (let round = 0; round < mostRounds; round++) {
    const change = analysis.analyzer.fixAll(name, { minSeverity, ...(rules && { rules }) });
    if (!take(analysis, cwd, change, changed)) return;
    analysis.analyzer.analyze(name);
  }
}

/** Applies a change to what is held in memory; gives whether anything came of it. */
function take(analysis: Analysis, cwd: string, change: WorkspaceChange, changed: Map<string, ChangedFile>): boolean {
  let any = false;
  for (const { file, edits } of change.edits) {
    const known = changed.get(file);
    const text = known?.after ?? textOf(cwd, file);
    if (text === undefined || edits.length === 0) continue;
    const after = applyEdits(text, edits);
    if (after === text) continue;
    changed.set(file, known ? { ...known, after } : { before: text, after });
    analysis.analyzer.setFile({ file, text: after });
    any = true;
  }
  for (const { file, text } of change.creates) {
    if (changed.has(file) || !("missing" in readFileText(pathOfName(cwd, file)))) continue;
    changed.set(file, { after: text });
    analysis.analyzer.setFile({ file, text });
  }
  return any;
}

function textOf(cwd: string, name: string): string | undefined {
  const read = readFileText(pathOfName(cwd, name));
  return "text" in read ? read.text : undefined;
}

/** Why a file was not written, in plain words. */
function write(path: string, { before, after }: ChangedFile): string | undefined {
  if (before === undefined) return createFileText(path, after).problem;
  const now = readFileText(path);
  if (!("text" in now) || now.text !== before) {
    return "The file was changed by another program meanwhile and is left alone. Run the command again.";
  }
  return replaceFileText(path, after).problem;
}

function toDiff(name: string, { before, after }: ChangedFile): string {
  const from = before === undefined ? "/dev/null" : `a/${name}`;
  return createTwoFilesPatch(from, `b/${name}`, before ?? "", after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
