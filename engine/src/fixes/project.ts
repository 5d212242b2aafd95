import { dirname, foldersUpwards, join } from "./paths.ts";
import type { FixHost } from "./subject.ts";

/** What the files around a source file say about its project. */
export interface ProjectFacts {
  /** From the nearest `package.json` that has a name or dependencies. */
  readonly npmDependencies: ReadonlySet<string>;
  /** `"type"` of the nearest `package.json`. */
  readonly moduleType: "module" | "commonjs";
  readonly hasPackageJson: boolean;
  /** Whether a Python package is required by the nearest requirement files, by name in any spelling. */
  requiresPython(name: string): boolean;
  /** The nearest `tsconfig.json` as text, comments and all. */
  readonly tsconfig: string | undefined;
  readonly deno: boolean;
}

const pythonManifests = [
  "pyproject.toml",
  "requirements.txt",
  "requirements.in",
  "requirements-dev.txt",
  "requirements/base.txt",
  "Pipfile",
  "setup.cfg",
  "setup.py",
  "environment.yml",
];

/** Reads manifests from the file's folder upwards. */
export function projectFacts(host: FixHost, file: string): ProjectFacts {
  const folders = foldersUpwards(dirname(file));
  const first = (names: readonly string[]): string | undefined => {
    for (const folder of folders) {
      for (const name of names) {
        const text = host.readText(join(folder, name));
        if (text !== undefined) return text;
      }
    }
    return undefined;
  };
  const npm = npmFacts(host, folders);
  const requirements = folders.flatMap((folder) =>
    pythonManifests.map((name) => host.readText(join(folder, name))).filter((text) => text !== undefined),
  );
  return {
    ...npm,
    requiresPython(name) {
      const pattern = new RegExp(`(^|[^\\w-])${name.replace(/[-_.]+/g, "[-_.]")}(?![\\w-])`, "im");
      return requirements.some((text) => pattern.test(text.replace(/#.*$/gm, "")));
    },
    tsconfig: first(["tsconfig.json", "jsconfig.json"]),
    deno: first(["deno.json", "deno.jsonc"]) !== undefined,
  };
}

function npmFacts(
  host: FixHost,
  folders: readonly string[],
): Pick<ProjectFacts, "npmDependencies" | "moduleType" | "hasPackageJson"> {
  const npmDependencies = new Set<string>();
  let moduleType: "module" | "commonjs" | undefined;
  let hasPackageJson = false;
  for (const folder of folders) {
    const manifest = parseManifest(host.readText(join(folder, "package.json")));
    if (!manifest) continue;
    hasPackageJson = true;
    moduleType ??= manifest.type === "module" ? "module" : "commonjs";
    for (const key of ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"]) {
      const list = manifest[key];
      if (typeof list === "object" && list !== null) for (const name of Object.keys(list)) npmDependencies.add(name);
    }
  }
  return { npmDependencies, moduleType: moduleType ?? "commonjs", hasPackageJson };
}

function parseManifest(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
