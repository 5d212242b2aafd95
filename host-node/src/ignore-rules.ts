import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ignore, { type Ignore } from "ignore";
import { nameInside } from "./paths.ts";

/** The files whose lines, in the syntax of `.gitignore`, say what is left out; later ones win. */
export const ignoreFileNames = [".gitignore", ".promptveilignore"] as const;

/** Folders that hold no sources of the project itself. */
const neverEntered = new Set([".git", ".hg", ".svn", "node_modules", ".venv", "__pycache__", ".tox", ".mypy_cache"]);

/** Decides which files of a folder are left out. */
export interface IgnoreRules {
  /** Whether a file or folder, by its absolute path, is left out by its own name; its parents are not asked. */
  ignores(path: string, isFolder: boolean): boolean;
  /** Whether a file is left out, be it for one of its parent folders. */
  ignoresFile(path: string): boolean;
  /** Forget what was read: an ignore file changed. */
  forget(): void;
}

/**
 * The ignore rules that hold below `root`: the `.gitignore` and `.promptveilignore` files of every folder from
 * `root` down, and those of the folders above it up to the repository's top. The deepest file that has a say wins,
 * as in git (https://git-scm.com/docs/gitignore).
 */
export function createIgnoreRules(root: string): IgnoreRules {
  const byFolder = new Map<string, Ignore | undefined>();
  const above = foldersUpToRepository(root);

  function rulesOf(folder: string): Ignore | undefined {
    if (byFolder.has(folder)) return byFolder.get(folder);
    let rules: Ignore | undefined;
    for (const name of ignoreFileNames) {
      const text = readIfThere(join(folder, name));
      if (text !== undefined) rules = (rules ?? ignore()).add(text);
    }
    byFolder.set(folder, rules);
    return rules;
  }

  function ignores(path: string, isFolder: boolean): boolean {
    const name = path.slice(dirname(path).length).replace(/^[\\/]/, "");
    if (isFolder && neverEntered.has(name)) return true;
    for (const folder of foldersAround(root, path, above)) {
      const rules = rulesOf(folder);
      const relative = rules && nameInside(folder, path);
      if (!rules || !relative) continue;
      const verdict = rules.test(isFolder ? `${relative}/` : relative);
      if (verdict.unignored) return false;
      if (verdict.ignored) return true;
    }
    return false;
  }

  return {
    ignores,
    ignoresFile(path) {
      const inside = nameInside(root, path);
      if (inside === undefined) return false;
      const parts = inside.split("/");
      for (let depth = 1; depth < parts.length; depth++) {
        if (ignores(join(root, ...parts.slice(0, depth)), true)) return true;
      }
      return ignores(path, false);
    },
    forget: () => byFolder.clear(),
  };
}

/** Folders whose rules may speak about a path, the deepest first. */
function foldersAround(root: string, path: string, above: readonly string[]): string[] {
  const folders: string[] = [];
  for (let folder = dirname(path); nameInside(root, folder) !== undefined; folder = dirname(folder)) {
    folders.push(folder);
    if (folder === root || dirname(folder) === folder) break;
  }
  return [...folders, ...above];
}

function foldersUpToRepository(root: string): string[] {
  if (existsSync(join(root, ".git"))) return [];
  const folders: string[] = [];
  for (let folder = dirname(root); dirname(folder) !== folder; folder = dirname(folder)) {
    folders.push(folder);
    if (existsSync(join(folder, ".git"))) return folders;
  }
  return [];
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
