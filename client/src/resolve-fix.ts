import { type CancellationToken, type CodeAction, type NotebookDocument, workspace } from "vscode";
import { CodeActionResolveRequest, type LanguageClient } from "vscode-languageclient/node";
import { asUndoneAtOnce } from "./notebook-edit.ts";

/** Asks the server for the edit of a fix that the light bulb offered, and makes one undo step of it in notebooks, too. */
export async function resolveFix(
  client: LanguageClient,
  action: CodeAction,
  token: CancellationToken,
): Promise<CodeAction> {
  const asked = client.code2ProtocolConverter.asCodeActionSync(action);
  const { edit } = await client.sendRequest(CodeActionResolveRequest.type, asked, token);
  if (edit) action.edit = await asUndoneAtOnce(client, edit, notebookOf(asked.data));
  return action;
}

/** The notebook that has the cell which a fix was offered for. */
function notebookOf(data: unknown): NotebookDocument | undefined {
  const uri = typeof data === "object" && data !== null && "uri" in data ? data.uri : undefined;
  return workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some(({ document }) => document.uri.toString() === uri),
  );
}
