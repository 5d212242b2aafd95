import type { ReconstructPromptRequest } from "@promptveil/protocol";
import { commands, Uri, window, workspace } from "vscode";
import type { ClientContext } from "../context.ts";
import { createPreviews } from "../preview/previews.ts";
import { text } from "../text.ts";
import { activeEditor } from "./active.ts";
import { commandIds } from "./ids.ts";

/**
 * "Preview Anonymized Prompt": the prompt beside its anonymized form, in VS Code's diff editor, following edits.
 * Code lenses call it with a document's URI and the id of a site; the palette calls it for the cursor or selection.
 */
export function registerPreviewPrompt(context: ClientContext): void {
  const previews = createPreviews(context);
  const preview = async (uri?: string | Uri, siteId?: string): Promise<void> => {
    if (uri !== undefined && siteId !== undefined) {
      const document = await workspace.openTextDocument(typeof uri === "string" ? Uri.parse(uri, true) : uri);
      await show(previews.open(document, { siteId }));
      return;
    }
    const editor = activeEditor();
    if (!editor) return;
    const convert = context.client.code2ProtocolConverter;
    const at: ReconstructPromptRequest.Params["at"] = editor.selection.isEmpty
      ? { position: convert.asPosition(editor.selection.active) }
      : { selection: convert.asRange(editor.selection) };
    await show(previews.open(editor.document, at));
  };
  context.own(previews, commands.registerCommand(commandIds.previewPrompt, preview));
}

async function show(opened: Promise<boolean>): Promise<void> {
  if (!(await opened)) void window.showInformationMessage(text.noPrompt());
}
