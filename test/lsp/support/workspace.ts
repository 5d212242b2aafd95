import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** A folder on disk for one test. */
export interface TestWorkspace {
  readonly path: string;
  readonly uri: string;
  uriOf(name: string): string;
  write(files: Readonly<Record<string, string>>): void;
  remove(name: string): void;
  dispose(): void;
}

export function createWorkspace(files: Readonly<Record<string, string>> = {}): TestWorkspace {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "promptveil-lsp-")));
  const workspace: TestWorkspace = {
    path,
    uri: pathToFileURL(path).href,
    uriOf: (name) => pathToFileURL(join(path, name)).href,
    write(more) {
      for (const [name, text] of Object.entries(more)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), text);
      }
    },
    remove: (name) => rmSync(join(path, name), { recursive: true, force: true }),
    dispose: () => rmSync(path, { recursive: true, force: true }),
  };
  workspace.write(files);
  return workspace;
}
