import { PromptSitesRequest, type ReconstructPromptRequest } from "@promptveil/protocol";
import { commands, type TextDocument, Uri, window, workspace } from "vscode";
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
    if (!(await previews.open(editor.document, at))) await pick(editor.document);
  };
  /** Where the cursor is in none of the prompts of a file, its prompts are offered. */
  const pick = async (document: TextDocument): Promise<void> => {
    const parameters: PromptSitesRequest.Params = {
      textDocument: context.client.code2ProtocolConverter.asTextDocumentIdentifier(document),
    };
    const { sites }: PromptSitesRequest.Result = await context.client.sendRequest(
      PromptSitesRequest.method,
      parameters,
    );
    if (sites.length === 0) {
      void window.showInformationMessage(text.noPrompt());
      return;
    }
    const items = sites.map(({ id, title, range, personalValues }) => ({
      label: title,
      description: `${text.line(range.start.line + 1)} · ${text.personalValues(personalValues)}`,
      siteId: id,
    }));
    const chosen = await window.showQuickPick(items, { placeHolder: text.pickPrompt() });
    if (chosen) await show(previews.open(document, { siteId: chosen.siteId }));
  };
  context.own(previews, commands.registerCommand(commandIds.previewPrompt, preview));
}

async function show(opened: Promise<boolean>): Promise<void> {
  if (!(await opened)) void window.showInformationMessage(text.noPrompt());
}
