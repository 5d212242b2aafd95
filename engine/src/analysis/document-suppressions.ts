import type { Tree } from "web-tree-sitter";
import { commentsWith, statementAround } from "../documents/comments.ts";
import type { SourceDocument } from "../documents/document.ts";
import { fromRaw } from "../documents/mapped-text.ts";
import { directive, readSuppressions, type Suppression } from "../findings/suppression.ts";
import type { Span } from "../model/index.ts";

/**
 * Suppressions are read where the comments are: in the code of a notebook's cells, not in its JSON.
 * @param treeOf asked only where the text mentions a suppression at all
 */
export function suppressionsOf(document: SourceDocument, treeOf: () => Tree | undefined): Suppression[] {
  if (!document.raw.includes(directive)) return [];
  const tree = treeOf();
  const source = document.code?.source;
  if (!source || source.text === document.raw) {
    return readSuppressions(document.raw, commentsWith(document, tree, directive));
  }
  return readSuppressions(source.text, commentsWith(document, tree, directive)).map((suppression) => ({
    ...suppression,
    span: source.toRaw(suppression.span),
    covers: source.toRaw(suppression.covers),
  }));
}

/** The simple statement around a place, which a comment above its first line covers. */
export function statementOf(document: SourceDocument, tree: Tree | undefined, span: Span): Span {
  if (!document.code || !tree) return span;
  const { source } = document.code;
  return source.toRaw(statementAround(tree, fromRaw(source, span)));
}
