import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How a sample of times is spread, in milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  readonly samples: number;
}

/** The spread of a sample of milliseconds, by nearest rank. */
export function spreadOf(milliseconds: readonly number[]): Spread {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const rank = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0);
  return { p50: rank(0.5), p95: rank(0.95), max: rank(1), samples: sorted.length };
}

/** A number with the digits that mean something here. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export interface ProcessRun {
  readonly milliseconds: number;
  /** Most memory that was resident, in mebibytes. */
  readonly peak: number;
  readonly code: number | null;
  readonly stdout: string;
}

/** Runs a Node.js program to its end; its own figures of memory are taken as it exits. */
export async function runProcess(
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ProcessRun> {
  const folder = mkdtempSync(join(tmpdir(), "promptveil-bench-"));
  const peakFile = join(folder, "peak");
  const probe = join(folder, "probe.cjs");
  writeFileSync(
    probe,
    `if (require("node:worker_threads").isMainThread) process.on("exit", () =>
       require("node:fs").writeFileSync(${JSON.stringify(peakFile)}, String(process.resourceUsage().maxRSS)));`,
  );
  try {
    const started = performance.now();
    const { code, stdout } = await new Promise<{ code: number | null; stdout: string }>((done, fail) => {
      const child = spawn(process.execPath, ["--require", probe, ...args], {
        cwd,
        env: { ...process.env, ...environment },
        stdio: ["ignore", "pipe", "inherit"],
      });
      let text = "";
      child.stdout.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      child.on("error", fail);
      child.on("close", (status) => done({ code: status, stdout: text }));
    });
    const milliseconds = performance.now() - started;
    return {
      milliseconds: round(milliseconds),
      peak: round(Number(readFileSync(peakFile, "utf8")) / 1024),
      code,
      stdout,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Most memory that a running process ever had resident, in mebibytes; `undefined` where the system does not say. */
export function peakOf(pid: number | undefined): number | undefined {
  try {
    const line = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return line ? round(Number(line[1]) / 1024) : undefined;
  } catch {
    return undefined;
  }
}
