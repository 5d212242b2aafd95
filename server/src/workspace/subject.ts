import {
  createLineIndex,
  type LineIndex,
  offsetAt,
  type Position,
  type Range,
  rangeOf,
  type Span,
  type TextChange,
} from "@promptveil/engine/model";
import type { EditedDocument } from "../documents/edited-document.ts";
import { composeNotebook, type NotebookText } from "../documents/notebook-text.ts";
import type { OpenNotebook } from "../documents/open-notebooks.ts";
import type { Words } from "../words/words.ts";
import type { DataWindow } from "./data-window.ts";

/** A place in a document as the editor knows it. */
export interface Place {
  readonly uri: string;
  /** `null` for a file that is not open. */
  readonly version: number | null;
  readonly range: Range;
}

/** What is analysed as one: a text document, an open notebook with all its cells, or a closed file. */
export interface Subject {
  readonly uri: string;
  readonly languageId?: string;
  readonly text: string;
  /** Differs whenever `text` does. */
  readonly revision: string;
  /** The documents in which findings are shown: the document itself, or the notebook's cells. */
  readonly documents: readonly string[];
  /** The place of a span of `text`; `undefined` where an open notebook shows it in no cell. */
  locate(span: Span): Place | undefined;
  /** The offset in `text` of a position in one of `documents`. */
  offsetAt(uri: string, position: Position): number | undefined;
  /** A replacement for a span of `text`, as the document at that place needs it. */
  decode(newText: string): string | undefined;
  /** Set where `text` is only a part of the document: which, in plain words. */
  readonly part?: string;
  /** The edits since the last call, where they are known. */
  takeChanges?(): readonly TextChange[] | undefined;
}

export function textSubject(document: EditedDocument): Subject {
  return {
    uri: document.uri,
    languageId: document.languageId,
    text: document.getText(),
    revision: String(document.version),
    documents: [document.uri],
    locate: (span) => placeIn(document, span),
    offsetAt: (uri, position) => (uri === document.uri ? document.offsetAt(position) : undefined),
    decode: (newText) => newText,
    takeChanges: () => document.takeChanges(),
  };
}

/** A part of a long data file. */
export function windowSubject(document: EditedDocument, window: DataWindow, words: Words): Subject {
  return {
    uri: document.uri,
    languageId: document.languageId,
    text: window.text,
    revision: `${document.version} ${window.rows.start} ${window.rows.end}`,
    documents: [document.uri],
    locate(span) {
      const whole = window.toWhole(span);
      return whole && placeIn(document, whole);
    },
    offsetAt: (uri, position) => (uri === document.uri ? window.fromWhole(document.offsetAt(position)) : undefined),
    decode: (newText) => newText,
    part: words("onlyRowsOnScreen"),
  };
}

function placeIn(document: EditedDocument, { start, end }: Span): Place {
  const range = { start: document.positionAt(start), end: document.positionAt(end) };
  return { uri: document.uri, version: document.version, range };
}

export function notebookSubject(notebook: OpenNotebook): Subject {
  const text = composed(notebook);
  const cells = notebook.cells.map((cell) => cell.document);
  return {
    uri: notebook.uri,
    text: text.raw,
    revision: cells.map((cell) => `${cell.uri} ${cell.version}`).join("\n"),
    documents: cells.map((cell) => cell.uri),
    locate(span) {
      const found = text.locate(span);
      const cell = found && cells[found.cell];
      if (!cell) return undefined;
      const range = { start: cell.positionAt(found.span.start), end: cell.positionAt(found.span.end) };
      return { uri: cell.uri, version: cell.version, range };
    },
    offsetAt(uri, position) {
      const index = cells.findIndex((cell) => cell.uri === uri);
      const offset = cells[index]?.offsetAt(position);
      return offset === undefined ? undefined : text.toRaw(index, { start: offset, end: offset }).start;
    },
    decode(newText) {
      try {
        const decoded: unknown = JSON.parse(`"${newText}"`);
        return typeof decoded === "string" ? decoded : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

export function fileSubject(uri: string, text: string): Subject {
  // Editors do not count a byte order mark; in the text of the file it is the first unit.
  const mark = text.startsWith("\uFEFF") ? 1 : 0;
  let index: LineIndex | undefined;
  const lines = () => {
    index ??= createLineIndex(text);
    return index;
  };
  const shown = ({ line, character }: Position) => ({
    line,
    character: Math.max(0, line === 0 ? character - mark : character),
  });
  return {
    uri,
    text,
    revision: "",
    documents: [uri],
    locate(span) {
      const { start, end } = rangeOf(lines(), span);
      return { uri, version: null, range: { start: shown(start), end: shown(end) } };
    },
    offsetAt(asked, { line, character }) {
      return asked === uri
        ? offsetAt(lines(), { line, character: line === 0 ? character + mark : character })
        : undefined;
    },
    decode: (newText) => newText,
  };
}

const notebookTexts = new WeakMap<EditedDocument, { readonly key: string; readonly text: NotebookText }>();

/** Composing is linear in the notebook, and several requests ask for the same revision. */
function composed(notebook: OpenNotebook): NotebookText {
  const first = notebook.cells[0]?.document;
  const key = notebook.cells.map(({ kind, document }) => `${kind} ${document.uri} ${document.version}`).join("\n");
  const known = first && notebookTexts.get(first);
  if (known?.key === key) return known.text;
  const text = composeNotebook(
    notebook.cells.map(({ kind, document }) => ({ kind, languageId: document.languageId, text: document.getText() })),
  );
  if (first) notebookTexts.set(first, { key, text });
  return text;
}
