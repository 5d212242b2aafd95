import { join } from "node:path";
import Mocha from "mocha";
import type { InstalledHost } from "../host/install.ts";

/** Runs the tests that work the editor by keyboard and mouse; the screenshots go to `.artifacts/`. */
export async function runUiTests(
  root: string,
  installed: InstalledHost,
): Promise<{ passed: number; failed: number; skipped: number }> {
  process.env.PROMPTVEIL_WEB_HOST = JSON.stringify(installed);
  const mocha = new Mocha({ ui: "bdd", timeout: 120_000, reporter: "spec" });
  mocha.addFile(join(root, "test", "vscode", "ui", "editor.test.ts"));
  await mocha.loadFilesAsync();
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures, skipped: pending });
    });
  });
}
