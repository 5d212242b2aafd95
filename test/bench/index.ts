// npm run bench: what PromptVeil costs, beside the least that such a thing can cost, on this machine, in this run.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { startClient } from "../lsp/support/client.ts";
import { createRandom, pythonModule, typescriptModule, workspaceFiles } from "./generate.ts";
import { describeGrowth, measureGrowth } from "./growth.ts";
import { describeIndexing, measureIndexes } from "./indexing.ts";
import { round, runProcess, type Spread, spreadOf } from "./measure.ts";
import { measureTyping } from "./typing.ts";

const root = resolve(import.meta.dirname, "../..");
const program = join(root, "cli/bin/promptveil.js");
const work = mkdtempSync(join(tmpdir(), "promptveil-bench-"));
const server: [string, ...string[]] = [process.execPath, program, "lsp", "--stdio"];
const files = 2000;

/** What the project holds itself to. */
const limits = { keystrokeP95: 50, serverStart: 250, scanPeak: 250 };

async function repeat(times: number, once: () => Promise<number>): Promise<Spread> {
  const samples: number[] = [];
  for (let index = 0; index < times; index++) samples.push(await once());
  return spreadOf(samples);
}

async function measureScan(folder: string, times: number, ...options: string[]) {
  const peaks: number[] = [];
  let stats = { files: 0, bytes: 0 };
  let findings = 0;
  const wall = await repeat(times, async () => {
    const run = await runProcess([program, "scan", "--format", "json", "--no-cache", ...options, "."], folder);
    if (run.code !== 0 && run.code !== 1) throw new Error(`the scan ended with ${run.code}`);
    const report = JSON.parse(run.stdout) as { stats: typeof stats; findings: unknown[] };
    stats = report.stats;
    findings = report.findings.length;
    peaks.push(run.peak);
    return run.milliseconds;
  });
  const floor = await repeat(
    times,
    async () => (await runProcess([join(import.meta.dirname, "read-all.mjs"), "."], folder)).milliseconds,
  );
  const megabytesPerSecond = round(stats.bytes / 1024 / 1024 / (wall.p50 / 1000));
  return {
    files: stats.files,
    bytes: stats.bytes,
    findings,
    wall,
    peak: Math.max(...peaks),
    megabytesPerSecond,
    floor,
    ratio: round(wall.p50 / floor.p50),
  };
}

async function measureStart(command: [string, ...string[]]): Promise<Spread> {
  return repeat(10, async () => {
    const started = performance.now();
    const client = await startClient({ command, folders: [] });
    const milliseconds = performance.now() - started;
    await client.stop();
    return milliseconds;
  });
}

