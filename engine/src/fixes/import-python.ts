import type { Node } from "web-tree-sitter";
import type { Span, TextEdit } from "../model/index.ts";
import { bomLength, type CodeView, lineStart, nextLine } from "./code-view.ts";
import type { RedactorImport } from "./redactor.ts";

/** What an import is bound to in a file, and the edits that bind it; none where it is bound already. */
export interface BoundImport {
  readonly local: string;
  readonly edits: readonly TextEdit[];
}

/** Binds an import in a Python file, for a use at an offset. */
export function bindPythonImport(view: CodeView, use: number, wanted: RedactorImport): BoundImport {
  const scope = importScope(view, use);
  const statements = children(view.root).filter((node) => scope.visible(node));
  for (const statement of statements) {
    const local = boundName(statement, wanted);
    if (local !== undefined) return { local, edits: [] };
  }
  const preferred = wanted.local ?? (wanted.name === "*" ? wanted.module : wanted.name);
  const local = freeName(view, preferred, "pii");
  if (wanted.name !== "*") {
    const merged = mergeInto(view, statements, wanted, local);
    if (merged) return { local, edits: [merged] };
  }
  return { local, edits: [insertStatement(view, scope.region, importText(wanted, local))] };
}

/** Top-level statements whose imports are seen at a place, and the stretch that a new import belongs in. */
interface ImportScope {
  readonly region: Span;
  visible(statement: Node): boolean;
}

/** In a notebook, imports go with those of an earlier cell, or else to the top of the cell itself. */
function importScope(view: CodeView, use: number): ImportScope {
  const cells = view.part.cells;
  if (!cells) return { region: { start: 0, end: view.text.length }, visible: () => true };
  const own = cells.find(({ span }) => use >= span.start && use <= span.end);
  const visible = (statement: Node) => !own || statement.startIndex < own.span.end;
  const earlier = cells.find(
    ({ span }) =>
      (!own || span.start <= own.span.start) &&
      children(view.root).some((node) => isImport(node) && node.startIndex >= span.start && node.endIndex <= span.end),
  );
  const cell = earlier ?? own ?? cells[0];
  return { region: cell ? cell.span : { start: 0, end: view.text.length }, visible };
}

function children(node: Node): Node[] {
  return node.namedChildren.filter((child): child is Node => child !== null);
}

function isImport(node: Node): boolean {
  return (
    node.type === "import_statement" || node.type === "import_from_statement" || node.type === "future_import_statement"
  );
}

function moduleOf(statement: Node): string {
  return statement.childForFieldName("module_name")?.text.replace(/\s+/g, "") ?? "";
}

function namesOf(statement: Node): Node[] {
  return statement.childrenForFieldName("name").filter((child): child is Node => child !== null);
}

/** The name that a statement binds the wanted import to. */
function boundName(statement: Node, wanted: RedactorImport): string | undefined {
  if (wanted.name === "*") {
    if (statement.type !== "import_statement") return undefined;
  } else if (statement.type !== "import_from_statement" || moduleOf(statement) !== wanted.module) return undefined;
  const target = wanted.name === "*" ? wanted.module : wanted.name;
  for (const name of namesOf(statement)) {
    if (name.type === "aliased_import") {
      if (name.childForFieldName("name")?.text === target) return name.childForFieldName("alias")?.text;
    } else if (name.text === target) return target;
  }
  return undefined;
}

function mergeInto(
  view: CodeView,
  statements: readonly Node[],
  wanted: RedactorImport,
  local: string,
): TextEdit | undefined {
  for (const statement of statements) {
    if (statement.type !== "import_from_statement" || moduleOf(statement) !== wanted.module) continue;
    const names = namesOf(statement);
    const last = names.at(-1);
    if (!last || statement.hasError) continue;
    const item = local === wanted.name ? local : `${wanted.name} as ${local}`;
    const before = names.at(-2);
    const perLine = last.startPosition.row !== (before?.endPosition.row ?? statement.startPosition.row);
    const gap = perLine ? view.eol + " ".repeat(last.startPosition.column) : " ";
    return view.insertAfter(last.endIndex, `,${gap}${item}`);
  }
  return undefined;
}

function importText(wanted: RedactorImport, local: string): string {
  if (wanted.name === "*") return local === wanted.module ? `import ${local}` : `import ${wanted.module} as ${local}`;
  return `from ${wanted.module} import ${local === wanted.name ? local : `${wanted.name} as ${local}`}`;
}

/** The name itself, or one made from it that the file does not use yet. */
export function freeName(view: CodeView, name: string, suffix: string): string {
  const used = (candidate: string): boolean => {
    if (!view.text.includes(candidate)) return false;
    return view.root
      .descendantsOfType(["identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"])
      .some((node) => node !== null && node.text === candidate && !isMemberName(node));
  };
  const root = name.slice(name.lastIndexOf(".") + 1);
  if (name !== root) return name;
  if (!used(name)) return name;
  const camel = view.language !== "python";
  for (let number = 1; ; number++) {
    const tail = number === 1 ? suffix : `${suffix}${number}`;
    const candidate = camel ? name + tail[0]!.toUpperCase() + tail.slice(1) : `${name}_${tail}`;
    if (!used(candidate)) return candidate;
  }
}

