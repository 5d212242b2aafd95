import type { Span, TextChange } from "@promptveil/engine";
import type { TextDocumentContentChangeEvent } from "vscode-languageserver";
import { type Position, type Range, TextDocument } from "vscode-languageserver-textdocument";

/** An open document that remembers how it was edited, so that the parser can work incrementally. */
export interface EditedDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  getText(range?: Range): string;
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
  /**
   * The edits since the last call, one after another, each on the text that the one before it left; `undefined`
   * where the text was replaced as a whole.
   */
  takeChanges(): readonly TextChange[] | undefined;
}

interface State extends EditedDocument {
  document: TextDocument;
  changes: TextChange[] | undefined;
}

/** More edits than this since the last analysis are not worth following one by one. */
const followedChanges = 200;

/** Makes and updates documents for `TextDocuments` of `vscode-languageserver`, whose own keep no edits. */
export const editedDocuments = {
  create(uri: string, languageId: string, version: number, content: string): EditedDocument {
    const state: State = {
      document: TextDocument.create(uri, languageId, version, content),
      changes: undefined,
      uri,
      languageId,
      get version() {
        return state.document.version;
      },
      getText: (range) => state.document.getText(range),
      positionAt: (offset) => state.document.positionAt(offset),
      offsetAt: (position) => state.document.offsetAt(position),
      takeChanges() {
        const changes = state.changes;
        state.changes = [];
        return changes;
      },
    };
    return state;
  },

  update(document: EditedDocument, changes: TextDocumentContentChangeEvent[], version: number): EditedDocument {
    const state = document as State;
    for (const change of changes) {
      if ("range" in change) {
        const span = spanIn(state.document, change.range);
        follow(state, { span, newText: change.text });
        replace(state, span, change.text, version);
      } else {
        state.changes = undefined;
        state.document = TextDocument.update(state.document, [change], version);
      }
    }
    if (changes.length === 0) state.document = TextDocument.update(state.document, [], version);
    return state;
  },
};

function spanIn(document: TextDocument, range: Range): Span {
  const a = document.offsetAt(range.start);
  const b = document.offsetAt(range.end);
  return { start: Math.min(a, b), end: Math.max(a, b) };
}

/** Positions past the end would leave the document's table of lines damaged, so it gets ones that exist. */
function replace(state: State, span: Span, text: string, version: number): void {
  const range = { start: state.document.positionAt(span.start), end: state.document.positionAt(span.end) };
  state.document = TextDocument.update(state.document, [{ range, text }], version);
}

function follow(state: State, change: TextChange): void {
  if (!state.changes) return;
  if (state.changes.length >= followedChanges) state.changes = undefined;
  else state.changes.push(change);
}
