import type { Node } from "web-tree-sitter";
import type { SourceDocument } from "../documents/document.ts";
import type { RuleId, Span, TextEdit } from "../model/index.ts";
import { type CodeView, eolOf, indentAt, lineStart, withCode } from "./code-view.ts";
import type { FixResult } from "./edits.ts";
import type { FixHost, FixSubject } from "./subject.ts";
import { parentOf } from "./wrap-place.ts";

/** The reason that stands in a suppression until its author writes their own. */
export const defaultReason = "reviewed, this data is needed here";

export function suppressTitle(host: FixHost, subject: FixSubject): string | undefined {
  return buildSuppress(host, subject) ? `Ignore ${subject.rule} here, with a reason` : undefined;
}

/** Puts a `promptveil-ignore` comment on a line of its own before the statement, tag or line of the finding. */
export function buildSuppress(
  host: FixHost,
  subject: FixSubject,
  reason: string = defaultReason,
): FixResult | undefined {
  const document = host.document(subject.file);
  if (!document || subject.rule === "PV501") return undefined;
  const why = reason.replace(/\s+/g, " ").replace(/\*\/|-->|#}|}}/g, "");
  const matches = [{ rule: subject.rule, span: subject.span }, ...(subject.alsoMatches ?? [])];
  const edits = document.code
    ? withCode(
        host,
        document,
        (view) => {
          const places = matches.map(({ rule, span }) => ({ rule, place: placeInCode(view, span) }));
          return commentsAt(places, (place, directive) => commentInCode(view, place, directive), why);
        },
        matches.map(({ span }) => span),
      )
    : commentsAt(
        matches.map(({ rule, span }) => ({ rule, place: { offset: lineStart(document.raw, span.start), jsx: false } })),
        (place, directive) => commentInText(document, place.offset, directive),
        why,
      );
  if (!edits) return undefined;
  return {
    files: [{ file: document.file, edits, shared: [], claims: edits.map((edit) => edit.span) }],
    creates: [],
  };
}

/** One comment for each place, naming the rules there; `undefined` when one of the places can have none. */
function commentsAt(
  matches: readonly { readonly rule: RuleId; readonly place: CommentPlace | undefined }[],
  comment: (place: CommentPlace, directive: string) => TextEdit | undefined,
  reason: string,
): TextEdit[] | undefined {
  const byOffset = new Map<number, { readonly place: CommentPlace; readonly rules: Set<RuleId> }>();
  for (const { rule, place } of matches) {
    if (!place) return undefined;
    const known = byOffset.get(place.offset);
    if (known) known.rules.add(rule);
    else byOffset.set(place.offset, { place, rules: new Set([rule]) });
  }
  const edits: TextEdit[] = [];
  for (const { place, rules } of byOffset.values()) {
    const edit = comment(place, `promptveil-ignore ${[...rules].join(", ")} -- ${reason}`);
    if (!edit) return undefined;
    edits.push(edit);
  }
  return edits;
}

function placeInCode(view: CodeView, raw: Span): CommentPlace | undefined {
  const span = view.toCode(raw);
  const node = span && view.root.namedDescendantForIndex(span.start, Math.max(span.start, span.end - 1));
  if (!node) return undefined;
  const place = view.language === "python" ? pythonPlace(view, node) : scriptPlace(view, node);
  // Something else may stand before it on the line, so that a line comment there would swallow it.
  if (!place || view.text.slice(lineStart(view.text, place.offset), place.offset).trim() !== "") return undefined;
  return view.text.startsWith("#!", place.offset) ? undefined : place;
}

function commentInCode(view: CodeView, place: CommentPlace, directive: string): TextEdit {
  const indent = indentAt(view.text, place.offset);
  const comment =
    view.language === "python" ? `# ${directive}` : place.jsx ? `{/* ${directive} */}` : `// ${directive}`;
  return view.insertBefore(place.offset - indent.length, `${indent}${comment}${view.eol}`);
}

interface CommentPlace {
  readonly offset: number;
  readonly jsx: boolean;
}

const pythonLines = /_statement$|^(function_definition|class_definition|decorated_definition|decorator)$/;

/** The first token of the line's statement, or of a smaller part that begins the finding's line. */
function pythonPlace(view: CodeView, node: Node): CommentPlace | undefined {
  const line = startingOn(view, node, stringTypes);
  if (line) return { offset: line, jsx: false };
  for (let at: Node | null = node; at; at = parentOf(at)) {
    if (!pythonLines.test(at.type)) continue;
    const start = lineStart(view.text, at.startIndex);
    if (view.text.slice(start, at.startIndex).trim() === "" && !insideString(at))
      return { offset: at.startIndex, jsx: false };
  }
  return undefined;
}

const stringTypes = new Set(["string", "concatenated_string", "template_string", "jsx_text", "raw_string_literal"]);

/** Offset of the first code on the finding's own line, when a comment can stand before it: not within a string. */
function startingOn(view: CodeView, node: Node, strings: ReadonlySet<string>): number | undefined {
  let at: Node = node;
  for (let parent: Node | null = node; parent; parent = parentOf(parent)) {
    if (strings.has(parent.type)) at = parent;
    if (isJsx(parent)) return undefined;
  }
  if (at.startPosition.row !== node.startPosition.row) return undefined;
  const start = lineStart(view.text, at.startIndex);
  const first = start + indentAt(view.text, at.startIndex).length;
  const token = view.root.descendantForIndex(first, first);
  for (let parent: Node | null = token; parent; parent = parentOf(parent)) {
    if (strings.has(parent.type) && parent.startIndex < first) return undefined;
    if (isJsx(parent) && parent.startIndex < first) return undefined;
  }
  return isContinued(view, start) ? undefined : first;
}

/** The line before ends in a backslash, so that a comment would break the statement. */
function isContinued(view: CodeView, start: number): boolean {
  return /\\\r?\n$/.test(view.text.slice(Math.max(0, start - 3), start));
}

function insideString(node: Node): boolean {
  for (let at: Node | null = parentOf(node); at; at = parentOf(at)) if (stringTypes.has(at.type)) return true;
  return false;
}

function isJsx(node: Node): boolean {
  return node.type === "jsx_element" || node.type === "jsx_self_closing_element" || node.type === "jsx_fragment";
}

/** Statements whose first line a comment above covers the whole of; not those that hold other statements. */
const scriptLines =
  /^(expression_statement|return_statement|short_var_declaration|assignment_statement|throw_statement|lexical_declaration|variable_declaration|export_statement|import_statement|public_field_definition)$/;

function scriptPlace(view: CodeView, node: Node): CommentPlace | undefined {
  const jsx = jsxPlace(view, node);
  if (jsx) return jsx;
  const line = startingOn(view, node, stringTypes);
  if (line !== undefined) return { offset: line, jsx: false };
  for (let at: Node | null = node; at; at = parentOf(at)) {
    if (!scriptLines.test(at.type) || insideString(at)) continue;
    const start = lineStart(view.text, at.startIndex);
    if (view.text.slice(start, at.startIndex).trim() === "") return { offset: at.startIndex, jsx: false };
  }
  return undefined;
}

/** Before a child of an element, which begins a line, a comment is written as an expression. */
function jsxPlace(view: CodeView, node: Node): CommentPlace | undefined {
  for (let at: Node | null = node; at; at = parentOf(at)) {
    const parent: Node | null = parentOf(at);
    if (!parent || (parent.type !== "jsx_element" && parent.type !== "jsx_fragment")) continue;
    if (at.type === "jsx_opening_element" || at.type === "jsx_closing_element" || at.type === "jsx_text") continue;
    const start = lineStart(view.text, at.startIndex);
    if (view.text.slice(start, at.startIndex).trim() === "") return { offset: at.startIndex, jsx: true };
  }
  return undefined;
}

function commentInText(document: SourceDocument, start: number, directive: string): TextEdit | undefined {
  const { raw, kind } = document;
  const eol = eolOf(raw);
  const indent = indentAt(raw, start);
  switch (kind) {
    case "prompty":
    case "prompt":
      if (inFrontMatter(raw, start)) return insert(start, `${indent}# ${directive}${eol}`);
      if (kind === "prompty") return insert(start, `${indent}{# ${directive} #}${eol}`);
      if (document.file.endsWith(".prompt")) return insert(start, `${indent}{{!-- ${directive} --}}${eol}`);
      return insert(start, `${indent}<!-- ${directive} -->${eol}`);
    case "jinja":
      return insert(start, `${indent}{# ${directive} #}${eol}`);
    case "handlebars":
      return insert(start, `${indent}{{!-- ${directive} --}}${eol}`);
    case "ejs":
      return insert(start, `${indent}<%# ${directive} %>${eol}`);
    case "yaml":
      return inBlockScalar(raw, start) ? undefined : insert(start, `${indent}# ${directive}${eol}`);
    default:
      return undefined;
  }
}

/** Between the `---` lines that a prompt file begins with. */
function inFrontMatter(raw: string, start: number): boolean {
  const head = /^\uFEFF?---[ \t]*\r?\n[\s\S]*?\n---[ \t]*(?=\r?\n|$)/.exec(raw);
  return head !== null && start > 0 && start < head[0].length;
}

function insert(offset: number, newText: string): TextEdit {
  return { span: { start: offset, end: offset }, newText };
}

/** A line of a `|` or `>` scalar, or of a scalar that goes on: a `#` there is text. */
function inBlockScalar(raw: string, start: number): boolean {
  const indent = indentAt(raw, start).length;
  for (let end = start - 1; end >= 0; ) {
    const begin = lineStart(raw, end);
    const line = raw.slice(begin, end);
    end = begin - 1;
    if (line.trim() === "" || /^ */.exec(line)![0].length >= indent) continue;
    return /[|>][-+0-9]*\s*(#.*)?$/.test(line) || !/^\s*(-\s|[^#]*:(\s|$))/.test(line);
  }
  return false;
}
