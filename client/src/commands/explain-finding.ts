import { ExplainFindingRequest } from "@promptveil/protocol";
import { commands, window } from "vscode";
import type { ClientContext } from "../context.ts";
import { linksFromRoot } from "../links.ts";
import { text } from "../text.ts";
import { activeEditor } from "./active.ts";
import { commandIds } from "./ids.ts";

/** "Explain Finding": what the finding at the cursor is, how the data got there and what to do, as a page. */
export function registerExplainFinding({ client, documents, own }: ClientContext): void {
  const explain = async (): Promise<void> => {
    const editor = activeEditor();
    if (!editor) return;
    const parameters: ExplainFindingRequest.Params = {
      textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(editor.document),
      at: { position: client.code2ProtocolConverter.asPosition(editor.selection.active) },
    };
    const result: ExplainFindingRequest.Result | null = await client.sendRequest(
      ExplainFindingRequest.method,
      parameters,
    );
    if (!result) {
      void window.showInformationMessage(text.noFinding());
      return;
    }
    const uri = documents.create(text.explanation(result.rule), linksFromRoot(result.markdown));
    await commands.executeCommand("markdown.showPreviewToSide", uri);
  };
  own(commands.registerCommand(commandIds.explainFinding, explain));
}
