import type { Node } from "web-tree-sitter";
import type { Span, TextEdit } from "../model/index.ts";
import { type CodeView, indentAt, lineStart, nextLine, withCode, writesCode } from "./code-view.ts";
import type { FixResult } from "./edits.ts";
import type { FixHost, FixSubject } from "./subject.ts";
import { exactNode, namedChildren } from "./wrap-place.ts";

/** Rules whose finding is an argument that the call works without. */
const dropsArguments = new Set(["PV105"]);

export function dropTitle(host: FixHost, subject: FixSubject): string | undefined {
  const built = dropOf(host, subject);
  if (!built) return undefined;
  const { what, edits } = built;
  return edits.length === 1 ? `Drop the ${what}` : `Drop ${edits.length} ${what}s`;
}

/** Leaves the data out: the entry of the record, or the line of the prompt that holds nothing else. */
export function buildDrop(host: FixHost, subject: FixSubject): FixResult | undefined {
  const built = dropOf(host, subject);
  if (!built) return undefined;
  const { edits } = built;
  return {
    files: [{ file: subject.file, edits, shared: [], claims: edits.map((edit) => edit.span) }],
    creates: [],
  };
}

interface Drop {
  readonly what: "field" | "line" | "argument";
  readonly edits: readonly TextEdit[];
}

function dropOf(host: FixHost, subject: FixSubject): Drop | undefined {
  const document = host.document(subject.file);
  if (!document) return undefined;
  const entries = subject.entries ?? [];
  if (entries.length > 0) {
    if (entries.some((entry) => entry.file !== subject.file)) return undefined;
    const drop = (view: CodeView): Drop | undefined => {
      if (!writesCode(view.language)) return undefined;
      const drops = entries.map((entry) => {
        const span = view.toCode(entry.span);
        return span && dropEntry(view, span, dropsArguments.has(subject.rule));
      });
      return combine(drops);
    };
    return withCode(
      host,
      document,
      drop,
      entries.map(({ span }) => span),
    );
  }
  const placeholders = subject.placeholders ?? [];
  if (placeholders.length === 0 || document.code) return undefined;
  return combine(placeholders.map(({ span }) => dropTemplateLine(document.raw, span)));
}

function combine(drops: readonly (Drop | undefined)[]): Drop | undefined {
  const edits: TextEdit[] = [];
  let what: Drop["what"] | undefined;
  for (const drop of drops) {
    if (!drop || (what !== undefined && what !== drop.what)) return undefined;
    what = drop.what;
    for (const edit of drop.edits) {
      if (edits.some((other) => other.span.start === edit.span.start && other.span.end === edit.span.end)) continue;
      if (edits.some((other) => other.span.start < edit.span.end && edit.span.start < other.span.end)) return undefined;
      edits.push(edit);
    }
  }
  return what === undefined || edits.length === 0 ? undefined : { what, edits };
}

const containers = new Set(["dictionary", "object"]);

function dropEntry(view: CodeView, span: Span, argumentsToo: boolean): Drop | undefined {
  const exact = exactNode(view.root, view.text, span);
  if (!exact) return undefined;
  for (let node: Node | null = exact; node; node = node.parent) {
    const parent: Node | null = node.parent;
    if (!parent) return undefined;
    if (node.type === "interpolation" || node.type === "template_substitution") return dropHoleLine(view, node);
    if (node.type === "keyword_argument") {
      return argumentsToo ? { what: "argument", edits: [dropItem(view, parent, node)] } : undefined;
    }
    const entry = node.type === "pair" || node.type === "shorthand_property_identifier";
    if (entry && containers.has(parent.type)) {
      const key = node.childForFieldName("key")?.text.replace(/["']/g, "");
      // A message without its content, or a call without its prompt, is no message and no call.
      if (key !== undefined && /^(content|text|role|messages|prompt|input|system|parts|model|type)$/.test(key)) {
        return undefined;
      }
      return { what: "field", edits: [dropItem(view, parent, node)] };
    }
    if (node !== exact && node.type !== "parenthesized_expression") return undefined;
  }
  return undefined;
}

/** The item with its comma, and with its line where it has one of its own. */
function dropItem(view: CodeView, parent: Node, item: Node): TextEdit {
  const items = namedChildren(parent);
  const index = items.findIndex((other) => other.id === item.id);
  const { text } = view;
  const comma = /^\s*,/.exec(text.slice(item.endIndex));
  let start = item.startIndex;
  let end = item.endIndex + (comma ? comma[0].length : 0);
  const previous = index > 0 ? items[index - 1] : undefined;
  if (previous && !comma && /^\s*,\s*$/.test(text.slice(previous.endIndex, start))) {
    return view.replace({ start: previous.endIndex, end }, "");
  }
  const line = lineStart(text, start);
  const lineStarts = text.slice(line, start).trim() === "";
  const rest = /^[ \t]*(\r?\n|$)/.exec(text.slice(end));
  if (lineStarts && rest && text[end + rest[0].length - 1] === "\n") {
    start = line;
    end += rest[0].length;
  } else if (comma) {
    end += /^[ \t]*/.exec(text.slice(end))![0].length;
  } else if (previous) start = previous.endIndex;
  return view.replace({ start, end }, "");
}

/** A line of a multi-line string that is a label and this hole: `Email: {customer.email}`. */
function dropHoleLine(view: CodeView, hole: Node): Drop | undefined {
  const literal = hole.parent;
  if (!literal) return undefined;
  const { text } = view;
  const start = lineStart(text, hole.startIndex);
  const end = nextLine(text, hole.endIndex);
  if (start <= literal.startIndex || end >= literal.endIndex) return undefined;
  if (!isLabelled(text.slice(start, hole.startIndex), text.slice(hole.endIndex, end))) return undefined;
  return { what: "line", edits: [view.replace({ start, end }, "")] };
}

function dropTemplateLine(raw: string, span: Span): Drop | undefined {
  const start = lineStart(raw, span.start);
  const end = nextLine(raw, span.end);
  if (!isLabelled(raw.slice(start, span.start), raw.slice(span.end, end))) return undefined;
  if (indentAt(raw, start).length === 0 && start === 0 && end === raw.length) return undefined;
  return { what: "line", edits: [{ span: { start, end }, newText: "" }] };
}

/** Nothing but a short label stands before, and nothing but punctuation after. */
function isLabelled(before: string, after: string): boolean {
  return /^\s*([-*•#>]\s*)?([\p{L}\p{N} _'"*()/-]{0,40}[:=]\s*)?["']?$/u.test(before) && /^["']?[\s.,;]*$/.test(after);
}
