import type { CodeLanguage } from "../documents/document.ts";
import type { FileIr } from "../flow/ir.ts";

const scriptEndings = [".ts", ".tsx", ".js", ".jsx", ".mts", ".mjs", "/index.ts", "/index.tsx", "/index.js"];

/** A module as written, and the names that are taken from it. */
export interface Imported {
  readonly module: string;
  readonly names: readonly string[];
}

/** The modules that a file imports, as written, with the names taken from them. */
export function importsOf(ir: FileIr): Imported[] {
  const modules = new Map<string, Set<string>>();
  for (let node = 0; node < ir.nodeCount; node++) {
    const operation = ir.operation(node);
    if (operation.op !== "import") continue;
    const names = modules.get(operation.module) ?? new Set();
    names.add(operation.name);
    modules.set(operation.module, names);
  }
  return [...modules].map(([module, names]) => ({ module, names: [...names] }));
}

/**
 * Paths at which a workspace may keep an imported module, likeliest first: relative to the file, in a folder above
 * it or in such a folder's `src`, behind the usual `@/` and `~/` aliases. Packages of `node_modules` are none.
 */
export function importCandidates(file: string, language: CodeLanguage, { module, names }: Imported): string[] {
  if (language === "python") return pythonCandidates(file, module, names);
  if (language === "go") return [];
  const withEndings = (base: string) =>
    /\.[cm]?[jt]sx?$/.test(base)
      ? [base, base.replace(/\.([cm]?)jsx?$/, ".$1ts")]
      : scriptEndings.map((ending) => base + ending);
  if (module.startsWith(".")) return withEndings(join(folderOf(file), module));
  const alias = /^[@~]\/(.+)$/.exec(module)?.[1];
  if (alias === undefined) return [];
  return foldersAbove(file).flatMap((folder) => [
    ...withEndings(join(folder, alias)),
    ...withEndings(join(folder, `src/${alias}`)),
  ]);
}

function pythonCandidates(file: string, module: string, names: readonly string[]): string[] {
  const dots = /^\.*/.exec(module)![0].length;
  const path = module.slice(dots).replaceAll(".", "/");
  const at = (base: string) => [
    ...(base.endsWith("/") || base === "" ? [] : [`${base}.py`]),
    join(base, "__init__.py"),
    ...names.filter((name) => /^[a-z_]\w*$/i.test(name)).map((name) => join(base, `${name}.py`)),
  ];
  if (dots > 0) {
    let folder = folderOf(file);
    for (let step = 1; step < dots; step++) folder = folderOf(folder);
    return at(join(folder, path));
  }
  return foldersAbove(file).flatMap((folder) => [...at(join(folder, path)), ...at(join(folder, `src/${path}`))]);
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf("/")));
}

function foldersAbove(file: string): string[] {
  const folders: string[] = [];
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    folders.push(folder);
    if (folder === "") return folders;
  }
}

function join(folder: string, path: string): string {
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}
