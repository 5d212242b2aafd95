import { loadDetectors } from "../../engine/src/detect/index.ts";
import { applyEdits } from "../../engine/src/fixes/index.ts";
import { createAnalyzer, defaultPolicy } from "../../engine/src/index.ts";
import {
  type Analyzer,
  atLeast,
  type Finding,
  type Policy,
  type TextEdit,
  type WorkspaceChange,
} from "../../engine/src/model/index.ts";
import { testHost } from "./engine-host.ts";
import { changed, testSyntax } from "./fix-cases.ts";
import { documentProblem, syntaxProblems } from "./fix-everywhere.ts";

/** Files of a small workspace by path. */
export type Workspace = Readonly<Record<string, string>>;

export interface FixProblem {
  readonly file: string;
  readonly rule: string;
  readonly fix: string;
  readonly line: number;
  readonly problem: string;
}

export interface FixCheck {
  readonly findings: number;
  /** Findings that offer a fix that fix-all would apply. */
  readonly fixable: number;
  readonly applied: number;
  readonly problems: readonly FixProblem[];
}

let detectors: ReturnType<typeof loadDetectors> | undefined;

/** An analyzer over a workspace in memory; grammars and recognizers are loaded once for all tests. */
export async function analyzerOf(files: Workspace, policy: Policy = defaultPolicy): Promise<Analyzer> {
  detectors ??= loadDetectors({ host: testHost() });
  const make = await detectors;
  const parts = {
    syntax: await testSyntax(),
    detectorFor: ({ detect, allow, deny }: Policy) => make({ policy: detect, allow, deny }),
  };
  const options = {
    policyFor: () => policy,
    timeBudget: 60_000,
    onInternalError(context: string, error: unknown) {
      throw new Error(`${context}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    },
  };
  const analyzer = await createAnalyzer(testHost(files), options, parts);
  for (const [file, text] of Object.entries(files)) analyzer.setFile({ file, text });
  return analyzer;
}

/**
 * Applies every offered fix of every finding of a workspace, one at a time, and tells which of them did not keep
 * what fixes promise: the files still parse, the finding is gone, no new finding came, the same fix does nothing
 * a second time, and a file that was created has no finding itself. Then fix-all: it must end after a few rounds
 * with nothing left to fix, and leave files that parse.
 */
export async function checkFixes(files: Workspace, policy: Policy = defaultPolicy): Promise<FixCheck> {
  const analyzer = await analyzerOf(files, policy);
  // Changes are tried on a second analyzer and taken back, so that only what they touch is analysed again.
  const scratch = await analyzerOf(files, policy);
  const problems: FixProblem[] = [];
  const texts: { readonly file: string; readonly after: string; readonly note: (problem: string) => void }[] = [];
  let findings = 0;
  let fixable = 0;
  let applied = 0;
  try {
    for (const file of Object.keys(files)) {
      for (const finding of analyzer.analyze(file).findings) {
        findings++;
        if (finding.fixes.some((fix) => fix.preferred)) fixable++;
        for (const fix of finding.fixes) {
          const note = (problem: string) =>
            problems.push({
              file,
              rule: finding.rule,
              fix: fix.id,
              line: (finding.range?.start.line ?? 0) + 1,
              problem,
            });
          const change = analyzer.resolveFix(file, finding.id, fix.id);
          if (!change) {
            note("offered, but has no edits");
            continue;
          }
          applied++;
          const results: { file: string; after: string }[] = [];
          for (const problem of problemsOf(files, analyzer, scratch, finding, fix.id, change, results)) note(problem);
          for (const result of results) texts.push({ ...result, note });
        }
      }
      for (const problem of await fixAllProblems(files, file, policy)) {
        problems.push({ file, rule: "all", fix: "fix-all", line: 1, problem });
      }
    }
    // All texts of a file are compiled in one go: a program is started for each question.
    for (const file of new Set(texts.map((item) => item.file))) {
      const own = texts.filter((item) => item.file === file);
      const found = await brokenBy(
        file,
        files[file] ?? "",
        own.map((item) => item.after),
      );
      found.forEach((problem, index) => {
        if (problem) own[index]!.note(problem);
      });
    }
  } finally {
    analyzer.dispose();
    scratch.dispose();
  }
  return { findings, fixable, applied, problems };
}

function problemsOf(
  files: Workspace,
  before: Analyzer,
  scratch: Analyzer,
  finding: Finding,
  fix: string,
  change: WorkspaceChange,
  results: { readonly file: string; readonly after: string }[],
): string[] {
  const problems: string[] = [];
  if (change.edits.every(({ edits }) => edits.length === 0)) return ["changes nothing"];
  let after: Record<string, string>;
  try {
    after = changed(files, change);
  } catch (error) {
    return [`its edits do not fit the text: ${String(error)}`];
  }
  for (const { file } of change.edits) results.push({ file, after: after[file]! });
  const touched = Object.entries(after).filter(([file, text]) => files[file] !== text);
  for (const [file, text] of touched) scratch.setFile({ file, text });
  try {
    for (const [file, text] of Object.entries(after)) {
      const found = scratch.analyze(file).findings;
      if (files[file] === undefined) {
        const bad = found.find(({ severity }) => atLeast(severity, "info"));
        if (bad) problems.push(`the file it creates has a finding of ${bad.rule}`);
        continue;
      }
      const edits = change.edits.find((list) => list.file === file)?.edits ?? [];
      problems.push(...compareFindings(before.analyze(file).findings, found, edits, finding, text));
    }
    const again = scratch.resolveFix(finding.file, finding.id, fix);
    const same = again?.edits.some(({ file, edits }) => edits.some((edit) => isRepeated(edit, file, change)));
    if (same) problems.push("applies a second time at the same place");
  } finally {
    for (const [file] of touched) {
      if (files[file] === undefined) scratch.removeFile(file);
      else scratch.setFile({ file, text: files[file] });
    }
  }
  return problems;
}

function isRepeated(edit: TextEdit, file: string, change: WorkspaceChange): boolean {
  const edits = change.edits.find((list) => list.file === file)?.edits ?? [];
  return edits.some((first) => {
    const [low, high] = moved(first.span.start, edits);
    return edit.newText === first.newText && edit.span.start >= low && edit.span.start <= high + first.newText.length;
  });
}

/** Where an offset is after the edits: before and after what is inserted there. */
function moved(offset: number, edits: readonly TextEdit[]): [number, number] {
  let low = offset;
  let high = offset;
  for (const { span, newText } of edits) {
    const grown = newText.length - (span.end - span.start);
    if (span.end < offset || (span.end === offset && span.start < offset)) {
      low += grown;
      high += grown;
    } else if (span.start <= offset) {
      low -= Math.max(0, offset - span.start);
      high += Math.max(0, newText.length - (offset - span.start));
    }
  }
  return [Math.min(low, high), Math.max(low, high)];
}

function compareFindings(
  before: readonly Finding[],
  after: readonly Finding[],
  edits: readonly TextEdit[],
  fixed: Finding,
  text: string,
): string[] {
  const problems: string[] = [];
  const expected = before.map((finding) => ({ finding, place: moved(finding.span?.start ?? 0, edits) }));
  const matched = new Set<Finding>();
  for (const finding of after) {
    const start = finding.span?.start ?? 0;
    const near = expected.filter(
      ({ finding: candidate, place: [low, high] }) =>
        !matched.has(candidate) && candidate.rule === finding.rule && start >= low && start <= high,
    );
    // Where a column is dropped, the next one's finding stands at its place.
    const old = near.find(({ finding: candidate }) => candidate.id === finding.id) ?? near[0];
    if (old) {
      matched.add(old.finding);
      if (old.finding.id === fixed.id && old.finding.file === fixed.file) {
        problems.push(`the finding is still there, at line ${lineOf(text, start)}`);
      }
    } else if (atLeast(finding.severity, "info"))
      problems.push(`a new finding of ${finding.rule} came, at line ${lineOf(text, start)}`);
  }
  return problems;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

async function brokenBy(file: string, before: string, after: readonly string[]): Promise<(string | undefined)[]> {
  if (/\.(py|[cm]?[jt]sx?)$/.test(file)) return syntaxProblems(file, before, after);
  return documentProblem(file, before) ? [] : after.map((text) => documentProblem(file, text));
}

async function fixAllProblems(files: Workspace, file: string, policy: Policy): Promise<string[]> {
  let now: Workspace = files;
  for (let round = 0; round < 4; round++) {
    const analyzer = await analyzerOf(now, policy);
    try {
      const change = analyzer.fixAll(file);
      if (change.edits.every(({ edits }) => edits.length === 0)) {
        const left = analyzer.analyze(file).findings.filter(({ fixes }) => fixes.some((fix) => fix.preferred));
        return left.length > 0 ? [`leaves ${left.length} findings that offer it a fix`] : [];
      }
      for (const { file: edited, edits } of change.edits) {
        const [problem] = await brokenBy(edited, now[edited] ?? "", [applyEdits(now[edited] ?? "", edits)]);
        if (problem) return [problem];
      }
      now = changed(now, change);
    } finally {
      analyzer.dispose();
    }
  }
  return ["still changes the file after four rounds"];
}
