import type { Range } from "vscode-languageserver";
import { type DataWindow, dataWindow } from "../workspace/data-window.ts";
import type { EditedDocument } from "./edited-document.ts";

/** Which part of each open data file is checked: around the rows that are on screen. */
export interface VisibleRows {
  /** What a document is, as the engine names kinds. */
  learnKind(uri: string, kind: string): void;
  /** What an editor shows of a document; whether another part of it is to be checked now. */
  show(document: EditedDocument, ranges: readonly Range[]): boolean;
  /** `undefined` where the document is checked as a whole. */
  windowOf(document: EditedDocument): DataWindow | undefined;
  forget(uri: string): void;
}

interface Shown {
  kind?: string;
  visible?: Range;
  last?: { readonly version: number; readonly window: DataWindow | undefined };
}

export function createVisibleRows(): VisibleRows {
  const byUri = new Map<string, Shown>();

  function stateOf(uri: string): Shown {
    const state = byUri.get(uri) ?? {};
    byUri.set(uri, state);
    return state;
  }

  function windowOf(document: EditedDocument): DataWindow | undefined {
    const state = byUri.get(document.uri);
    if (state?.kind === undefined) return undefined;
    if (state.last?.version !== document.version) {
      const window = dataWindow(state.kind, document.getText(), visibleSpan(document, state.visible));
      state.last = { version: document.version, window };
    }
    return state.last.window;
  }

  return {
    learnKind(uri, kind) {
      const state = stateOf(uri);
      if (state.kind !== kind) delete state.last;
      state.kind = kind;
    },
    show(document, ranges) {
      const first = ranges[0];
      const last = ranges.at(-1);
      if (!first || !last) return false;
      const state = stateOf(document.uri);
      const window = windowOf(document);
      state.visible = { start: first.start, end: last.end };
      const { start, end } = visibleSpan(document, state.visible);
      if (!window || (window.rows.start <= start && end <= window.rows.end)) return false;
      delete state.last;
      const next = windowOf(document);
      return next?.rows.start !== window.rows.start || next.rows.end !== window.rows.end;
    },
    windowOf,
    forget: (uri) => void byUri.delete(uri),
  };
}

function visibleSpan(document: EditedDocument, visible: Range | undefined): { start: number; end: number } {
  if (!visible) return { start: 0, end: 0 };
  return { start: document.offsetAt(visible.start), end: document.offsetAt(visible.end) };
}
