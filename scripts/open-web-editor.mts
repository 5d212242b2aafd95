// Opens VS Code in the browser on a folder, with this repository's extension: node --import tsx … FOLDER
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { installWebHost } from "../test/vscode/host/install.ts";

const root = resolve(import.meta.dirname, "..");
const folder = resolve(process.argv[2] ?? ".");

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().on("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address ? done(address.port) : fail(new Error("no port"))));
    });
  });
}

function openBrowser(url: string): void {
  const command = process.platform === "darwin" ? "open" : process.platform === "win32" ? "explorer" : "xdg-open";
  // Where no browser can be opened from here, the address is on the terminal.
  spawn(command, [url], { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}

const installed = installWebHost(root);
const port = await freePort();
const data = mkdtempSync(join(tmpdir(), "promptveil-vscode-"));
const server = spawn(
  installed.node,
  [
    installed.server,
    ...["--host", "127.0.0.1", "--port", String(port), "--server-data-dir", data],
    ...["--without-connection-token", "--accept-server-license-terms", "--disable-telemetry"],
    // Without this a built VS Code ignores the path of an extension under development.
    "--enable-smoke-test-driver",
    "--disable-workspace-trust",
  ],
  // Its complaint that a module for its own log files was not built is not for people who look at an example.
  { stdio: ["ignore", "pipe", "ignore"] },
);
const extension = `vscode-remote://127.0.0.1:${port}${root}`;
const payload = JSON.stringify([
  ["extensionDevelopmentPath", extension],
  ["skipWelcome", "true"],
]);
const url = `http://127.0.0.1:${port}/?${new URLSearchParams({ folder, payload })}`;
let opened = false;
server.stdout.setEncoding("utf8").on("data", (text: string) => {
  if (opened || !text.includes("listening")) return;
  opened = true;
  console.log(`\nVS Code is at\n\n  ${url}\n\nCtrl+C stops it.`);
  openBrowser(url);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill());
server.on("exit", (code) => {
  rmSync(data, { recursive: true, force: true });
  if (opened) return;
  console.error(`The VS Code server ended with code ${code} before it was ready.`);
  process.exitCode = 1;
});
