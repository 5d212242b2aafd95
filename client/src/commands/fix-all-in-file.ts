import { commands, NotebookCellKind, type NotebookDocument, type TextDocument, window, workspace } from "vscode";
import { type CodeAction, CodeActionRequest, CodeActionResolveRequest, type Command } from "vscode-languageclient/node";
import type { ClientContext } from "../context.ts";
import { asUndoneAtOnce } from "../notebook-edit.ts";
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
async function fixAll({ client }: ClientContext, { notebook, document, kind }: Target): Promise<boolean> {
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
  return workspace.applyEdit(await asUndoneAtOnce(client, resolved.edit, notebook));
}

/** "Fix All in File": every preferred fix of the active file or notebook. */
export function registerFixAllInFile(context: ClientContext): void {
  let last: Promise<void> = Promise.resolve();
  // One after the other: the second would be offered what the first is about to do.
  const run = (): Promise<void> => {
    last = last.then(fixActive, fixActive);
    return last;
  };
  const fixActive = async (): Promise<void> => {
    const target = activeTarget();
    if (!target) void window.showInformationMessage(text.noEditor());
    else if (await fixAll(context, target)) window.setStatusBarMessage(text.fixed(), 4000);
    else void window.showInformationMessage(text.nothingToFix());
  };
  context.own(commands.registerCommand(commandIds.fixAllInFile, run));
}
