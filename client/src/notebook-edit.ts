import {
  NotebookCellData,
  type NotebookDocument,
  NotebookEdit,
  NotebookRange,
  type TextDocument,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode";
import { type LanguageClient, type WorkspaceEdit as ProtocolEdit, TextDocumentEdit } from "vscode-languageclient/node";

/** An edit in two parts: of cells of a notebook, and of everything else. */
interface DividedEdit {
  readonly cells: readonly NotebookEdit[];
  readonly rest: ProtocolEdit;
}

/**
 * An edit that is undone in one step, also where it changes several cells of a notebook. A single cell's text is changed
 * as such, which keeps the cursor where it is.
 */
export async function asUndoneAtOnce(
  client: LanguageClient,
  edit: ProtocolEdit,
  notebook: NotebookDocument | undefined,
): Promise<WorkspaceEdit> {
  const all = notebook && (await divideEdit(client, edit, notebook));
  const divided = all && all.cells.length > 1 ? all : undefined;
  const result = await client.protocol2CodeConverter.asWorkspaceEdit(divided?.rest ?? edit);
  if (notebook && divided) result.set(notebook.uri, [...divided.cells]);
  return result;
}

/**
 * Takes the changes of a notebook's cells out of an edit and makes one change of the notebook of each. VS Code keeps
 * what can be undone for each cell apart, but takes changes of the notebook back all at once.
 * `undefined` where a cell has changed since the edit was made.
 */
async function divideEdit(
  client: LanguageClient,
  edit: ProtocolEdit,
  notebook: NotebookDocument,
): Promise<DividedEdit | undefined> {
  const cells: NotebookEdit[] = [];
  const rest: NonNullable<ProtocolEdit["documentChanges"]> = [];
  for (const change of edit.documentChanges ?? []) {
    const cell = TextDocumentEdit.is(change)
      ? notebook.getCells().find((each) => each.document.uri.toString() === uriOf(change.textDocument.uri))
      : undefined;
    if (!cell || !TextDocumentEdit.is(change)) {
      rest.push(change);
      continue;
    }
    const { version } = change.textDocument;
    if (version !== null && version !== cell.document.version) return undefined;
    const edits = await client.protocol2CodeConverter.asTextEdits(change.edits.filter((each) => "newText" in each));
    const data = new NotebookCellData(cell.kind, applied(cell.document, edits ?? []), cell.document.languageId);
    data.metadata = cell.metadata;
    data.outputs = [...cell.outputs];
    if (cell.executionSummary) data.executionSummary = cell.executionSummary;
    cells.push(NotebookEdit.replaceCells(new NotebookRange(cell.index, cell.index + 1), [data]));
  }
  return { cells, rest: { documentChanges: rest } };

  function uriOf(uri: string): string {
    return client.protocol2CodeConverter.asUri(uri).toString();
  }
}

/** A document's text after edits that do not overlap. */
function applied(document: TextDocument, edits: readonly TextEdit[]): string {
  const spans = edits.map(({ range, newText }) => ({
    start: document.offsetAt(range.start),
    end: document.offsetAt(range.end),
    newText,
  }));
  spans.sort((a, b) => b.start - a.start || b.end - a.end);
  return spans.reduce(
    (text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end),
    document.getText(),
  );
}
