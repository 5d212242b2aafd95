import type { Node } from "web-tree-sitter";
import type { TextEdit } from "../model/index.ts";
import { bomLength, type CodeView, nextLine } from "./code-view.ts";
import { type BoundImport, freeName } from "./import-python.ts";
import { extension } from "./paths.ts";
import type { ProjectFacts } from "./project.ts";
import type { RedactorImport } from "./redactor.ts";

/** How a TypeScript or JavaScript file gets at other modules. */
export type ModuleSyntax = "esm" | "commonjs";

/** Told from the file's own statements, then its extension, then the project. */
export function moduleSyntax(view: CodeView, file: string, project: Pick<ProjectFacts, "moduleType">): ModuleSyntax {
  const kind = extension(file);
  if (kind === ".mjs" || kind === ".mts" || kind === ".ts" || kind === ".tsx" || kind === ".cts") return "esm";
  if (kind === ".cjs") return "commonjs";
  const top = topLevel(view);
  if (top.some((node) => node.type === "import_statement" || node.type === "export_statement")) return "esm";
  if (/\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w/.test(view.text)) return "commonjs";
  return kind === ".jsx" || project.moduleType === "module" || view.part.cells ? "esm" : "commonjs";
}

/** Binds an import in a TypeScript or JavaScript file. */
export function bindScriptImport(view: CodeView, syntax: ModuleSyntax, wanted: RedactorImport): BoundImport {
  const top = topLevel(view);
  for (const statement of top) {
    const local = boundName(statement, wanted);
    if (local !== undefined) return { local, edits: [] };
  }
  const preferred = wanted.local ?? (wanted.name === "*" || wanted.name === "default" ? "redactor" : wanted.name);
  const local = freeName(view, preferred, "PersonalData");
  if (wanted.name !== "*" && wanted.name !== "default") {
    const merged = mergeInto(view, top, wanted, local);
    if (merged) return { local, edits: [merged] };
  }
  return { local, edits: [insertStatement(view, top, importText(view, top, syntax, wanted, local))] };
}

function topLevel(view: CodeView): Node[] {
  return view.root.namedChildren.filter((child): child is Node => child !== null);
}

/** The module that an import, or a declaration with `require`, loads. */
function moduleOf(statement: Node): string | undefined {
  if (statement.type === "import_statement") return unquote(statement.childForFieldName("source"));
  const declarator = requireDeclarator(statement);
  const source = declarator?.childForFieldName("value")?.childForFieldName("arguments")?.namedChild(0);
  return unquote(source ?? null);
}

function unquote(node: Node | null): string | undefined {
  return node?.type === "string" ? node.text.slice(1, -1) : undefined;
}

function requireDeclarator(statement: Node): Node | undefined {
  if (statement.type !== "lexical_declaration" && statement.type !== "variable_declaration") return undefined;
  for (const child of statement.namedChildren) {
    const value = child?.childForFieldName("value");
    if (value?.type === "call_expression" && value.childForFieldName("function")?.text === "require") return child!;
  }
  return undefined;
}

function isTypeOnly(statement: Node): boolean {
  return /^import\s+type\b(?!\s*(,|from\b))/.test(statement.text);
}

function specifiersOf(statement: Node): Node[] {
  return statement.descendantsOfType("import_specifier").filter((node): node is Node => node !== null);
}

