import type { Policy } from "../model/index.ts";
import type { CodeView } from "./code-view.ts";
import { helperText } from "./helpers/index.ts";
import { type ModuleSyntax, moduleSyntax } from "./import-script.ts";
import { basename, dirname, extension, foldersUpwards, join, relativePath } from "./paths.ts";
import { type ProjectFacts, projectFacts } from "./project.ts";
import { pythonHelperModule } from "./python-modules.ts";
import type { CallText, Redactor } from "./redactor.ts";
import { policyRedactor } from "./redactor-policy.ts";
import type { FixHost } from "./subject.ts";

/** The helper's file name without extension, by language. */
export const pythonHelper = "promptveil_redact";
export const scriptHelper = "promptveil-redact";
/** The package that ships the same code. */
export const npmPackage = "@promptveil/redact";

export interface RedactorNeeds {
  /** `await` may not stand at one of the places. */
  readonly synchronous: boolean;
}

/**
 * The redactor for a file: the policy's, else one that the project depends on, else a helper file beside the code,
 * which is created where it is missing.
 */
export function chooseRedactor(host: FixHost, view: CodeView, needs: RedactorNeeds): Redactor {
  const { file } = view.document;
  const policy: Policy = host.policyFor(file);
  const language = view.language === "python" ? "python" : "typescript";
  const ofPolicy = policyRedactor(policy.redactor?.[language], language);
  if (ofPolicy && !(ofPolicy.async && needs.synchronous)) return ofPolicy;
  const project = projectFacts(host, file);
  return language === "python" ? pythonRedactor(host, view, project) : scriptRedactor(host, view, project, needs);
}

function call(local: string, entityType: string | undefined, quote: string): CallText {
  return {
    before: `${local}(`,
    after: entityType !== undefined && quote !== "" ? `, ${quote}${entityType}${quote})` : ")",
  };
}

function awaitedCall(local: string, entityType: string | undefined, quote: string): CallText {
  const { before, after } = call(local, entityType, quote);
  return { before: `(await ${before}`, after: `${after})` };
}

function pythonRedactor(host: FixHost, view: CodeView, project: ProjectFacts): Redactor {
  const { module, file, exists } = pythonHelperModule(host, view, pythonHelper);
  const presidio =
    project.requiresPython("presidio-analyzer") || /^\s*(from|import)\s+presidio_analyzer\b/m.test(view.text);
  const text = () => helperText({ language: "python", engine: presidio ? "presidio" : "built-in" });
  return {
    name: "redact",
    import: { module, name: "redact" },
    call,
    acceptsAnything: true,
    async: false,
    creates: exists ? [] : [{ file, text: withEol(text(), view.eol) }],
  };
}

function scriptRedactor(host: FixHost, view: CodeView, project: ProjectFacts, needs: RedactorNeeds): Redactor {
  const { file } = view.document;
  const base = { name: "redact", call, acceptsAnything: true, async: false, creates: [] };
  if (project.npmDependencies.has(npmPackage)) return { ...base, import: { module: npmPackage, name: "redact" } };
  const syntax = moduleSyntax(view, file, project);
  const existing = existingScriptHelper(host, file, syntax);
  const uses = (name: string) => project.npmDependencies.has(name) || importsModule(view, name);
  const engine = uses("openredaction") ? "openredaction" : uses("@redactpii/node") ? "redactpii" : "built-in";
  const folder = dirname(file);
  const target = existing?.file ?? join(folder, scriptHelper + helperExtension(file));
  const module = specifier(view, file, target, project, syntax);
  const text = existing?.text ?? helperText({ language: scriptLanguage(target), engine, syntax });
  const creates = existing ? [] : [{ file: target, text: withEol(text, view.eol) }];
  if (/\basync function redact\b/.test(text)) {
    return needs.synchronous
      ? { ...base, import: { module, name: "redactNow" }, creates }
      : { ...base, call: awaitedCall, async: true, import: { module, name: "redact" }, creates };
  }
  return { ...base, import: { module, name: "redact" }, creates };
}

