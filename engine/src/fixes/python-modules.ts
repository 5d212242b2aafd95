import type { CodeView } from "./code-view.ts";
import { dirname, foldersUpwards, join } from "./paths.ts";
import type { FixHost } from "./subject.ts";

export interface HelperModule {
  /** As an import in the file names it. */
  readonly module: string;
  readonly file: string;
  readonly exists: boolean;
}

/**
 * Where the helper module of a Python file is, or goes, and how the file imports it: relatively inside a package,
 * by the package's name where the file's other imports do so, by its bare name from a script or a notebook.
 */
export function pythonHelperModule(host: FixHost, view: CodeView, name: string): HelperModule {
  const file = view.document.file;
  const folder = dirname(file);
  const style = importStyle(host, view, folder);
  for (const above of foldersUpwards(folder)) {
    const candidate = join(above, `${name}.py`);
    if (host.readText(candidate) === undefined) continue;
    const module = moduleFrom(style, folder, above, name);
    if (module) return { module, file: candidate, exists: true };
  }
  const target = join(folder, `${name}.py`);
  return { module: moduleFrom(style, folder, folder, name) ?? name, file: target, exists: false };
}

type ImportStyle =
  | { readonly kind: "script" }
  /** `depth`: how many folders from the file's own upwards are packages. */
  | { readonly kind: "relative"; readonly depth: number }
  /** `root`: the folder that absolute imports start from. */
  | { readonly kind: "absolute"; readonly root: string };

function importStyle(host: FixHost, view: CodeView, folder: string): ImportStyle {
  if (view.part.cells) return { kind: "script" };
  const isPackage = (at: string) => host.readText(join(at, "__init__.py")) !== undefined;
  let depth = 0;
  for (const at of foldersUpwards(folder)) {
    if (at === "" || !isPackage(at)) break;
    depth++;
  }
  const modules = importedModules(view.text);
  const dots = Math.max(0, ...modules.map((module) => /^\.*/.exec(module)![0].length));
  if (dots > 0) return { kind: "relative", depth: Math.max(depth, dots) };
  const root = absoluteRoot(host, folder, modules);
  if (root !== undefined) return { kind: "absolute", root };
  const exists = (module: string) => host.readText(join(folder, `${module.split(".")[0]}.py`)) !== undefined;
  if (depth === 0 || modules.some(exists)) return { kind: "script" };
  return { kind: "relative", depth };
}

/** The folder above that a module of the file's own package is found in: `src` for `app.db` in `src/app/main.py`. */
function absoluteRoot(host: FixHost, folder: string, modules: readonly string[]): string | undefined {
  const segments = folder === "" ? [] : folder.split("/");
  for (const module of modules) {
    const parts = module.split(".");
    for (let index = segments.length - 1; index >= 0; index--) {
      if (segments[index] === "" || segments[index] !== parts[0]) continue;
      const root = segments.slice(0, index).join("/");
      const path = join(root, parts.join("/"));
      const parent = join(root, parts.slice(0, -1).join("/"));
      const found = [`${path}.py`, `${path}/__init__.py`, ...(parts.length > 2 ? [`${parent}.py`] : [])];
      if (found.some((candidate) => host.readText(candidate) !== undefined)) return root;
    }
  }
  return undefined;
}

function importedModules(text: string): string[] {
  const modules: string[] = [];
  for (const match of text.matchAll(/^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import\b|import[ \t]+([\w.]+))/gm)) {
    modules.push(match[1] ?? match[2]!);
  }
  return modules;
}

function moduleFrom(style: ImportStyle, folder: string, target: string, name: string): string | undefined {
  const up = foldersUpwards(folder).indexOf(target);
  switch (style.kind) {
    case "script":
      return up === 0 ? name : undefined;
    case "relative":
      return up < style.depth ? ".".repeat(up + 1) + name : undefined;
    case "absolute": {
      if (target !== style.root && !target.startsWith(style.root === "" ? "" : `${style.root}/`)) return undefined;
      const inner = style.root === "" ? target : target.slice(style.root.length + 1);
      return [...inner.split("/").filter((part) => part !== ""), name].join(".");
    }
  }
}
