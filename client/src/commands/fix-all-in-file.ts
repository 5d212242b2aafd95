import { commands, type TextDocument, window, workspace } from "vscode";
import { type CodeAction, CodeActionRequest, CodeActionResolveRequest, type Command } from "vscode-languageclient/node";
import type { ClientContext } from "../context.ts";
import { text } from "../text.ts";
import { commandIds } from "./ids.ts";

const kind = "source.fixAll.promptveil";

/** The documents of a file: its cells where it is a notebook. */
function documentsOfActiveFile(): readonly TextDocument[] {
  const notebook = window.activeNotebookEditor?.notebook;
  if (notebook) return notebook.getCells().map((cell) => cell.document);
  return window.activeTextEditor ? [window.activeTextEditor.document] : [];
}

function isCodeAction(item: CodeAction | Command): item is CodeAction {
  return "kind" in item;
}

/** Asks the server for its fix-all of a document and applies it as one undo step. */
async function fixAll({ client }: ClientContext, document: TextDocument): Promise<boolean> {
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
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(resolved.edit);
  if (!edit || edit.size === 0) return false;
  return workspace.applyEdit(edit);
}

/** "Fix All in File": every preferred fix of the active file or notebook. */
export function registerFixAllInFile(context: ClientContext): void {
  const run = async (): Promise<void> => {
    const documents = documentsOfActiveFile();
    if (documents.length === 0) {
      void window.showInformationMessage(text.noEditor());
      return;
    }
    let fixed = false;
    for (const document of documents) fixed = (await fixAll(context, document)) || fixed;
    if (fixed) window.setStatusBarMessage(text.fixed(), 4000);
    else void window.showInformationMessage(text.nothingToFix());
  };
  context.own(commands.registerCommand(commandIds.fixAllInFile, run));
}
