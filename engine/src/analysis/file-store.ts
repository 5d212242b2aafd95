import type { Tree } from "web-tree-sitter";
import type { SourceDocument } from "../documents/document.ts";
import { openDocument } from "../documents/open.ts";
import type { Syntax } from "../documents/syntax.ts";
import type { FixSubject } from "../fixes/index.ts";
import type { FileFlows } from "../flow/result.ts";
import {
  createLineIndex,
  type FileAnalysis,
  type FileInput,
  type LineIndex,
  type Policy,
  type ReconstructedPrompt,
  type Span,
  type TextChange,
} from "../model/index.ts";

/** Syntax trees that are kept for incremental parsing; the oldest goes first. */
const keptTrees = 16;

/** A file and what was made of its text so far. */
export interface FileState {
  readonly file: string;
  text: string;
  languageId: string | undefined;
  visible: Span | undefined;
  /** Opened when first needed; `undefined` in it for kinds of no interest. */
  document?: SourceDocument | undefined;
  lines?: LineIndex;
  analysis?: {
    readonly policy: Policy;
    readonly visible: Span | undefined;
    readonly result: FileAnalysis;
    readonly fixable: ReadonlyMap<string, FixSubject>;
  };
  prompts?: {
    readonly document: SourceDocument;
    readonly flows: FileFlows | undefined;
    readonly policy: Policy;
    readonly list: readonly ReconstructedPrompt[];
  };
  tree?: Tree;
  /** What the tree was parsed from, and the changes since. */
  treeText?: string;
  pending: TextChange[];
}

/** The files of a workspace folder with their documents and syntax trees, each made once and only when needed. */
export interface FileStore {
  get(file: string): FileState | undefined;
  all(): Iterable<FileState>;
  /** Whether the text changed, or the file is new. */
  set(input: FileInput): boolean;
  remove(file: string): void;
  /** @throws when the file is broken beyond what its reader tolerates */
  documentOf(state: FileState): SourceDocument | undefined;
  /** The tree of a document's code. It is the store's, and lasts until other trees are asked for. */
  treeOf(state: FileState, document: SourceDocument): Tree | undefined;
  linesOf(state: FileState): LineIndex;
  dispose(): void;
}

export function createFileStore(syntax: Syntax): FileStore {
  const files = new Map<string, FileState>();
  const treeOrder = new Set<FileState>();

  function dropTree(state: FileState): void {
    state.tree?.delete();
    delete state.tree;
    delete state.treeText;
    state.pending = [];
    treeOrder.delete(state);
  }

  return {
    get: (file) => files.get(file),
    all: () => files.values(),
    set({ file, text, languageId, visible, changes }) {
      const state = files.get(file);
      if (!state) {
        files.set(file, { file, text, languageId, visible, pending: [] });
        return true;
      }
      state.visible = visible;
      if (state.text === text && state.languageId === languageId) return false;
      if (state.tree) {
        if (changes) state.pending.push(...changes);
        else dropTree(state);
      }
      state.text = text;
      state.languageId = languageId;
      delete state.document;
      delete state.lines;
      delete state.analysis;
      return true;
    },
    remove(file) {
      const state = files.get(file);
      if (state) dropTree(state);
      files.delete(file);
    },
    documentOf(state) {
      if (!("document" in state)) {
        const { file, text, languageId } = state;
        state.document = openDocument(languageId === undefined ? { file, text } : { file, text, languageId });
      }
      return state.document;
    },
    treeOf(state, { code, raw }) {
      if (!code) return undefined;
      const { text } = code.source;
      if (state.tree && state.treeText === text) {
        treeOrder.delete(state);
        treeOrder.add(state);
        return state.tree;
      }
      // Changes are of the raw text, which only whole-file code shares with its parser.
      const isIncremental = state.tree && state.treeText !== undefined && text === raw && state.pending.length > 0;
      const tree = syntax.parse(
        code.language,
        text,
        isIncremental ? { tree: state.tree!, text: state.treeText!, changes: state.pending } : undefined,
      );
      dropTree(state);
      state.tree = tree;
      state.treeText = text;
      treeOrder.add(state);
      if (treeOrder.size > keptTrees) dropTree(treeOrder.values().next().value!);
      return tree;
    },
    linesOf(state) {
      state.lines ??= createLineIndex(state.text);
      return state.lines;
    },
    dispose() {
      for (const state of files.values()) dropTree(state);
      files.clear();
    },
  };
}
