import type { CodeLanguage, DocumentKind } from "./document.ts";

const byExtension: readonly (readonly [string, DocumentKind])[] = [
  [".prompt.md", "prompt"],
  [".prompt.yml", "yaml"],
  [".prompt.yaml", "yaml"],
  [".prompt.txt", "prompt"],
  [".py", "python"],
  [".pyi", "python"],
  [".ts", "typescript"],
  [".mts", "typescript"],
  [".cts", "typescript"],
  [".tsx", "tsx"],
  [".js", "javascript"],
  [".mjs", "javascript"],
  [".cjs", "javascript"],
  [".jsx", "javascript"],
  [".go", "go"],
  [".ipynb", "notebook"],
  [".j2", "jinja"],
  [".jinja", "jinja"],
  [".jinja2", "jinja"],
  [".njk", "jinja"],
  [".liquid", "jinja"],
  [".hbs", "handlebars"],
  [".handlebars", "handlebars"],
  [".mustache", "handlebars"],
  [".ejs", "ejs"],
  [".prompty", "prompty"],
  [".prompt", "prompt"],
  [".yml", "yaml"],
  [".yaml", "yaml"],
  [".json", "json"],
  [".jsonl", "jsonl"],
  [".ndjson", "jsonl"],
  [".csv", "csv"],
  [".tsv", "tsv"],
];

const byLanguageId: Readonly<Record<string, DocumentKind>> = {
  python: "python",
  typescript: "typescript",
  typescriptreact: "tsx",
  javascript: "javascript",
  javascriptreact: "javascript",
  go: "go",
  jinja: "jinja",
  "jinja-html": "jinja",
  "jinja-md": "jinja",
  nunjucks: "jinja",
  liquid: "jinja",
  ejs: "ejs",
  handlebars: "handlebars",
  mustache: "handlebars",
  prompty: "prompty",
  prompt: "prompt",
  yaml: "yaml",
  json: "json",
  jsonc: "json",
  jsonl: "jsonl",
  csv: "csv",
  tsv: "tsv",
};

/** Language ids that say only "some text", so that the file name decides. */
const vagueLanguageIds = new Set(["plaintext", "html", "markdown", "yaml", "json", "jsonc"]);

/** Folders whose plain text files are prompts. */
const promptFolder = /(^|\/)(prompts?|prompt[_-]?templates?|system[_-]?prompts?)(\/|$)/i;

/** The kind of a file by name, or by the editor's language id, which wins; `undefined` for files of no interest. */
export function documentKind(file: string, languageId?: string): DocumentKind | undefined {
  if (languageId && !vagueLanguageIds.has(languageId)) {
    const kind = byLanguageId[languageId];
    if (kind) return kind;
  }
  const name = file.slice(file.lastIndexOf("/") + 1).toLowerCase();
  for (const [extension, kind] of byExtension) if (name.endsWith(extension)) return kind;
  if (/\.(txt|md)$/.test(name)) {
    const folder = file.slice(0, file.length - name.length);
    if (promptFolder.test(folder) || /(^|[_.-])(system[_-]?)?prompts?[_.-]/.test(name)) return "prompt";
  }
  return languageId ? byLanguageId[languageId] : undefined;
}

/** The front end for a kind of document that is code as a whole. */
export function codeLanguage(kind: DocumentKind): CodeLanguage | undefined {
  switch (kind) {
    case "python":
    case "typescript":
    case "tsx":
    case "javascript":
    case "go":
      return kind;
    default:
      return undefined;
  }
}

/** The languages of code that files can hold, by their names: what has to be parsed in a run over them. */
export function languagesOf(files: readonly string[]): CodeLanguage[] {
  const languages = new Set<CodeLanguage>();
  for (const file of files) {
    const kind = documentKind(file);
    const language = kind && codeLanguage(kind);
    if (language) languages.add(language);
    // A notebook says inside what its cells are written in.
    else if (kind === "notebook") for (const one of ["python", "typescript", "javascript"] as const) languages.add(one);
  }
  return [...languages].sort();
}