function boundName(statement: Node, wanted: RedactorImport): string | undefined {
  if (moduleOf(statement) !== wanted.module) return undefined;
  if (statement.type === "import_statement") {
    if (isTypeOnly(statement)) return undefined;
    const clause = statement.namedChildren.find((child) => child?.type === "import_clause");
    if (wanted.name === "default") return clause?.namedChildren.find((child) => child?.type === "identifier")?.text;
    if (wanted.name === "*") {
      const namespace = clause?.namedChildren.find((child) => child?.type === "namespace_import");
      return namespace?.namedChild(0)?.text;
    }
    for (const specifier of specifiersOf(statement)) {
      if (/^type\s/.test(specifier.text)) continue;
      if (specifier.childForFieldName("name")?.text !== wanted.name) continue;
      return specifier.childForFieldName("alias")?.text ?? wanted.name;
    }
    return undefined;
  }
  const pattern = requireDeclarator(statement)?.childForFieldName("name");
  if (!pattern) return undefined;
  if (pattern.type === "identifier") {
    return wanted.name === "*" || wanted.name === "default" ? pattern.text : undefined;
  }
  for (const child of pattern.namedChildren) {
    if (child?.type === "shorthand_property_identifier_pattern" && child.text === wanted.name) return wanted.name;
    if (child?.type === "pair_pattern" && child.childForFieldName("key")?.text === wanted.name) {
      return child.childForFieldName("value")?.text;
    }
  }
  return undefined;
}

function mergeInto(view: CodeView, top: readonly Node[], wanted: RedactorImport, local: string): TextEdit | undefined {
  for (const statement of top) {
    if (moduleOf(statement) !== wanted.module || statement.hasError) continue;
    if (statement.type === "import_statement") {
      if (isTypeOnly(statement)) continue;
      const item = local === wanted.name ? local : `${wanted.name} as ${local}`;
      const clause = statement.namedChildren.find((child) => child?.type === "import_clause");
      const named = clause?.namedChildren.find((child) => child?.type === "named_imports");
      if (named) return extendList(view, named, specifiersOf(statement), item);
      const single = clause?.namedChildCount === 1 ? clause.namedChild(0) : undefined;
      if (single?.type === "identifier") return view.insertAfter(single.endIndex, `, { ${item} }`);
    } else {
      const pattern = requireDeclarator(statement)?.childForFieldName("name");
      if (pattern?.type !== "object_pattern") continue;
      const item = local === wanted.name ? local : `${wanted.name}: ${local}`;
      const parts = pattern.namedChildren.filter((child): child is Node => child !== null && child.type !== "comment");
      if (parts.some((part) => part.type === "rest_pattern")) continue;
      return extendList(view, pattern, parts, item);
    }
  }
  return undefined;
}

/** Adds an item at the end of `{ a, b }`, on a line of its own where the others have theirs. */
function extendList(view: CodeView, list: Node, items: readonly Node[], item: string): TextEdit {
  const last = items.at(-1);
  if (!last) return view.replace({ start: list.startIndex, end: list.endIndex }, `{ ${item} }`);
  const perLine = last.startPosition.row !== (items.at(-2)?.endPosition.row ?? list.startPosition.row);
  const gap = perLine ? view.eol + lineIndent(view, last) : " ";
  return view.insertAfter(last.endIndex, `,${gap}${item}`);
}

function lineIndent(view: CodeView, node: Node): string {
  const start = view.text.lastIndexOf("\n", node.startIndex - 1) + 1;
  return /^[ \t]*/.exec(view.text.slice(start, node.startIndex))?.[0] ?? "";
}

function importText(
  view: CodeView,
  top: readonly Node[],
  syntax: ModuleSyntax,
  wanted: RedactorImport,
  local: string,
): string {
  const quote = preferredQuote(view, top);
  const end = usesSemicolons(view, top) ? ";" : "";
  const source = `${quote}${wanted.module}${quote}`;
  const renamed = local !== wanted.name;
  if (syntax === "esm") {
    if (wanted.name === "default") return `import ${local} from ${source}${end}`;
    if (wanted.name === "*") return `import * as ${local} from ${source}${end}`;
    return `import { ${renamed ? `${wanted.name} as ${local}` : local} } from ${source}${end}`;
  }
  if (wanted.name === "default" || wanted.name === "*") return `const ${local} = require(${source})${end}`;
  return `const { ${renamed ? `${wanted.name}: ${local}` : local} } = require(${source})${end}`;
}

