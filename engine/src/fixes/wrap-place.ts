import type { Node, Tree } from "web-tree-sitter";
import type { Span, TextEdit } from "../model/index.ts";

/** Where a call can be put around a value. */
export interface WrapPlace {
  /** What the call goes around, in the code. */
  readonly span: Span;
  /** The expression itself. */
  readonly node: Node;
  /** Stands before the call: `email: ` for a shorthand property. */
  readonly outerBefore: string;
  /** Around the expression, inside the call: parentheses, a conversion. */
  readonly innerBefore: string;
  readonly innerAfter: string;
  /** The quote a string literal may have here; empty where none can be written. */
  readonly quote: string;
  /** Further edits that the call makes necessary, such as a format that asks for a number. */
  readonly also: readonly TextEdit[];
  /** The value is no string: a record, a list, a number. */
  readonly notText: boolean;
  /** The value is spread into a record or a list, so that it must stay one. */
  readonly spread: boolean;
  /** `await` may stand here. */
  readonly canAwait: boolean;
}

export interface WrapOptions {
  /** Whether a callee, as written, is a redactor of this file. */
  isRedactor(callee: string): boolean;
  /** The redactor takes records: the call goes around the record, before it becomes text. */
  readonly acceptsAnything: boolean;
}

/** Nodes that open a function, in Python and in TypeScript and JavaScript. */
export const functionTypes: ReadonlySet<string> = new Set([
  "function_definition",
  "lambda",
  "function_declaration",
  "function_expression",
  "arrow_function",
  "method_definition",
  "generator_function_declaration",
]);

/** The outermost named node that covers exactly a span, white space at the ends aside. */
export function exactNode(root: Node, text: string, span: Span): Node | undefined {
  let { start, end } = span;
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  if (start >= end) return undefined;
  const node = root.namedDescendantForIndex(start, end - 1);
  if (!node || node.startIndex !== start || node.endIndex !== end) return undefined;
  return node;
}

/** The node, or the innermost of its parents, that has one of the types; stops at `until`. */
export function closest(node: Node, types: ReadonlySet<string>, until?: ReadonlySet<string>): Node | undefined {
  for (let at: Node | null = node; at; at = parentOf(at)) {
    if (types.has(at.type)) return at;
    if (until?.has(at.type)) return undefined;
  }
  return undefined;
}

const parents = new WeakMap<Tree, Map<number, Node | null>>();

/** A node's parent, remembered: the parser finds it by walking down from the root each time. */
export function parentOf(node: Node): Node | null {
  let known = parents.get(node.tree);
  if (!known) {
    known = new Map();
    parents.set(node.tree, known);
  }
  let parent = known.get(node.id);
  if (parent === undefined) {
    parent = node.parent;
    known.set(node.id, parent);
  }
  return parent;
}

export function isField(parent: Node, field: string, node: Node): boolean {
  return parent.childrenForFieldName(field).some((child) => child?.id === node.id);
}

export function namedChildren(node: Node): Node[] {
  return node.namedChildren.filter((child): child is Node => child !== null && child.type !== "comment");
}

export function spanOfNode(node: Node): Span {
  return { start: node.startIndex, end: node.endIndex };
}
