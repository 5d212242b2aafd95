import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** An extension-host suite and the workspace it runs on. */
export interface Suite {
  readonly name: string;
  readonly title: string;
  /** In `suite/`. */
  readonly entry: string;
  /** Keeps VS Code's workspace trust, so that the workspace opens in Restricted Mode. */
  readonly workspaceTrust?: boolean;
  /** Runs on the packed extension, installed from its VSIX, instead of the sources. */
  readonly installed?: boolean;
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

/** An empty folder in a folder of its own. */
function emptyFolder(): string {
  const folder = join(mkdtempSync(join(tmpdir(), "promptveil-suite-")), "workspace");
  mkdirSync(folder);
  return folder;
}

/** A workspace of two folders. */
function twoFolders(): string {
  const parent = mkdtempSync(join(tmpdir(), "promptveil-suite-"));
  const folders = ["first", "second"].map((name) => {
    mkdirSync(join(parent, name));
    return { path: name };
  });
  const file = join(parent, "two.code-workspace");
  writeFileSync(file, JSON.stringify({ folders }));
  return file;
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
  {
    name: "multi-root",
    title: "The extension on two folders with a policy each",
    entry: "multi-root.ts",
    prepare: twoFolders,
    cleanUp: removeParent,
  },
  {
    name: "restricted",
    title: "The extension in Restricted Mode",
    entry: "restricted.ts",
    workspaceTrust: true,
    prepare: emptyFolder,
    cleanUp: removeParent,
  },
  {
    name: "installed",
    title: "The extension installed from its VSIX, in a VS Code that has never seen the repository",
    entry: "installed.ts",
    installed: true,
    prepare: emptyFolder,
    cleanUp: removeParent,
  },
];
