import type { Tree } from "web-tree-sitter";
import type { Comment } from "../findings/suppression.ts";
import type { Span } from "../model/index.ts";
import type { SourceDocument } from "./document.ts";

/** Comment forms of files that are not code. */
const commentForms: Readonly<Partial<Record<SourceDocument["kind"], RegExp>>> = {
  jinja: /\{#[\s\S]*?#\}/g,
  ejs: /<%#[\s\S]*?%>/g,
  handlebars: /\{\{!--[\s\S]*?--\}\}|\{\{![\s\S]*?\}\}|<!--[\s\S]*?-->/g,
  prompty: /\{#[\s\S]*?#\}|<!--[\s\S]*?-->|(?<=^|\n)[ \t]*#[^\n\r]*promptveil[^\n\r]*/g,
  prompt: /\{\{!--[\s\S]*?--\}\}|\{\{![\s\S]*?\}\}|<!--[\s\S]*?-->|(?<=^|\n)[ \t]*#[^\n\r]*promptveil[^\n\r]*/g,
  yaml: /(?<=^|\s)#[^\n\r]*/g,
  json: /\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g,
};

/**
 * The comments of a document that mention a word; in code, with spans in the text of the code part. Code is asked
 * through its tree, so that a string which only looks like a comment is none.
 */
export function commentsWith(document: SourceDocument, tree: Tree | undefined, word: string): Comment[] {
  if (!document.raw.includes(word)) return [];
  if (document.code && tree) {
    const source = document.code.source;
    return codeComments(source.text, tree, word).map((span) => ({
      span,
      text: source.text.slice(span.start, span.end),
    }));
  }
  const form = commentForms[document.kind];
  if (!form) return [];
  const comments: Comment[] = [];
  for (const match of document.raw.matchAll(form)) {
    const text = match[0];
    const start = match.index + (text.length - text.trimStart().length);
    comments.push({ span: { start, end: match.index + text.length }, text: text.trimStart() });
  }
  return comments;
}

function codeComments(text: string, tree: Tree, word: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, from)) {
    const node = tree.rootNode.descendantForIndex(at, at + word.length);
    from = at + word.length;
    if (node?.type !== "comment") continue;
    // JSX writes a comment as an expression that holds nothing else.
    const holder = node.parent?.type === "jsx_expression" ? node.parent : node;
    spans.push({ start: holder.startIndex, end: holder.endIndex });
    from = holder.endIndex;
  }
  return spans;
}

const statementTypes = /(_statement|_declaration|^decorated_definition|^assignment|^import_.*)$/;
const compoundTypes =
  /^(function_definition|class_definition|if_statement|for_statement|for_in_statement|while_statement|with_statement|try_statement|match_statement|switch_statement|do_statement|decorated_definition|function_declaration|generator_function_declaration|class_declaration|interface_declaration|labeled_statement)$/;

/** The simple statement around a place of the code, or the place itself. */
export function statementAround(tree: Tree, span: Span): Span {
  let node = tree.rootNode.descendantForIndex(span.start, Math.max(span.start, span.end - 1));
  while (node) {
    if (compoundTypes.test(node.type)) return span;
    if (statementTypes.test(node.type)) {
      // A statement that holds whole functions is as wide as a compound one.
      return { start: node.startIndex, end: node.endIndex };
    }
    node = node.parent;
  }
  return span;
}
