import { AnonymizeTextRequest } from "@promptveil/protocol";
import { commands, type TextEditor, window } from "vscode";
import type { ClientContext } from "../context.ts";
import { text } from "../text.ts";
import { activeEditor } from "./active.ts";
import { commandIds } from "./ids.ts";

async function anonymizeSelection({ client }: ClientContext, editor: TextEditor): Promise<AnonymizeTextRequest.Result> {
  const parameters: AnonymizeTextRequest.Params = {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(editor.document),
    // The text itself, for the document may be of a kind that the server does not know.
    source: { text: editor.document.getText(editor.selection) },
  };
  return client.sendRequest(AnonymizeTextRequest.method, parameters);
}

/** How many values a result replaced. */
export function replacedCount(result: AnonymizeTextRequest.Result): number {
  return result.replaced.reduce((sum, { count }) => sum + count, 0);
}

/** "Redact Selection": replaces literal personal data in the selection, in one undo step. */
export function registerRedactSelection(context: ClientContext): void {
  const redact = async (): Promise<void> => {
    const editor = activeEditor();
    if (!editor) return;
    if (editor.selection.isEmpty) {
      void window.showInformationMessage(text.noSelection());
      return;
    }
    const selection = editor.selection;
    const version = editor.document.version;
    const result = await anonymizeSelection(context, editor);
    const count = replacedCount(result);
    if (count === 0) {
      void window.showInformationMessage(text.nothingPersonal());
      return;
    }
    const applied =
      editor.document.version === version && (await editor.edit((edit) => edit.replace(selection, result.text)));
    if (applied) window.setStatusBarMessage(text.redacted(count), 4000);
    else void window.showWarningMessage(text.documentChanged());
  };
  context.own(commands.registerCommand(commandIds.redactSelection, redact));
}
