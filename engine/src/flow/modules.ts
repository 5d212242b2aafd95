import type { CodeLanguage } from "../documents/document.ts";

/** Which file of the workspace an import means. */
export interface ModuleResolver {
  addFile(file: string): void;
  removeFile(file: string): void;
  /** The file, a package folder without `__init__` (ends with `/`), or nothing where the module is external. */
  resolve(from: string, language: CodeLanguage, module: string): string | undefined;
}

const scriptExtensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".d.ts"];

export function folderOf(file: string): string {
  const slash = file.lastIndexOf("/");
  return slash < 0 ? "" : file.slice(0, slash);
}

function join(folder: string, path: string): string {
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return (folder.startsWith("/") ? "/" : "") + parts.filter((part) => part !== "").join("/");
}

/**
 * Resolves imports among the files of a workspace: relative ones, Python packages under any source root, path
 * aliases of `tsconfig.json`, npm workspaces, index files.
 * @param readText the text of a configuration file, `undefined` where there is none
 * @param external the first names of modules that are libraries whatever files are named
 */
export function createModuleResolver(
  readText: (file: string) => string | undefined,
  external: ReadonlySet<string>,
): ModuleResolver {
  const files = new Set<string>();
  /** Last part of a Python module path → the files that end with it. */
  const pythonByLast = new Map<string, Set<string>>();
  const configs = new Map<string, PathAliases | undefined>();
  const packages = new Map<string, string | undefined>();
  const memo = new Map<string, string | null>();

  function pythonPath(file: string): string | undefined {
    if (!/\.(?:py|pyi|ipynb)$/.test(file)) return undefined;
    return file.replace(/\/__init__\.pyi?$/, "").replace(/\.(?:pyi?|ipynb)$/, "");
  }

  function python(from: string, module: string): string | undefined {
    const dots = /^\.*/.exec(module)![0].length;
    if (dots > 0) {
      let folder = folderOf(from);
      for (let i = 1; i < dots; i++) folder = folderOf(folder);
      const rest = module.slice(dots).replaceAll(".", "/");
      return pythonAt(rest === "" ? folder : join(folder, rest));
    }
    const parts = module.split(".");
    const path = parts.join("/");
    const candidates = pythonByLast.get(parts.at(-1)!);
    if (candidates) {
      let best: string | undefined;
      let bestScore = -1;
      for (const file of candidates) {
        if (file === from) continue;
        const full = pythonPath(file)!;
        if (full !== path && !full.endsWith(`/${path}`)) continue;
        const root = full === path ? "" : full.slice(0, -path.length - 1);
        if (parts.length === 1 && (external.has(parts[0]!) || !isRootFor(root, from))) continue;
        const score = commonPrefix(root, folderOf(from));
        if (score > bestScore) {
          best = file;
          bestScore = score;
        }
      }
      if (best) return best;
    }
    if (external.has(parts[0]!)) return undefined;
    // A namespace package: a folder with no `__init__`.
    let folder = folderOf(from);
    for (;;) {
      const candidate = join(folder, path);
      if (folders.has(candidate)) return `${candidate}/`;
      if (folders.has(join(folder, `src/${path}`))) return `${join(folder, `src/${path}`)}/`;
      if (folder === "" || folder === "/") return undefined;
      folder = folderOf(folder);
    }
  }

  /** Whether modules in `root` can be imported by their bare name from `from`. */
  function isRootFor(root: string, from: string): boolean {
    const folder = folderOf(from);
    if (root === folder) return true;
    const above = root.endsWith("/src") ? root.slice(0, -4) : root === "src" ? "" : root;
    return above === "" || folder === above || folder.startsWith(`${above}/`);
  }

  function pythonAt(path: string): string | undefined {
    for (const candidate of [`${path}.py`, `${path}/__init__.py`, `${path}.pyi`]) {
      if (files.has(candidate)) return candidate;
    }
    return folders.has(path) ? `${path}/` : undefined;
  }

  function scriptAt(path: string): string | undefined {
    if (files.has(path) && /\.[cm]?[jt]sx?$/.test(path)) return path;
    const bare = path.replace(/\.[cm]?jsx?$/, "");
    for (const base of bare === path ? [path] : [bare, path]) {
      for (const extension of scriptExtensions) if (files.has(base + extension)) return base + extension;
    }
    for (const extension of scriptExtensions) {
      if (files.has(`${path}/index${extension}`)) return `${path}/index${extension}`;
    }
    return undefined;
  }

  function script(from: string, module: string): string | undefined {
    if (module.startsWith(".") || module.startsWith("/")) return scriptAt(join(folderOf(from), module));
    const aliases = aliasesFor(folderOf(from));
    if (aliases) {
      for (const { pattern, targets } of aliases.paths) {
        const star = pattern.indexOf("*");
        const before = star < 0 ? pattern : pattern.slice(0, star);
        const after = star < 0 ? "" : pattern.slice(star + 1);
        if (star < 0 ? module !== pattern : !(module.startsWith(before) && module.endsWith(after))) continue;
        const middle = star < 0 ? "" : module.slice(before.length, module.length - after.length);
        for (const target of targets) {
          const found = scriptAt(join(aliases.base, target.replace("*", middle)));
          if (found) return found;
        }
      }
      if (aliases.hasBaseUrl) {
        const found = scriptAt(join(aliases.base, module));
        if (found) return found;
      }
    }
    if (module.startsWith("#")) return ofPackage(from, module);
    const alias = /^(?:@|~)\/(.+)$/.exec(module);
    if (alias) {
      for (let folder = folderOf(from); ; folder = folderOf(folder)) {
        const found = scriptAt(join(folder, alias[1]!)) ?? scriptAt(join(folder, `src/${alias[1]}`));
        if (found) return found;
        if (folder === "" || folder === "/") break;
      }
      return undefined;
    }
    const [, name, inside] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.*))?$/.exec(module) ?? [];
    const root = name && workspacePackage(name);
    if (root === undefined || root === "") return undefined;
    const declared = parseConfig(readText(`${root}/package.json`) ?? "");
    const targets = declared ? packageTargets(declared.exports, inside ? `./${inside}` : ".") : [];
    if (declared && !inside) {
      for (const key of ["source", "types", "module", "main"]) {
        if (typeof declared[key] === "string") targets.push(declared[key]);
      }
    }
    for (const target of targets) {
      const found =
        scriptAt(join(root, target)) ??
        scriptAt(join(root, target.replace(/^(?:\.\/)?(?:dist|lib|build|out)\//, "src/")));
      if (found) return found;
    }
    for (const candidate of inside
      ? [`${root}/${inside}`, `${root}/src/${inside}`]
      : [`${root}/src/index`, `${root}/index`, `${root}/src/main`, `${root}/lib/index`]) {
      const found = scriptAt(candidate);
      if (found) return found;
    }
    return undefined;
  }

  /** `#name`, by the `imports` of the package that the file belongs to. */
  function ofPackage(from: string, module: string): string | undefined {
    for (let folder = folderOf(from); ; folder = folderOf(folder)) {
      const text = readText(folder === "" ? "package.json" : `${folder}/package.json`);
      const imports = text === undefined ? undefined : parseConfig(text)?.imports;
      if (imports !== undefined) {
        for (const target of packageTargets(imports, module)) {
          const found = scriptAt(join(folder, target));
          if (found) return found;
        }
      }
      if (folder === "" || folder === "/") return undefined;
    }
  }

  function aliasesFor(folder: string): PathAliases | undefined {
    if (configs.has(folder)) return configs.get(folder);
    const own =
      aliasesOf(folder === "" ? "tsconfig.json" : `${folder}/tsconfig.json`, readText) ??
      aliasesOf(folder === "" ? "jsconfig.json" : `${folder}/jsconfig.json`, readText);
    const found = own ?? (folder === "" || folder === "/" ? undefined : aliasesFor(folderOf(folder)));
    configs.set(folder, found);
    return found;
  }

  /** The folder of the workspace's own package of that name. */
  function workspacePackage(name: string): string | undefined {
    if (packages.has(name)) return packages.get(name);
    const last = name.split("/").at(-1)!;
    let found: string | undefined;
    for (const folder of folders) {
      if (found !== undefined) break;
      if (folder.split("/").at(-1) !== last && !folder.endsWith(`/${name}`)) continue;
      const text = readText(`${folder}/package.json`);
      const declared = text && /"name"\s*:\s*"([^"]+)"/.exec(text)?.[1];
      if (declared === name) found = folder;
    }
    if (found === undefined) {
      for (const folder of folders) {
        if (/(?:^|\/)(?:packages|apps|libs)\/[^/]+$/.test(folder)) {
          const text = readText(`${folder}/package.json`);
          if (text && /"name"\s*:\s*"([^"]+)"/.exec(text)?.[1] === name) {
            found = folder;
            break;
          }
        }
      }
    }
    packages.set(name, found);
    return found;
  }

  const folders = new Set<string>();

  return {
    addFile(file) {
      if (files.has(file)) return;
      files.add(file);
      memo.clear();
      packages.clear();
      configs.clear();
      for (let folder = folderOf(file); folder !== "" && !folders.has(folder); folder = folderOf(folder)) {
        folders.add(folder);
      }
      const last = pythonPath(file)?.split("/").at(-1);
      if (last === undefined) return;
      const known = pythonByLast.get(last);
      if (known) known.add(file);
      else pythonByLast.set(last, new Set([file]));
    },
    removeFile(file) {
      files.delete(file);
      memo.clear();
      const last = pythonPath(file)?.split("/").at(-1);
      if (last !== undefined) pythonByLast.get(last)?.delete(file);
    },
    resolve(from, language, module) {
      const key = `${folderOf(from)}\n${from.endsWith(".ipynb") ? "" : from}\n${module}`;
      const known = memo.get(key);
      if (known !== undefined) return known ?? undefined;
      const found = language === "go" ? undefined : language === "python" ? python(from, module) : script(from, module);
      memo.set(key, found ?? null);
      return found;
    },
  };
}

