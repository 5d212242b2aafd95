import { commands, NotebookCellKind, type NotebookDocument, type TextDocument, window, workspace } from "vscode";
import { type CodeAction, CodeActionRequest, CodeActionResolveRequest, type Command } from "vscode-languageclient/node";
import type { ClientContext } from "../context.ts";
import { divideEdit } from "../notebook-edit.ts";
import { text } from "../text.ts";
import { commandIds } from "./ids.ts";

interface Target {
  /** Of a notebook whose cells are fixed together. */
  readonly notebook?: NotebookDocument;
  /** The document to ask about; any code cell stands for its whole notebook. */
  readonly document: TextDocument;
  readonly kind: "source.fixAll.promptveil" | "notebook.source.fixAll.promptveil";
}

/** The active file or notebook. */
function activeTarget(): Target | undefined {
  const notebook = window.activeNotebookEditor?.notebook;
  const code = notebook?.getCells().find(({ kind }) => kind === NotebookCellKind.Code);
  if (notebook && code) return { notebook, document: code.document, kind: "notebook.source.fixAll.promptveil" };
  const editor = window.activeTextEditor;
  return editor && { document: editor.document, kind: "source.fixAll.promptveil" };
}

function isCodeAction(item: CodeAction | Command): item is CodeAction {
  return "kind" in item;
}

/** Asks the server for its fix-all of a document and applies it as one undo step. */
async function fixAll(context: ClientContext, { notebook, document, kind }: Target): Promise<boolean> {
  const { client } = context;
  const convert = client.code2ProtocolConverter;
  const end = document.lineAt(document.lineCount - 1).range.end;
  const offered = await client.sendRequest(CodeActionRequest.type, {
    textDocument: convert.asTextDocumentIdentifier(document),
    range: { start: { line: 0, character: 0 }, end: convert.asPosition(end) },
    context: { diagnostics: [], only: [kind] },
  });
  const action = offered?.find((item) => isCodeAction(item) && item.kind?.startsWith(kind));
  if (!action || !isCodeAction(action)) return false;
  const resolved = action.edit ? action : await client.sendRequest(CodeActionResolveRequest.type, action);
  if (!resolved.edit) return false;
  const divided = notebook && (await divideEdit(context, resolved.edit, notebook));
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(divided?.rest ?? resolved.edit);
  const cells = divided?.cells ?? [];
  if (notebook && cells.length > 0) edit.set(notebook.uri, [...cells]);
  // Changes of a notebook do not count in `size`.
  return edit.size + cells.length > 0 && workspace.applyEdit(edit);
}

/** "Fix All in File": every preferred fix of the active file or notebook. */
export function registerFixAllInFile(context: ClientContext): void {
  const run = async (): Promise<void> => {
    const target = activeTarget();
    if (!target) void window.showInformationMessage(text.noEditor());
    else if (await fixAll(context, target)) window.setStatusBarMessage(text.fixed(), 4000);
    else void window.showInformationMessage(text.nothingToFix());
  };
  context.own(commands.registerCommand(commandIds.fixAllInFile, run));
}
