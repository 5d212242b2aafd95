import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import type { InstalledHost } from "./install.ts";

/** A running VS Code server and the browser that looks at it. */
export interface WebHost {
  readonly port: number;
  readonly browser: Browser;
  /** Opens the workbench on a folder or a `.code-workspace` file. */
  open(options: OpenOptions): Promise<Page>;
  stop(): Promise<void>;
}

export interface OpenOptions {
  /** Absolute path of a folder, or of a `.code-workspace` file. */
  readonly workspace: string;
  /** Absolute paths of extensions to load from their sources. */
  readonly extensionDevelopmentPaths?: readonly string[];
  /** Absolute path of a module with `run()`; what it prints and its result go to `onLog` and `onExit`. */
  readonly extensionTestsPath?: string;
  readonly onLog?: (type: string, args: readonly unknown[]) => void;
  readonly onExit?: (code: number) => void;
  readonly context?: BrowserContextOptions;
}

export interface StartOptions {
  /** Keep VS Code's workspace trust, for the tests of Restricted Mode. */
  readonly workspaceTrust?: boolean;
  /** Arguments such as `--extensions-dir`. */
  readonly serverArguments?: readonly string[];
  /** Folder for user data; a fresh one, removed at the end, when absent. */
  readonly userData?: string;
  readonly headless?: boolean;
}

const chromiumPaths = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function chromiumPath(): string {
  const found = chromiumPaths.find((path) => path !== undefined && existsSync(path));
  if (found === undefined) throw new Error("Chromium is missing. Install it with: apt-get install -y chromium");
  return found;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

async function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Extension host agent listening")) resolve();
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => reject(new Error(`the VS Code server stopped with code ${code}:\n${output}`)));
  });
}

/**
 * Starts a VS Code server and a browser.
 * @throws when Chromium is missing or the server does not start
 */
export async function startWebHost(installed: InstalledHost, options: StartOptions = {}): Promise<WebHost> {
  const executablePath = chromiumPath();
  const port = await freePort();
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), "promptveil-vscode-"));
  const server = spawn(
    installed.node,
    [
      installed.server,
      ...["--host", "127.0.0.1", "--port", String(port), "--server-data-dir", userData],
      ...["--without-connection-token", "--accept-server-license-terms"],
      ...["--enable-smoke-test-driver", "--disable-telemetry"],
      ...(options.workspaceTrust ? [] : ["--disable-workspace-trust"]),
      ...(options.serverArguments ?? []),
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  await listening(server);
  const browser = await chromium.launch({ executablePath, args: chromiumFlags, headless: options.headless ?? true });

  const open = async (request: OpenOptions): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width: 1400, height: 900 },
      permissions: ["clipboard-read", "clipboard-write"],
      ...request.context,
    });
    const page = await context.newPage();
    await page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) => request.onLog?.(type, args));
    await page.exposeFunction("codeAutomationExit", (code: number) => request.onExit?.(code));
    const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`;
    const payload: [string, string][] = [["skipWelcome", "true"]];
    for (const path of request.extensionDevelopmentPaths ?? [])
      payload.push(["extensionDevelopmentPath", remote(path)]);
    if (request.extensionTestsPath) payload.push(["extensionTestsPath", remote(request.extensionTestsPath)]);
    const kind = request.workspace.endsWith(".code-workspace") ? "workspace" : "folder";
    const query = new URLSearchParams({ [kind]: request.workspace, payload: JSON.stringify(payload) });
    await page.goto(`http://127.0.0.1:${port}/?${query}`);
    return page;
  };

  const stop = async (): Promise<void> => {
    await browser.close();
    const exited = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await exited;
    if (options.userData === undefined) rmSync(userData, { recursive: true, force: true });
  };

  return { port, browser, open, stop };
}

/** Runs an extension-host suite in the browser host; gives its exit code, 0 for success. */
export async function runSuiteInWebHost(
  host: WebHost,
  suite: { readonly workspace: string; readonly extension: string; readonly tests: string },
  log: (line: string) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    host
      .open({
        workspace: suite.workspace,
        extensionDevelopmentPaths: [suite.extension],
        extensionTestsPath: suite.tests,
        onLog: (_type, args) =>
          log(args.map((argument) => (typeof argument === "string" ? argument : JSON.stringify(argument))).join(" ")),
        onExit: resolve,
      })
      .catch(reject);
  });
}
