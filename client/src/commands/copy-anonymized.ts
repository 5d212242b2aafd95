import { ReconstructPromptRequest } from "@promptveil/protocol";
import { commands, env, type TextEditor, window } from "vscode";
import type { ClientContext } from "../context.ts";
import { text } from "../text.ts";
import { activeEditor } from "./active.ts";
import { commandIds } from "./ids.ts";

/** The selection, or the prompt at the cursor, anonymized; `undefined` where there is neither. */
async function anonymized(
  { client }: ClientContext,
  editor: TextEditor,
): Promise<{ text: string; count: number } | undefined> {
  const convert = client.code2ProtocolConverter;
  const parameters: ReconstructPromptRequest.Params = {
    textDocument: convert.asTextDocumentIdentifier(editor.document),
    at: editor.selection.isEmpty
      ? { position: convert.asPosition(editor.selection.active) }
      : { selection: convert.asRange(editor.selection) },
  };
  const result: ReconstructPromptRequest.Result | null = await client.sendRequest(
    ReconstructPromptRequest.method,
    parameters,
  );
  return result ? { text: result.anonymized, count: result.personalValues } : undefined;
}

/** "Copy Anonymized": the selection or the prompt at the cursor, without its personal data, on the clipboard. */
export function registerCopyAnonymized(context: ClientContext): void {
  const copy = async (): Promise<void> => {
    const editor = activeEditor();
    if (!editor) return;
    const result = await anonymized(context, editor);
    if (!result) {
      void window.showInformationMessage(text.noPrompt());
      return;
    }
    await env.clipboard.writeText(result.text);
    window.setStatusBarMessage(text.copied(result.count), 4000);
  };
  context.own(commands.registerCommand(commandIds.copyAnonymized, copy));
}