/** The quote that the file's imports use, else the one its strings use most. */
export function preferredQuote(view: CodeView, top: readonly Node[] = topLevel(view)): '"' | "'" {
  for (const statement of top) {
    if (moduleOf(statement) === undefined) continue;
    const quoted = /["']/.exec(statement.text.slice(statement.text.search(/from|require|import/)));
    if (quoted) return quoted[0] === "'" ? "'" : '"';
  }
  const single = view.text.split("'").length;
  const double = view.text.split('"').length;
  return single > double ? "'" : '"';
}

const semicolonStatements = new Set([
  "import_statement",
  "lexical_declaration",
  "variable_declaration",
  "expression_statement",
]);

function usesSemicolons(view: CodeView, top: readonly Node[]): boolean {
  const sample = top.filter((node) => semicolonStatements.has(node.type));
  if (sample.length === 0) return view.text.trim() === "" || /;[ \t]*(\r?\n|$)/.test(view.text);
  return sample.filter((node) => node.text.endsWith(";")).length * 2 >= sample.length;
}

/** Puts a statement on a line of its own: after the leading imports, else after shebang, comments, directives. */
function insertStatement(view: CodeView, top: readonly Node[], statement: string): TextEdit {
  const { text, eol } = view;
  let lastImport: Node | undefined;
  let lastHeader: Node | undefined;
  let seenCode = false;
  for (const node of top) {
    if (node.type === "import_statement" || node.type === "import_alias" || requireDeclarator(node)) {
      lastImport = node;
      seenCode = true;
    } else if (node.type === "comment") {
      if (!seenCode && isHeaderComment(node, lastHeader)) lastHeader = node;
    } else if (node.type === "hash_bang_line") lastHeader = node;
    else if (isDirective(node) && !lastImport) {
      lastHeader = node;
      seenCode = true;
    } else if (node.type !== "export_statement" || node.childForFieldName("source") === null) break;
  }
  const anchor = lastImport ?? lastHeader;
  if (!anchor) {
    const follows = /^\s*(import\b|const\s.*require)/.test(text) || text.trim() === "" ? "" : eol;
    const start = bomLength(text);
    if (text.length === start) return view.insertAfter(start, statement + eol);
    return view.insertBefore(start, statement + eol + follows);
  }
  const gap = lastImport || anchor.type === "hash_bang_line" ? "" : eol;
  const next = nextLine(text, anchor.endIndex);
  if (next >= text.length && text[next - 1] !== "\n") return view.insertAfter(text.length, eol + gap + statement);
  if (next >= text.length) return view.insertAfter(text.length, gap + statement + eol);
  if (lastImport) return view.insertBefore(next, statement + eol);
  const after = text.slice(next);
  if (/^[ \t]*\r?\n/.test(after)) {
    const past = nextLine(text, next);
    const separate = past >= text.length || /^[ \t]*\r?\n/.test(text.slice(past)) ? "" : eol;
    return past >= text.length
      ? view.insertAfter(past, statement + eol)
      : view.insertBefore(past, statement + eol + separate);
  }
  return view.insertBefore(next, gap + statement + eol + eol);
}

/** Comments that begin the file without a gap; those right before code belong to that code. */
function isHeaderComment(comment: Node, before: Node | undefined): boolean {
  if (before && comment.startPosition.row > before.endPosition.row + 1) return false;
  if (/^\/\/(\/|\s*@ts-|\s*eslint|#)/.test(comment.text)) return true;
  let last = comment;
  let next = comment.nextNamedSibling;
  while (next?.type === "comment" && next.startPosition.row <= last.endPosition.row + 1) {
    last = next;
    next = next.nextNamedSibling;
  }
  return next === null || next.startPosition.row > last.endPosition.row + 1 || isDirective(next);
}

/** `"use client"`, `"use strict"`. */
function isDirective(node: Node): boolean {
  return node.type === "expression_statement" && node.namedChild(0)?.type === "string" && node.namedChildCount === 1;
}