interface PathAliases {
  readonly base: string;
  readonly hasBaseUrl: boolean;
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
}

/** `tsconfig.json` as it is: JSON with comments and trailing commas. */
function parseConfig(text: string): Record<string, unknown> | undefined {
  const plain = text
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, string: string | undefined) => string ?? "")
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string: string | undefined) => string ?? "");
  try {
    const parsed: unknown = JSON.parse(plain);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The aliases that one configuration file says itself. */
function ownAliases(folder: string, config: Record<string, unknown>): PathAliases | undefined {
  const options = isRecord(config.compilerOptions) ? config.compilerOptions : {};
  const baseUrl = typeof options.baseUrl === "string" ? options.baseUrl : undefined;
  const paths = isRecord(options.paths) ? Object.entries(options.paths) : [];
  if (baseUrl === undefined && paths.length === 0) return undefined;
  return {
    base: baseUrl === undefined ? folder : join(folder, baseUrl),
    hasBaseUrl: baseUrl !== undefined,
    paths: paths
      .map(([pattern, targets]) => ({
        pattern,
        targets: Array.isArray(targets) ? targets.filter((target): target is string => typeof target === "string") : [],
      }))
      // The longest prefix wins, as the compiler has it.
      .sort((a, b) => b.pattern.indexOf("*") - a.pattern.indexOf("*")),
  };
}

/** The aliases of a configuration file, or of those that it extends or refers to. */
function aliasesOf(file: string, readText: (file: string) => string | undefined, depth = 0): PathAliases | undefined {
  const text = depth > 5 ? undefined : readText(file);
  const config = text === undefined ? undefined : parseConfig(text);
  if (!config) return undefined;
  const folder = folderOf(file);
  const own = ownAliases(folder, config);
  if (own) return own;
  const bases = Array.isArray(config.extends) ? [...config.extends].reverse() : [config.extends];
  const references = Array.isArray(config.references)
    ? config.references.map((reference) => (isRecord(reference) ? reference.path : undefined))
    : [];
  for (const base of [...bases, ...references]) {
    if (typeof base !== "string" || !base.startsWith(".")) continue;
    const path = join(folder, base);
    const candidates = path.endsWith(".json") ? [path] : [`${path}.json`, `${path}/tsconfig.json`];
    for (const candidate of candidates) {
      const found = aliasesOf(candidate, readText, depth + 1);
      if (found) return found;
    }
  }
  return undefined;
}

/** Where the `exports` or `imports` of a package lead, whatever the conditions; most specific key first. */
function packageTargets(map: unknown, key: string): string[] {
  const targets: string[] = [];
  const collect = (value: unknown, middle: string): void => {
    if (typeof value === "string") targets.push(value.replaceAll("*", middle));
    else if (Array.isArray(value)) for (const one of value) collect(one, middle);
    else if (isRecord(value)) for (const one of Object.values(value)) collect(one, middle);
  };
  if (!isRecord(map)) {
    if (key === ".") collect(map, "");
    return targets;
  }
  const keys = Object.keys(map);
  if (key === "." && !keys.some((one) => one.startsWith("."))) {
    collect(map, "");
    return targets;
  }
  for (const pattern of keys) {
    const star = pattern.indexOf("*");
    if (star < 0) {
      if (pattern === key) collect(map[pattern], "");
    } else if (key.startsWith(pattern.slice(0, star)) && key.endsWith(pattern.slice(star + 1))) {
      collect(map[pattern], key.slice(star, key.length - (pattern.length - star - 1)));
    }
  }
  return targets;
}

function commonPrefix(a: string, b: string): number {
  const left = a.split("/");
  const right = b.split("/");
  let count = 0;
  while (count < left.length && left[count] === right[count]) count++;
  return count;
}
