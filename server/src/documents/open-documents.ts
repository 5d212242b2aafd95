import { type Connection, Emitter, type Event, TextDocuments } from "vscode-languageserver";
import { keyOfUri } from "../uris.ts";
import { type EditedDocument, editedDocuments } from "./edited-document.ts";
import { listenToNotebooks, type OpenNotebook } from "./open-notebooks.ts";

/** What is open in the editor: text documents, and notebooks with their cells. */
export interface OpenDocuments {
  /** A text document or a notebook cell. */
  get(uri: string): EditedDocument | undefined;
  /** Text documents without notebook cells. */
  texts(): readonly EditedDocument[];
  notebooks(): readonly OpenNotebook[];
  /** The notebook with this URI, or the one that has this cell. */
  notebookOf(uri: string): OpenNotebook | undefined;
  /** By what `keyOfUri` gives, so that every spelling of a URI finds its document. */
  textAt(key: string): EditedDocument | undefined;
  notebookAt(key: string): OpenNotebook | undefined;
  /** The URI of a text document that was opened or changed, or of a notebook that was, or one of its cells. */
  readonly onDidChange: Event<string>;
  readonly onDidSave: Event<string>;
  readonly onDidClose: Event<ClosedDocument>;
}

export interface ClosedDocument {
  /** Of the text document or the notebook. */
  readonly uri: string;
  /** The cells of a notebook that went. */
  readonly cells: readonly string[];
  /** False where only cells went. */
  readonly whole: boolean;
}

export function listenToDocuments(connection: Connection): OpenDocuments {
  const texts = new TextDocuments(editedDocuments);
  const changed = new Emitter<string>();
  const saved = new Emitter<string>();
  const closed = new Emitter<ClosedDocument>();

  texts.onDidChangeContent(({ document }) => changed.fire(document.uri));
  texts.onDidSave(({ document }) => saved.fire(document.uri));
  texts.onDidClose(({ document }) => closed.fire({ uri: document.uri, cells: [], whole: true }));
  texts.listen(connection);
  const notebooks = listenToNotebooks(connection, {
    changed: (uri) => changed.fire(uri),
    saved: (uri) => saved.fire(uri),
    closed: (uri, cells, whole) => closed.fire({ uri, cells, whole }),
  });

  return {
    get: (uri) => texts.get(uri) ?? notebooks.cell(uri),
    texts: () => texts.all(),
    notebooks: () => notebooks.all(),
    notebookOf: (uri) => notebooks.get(uri) ?? notebooks.ofCell(uri),
    textAt: (key) => texts.all().find((document) => keyOfUri(document.uri) === key),
    notebookAt: (key) => notebooks.all().find((notebook) => keyOfUri(notebook.uri) === key),
    onDidChange: changed.event,
    onDidSave: saved.event,
    onDidClose: closed.event,
  };
}
