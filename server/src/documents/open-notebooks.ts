import {
  type Connection,
  type DidChangeNotebookDocumentParams,
  type DidOpenNotebookDocumentParams,
  type NotebookCell,
  NotebookCellKind,
} from "vscode-languageserver";
import { type EditedDocument, editedDocuments } from "./edited-document.ts";

/** A notebook that is open in an editor, with the documents of its cells in order. */
export interface OpenNotebook {
  readonly uri: string;
  readonly cells: readonly OpenCell[];
}

export interface OpenCell {
  readonly kind: "code" | "markdown";
  readonly document: EditedDocument;
}

export interface NotebookEvents {
  changed(uri: string): void;
  saved(uri: string): void;
  /** `cells` are the URIs of the documents that went, `whole` says whether the notebook went too. */
  closed(uri: string, cells: readonly string[], whole: boolean): void;
}

export interface OpenNotebooks {
  all(): readonly OpenNotebook[];
  get(uri: string): OpenNotebook | undefined;
  ofCell(uri: string): OpenNotebook | undefined;
  cell(uri: string): EditedDocument | undefined;
}

/**
 * Keeps open notebooks in step with the editor. `NotebookDocuments` of the library would be at hand, but it does
 * not tell of cells that were only moved.
 */
export function listenToNotebooks(connection: Connection, events: NotebookEvents): OpenNotebooks {
  const cellsOf = new Map<string, NotebookCell[]>();
  const documents = new Map<string, EditedDocument>();
  const sync = connection.notebooks.synchronization;

  function openCells(cells: DidOpenNotebookDocumentParams["cellTextDocuments"]): void {
    for (const { uri, languageId, version, text } of cells) {
      documents.set(uri, editedDocuments.create(uri, languageId, version, text));
    }
  }

  function change(cells: NotebookCell[], change: DidChangeNotebookDocumentParams["change"]["cells"]): string[] {
    const gone: string[] = [];
    if (change?.structure) {
      const { array, didOpen, didClose } = change.structure;
      cells.splice(array.start, array.deleteCount, ...(array.cells ?? []));
      for (const { uri } of didClose ?? []) {
        documents.delete(uri);
        gone.push(uri);
      }
      openCells(didOpen ?? []);
    }
    for (const changed of change?.data ?? []) {
      const index = cells.findIndex((cell) => cell.document === changed.document);
      if (index >= 0) cells[index] = changed;
    }
    for (const { document, changes } of change?.textContent ?? []) {
      const current = documents.get(document.uri);
      if (current) documents.set(document.uri, editedDocuments.update(current, changes, document.version));
    }
    return gone.filter((uri) => !documents.has(uri));
  }

  sync.onDidOpenNotebookDocument(({ notebookDocument, cellTextDocuments }) => {
    cellsOf.set(notebookDocument.uri, [...notebookDocument.cells]);
    openCells(cellTextDocuments);
    events.changed(notebookDocument.uri);
  });
  sync.onDidChangeNotebookDocument(({ notebookDocument, change: { cells: changes } }) => {
    const cells = cellsOf.get(notebookDocument.uri);
    if (!cells) return;
    const gone = change(cells, changes);
    if (gone.length > 0) events.closed(notebookDocument.uri, gone, false);
    events.changed(notebookDocument.uri);
  });
  sync.onDidSaveNotebookDocument(({ notebookDocument }) => events.saved(notebookDocument.uri));
  sync.onDidCloseNotebookDocument(({ notebookDocument, cellTextDocuments }) => {
    cellsOf.delete(notebookDocument.uri);
    for (const { uri } of cellTextDocuments) documents.delete(uri);
    events.closed(
      notebookDocument.uri,
      cellTextDocuments.map(({ uri }) => uri),
      true,
    );
  });

  function asOpen(uri: string, cells: readonly NotebookCell[]): OpenNotebook {
    return {
      uri,
      cells: cells.flatMap((cell): OpenCell[] => {
        const document = documents.get(cell.document);
        return document ? [{ kind: cell.kind === NotebookCellKind.Code ? "code" : "markdown", document }] : [];
      }),
    };
  }

  return {
    all: () => [...cellsOf].map(([uri, cells]) => asOpen(uri, cells)),
    get(uri) {
      const cells = cellsOf.get(uri);
      return cells && asOpen(uri, cells);
    },
    ofCell(uri) {
      for (const [notebook, cells] of cellsOf) {
        if (cells.some((cell) => cell.document === uri)) return asOpen(notebook, cells);
      }
      return undefined;
    },
    cell: (uri) => documents.get(uri),
  };
}
