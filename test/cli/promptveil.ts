import { spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const program = join(root, "cli/bin/promptveil.js");

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Loaded before the program. */
  readonly preload?: string;
  /** Another copy of the built program. */
  readonly program?: string;
}

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line as a person would. */
export function promptveil(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  if (!existsSync(join(root, "dist/cli.js"))) throw new Error("build first: npm run build");
  return new Promise((done, fail) => {
    const before = options.preload === undefined ? [] : ["--require", options.preload];
    const child = spawn(process.execPath, [...before, options.program ?? program, ...args], {
      cwd: options.cwd ?? root,
      env: { ...process.env, FORCE_COLOR: "0", ...options.env },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", fail);
    child.on("close", (code) => done({ code, stdout, stderr }));
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
  });
}

/** The JSON report of a scan; fails the test when there is none. */
export async function scanJson(args: readonly string[], options: RunOptions = {}): Promise<Run & { report: Report }> {
  const run = await promptveil(["scan", "--format", "json", ...args], options);
  try {
    return { ...run, report: JSON.parse(run.stdout) as Report };
  } catch {
    throw new Error(`no report: ${run.stderr}`);
  }
}

export interface Report {
  readonly version: number;
  readonly findings: readonly {
    readonly id: string;
    readonly rule: string;
    readonly severity: string;
    readonly message: string;
    readonly file: string;
    readonly range?: { readonly start: { readonly line: number; readonly character: number } };
    readonly flow: readonly { readonly file: string; readonly label: string }[];
  }[];
  readonly errors: readonly { readonly file: string; readonly message: string }[];
  readonly stats: { readonly files: number; readonly bytes: number; readonly milliseconds: number };
}

/** A folder of its own with files in it, outside the repository; `remove` takes it away. */
export function createFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): {
  readonly path: string;
  remove(): void;
} {
  const path = mkdtempSync(join(tmpdir(), "promptveil-cli-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Copies the built program where any user may read it; gives its path. */
function copyProgram(folder: string): string {
  cpSync(join(root, "dist"), join(folder, "dist"), { recursive: true });
  return join(folder, "dist/cli.js");
}

/** Runs the program as a user who may read only what everyone may; the superuser reads everything. */
export function withoutPrivileges(folder: string): RunOptions {
  if (process.getuid?.() !== 0) return {};
  const place = createFolder({
    "drop.cjs": "process.setgroups([]); process.setgid(65534); process.setuid(65534);",
  });
  for (const path of [folder, place.path]) chmodSync(path, 0o755);
  process.once("exit", () => place.remove());
  return { preload: join(place.path, "drop.cjs"), program: copyProgram(place.path) };
}