function sizes(): Record<string, number> {
  const names = readdirSync(join(root, "dist"), { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    names
      .map((name) => [name, statSync(join(root, "dist", name))] as const)
      .filter(([, info]) => info.isFile())
      .map(([name, info]) => [name, info.size]),
  );
}

async function bundleEcho(): Promise<[string, ...string[]]> {
  const outfile = join(work, "echo.cjs");
  const entryPoints = [join(import.meta.dirname, "echo-server.ts")];
  await build({
    entryPoints,
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    minify: true,
    logLevel: "warning",
  });
  return [process.execPath, outfile, "--stdio"];
}

async function measure() {
  const echo = await bundleEcho();
  const synthetic = join(work, "workspace");
  for (const [name, text] of workspaceFiles(files)) {
    mkdirSync(dirname(join(synthetic, name)), { recursive: true });
    writeFileSync(join(synthetic, name), text);
  }
  const python = pythonModule(createRandom(7), 1000);
  const typescript = typescriptModule(createRandom(7), 1000);
  const typing = async (name: string, text: string) => {
    const uri = pathToFileURL(join(work, name)).href;
    const own = await measureTyping(server, uri, text);
    const floor = await measureTyping(echo, uri, text);
    return { lines: text.split("\n").length, own, floor, ratio: round(own.keystroke.p95 / floor.keystroke.p95) };
  };
  const start = await measureStart(server);
  const startFloor = await measureStart(echo);
  return {
    machine: { cpu: cpus()[0]?.model ?? "unknown", threads: availableParallelism(), node: process.version },
    example: await measureScan(join(root, "examples/support-bot"), 5),
    workspace: await measureScan(synthetic, 1),
    workspaceOneThread: await measureScan(synthetic, 1, "--jobs", "1"),
    workspaceTwoThreads: await measureScan(synthetic, 1, "--jobs", "2"),
    growth: await measureGrowth(),
    serverStart: { own: start, floor: startFloor, ratio: round(start.p50 / startFloor.p50) },
    typing: { python: await typing("bench.py", python), typescript: await typing("bench.ts", typescript) },
    indexes: await measureIndexes(),
    sizes: sizes(),
  };
}

function show(figures: Awaited<ReturnType<typeof measure>>): void {
  const { example, workspace, workspaceOneThread, workspaceTwoThreads, serverStart, typing } = figures;
  const rows: [what: string, figure: string, limit: string, floor: string][] = [
    [
      "scan of the example",
      `${example.wall.p50} ms, ${example.findings} findings`,
      "",
      `read: ${example.floor.p50} ms`,
    ],
  ];
  for (const [what, scan] of [
    [`scan of ${workspace.files} files`, workspace],
    ["the same on one thread", workspaceOneThread],
    ["the same on two threads", workspaceTwoThreads],
  ] as const) {
    rows.push([what, `${scan.wall.p50} ms, ${scan.megabytesPerSecond} MB/s`, "", `read: ${scan.floor.p50} ms`]);
    rows.push(["  most memory", `${scan.peak} MiB`, scan === workspace ? `${limits.scanPeak} MiB` : "", ""]);
  }
  for (const [index, row] of figures.growth.entries()) {
    for (const cells of describeGrowth(row, index === figures.growth.length - 1)) rows.push([...cells, ""]);
  }
  rows.push([
    "server start",
    `p50 ${serverStart.own.p50} ms, p95 ${serverStart.own.p95} ms`,
    `${limits.serverStart} ms`,
    `echo: ${serverStart.floor.p50} ms`,
  ]);
  for (const [name, { own, floor, lines }] of Object.entries(typing)) {
    rows.push([`open, ${name}, ${lines} lines`, `${own.open} ms`, "", `echo: ${floor.open} ms`]);
    rows.push([
      "  keystroke to diagnostics",
      `p50 ${own.keystroke.p50} ms, p95 ${own.keystroke.p95} ms`,
      `${limits.keystrokeP95} ms at p95`,
      `echo: p95 ${floor.keystroke.p95} ms`,
    ]);
    if (own.peak !== undefined) rows.push(["  most memory of the server", `${own.peak} MiB`, "", ""]);
  }
  for (const [name, index] of Object.entries(figures.indexes)) {
    for (const [what = "", figure = "", limit = ""] of describeIndexing(name, index, name === "linked")) {
      rows.push([what, figure, limit, ""]);
    }
  }
  for (const [name, bytes] of Object.entries(figures.sizes)) {
    if (!name.includes("assets")) rows.push([`dist/${name}`, `${Math.round(bytes / 1024)} KB`, "", ""]);
  }
  const assets = Object.entries(figures.sizes).filter(([name]) => name.includes("assets"));
  rows.push(["dist/assets", `${Math.round(assets.reduce((sum, [, bytes]) => sum + bytes, 0) / 1024)} KB`, "", ""]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}

try {
  const figures = await measure();
  show(figures);
  const results = join(root, "bench-results");
  mkdirSync(results, { recursive: true });
  const file = join(results, `${new Date().toISOString().replace(/[:.]/g, "-")}.json`);
  writeFileSync(file, `${JSON.stringify({ version: 1, limits, ...figures }, undefined, 2)}\n`);
  console.log(`\nStored in ${file.slice(root.length + 1)}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
