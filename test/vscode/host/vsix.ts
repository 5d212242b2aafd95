import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { InstalledHost } from "./install.ts";

function run(command: string, parameters: readonly string[], cwd: string): void {
  const result = spawnSync(command, parameters, { cwd, encoding: "utf8" });
  if (result.status !== 0) throw new Error(`${parameters[0]} failed:\n${result.stdout}${result.stderr}`);
}

/** Packs the extension into a VSIX in `out`; gives its path. */
export function packExtension(root: string, out: string): string {
  const file = join(out, "promptveil.vsix");
  run(process.execPath, [join(root, "scripts", "package.mjs"), file], root);
  return file;
}

/** Installs a VSIX into a folder for extensions, as `code --install-extension` does. */
export function installVsix(installed: InstalledHost, vsix: string, extensions: string): void {
  const flags = ["--install-extension", vsix, "--extensions-dir", extensions, "--accept-server-license-terms"];
  run(installed.node, [installed.server, ...flags], extensions);
}
