import { Edit, Language, Parser, type Tree } from "web-tree-sitter";
import type { EngineHost, Span, TextChange } from "../model/index.ts";
import type { CodeLanguage } from "./document.ts";
import { useParserModule } from "./tree-walk.ts";

/** Parses code with the grammars that ship with PromptVeil. One per process is enough. */
export interface Syntax {
  /**
   * The tree of a text; the caller owns it and calls `delete()`. With the tree of the text before and the
   * changes since, only what changed is parsed again; the old tree stays the caller's to delete.
   * Indexes of nodes are UTF-16 offsets. Never fails on broken code: errors are nodes.
   */
  parse(language: CodeLanguage, text: string, previous?: PreviousTree): Tree;
  /** The tree of a part of a text, with the offsets that its nodes have in the whole. */
  parsePart(language: CodeLanguage, text: string, part: Span): Tree;
}

/**
 * The tree that a tree was parsed from, one step back. Both were alive at once, so that a node with the same id in
 * both is the same node. It may be deleted meanwhile.
 */
export const predecessors = new WeakMap<Tree, Tree>();

export interface PreviousTree {
  readonly tree: Tree;
  readonly text: string;
  readonly changes: readonly TextChange[];
}

const grammars: Readonly<Record<CodeLanguage, string>> = {
  python: "tree-sitter-python.wasm",
  typescript: "tree-sitter-typescript.wasm",
  tsx: "tree-sitter-tsx.wasm",
  // The TSX grammar reads JavaScript with JSX and Flow-style annotations alike, and spares a grammar.
  javascript: "tree-sitter-tsx.wasm",
  go: "tree-sitter-go.wasm",
};

let runtime: Promise<void> | undefined;
const loaded = new Map<string, Promise<Language>>();

function loadLanguage(host: EngineHost, asset: string): Promise<Language> {
  let language = loaded.get(asset);
  if (!language) {
    language = host.asset(asset).then((bytes) => Language.load(bytes));
    loaded.set(asset, language);
    language.catch(() => loaded.delete(asset));
  }
  return language;
}

/**
 * Loads the parser's runtime and the grammars, as bytes from the host: `tree-sitter.wasm` is the one of the
 * `web-tree-sitter` package, the grammars are those of `@vscode/tree-sitter-wasm`.
 * @throws when an asset is missing
 */
export async function loadSyntax(
  host: EngineHost,
  languages: readonly CodeLanguage[] = defaultLanguages,
): Promise<Syntax> {
  runtime ??= host.asset("tree-sitter.wasm").then(async (wasmBinary) => {
    const module = { wasmBinary };
    await Parser.init(module);
    useParserModule(module);
  });
  try {
    await runtime;
  } catch (error) {
    runtime = undefined;
    throw error;
  }
  const parsers = new Map<CodeLanguage, Parser>();
  await Promise.all(
    languages.map(async (name) => {
      const language = await loadLanguage(host, grammars[name]);
      parsers.set(name, new Parser().setLanguage(language));
    }),
  );
  const parserOf = (name: CodeLanguage): Parser => {
    const parser = parsers.get(name);
    if (!parser) throw new Error(`the grammar of ${name} is not loaded`);
    return parser;
  };
  return {
    parsePart(name, text, { start, end }) {
      const range = {
        startIndex: start,
        endIndex: end,
        startPosition: pointAt(text, start),
        endPosition: pointAt(text, end),
      };
      const tree = parserOf(name).parse(text, undefined, { includedRanges: [range] });
      if (!tree) throw new Error("the parser was stopped");
      return tree;
    },
    parse(name, text, previous) {
      const parser = parserOf(name);
      const old = previous && editTree(previous);
      const tree = parser.parse(text, old);
      old?.delete();
      if (!tree) throw new Error("the parser was stopped");
      if (previous) {
        predecessors.delete(previous.tree);
        predecessors.set(tree, previous.tree);
      }
      return tree;
    },
  };
}

export const defaultLanguages: readonly CodeLanguage[] = ["python", "typescript", "tsx", "javascript", "go"];

/** A copy of the tree with the changes told to it; the caller deletes it. */
function editTree(previous: PreviousTree): Tree {
  const tree = previous.tree.copy();
  let text = previous.text;
  for (const { span, newText } of previous.changes) {
    const after = text.slice(0, span.start) + newText + text.slice(span.end);
    const newEnd = span.start + newText.length;
    tree.edit(
      new Edit({
        startIndex: span.start,
        oldEndIndex: span.end,
        newEndIndex: newEnd,
        startPosition: pointAt(text, span.start),
        oldEndPosition: pointAt(text, span.end),
        newEndPosition: pointAt(after, newEnd),
      }),
    );
    text = after;
  }
  return tree;
}

/** The parser counts rows by `\n` alone. */
function pointAt(text: string, offset: number): { row: number; column: number } {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", lineStart)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}
