import { availableParallelism } from "node:os";
import { setFlagsFromString } from "node:v8";
import { compareFindings, type FileError, type Finding, languagesOf, type ScanResult } from "@promptveil/engine";
import { type AnalysisOptions, createAnalysis, type FileOutcome } from "./analysis.ts";
import { type ListedFile, listFiles } from "./files.ts";
import { pathOfName } from "./names.ts";
import { createPolicies } from "./policies.ts";
import type { Progress } from "./progress.ts";
import { openScanRecord } from "./scan-record.ts";
import { analyzeInThreads } from "./threads.ts";

export interface ScanOptions extends AnalysisOptions {
  /** Threads; chosen by the amount of work when absent. */
  readonly jobs?: number;
  /** Whether results are kept for the next run over the same paths, and taken from the last; default true. */
  readonly cache?: boolean;
}

export interface ScanOutcome extends ScanResult {
  /** Something that was asked for could not be read. */
  readonly failed: boolean;
}

/** Another thread takes some tenths of a second to be ready, and some 80 MB: it pays from here on. */
const bytesPerJob = 6 * 1024 * 1024;

/**
 * What V8 is told before a scan. Left alone, its collector lets garbage grow to several times what a scan holds before
 * it looks at it; and its optimizing compiler, which every thread runs for itself, takes a quarter of the processors'
 * time of some seconds' work, most of it for copies of small functions inside large ones.
 */
const engineFlags = [
  "--heap-growing-percent=50",
  "--max-inlined-bytecode-size-cumulative=100",
  "--interrupt-budget=200000",
];

/** Less is analysed about as fast as looked up. */
const leastKept = 256 * 1024;

/**
 * Analyses every file below some paths.
 * @throws UsageError when a policy is broken
 */
export async function scan(options: ScanOptions, progress: Progress): Promise<ScanOutcome> {
  const started = performance.now();
  const list = await listFiles(options.cwd, options.paths);
  const policies = createPolicies(options.cwd, options.config);
  policies.check(list.files.map(({ name }) => pathOfName(options.cwd, name)));
  // One thread runs the model, and more that ask it would wait for it.
  const jobs = Math.min(
    options.model ? 1 : Number.POSITIVE_INFINITY,
    options.jobs ?? suitableJobs(list.files),
    Math.max(1, list.files.length),
  );
  const outcomes: FileOutcome[] = [];
  const take = (outcome: readonly FileOutcome[]) => {
    outcomes.push(...outcome);
    progress.advance(outcomes.length, list.files.length);
  };
  const names = list.files.map(({ name }) => name);
  const pays = options.cache !== false && !options.model && bytesOf(list.files) >= leastKept;
  const record = pays ? openScanRecord(options, names, policies.text()) : undefined;
  const known = record?.outcomes();
  if (known) take(known);
  else {
    const kept = record && { lowered: record.lowered() };
    const traces = await analyze({ ...options, languages: languagesOf(names), ...(kept && { kept }) });
    record?.keep({ outcomes, ...traces });
  }

  async function analyze(options: AnalysisOptions) {
    for (const flag of engineFlags) setFlagsFromString(flag);
    if (jobs > 1) return analyzeInThreads(options, policies, names, jobs, take);
    const analysis = await createAnalysis(options, policies);
    try {
      analysis.link(analysis.lower(names));
      for (const name of names) {
        await analysis.settle(name);
        take([analysis.analyze(name)]);
        analysis.release(name);
      }
      return analysis.traces();
    } finally {
      await analysis.dispose();
    }
  }
  progress.end();
  const findings: Finding[] = [];
  const errors: FileError[] = [...list.errors];
  for (const outcome of outcomes) {
    findings.push(...outcome.findings);
    errors.push(...outcome.errors);
  }
  return {
    findings: findings.sort(compareFindings),
    errors: errors.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0)),
    stats: {
      files: outcomes.length,
      bytes: outcomes.reduce((sum, outcome) => sum + outcome.bytes, 0),
      milliseconds: Math.round(performance.now() - started),
    },
    failed: list.failed || outcomes.some((outcome) => outcome.failed),
  };
}

function suitableJobs(files: readonly ListedFile[]): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(bytesOf(files) / bytesPerJob)));
}

function bytesOf(files: readonly ListedFile[]): number {
  return files.reduce((sum, file) => sum + file.bytes, 0);
}
