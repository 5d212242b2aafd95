import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { runTests } from "@vscode/test-electron";

/** The program behind a `code` command on the path, as each platform lays VS Code out. */
function behindCommand(command: string): string | undefined {
  const real = realpathSync(command);
  const candidates = [
    join(dirname(real), "..", "code"),
    join(dirname(real), "..", "Code.exe"),
    join(dirname(real), "../../../..", "MacOS", "Electron"),
  ];
  return candidates.find((candidate) => existsSync(candidate));
}

/**
 * Desktop VS Code: the one that `VSCODE_EXECUTABLE` names or that `code` on the path starts; `undefined` where
 * there is none, or no display to show it on.
 */
export function desktopExecutable(): string | undefined {
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  const found = spawnSync(process.platform === "win32" ? "where" : "which", ["code"], { encoding: "utf8" });
  const command = found.stdout?.split("\n")[0]?.trim();
  return found.status === 0 && command ? behindCommand(command) : undefined;
}

/** Runs an extension-host suite in desktop VS Code; gives its exit code. */
export async function runSuiteOnDesktop(
  executable: string,
  suite: { readonly workspace: string; readonly extension: string; readonly tests: string },
): Promise<number> {
  return runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: suite.extension,
    extensionTestsPath: suite.tests,
    launchArgs: [suite.workspace, "--disable-extensions", "--disable-workspace-trust", "--skip-welcome"],
  });
}
