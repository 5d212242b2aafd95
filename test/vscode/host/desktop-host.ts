import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runTests, TestRunFailedError } from "@vscode/test-electron";

/** The program behind a `code` command on the path, as each platform lays VS Code out. */
export function behindCommand(command: string): string | undefined {
  const bin = dirname(realpathSync(command));
  const candidates = [
    join(bin, "..", "code"),
    join(bin, "..", "Code.exe"),
    // `Contents/Resources/app/bin` on macOS; the program was called Electron for long.
    join(bin, "../../..", "MacOS", "Electron"),
    join(bin, "../../..", "MacOS", "Code"),
  ];
  return candidates.find((candidate) => existsSync(candidate));
}

/**
 * Desktop VS Code: the one that `VSCODE_EXECUTABLE` names or that `code` on the path starts; `undefined` where
 * there is none, or no display to show it on.
 */
export function desktopExecutable(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  if (environment.VSCODE_EXECUTABLE) return environment.VSCODE_EXECUTABLE;
  if (process.platform === "linux" && !environment.DISPLAY && !environment.WAYLAND_DISPLAY) return undefined;
  const find = process.platform === "win32" ? "where" : "which";
  const found = spawnSync(find, ["code"], { encoding: "utf8", env: environment });
  const command = found.stdout?.split("\n")[0]?.trim();
  return found.status === 0 && command ? behindCommand(command) : undefined;
}

/** Runs an extension-host suite in desktop VS Code, as a user of its own; gives its exit code, 0 for success. */
export async function runSuiteOnDesktop(
  executable: string,
  suite: { readonly workspace: string; readonly extension: string; readonly tests: string },
): Promise<number> {
  // Short, as it becomes part of the name of a socket, which may not be long.
  const user = mkdtempSync(join(tmpdir(), "pv-"));
  try {
    return await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: suite.extension,
      extensionTestsPath: suite.tests,
      launchArgs: [
        suite.workspace,
        "--disable-extensions",
        `--user-data-dir=${join(user, "data")}`,
        `--extensions-dir=${join(user, "extensions")}`,
      ],
      // Set in a terminal of VS Code, where it would make the program a plain Node.js.
      extensionTestsEnv: { ELECTRON_RUN_AS_NODE: undefined },
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) return error.code ?? 1;
    throw error;
  } finally {
    rmSync(user, { recursive: true, force: true });
  }
}
