// What a scan of a workspace of applications costs, by size: cold on two threads, then warm from the cache.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { flowWorkspace } from "./flow-workspace.ts";
import { round, runProcess } from "./measure.ts";

const program = join(resolve(import.meta.dirname, "../.."), "cli/bin/promptveil.js");

/** What the project holds itself to, for the largest size. */
export const growthLimits = { linesPerSecond: 50_000, warmRatio: 8, peak: 400 };

export interface GrowthRow {
  readonly lines: number;
  readonly files: number;
  readonly findings: number;
  /** Milliseconds, from the start of the process to its end; nothing is kept or taken from a cache. */
  readonly cold: number;
  readonly linesPerSecond: number;
  /** Milliseconds on one thread, where growth with size shows best. */
  readonly oneThread: number;
  /** Milliseconds of a second run over the same files. */
  readonly warm: number;
  readonly warmRatio: number;
  /** Most memory that was resident, in mebibytes: of the cold run, and of the one on one thread. */
  readonly peak: number;
  readonly oneThreadPeak: number;
}

/** Scans workspaces of about so many lines. */
export async function measureGrowth(sizes: readonly number[] = [25_000, 50_000, 100_000, 200_000]) {
  const rows: GrowthRow[] = [];
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), "promptveil-growth-"));
    try {
      rows.push(await measureSize(folder, size));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return rows;
}

async function measureSize(folder: string, size: number): Promise<GrowthRow> {
  const { files, lines } = flowWorkspace(size);
  const code = join(folder, "code");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(code, name)), { recursive: true });
    writeFileSync(join(code, name), text);
  }
  const run = async (...options: string[]) => {
    const args = [program, "scan", "--format", "json", ...options, "."];
    const made = await runProcess(args, code, { PROMPTVEIL_CACHE_DIR: join(folder, "cache") });
    if (made.code !== 0 && made.code !== 1) throw new Error(`the scan ended with ${made.code}`);
    return made;
  };
  const cold = await run("--no-cache", "--jobs", "2");
  const single = await run("--no-cache", "--jobs", "1");
  await run("--jobs", "2");
  const warm = await run("--jobs", "2");
  return {
    lines,
    files: Object.keys(files).length,
    findings: (JSON.parse(cold.stdout) as { findings: unknown[] }).findings.length,
    cold: cold.milliseconds,
    linesPerSecond: Math.round(lines / (cold.milliseconds / 1000)),
    oneThread: single.milliseconds,
    warm: warm.milliseconds,
    warmRatio: round(cold.milliseconds / warm.milliseconds),
    peak: cold.peak,
    oneThreadPeak: single.peak,
  };
}

/** A row as lines of a table: what, figure, limit. */
export function describeGrowth(row: GrowthRow, limited: boolean): [what: string, figure: string, limit: string][] {
  const limit = (text: string): string => (limited ? text : "");
  return [
    [
      `scan of ${row.lines} lines, two threads`,
      `${row.cold} ms, ${row.linesPerSecond} lines/s`,
      limit(`${growthLimits.linesPerSecond} lines/s`),
    ],
    ["  most memory", `${row.peak} MiB`, limit(`${growthLimits.peak} MiB`)],
    ["  on one thread", `${row.oneThread} ms, ${row.oneThreadPeak} MiB`, ""],
    [
      "  again, from the cache",
      `${row.warm} ms, ${row.warmRatio} times faster`,
      limit(`${growthLimits.warmRatio} times`),
    ],
  ];
}

if (process.argv[1]?.endsWith("bench/growth.ts")) {
  const sizes = process.argv.slice(2).map(Number);
  const rows = await measureGrowth(sizes.length > 0 ? sizes : undefined);
  for (const [index, row] of rows.entries()) {
    for (const cells of describeGrowth(row, index === rows.length - 1)) {
      console.log(
        cells
          .map((cell, column) => cell.padEnd([40, 36, 0][column]!))
          .join("")
          .trimEnd(),
      );
    }
  }
}
