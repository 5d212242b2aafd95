import type { DocumentFilter, DocumentSelector } from "vscode-languageclient/node";

/** Languages whose documents are sent to the server, as VS Code names them. */
export const checkedLanguages = [
  "python",
  "typescript",
  "typescriptreact",
  "javascript",
  "javascriptreact",
  "go",
  "prompty",
  "dotprompt",
  "prompt",
  "jinja",
  "jinja-html",
  "handlebars",
  "yaml",
  "json",
  "jsonl",
  "csv",
  "tsv",
];

/** Data files that VS Code may know under another language id, or none. */
export const dataFiles = "**/*.{jsonl,ndjson,csv,tsv,prompty,prompt,jinja,jinja2,j2,hbs,mustache}";

/** What the server is asked about: documents of these languages wherever they live, and cells of notebooks. */
export const documentSelector: DocumentSelector = [
  ...checkedLanguages.map((language): DocumentFilter => ({ language })),
  { scheme: "file", pattern: dataFiles },
  { scheme: "vscode-remote", pattern: dataFiles },
  { notebook: "jupyter-notebook", language: "python" },
];
