import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A VS Code server with the web workbench, and the Node.js it wants. */
export interface InstalledHost {
  readonly node: string;
  readonly server: string;
  readonly version: string;
}

const codeServer = "4.139.1";
const nodeMajor = "24";

/** The npm package that holds the Node.js binary of this platform. */
function nodePackage(): string {
  const platform = process.platform === "win32" ? "win" : process.platform;
  return `node-${platform}-${process.arch}`;
}

function npmInstall(folder: string, packages: readonly string[]): void {
  const flags = ["install", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const command = process.platform === "win32" ? "npm.cmd" : "npm";
  const run = spawnSync(command, [...flags, ...packages], { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
  if (run.status !== 0)
    throw new Error(`npm could not install ${packages.join(", ") || "the dependencies"} in ${folder}`);
}

/**
 * Installs the browser host into `.vscode-test/` below `root` unless it is there already (about 800 MB, from
 * the npm registry; git ignores it).
 * @throws when npm fails
 */
export function installWebHost(root: string): InstalledHost {
  const folder = join(root, ".vscode-test", `web-host-${codeServer}`);
  const done = join(folder, "installed");
  const vscode = join(folder, "node_modules", "code-server", "lib", "vscode");
  const node = join(folder, "node_modules", nodePackage(), "bin", process.platform === "win32" ? "node.exe" : "node");
  if (!existsSync(done)) {
    console.log(`Installing the browser host (code-server ${codeServer}) into ${folder}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    npmInstall(folder, [`code-server@${codeServer}`, `${nodePackage()}@${nodeMajor}`]);
    npmInstall(vscode, []);
    npmInstall(join(vscode, "extensions"), []);
    writeFileSync(done, "");
  }
  return { node, server: join(vscode, "out", "server-main.js"), version: codeServer };
}