function importsModule(view: CodeView, name: string): boolean {
  return view.text.split("\n").some((line) => {
    const at = Math.max(line.indexOf(`"${name}"`), line.indexOf(`'${name}'`));
    return (
      at > 0 &&
      /^\s*(import|export|const|let|var|\}\s*from)\b/.test(line) &&
      /(from|require\()\s*$/.test(line.slice(0, at))
    );
  });
}

function withEol(text: string, eol: string): string {
  return eol === "\n" ? text : text.replace(/\n/g, eol);
}

function scriptLanguage(file: string): "typescript" | "javascript" {
  return /^\.[mc]?ts$/.test(extension(file)) ? "typescript" : "javascript";
}

function helperExtension(file: string): string {
  switch (extension(file)) {
    case ".ts":
    case ".tsx":
      return ".ts";
    case ".mts":
    case ".cts":
    case ".mjs":
    case ".cjs":
      return extension(file);
    default:
      return ".js";
  }
}

/** A helper that an earlier fix created in this folder or above. */
function existingScriptHelper(
  host: FixHost,
  file: string,
  syntax: ModuleSyntax,
): { readonly file: string; readonly text: string } | undefined {
  const typescript = /^\.[mc]?tsx?$/.test(extension(file));
  const extensions = typescript
    ? [".ts", ".mts", ...(extension(file) === ".cts" ? [".cts"] : [])]
    : syntax === "esm"
      ? [".js", ".mjs"]
      : [".js", ".cjs"];
  for (const folder of foldersUpwards(dirname(file))) {
    for (const ending of extensions) {
      const candidate = join(folder, scriptHelper + ending);
      const text = host.readText(candidate);
      if (text === undefined) continue;
      const commonjs = /^module\.exports\b|^exports\./m.test(text);
      if (typescript || ending !== ".js" || commonjs === (syntax === "commonjs")) return { file: candidate, text };
    }
  }
  return undefined;
}

/** How a file names another in an import: with the extension that its other imports and its project use. */
function specifier(view: CodeView, file: string, target: string, project: ProjectFacts, syntax: ModuleSyntax): string {
  const path = relativePath(dirname(file), target);
  const ending = extension(basename(target));
  const bare = path.slice(0, path.length - ending.length);
  if (ending === ".mjs" || ending === ".cjs") return path;
  if (ending === ".mts") return usesTsExtensions(view, project) ? path : `${bare}.mjs`;
  if (ending === ".cts") return usesTsExtensions(view, project) ? path : `${bare}.cjs`;
  const others = relativeImports(view);
  if (ending === ".js") {
    if (syntax === "commonjs") return others.some((name) => /\.js$/.test(name)) ? path : bare;
    const plain = others.filter((name) => !/\.\w+$/.test(name)).length;
    return plain > 0 && plain * 2 >= others.length ? bare : path;
  }
  if (others.length > 0) {
    if (others.some((name) => /\.tsx?$/.test(name))) return path;
    if (others.some((name) => /\.jsx?$/.test(name))) return `${bare}.js`;
    return bare;
  }
  if (usesTsExtensions(view, project)) return path;
  const resolution = project.tsconfig ?? "";
  const setting = (key: string, values: string) =>
    new RegExp(`^[^/\\n]*"${key}"\\s*:\\s*"(${values})"`, "im").test(resolution);
  if (setting("moduleResolution", "bundler|node|node10|classic")) return bare;
  if (setting("module|moduleResolution", "node16|node18|node20|nodenext")) {
    return project.moduleType === "module" ? `${bare}.js` : bare;
  }
  return bare;
}

function usesTsExtensions(view: CodeView, project: ProjectFacts): boolean {
  if (relativeImports(view).some((name) => /\.[mc]?tsx?$/.test(name))) return true;
  return (
    project.deno ||
    /^[^/\n]*"(allowImportingTsExtensions|rewriteRelativeImportExtensions)"\s*:\s*true/m.test(project.tsconfig ?? "")
  );
}

/** The relative modules that a file loads, style sheets and data aside. */
function relativeImports(view: CodeView): string[] {
  const found = view.text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["'](\.{1,2}\/[^"']+)["']/g);
  return [...found].map((match) => match[1]!).filter((name) => !/\.(json|css|scss|svg|png|wasm|txt|md)$/.test(name));
}
