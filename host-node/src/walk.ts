import type { Dirent } from "node:fs";
import { lstat, opendir, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { createIgnoreRules, type IgnoreRules } from "./ignore-rules.ts";
import { nameInside } from "./paths.ts";
import { explainReadError } from "./read-file.ts";

export type WalkEntry =
  | { readonly path: string; readonly bytes: number }
  /** What could not be visited, and why in plain words. `harmless`: nothing was missed by it. */
  | { readonly path: string; readonly problem: string; readonly harmless?: boolean };

export interface WalkOptions {
  /** Whether a file, by its absolute path, is of interest; all when absent. */
  accept?(path: string): boolean;
  /** Asked between folders; stops the walk. */
  readonly token?: { readonly isCancellationRequested: boolean };
  readonly rules?: IgnoreRules;
}

/**
 * The files below a path, in the order of their names, without what ignore files leave out. A path that names a
 * file is given back even if it would be ignored: who asks for it by name means it. Symbolic links to folders are
 * not followed; one that leads in a circle is a problem.
 */
export async function* walkFiles(path: string, options: WalkOptions = {}): AsyncGenerator<WalkEntry> {
  const start = resolve(path);
  try {
    const info = await stat(start);
    if (info.isFile()) {
      yield { path: start, bytes: info.size };
      return;
    }
    if (!info.isDirectory()) {
      yield { path: start, problem: "This is neither a file nor a folder." };
      return;
    }
  } catch (error) {
    const { problem, missing } = explainReadError(error);
    yield { path: start, problem: missing ? "There is no such file or folder." : problem };
    return;
  }
  yield* walkFolder(start, options.rules ?? createIgnoreRules(start), options);
}

async function* walkFolder(folder: string, rules: IgnoreRules, options: WalkOptions): AsyncGenerator<WalkEntry> {
  if (options.token?.isCancellationRequested) return;
  let entries: Dirent[];
  try {
    entries = await entriesOf(folder);
  } catch (error) {
    const { problem, missing } = explainReadError(error);
    if (!missing) yield { path: folder, problem: problem.replace("The file", "The folder") };
    return;
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!rules.ignores(path, true)) yield* walkFolder(path, rules, options);
    } else if (entry.isSymbolicLink()) {
      if (!rules.ignores(path, false)) yield* visitLink(path, options);
    } else if (entry.isFile()) {
      yield* visitFile(path, rules, options);
    }
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries: Dirent[] = [];
  for await (const entry of await opendir(folder)) entries.push(entry);
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

async function* visitFile(path: string, rules: IgnoreRules, options: WalkOptions): AsyncGenerator<WalkEntry> {
  if (options.accept && !options.accept(path)) return;
  if (rules.ignores(path, false)) return;
  try {
    yield { path, bytes: (await lstat(path)).size };
  } catch (error) {
    yield { path, problem: explainReadError(error).problem };
  }
}

async function* visitLink(path: string, options: WalkOptions): AsyncGenerator<WalkEntry> {
  try {
    const target = await realpath(path);
    const info = await stat(target);
    if (info.isDirectory()) {
      const real = join(await realpath(dirname(path)), basename(path));
      if (nameInside(target, real) === undefined) return;
      yield {
        path,
        problem: "The symbolic link leads back to a folder that holds it; it is not followed.",
        harmless: true,
      };
    } else if (info.isFile() && (!options.accept || options.accept(path))) {
      yield { path, bytes: info.size };
    }
  } catch (error) {
    const { problem, missing } = explainReadError(error);
    if (!missing) yield { path, problem, harmless: (error as NodeJS.ErrnoException).code === "ELOOP" };
  }
}
