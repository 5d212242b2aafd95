import type { Tree } from "web-tree-sitter";
import type { CodeLanguage, SourceDocument } from "../../engine/src/documents/document.ts";
import { codeLanguage, documentKind } from "../../engine/src/documents/kind.ts";
import { plainText } from "../../engine/src/documents/mapped-text.ts";
import { loadSyntax, type Syntax } from "../../engine/src/documents/syntax.ts";
import { applyEdits, type FixHost, type FixSubject } from "../../engine/src/fixes/index.ts";
import type { CategoryName, Policy, Span, WorkspaceChange } from "../../engine/src/model/index.ts";
import { testHost } from "./engine-host.ts";

let syntax: Promise<Syntax> | undefined;

/** The grammars, loaded once for all tests of a process. */
export function testSyntax(): Promise<Syntax> {
  syntax ??= loadSyntax(testHost());
  return syntax;
}

export const emptyPolicy: Policy = {
  version: 1,
  rules: {},
  detect: {},
  operators: {},
  allow: [],
  deny: [],
};

/** The tree parsed last, by any host: tests ask about the same text many times over. */
let last: { readonly text: string; readonly language: CodeLanguage; readonly tree: Tree } | undefined;

/** A fix host over files in memory; documents are opened by `open`, or as plain code. */
export async function fixHost(
  files: Readonly<Record<string, string>>,
  options: { policy?: Policy; open?: (file: string, text: string) => SourceDocument | undefined } = {},
): Promise<FixHost> {
  const loaded = await testSyntax();
  const open = options.open ?? plainDocument;
  return {
    document: (file) => (files[file] === undefined ? undefined : open(file, files[file])),
    withTree(document, use) {
      if (!document.code) return undefined;
      const text = document.code.source.text;
      if (last?.text !== text || last.language !== document.code.language) {
        last?.tree.delete();
        const { language } = document.code;
        last = { text, language, tree: loaded.parse(language, text) };
      }
      return use(last.tree.rootNode);
    },
    readText: (file) => files[file],
    policyFor: () => options.policy ?? emptyPolicy,
  };
}

function plainDocument(file: string, raw: string): SourceDocument | undefined {
  const kind = documentKind(file);
  if (!kind) return undefined;
  const language = codeLanguage(kind);
  return {
    kind,
    file,
    raw,
    ...(language ? { code: { language, source: plainText(raw) } } : {}),
    templates: [],
    fields: () => [],
    problems: [],
  };
}

/** A text with its `⟦marks⟧` taken out, and where they were. */
export function marked(text: string): { readonly text: string; readonly spans: readonly Span[] } {
  const spans: Span[] = [];
  let plain = "";
  let start = 0;
  for (const part of text.split(/([⟦⟧])/)) {
    if (part === "⟦") start = plain.length;
    else if (part === "⟧") spans.push({ start, end: plain.length });
    else plain += part;
  }
  return { text: plain, spans };
}

/** A subject whose entries are the marks of a file. */
export function entrySubject(
  file: string,
  spans: readonly Span[],
  categories: readonly CategoryName[] = ["user.contact.email"],
): FixSubject {
  return {
    rule: "PV101",
    file,
    span: spans[0]!,
    entries: spans.map((span) => ({ file, span, categories })),
  };
}

/** The files after a change, new ones included. */
export function changed(files: Readonly<Record<string, string>>, change: WorkspaceChange): Record<string, string> {
  const result = { ...files };
  for (const { file, edits } of change.edits) result[file] = applyEdits(files[file] ?? "", edits);
  for (const { file, text } of change.creates) result[file] ??= text;
  return result;
}