/** `x` of `a.x`, or the name of a keyword argument. */
function isMemberName(node: Node): boolean {
  const parent = node.parent;
  if (!parent) return false;
  if (parent.type === "attribute") return parent.childForFieldName("attribute")?.id === node.id;
  if (parent.type === "keyword_argument") return parent.childForFieldName("name")?.id === node.id;
  return false;
}

/** Puts a statement on a line of its own: after the leading imports, else after comments and docstring. */
function insertStatement(view: CodeView, region: Span, statement: string): TextEdit {
  const { text, eol } = view;
  const header = children(view.root).filter(
    (node) => node.startIndex >= region.start && node.endIndex <= region.end && node.type !== "ERROR",
  );
  let lastImport: Node | undefined;
  let lastHeader: Node | undefined;
  let seenCode = false;
  for (const node of header) {
    if (isImport(node)) {
      lastImport = node;
      seenCode = true;
    } else if (node.type === "comment") {
      if (!seenCode && isHeaderComment(view, region, node, lastHeader)) lastHeader = node;
    } else if (isDocstring(node) && !seenCode) {
      lastHeader = node;
      seenCode = true;
    } else if (node.type === "pass_statement") {
      // A magic of a notebook, or nothing.
      seenCode = true;
    } else if (!isImportBlock(node)) break;
    else seenCode = true;
  }
  const anchor = lastImport ?? lastHeader;
  if (!anchor) {
    const at = afterMagics(view, region);
    const follows = text.slice(at, region.end);
    const blank = follows.trim() === "" || /^\s*(import|from)\s/.test(follows) ? "" : eol;
    const atEnd = at > 0 && text[at - 1] !== "\n" && at >= region.end;
    return atEnd
      ? view.insertAfter(at, eol + statement)
      : view.insertBefore(at, statement + (follows === "" && view.part.cells ? "" : eol) + blank);
  }
  const end = lineEnd(text, anchor.endIndex, region);
  const gap = lastImport ? "" : eol;
  if (end >= region.end || end >= text.length) return view.insertAfter(end, eol + gap + statement);
  const next = nextLine(text, end);
  if (next >= region.end && text[next - 1] !== "\n") return view.insertAfter(end, eol + gap + statement);
  const after = text.slice(next, region.end);
  const blankAfter = lastImport || /^[ \t]*(\r?\n|$)/.test(after) || /^(import|from)\s/.test(after) ? "" : eol;
  if (!lastImport && /^[ \t]*\r?\n/.test(after)) {
    const past = nextLine(text, next);
    const rest = text.slice(past, region.end);
    const separate = rest.trim() === "" || /^\s*\r?\n/.test(rest) ? "" : eol;
    return past >= text.length
      ? view.insertAfter(past, statement + eol)
      : view.insertBefore(past, statement + eol + separate);
  }
  return view.insertBefore(next, gap + statement + eol + blankAfter);
}

/** The end of the line's text, before its line break. */
function lineEnd(text: string, offset: number, region: Span): number {
  let at = text.indexOf("\n", offset);
  if (at < 0) at = text.length;
  if (at > offset && text.charCodeAt(at - 1) === 13) at--;
  return Math.min(at, Math.max(region.end, offset));
}

/** Comments that begin the file without a gap (shebang, encoding, licence); those right before code belong to it. */
function isHeaderComment(view: CodeView, region: Span, comment: Node, before: Node | undefined): boolean {
  if (comment.startPosition.column !== 0) return false;
  if (before && (before.type !== "comment" || comment.startPosition.row !== before.endPosition.row + 1)) return false;
  if (!before && view.text.slice(region.start, comment.startIndex).trim() !== "") return false;
  if (/^#!|coding[:=]/.test(comment.text)) return true;
  let last = comment;
  let next = comment.nextNamedSibling;
  while (next?.type === "comment" && next.startPosition.row === last.endPosition.row + 1) {
    last = next;
    next = next.nextNamedSibling;
  }
  if (next === null || isDocstring(next) || isImport(next)) return true;
  return next.startPosition.row > last.endPosition.row + 1;
}

function isDocstring(node: Node): boolean {
  return node.type === "expression_statement" && node.namedChildCount === 1 && node.namedChild(0)?.type === "string";
}

/** `try: import x …`, `if TYPE_CHECKING: import x`: part of a file's head. */
function isImportBlock(node: Node): boolean {
  if (node.type !== "try_statement" && node.type !== "if_statement") return false;
  const body = node.childForFieldName("body") ?? node.childForFieldName("consequence");
  return body !== null && children(body).some(isImport);
}

/** Past the cell magics and shell lines that a notebook cell begins with. */
function afterMagics(view: CodeView, region: Span): number {
  if (!view.part.cells) return region.start + bomLength(view.text);
  let at = region.start;
  while (at < region.end) {
    const next = Math.min(nextLine(view.text, at), region.end);
    const raw = view.toRaw({ start: at, end: Math.min(at + 1, next) });
    const first = view.document.raw.slice(raw.start, raw.start + 1);
    const blanked = /^[ \t#]*[%!]/.test(view.text.slice(at, next)) || first === "%" || first === "!";
    if (!blanked) break;
    at = next;
  }
  return at;
}

/** Offset of the line that a node begins on; for fixes that insert a line before it. */
export function lineOf(view: CodeView, node: Node): number {
  return lineStart(view.text, node.startIndex);
}
