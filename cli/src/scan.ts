import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { compareFindings, type FileError, type Finding, type ScanResult } from "@promptveil/engine";
import { createWorkerPool } from "@promptveil/host-node";
import { type AnalysisOptions, createAnalysis, type FileOutcome } from "./analysis.ts";
import { type ListedFile, listFiles } from "./files.ts";
import { pathOfName } from "./names.ts";
import { createPolicies } from "./policies.ts";
import type { Progress } from "./progress.ts";

/** What a worker is started with. */
export interface WorkerSetup {
  readonly options: AnalysisOptions;
  readonly names: readonly string[];
}

export interface ScanOptions extends AnalysisOptions {
  /** Threads; chosen by the amount of work when absent. */
  readonly jobs?: number;
}

export interface ScanOutcome extends ScanResult {
  /** Something that was asked for could not be read. */
  readonly failed: boolean;
}

/** Files that are handed to a worker at once: few enough to share work well, many enough to keep messages rare. */
const batchSize = 8;
/** Every thread links all code anew, so that another one pays, in time and in memory, only from here on. */
const bytesPerJob = 16 * 1024 * 1024;

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
    Math.max(1, Math.ceil(list.files.length / batchSize)),
  );
  const outcomes: FileOutcome[] = [];
  const take = (outcome: FileOutcome[]) => {
    outcomes.push(...outcome);
    progress.advance(outcomes.length, list.files.length);
  };
  if (jobs > 1) await analyzeInWorkers(options, list.files, jobs, take);
  else {
    const analysis = await createAnalysis(options, policies);
    analysis.preload(list.files.map(({ name }) => name));
    try {
      for (const { name } of list.files) {
        await analysis.settle(name);
        take([analysis.analyze(name)]);
        analysis.release(name);
      }
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
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return Math.max(1, Math.min(availableParallelism(), Math.floor(bytes / bytesPerJob)));
}

async function analyzeInWorkers(
  options: AnalysisOptions,
  files: readonly ListedFile[],
  jobs: number,
  take: (outcomes: FileOutcome[]) => void,
): Promise<void> {
  const { cwd, paths, config, rules } = options;
  const names = files.map(({ name }) => name);
  const setup: WorkerSetup = {
    options: { cwd, paths, ...(config !== undefined && { config }), ...(rules && { rules }) },
    names,
  };
  const pool = createWorkerPool<readonly string[], FileOutcome[]>({
    script: fileURLToPath(new URL("./worker.js", import.meta.url)),
    size: jobs,
    data: setup,
  });
  try {
    const batches: Promise<void>[] = [];
    for (let start = 0; start < names.length; start += batchSize) {
      const batch = names.slice(start, start + batchSize);
      batches.push(pool.run(batch).then(take, () => take(batch.map(crashed))));
    }
    await Promise.all(batches);
  } finally {
    await pool.close();
  }
}

/** What a file's analysis comes to when its thread died, most likely of lack of memory. */
function crashed(name: string): FileOutcome {
  const message = "The analysis ended before it was done, perhaps for lack of memory. Try --jobs 1.";
  return { findings: [], errors: [{ file: name, message }], bytes: 0, failed: true };
}
