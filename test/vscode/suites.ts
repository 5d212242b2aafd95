import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** An extension-host suite and the workspace it runs on. */
export interface Suite {
  readonly name: string;
  readonly title: string;
  /** In `suite/`. */
  readonly entry: string;
  readonly workspaceTrust?: boolean;
  /** Makes the workspace; gives the path of a folder or a `.code-workspace` file. */
  prepare(): string;
  cleanUp(workspace: string): void;
}

const root = join(import.meta.dirname, "../..");

/** A copy of the example, so that tests may change it. */
function copyOfExample(): string {
  const folder = join(mkdtempSync(join(tmpdir(), "promptveil-suite-")), "support-bot");
  cpSync(join(root, "examples", "support-bot"), folder, { recursive: true });
  return folder;
}

const removeParent = (workspace: string) => rmSync(dirname(workspace), { recursive: true, force: true });

export const suites: readonly Suite[] = [
  {
    name: "example",
    title: "The extension on the example",
    entry: "example.ts",
    prepare: copyOfExample,
    cleanUp: removeParent,
  },
];
