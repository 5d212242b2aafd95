// What the index of the workspace costs: keystrokes while it is made and after, time, memory. Beside the same without.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { startClient } from "../lsp/support/client.ts";
import { flowWorkspace } from "./flow-workspace.ts";
import { createRandom, pythonModule, workspaceFiles } from "./generate.ts";
import { peakOf, round, type Spread, spreadOf } from "./measure.ts";
import { createTypist } from "./typing.ts";

const program = join(resolve(import.meta.dirname, "../.."), "cli/bin/promptveil.js");
const command: [string, ...string[]] = [process.execPath, program, "lsp", "--stdio"];

/** What the project holds itself to, for a server that has indexed 200,000 lines: mebibytes. */
export const indexingLimits = { peak: 400 };

export interface IndexingFigures {
  readonly files: number;
  readonly lines: number;
  /** From opening a file to its diagnostics, in milliseconds. */
  readonly open: number;
  /** From a change to its diagnostics, while the index is made; for a server without one, at the same pace. */
  readonly during: Spread;
  /** The first diagnostics that know the whole workspace, in milliseconds. */
  readonly first?: number;
  /** The same as `during` when the index is there. */
  readonly after: Spread;
  /** From the first diagnostics until the index is there, typing included, in milliseconds. */
  readonly ready?: number;
  /** Most memory of the server, in mebibytes. */
  readonly peak?: number;
  /** Processor time of the server, in milliseconds. */
  readonly processor: number;
}

export interface Indexed {
  readonly without: IndexingFigures;
  readonly cold: IndexingFigures;
  readonly warm: IndexingFigures;
}

/** Milliseconds between two keys of a fast typist. */
const pace = 60;
const keystrokes = 120;

/** Opens a file of 1,000 lines in a workspace and types into it. */
export async function measureIndexing(files: Iterable<readonly [name: string, text: string]>): Promise<Indexed> {
  const folder = mkdtempSync(join(tmpdir(), "promptveil-indexing-"));
  const code = join(folder, "code");
  let [count, lines] = [0, 0];
  try {
    for (const [name, text] of files) {
      mkdirSync(dirname(join(code, name)), { recursive: true });
      writeFileSync(join(code, name), text);
      count++;
      lines += text.split("\n").length;
    }
    const size = { files: count, lines };
    const cacheFolder = join(folder, "cache");
    return {
      without: { ...size, ...(await measureServer(code, 0, null)) },
      cold: { ...size, ...(await measureServer(code, 100_000, cacheFolder)) },
      warm: { ...size, ...(await measureServer(code, 100_000, cacheFolder)) },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureServer(folder: string, maxFiles: number, cacheFolder: string | null) {
  const client = await startClient({
    command,
    folders: [pathToFileURL(folder).href],
    settings: { index: { maxFiles } },
    initializationOptions: { cacheFolder },
  });
  try {
    const uri = pathToFileURL(join(folder, "bench.py")).href;
    const text = pythonModule(createRandom(7), 1000);
    const ready = client.next<{ message: string }>("window/logMessage", ({ message }) => /^Indexed/.test(message));
    const started = performance.now();
    await client.open(uri, text);
    await client.pull(uri);
    const opened = performance.now();
    const typist = createTypist(client, uri, text);
    const during = spreadOf(await typist.type(keystrokes, pace));
    let index: { ready: number; first: number } | undefined;
    if (maxFiles > 0) {
      await ready;
      const there = performance.now();
      await client.pull(uri);
      index = { ready: round(there - opened), first: round(performance.now() - there) };
    }
    const after = spreadOf(await typist.type(keystrokes, pace));
    // What was lowered is kept, and the threads end.
    await sleep(1000);
    const peak = peakOf(client.process.pid);
    const processor = processorTimeOf(client.process.pid);
    return { open: round(opened - started), during, after, ...index, ...(peak !== undefined && { peak }), processor };
  } finally {
    await client.stop();
  }
}

/** Rows of a table: what, figure, limit. */
export function describeIndexing(name: string, { without, cold, warm }: Indexed, holdsLimit: boolean): string[][] {
  const typing = ({ during, after }: IndexingFigures) =>
    `p50 ${during.p50} ms, p95 ${during.p95} ms; then p50 ${after.p50} ms, p95 ${after.p95} ms`;
  return [
    [`index of ${name}, ${cold.files} files, ${cold.lines} lines`, `ready after ${cold.ready} ms`, ""],
    ["  from what was kept", `ready after ${warm.ready} ms`, ""],
    ["  open", `${cold.open} ms, without ${without.open} ms`, ""],
    ["  keystrokes while it is made", typing(cold), ""],
    ["  the same without an index", typing(without), ""],
    ["  first answer with the index", `${cold.first} ms`, ""],
    ["  most memory", `${cold.peak} MiB, without ${without.peak} MiB`, holdsLimit ? `${indexingLimits.peak} MiB` : ""],
  ];
}

function processorTimeOf(pid: number | undefined): number {
  try {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ").slice(11, 13);
    return 10 * (Number(user) + Number(system));
  } catch {
    return 0;
  }
}

/** Workspaces of 5,000 files, and of 200,000 lines of linked applications. */
export async function measureIndexes(): Promise<{ readonly many: Indexed; readonly linked: Indexed }> {
  return {
    many: await measureIndexing(workspaceFiles(5000)),
    linked: await measureIndexing(Object.entries(flowWorkspace(200_000).files)),
  };
}

if (process.argv[1]?.endsWith("bench/indexing.ts")) {
  const { many, linked } = await measureIndexes();
  for (const row of [...describeIndexing("many", many, false), ...describeIndexing("linked", linked, true)]) {
    console.log(row.join("  "));
  }
  console.log(JSON.stringify({ many, linked }));
}
