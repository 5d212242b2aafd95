import type { Tree } from "web-tree-sitter";
import type { SourceDocument } from "../documents/document.ts";
import { openDocument } from "../documents/open.ts";
import type { Syntax } from "../documents/syntax.ts";
import type { FixSubject } from "../fixes/index.ts";
import type { FileFlows, PlaceholderFlows } from "../flow/result.ts";
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
  /** Read again where it was let go of; empty where that fails. */
  get text(): string;
  set text(next: string | undefined);
  /** Of the text that was let go of. */
  released?: string;
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
    /** Answers were still to come when it was made. */
    readonly isEarly: boolean;
  };
  prompts?: {
    readonly document: SourceDocument;
    readonly flows: FileFlows | undefined;
    readonly filled: readonly PlaceholderFlows[];
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
  /** Adds a file whose text is read when it is needed; `stamp` is the text's. */
  setStored(file: string, stamp: string): void;
  /** Lets go of a file's text, which can be read again, and of all that was made of it. */
  release(file: string): void;
  remove(file: string): void;
  /** @throws when the file is broken beyond what its reader tolerates */
  documentOf(state: FileState): SourceDocument | undefined;
  /** The tree of a document's code. It is the store's, and lasts until other trees are asked for. */
  treeOf(state: FileState, document: SourceDocument): Tree | undefined;
  linesOf(state: FileState): LineIndex;
  dispose(): void;
}

/** @param read gives the text of a file as it was set; `undefined` where it cannot */
export function createFileStore(syntax: Syntax, read: (file: string) => string | undefined): FileStore {
  const files = new Map<string, FileState>();
  const treeOrder = new Set<FileState>();

  function dropTree(state: FileState): void {
    state.tree?.delete();
    delete state.tree;
    delete state.treeText;
    state.pending = [];
    treeOrder.delete(state);
  }

  function create(file: string, given: string | undefined): FileState {
    let text = given;
    const state: FileState = {
      file,
      languageId: undefined,
      visible: undefined,
      pending: [],
      get text(): string {
        text ??= read(file) ?? "";
        return text;
      },
      set text(next) {
        text = next;
      },
    };
    files.set(file, state);
    return state;
  }

  function isSame(state: FileState, text: string): boolean {
    if (state.released === undefined) return state.text === text;
    if (state.released !== stampOf(text)) return false;
    state.text = text;
    delete state.released;
    return true;
  }

  return {
    get: (file) => files.get(file),
    all: () => files.values(),
    set({ file, text, languageId, visible, changes }) {
      const state = files.get(file);
      if (!state) {
        Object.assign(create(file, text), { languageId, visible });
        return true;
      }
      state.visible = visible;
      if (isSame(state, text) && state.languageId === languageId) return false;
      if (state.tree) {
        if (changes) state.pending.push(...changes);
        else dropTree(state);
      }
      state.text = text;
      state.languageId = languageId;
      delete state.released;
      delete state.document;
      delete state.lines;
      delete state.analysis;
      return true;
    },
    setStored(file, stamp) {
      const state = files.get(file);
      if (state) dropTree(state);
      create(file, undefined).released = stamp;
    },
    release(file) {
      const state = files.get(file);
      if (!state) return;
      dropTree(state);
      state.released ??= stampOf(state.text);
      delete state.document;
      delete state.lines;
      delete state.analysis;
      delete state.prompts;
      state.text = undefined;
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

/** Tells texts apart: their length and a hash (FNV-1a) of their code units. */
export function stampOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return `${text.length}:${hash >>> 0}`;
}
