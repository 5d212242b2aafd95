import { getNodeValue, type Node, type ParseError, parseTree } from "jsonc-parser";
import type { Span } from "../model/index.ts";
import type { CodeLanguage, CodePart, DocumentProblem } from "./document.ts";
import { appendJsonString, escapeJson } from "./json-text.ts";
import { neutralizeMagics } from "./magics.ts";
import { createMappedTextBuilder } from "./mapped-text.ts";

export interface NotebookParts {
  readonly code?: CodePart;
  readonly problems: readonly DocumentProblem[];
}

/** The code cells of a notebook (nbformat 4), joined in order as one module, each mapped to the raw JSON. */
export function readNotebook(raw: string): NotebookParts {
  const errors: ParseError[] = [];
  const root = parseTree(raw.charCodeAt(0) === 0xfeff ? ` ${raw.slice(1)}` : raw, errors);
  const problems: DocumentProblem[] = errors.slice(0, 1).map(({ offset, length }) => ({
    message: "The notebook is not valid JSON.",
    span: { start: offset, end: offset + length },
  }));
  const cellNodes = child(root, "cells")?.children;
  const language = root && notebookLanguage(root);
  if (!cellNodes || !language) return { problems };
  const builder = createMappedTextBuilder();
  const cells: { index: number; span: Span }[] = [];
  for (const [index, cell] of cellNodes.entries()) {
    if (stringAt(cell, "cell_type") !== "code") continue;
    const source = child(cell, "source");
    const strings =
      source?.type === "string" ? [source] : (source?.children ?? []).filter((part) => part.type === "string");
    const start = builder.length;
    for (const part of strings) appendJsonString(builder, raw, part.offset + 1, part.offset + part.length - 1);
    cells.push({ index, span: { start, end: builder.length } });
    // Two newlines keep cells apart even where the first ends in a continued line.
    const last = strings.at(-1);
    const at = last ? last.offset + last.length - 1 : cell.offset;
    builder.decoded("\n\n", at, at);
  }
  const source = builder.build(escapeJson);
  const text =
    language === "python"
      ? neutralizeMagics(
          source.text,
          cells.map((cell) => cell.span),
        )
      : source.text;
  return { code: { language, source: { ...source, text }, cells }, problems };
}

function notebookLanguage(root: Node): CodeLanguage | undefined {
  const metadata = child(root, "metadata");
  const name =
    stringAt(child(metadata, "language_info"), "name") ??
    stringAt(child(metadata, "kernelspec"), "language") ??
    "python";
  if (/^i?python\d?$/i.test(name)) return "python";
  if (/^typescript$/i.test(name)) return "typescript";
  if (/^(javascript|node|deno)$/i.test(name)) return "javascript";
  return undefined;
}

function child(node: Node | undefined, name: string): Node | undefined {
  for (const property of node?.children ?? []) {
    if (property.type === "property" && property.children?.[0]?.value === name) return property.children[1];
  }
  return undefined;
}

function stringAt(node: Node | undefined, name: string): string | undefined {
  const value = child(node, name);
  return value?.type === "string" ? String(getNodeValue(value)) : undefined;
}
