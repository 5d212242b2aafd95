import { findNodeAtOffset, parseTree } from "jsonc-parser";
import type { Node } from "web-tree-sitter";
import { entityTypeOf, placeholder } from "../anonymize/placeholder.ts";
import type { SourceDocument } from "../documents/document.ts";
import type { EntityType, Span, TextEdit } from "../model/index.ts";
import { lineStart, nextLine, withCode } from "./code-view.ts";
import type { FixResult } from "./edits.ts";
import type { FixHost, FixSubject } from "./subject.ts";

interface Replacement {
  readonly span: Span;
  readonly type: EntityType;
}

export function replaceTitle(subject: FixSubject): string | undefined {
  const list = replacements(subject);
  if (list.length === 0) return undefined;
  return list.length === 1
    ? `Replace with ${placeholder(list[0]!.type)}`
    : `Replace ${list.length} values with placeholders`;
}

function replacements(subject: FixSubject): Replacement[] {
  const literals = subject.literals ?? [];
  const holes = (subject.placeholders ?? []).map(({ span, category }) => ({
    span,
    type: entityTypeOf(category) ?? "PERSONAL_DATA",
  }));
  return [...literals, ...holes].filter(({ span }) => span.end > span.start);
}

/** Puts a placeholder such as `<EMAIL_ADDRESS>` where each piece of personal data stands. */
export function buildReplace(host: FixHost, subject: FixSubject): FixResult | undefined {
  const document = host.document(subject.file);
  const list = replacements(subject);
  if (!document || list.length === 0) return undefined;
  const edits: TextEdit[] = [];
  for (const { span, type } of list) {
    const text = placeholder(type);
    if (document.raw.slice(span.start, span.end) === text) continue;
    const edit = replaceIn(host, document, span, text);
    if (!edit) return undefined;
    edits.push(edit);
  }
  if (edits.length === 0) return undefined;
  return {
    files: [{ file: document.file, edits, shared: [], claims: edits.map((edit) => edit.span) }],
    creates: [],
  };
}

function replaceIn(host: FixHost, document: SourceDocument, span: Span, text: string): TextEdit | undefined {
  switch (document.kind) {
    case "json":
    case "jsonl":
      return replaceInJson(document, span, text);
    case "yaml":
      return replaceInYaml(document, span, text);
    default:
      return document.code
        ? withCode(host, document, (view) => {
            const inCode = view.toCode(span);
            if (!inCode) return { span, newText: text };
            const node = view.root.namedDescendantForIndex(inCode.start, Math.max(inCode.start, inCode.end - 1));
            return node ? replaceInCode(view.replace, node, inCode, text) : undefined;
          })
        : { span, newText: text };
  }
}

const numbers = new Set(["integer", "float", "number"]);

function replaceInCode(
  replace: (span: Span, newText: string) => TextEdit,
  node: Node,
  span: Span,
  text: string,
): TextEdit | undefined {
  if (numbers.has(node.type)) return replace({ start: node.startIndex, end: node.endIndex }, `"${text}"`);
  if (node.type === "jsx_text") return replace(span, `{"${text}"}`);
  if (node.type === "identifier" || node.type === "property_identifier") return undefined;
  return replace(span, text);
}

/** A number becomes a string; within a string the placeholder needs no escapes. */
function replaceInJson(document: SourceDocument, span: Span, text: string): TextEdit {
  if (!/^-?[\d.eE+-]+$/.test(document.raw.slice(span.start, span.end))) return { span, newText: text };
  const { raw } = document;
  const from = document.kind === "jsonl" ? lineStart(raw, span.start) : 0;
  const tree = parseTree(document.kind === "jsonl" ? raw.slice(from, nextLine(raw, span.start)) : raw);
  const node = tree && findNodeAtOffset(tree, span.start - from, true);
  if (node?.type !== "number") return { span, newText: text };
  const start = from + node.offset;
  return { span: { start, end: start + node.length }, newText: `"${text}"` };
}

/** A plain scalar that begins with the placeholder's `<` is fine; one that is a tag, an alias or a key is quoted. */
function replaceInYaml(document: SourceDocument, span: Span, text: string): TextEdit {
  return { span, newText: document.raw.slice(span.start - 1, span.start) === "<" ? `"${text}"` : text };
}
