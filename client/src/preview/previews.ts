import { PromptSitesRequest, ReconstructPromptRequest } from "@promptveil/protocol";
import { commands, type Disposable, type TextDocument, type Uri, workspace } from "vscode";
import type { ClientContext } from "../context.ts";
import { text } from "../text.ts";
import { followEdits, type Place } from "./place.ts";

/**
 * Milliseconds of quiet after an edit before a preview is asked for again: the edit must reach the server first, and
 * one answer serves a burst of keystrokes.
 */
const quiet = 40;

/** What the manifest knows the language of previews by: prompts have long lines, which are wrapped. */
const previewExtension = ".promptveil-preview";

interface Preview {
  readonly source: TextDocument;
  readonly original: Uri;
  readonly anonymized: Uri;
  place: Place;
  /** Counts requests, so that a slow answer never overwrites a newer one. */
  asked: number;
  waiting?: ReturnType<typeof setTimeout>;
}

export interface Previews extends Disposable {
  /** Opens the diff; `false` where no prompt stands. */
  open(source: TextDocument, place: Place): Promise<boolean>;
}

/** The open previews: each is two virtual documents that follow the prompt they were made from. */
export function createPreviews({ client, documents, log }: ClientContext): Previews {
  const open = new Set<Preview>();

  const reconstruct = (source: TextDocument, at: Place): Promise<ReconstructPromptRequest.Result | null> =>
    client.sendRequest(ReconstructPromptRequest.method, {
      textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(source),
      at,
    } satisfies ReconstructPromptRequest.Params);

  /** A site's id changes with its text; where it begins can be followed. */
  const followable = async (source: TextDocument, place: Place): Promise<Place> => {
    if (!("siteId" in place)) return place;
    const { sites }: PromptSitesRequest.Result = await client.sendRequest(PromptSitesRequest.method, {
      textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(source),
    } satisfies PromptSitesRequest.Params);
    const site = sites.find(({ id }) => id === place.siteId);
    return site ? { position: site.range.start } : place;
  };

  const refresh = async (preview: Preview): Promise<void> => {
    preview.asked += 1;
    const asked = preview.asked;
    const result = await reconstruct(preview.source, preview.place);
    if (!result || preview.asked !== asked || !open.has(preview)) return;
    documents.update(preview.original, result.original);
    documents.update(preview.anonymized, result.anonymized);
  };

  const refreshSoon = (preview: Preview): void => {
    clearTimeout(preview.waiting);
    preview.waiting = setTimeout(() => {
      refresh(preview).catch((error: unknown) => log.warn(`Preview not refreshed: ${String(error)}`));
    }, quiet);
  };

  const changed = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    for (const preview of open) {
      if (preview.source !== document || contentChanges.length === 0) continue;
      preview.place = followEdits(preview.place, contentChanges);
      refreshSoon(preview);
    }
  });

  const closed = workspace.onDidCloseTextDocument((document) => {
    for (const preview of open) {
      const uri = document.uri.toString();
      if (uri !== preview.original.toString() && uri !== preview.anonymized.toString()) continue;
      open.delete(preview);
      clearTimeout(preview.waiting);
      documents.forget(preview.original);
      documents.forget(preview.anonymized);
    }
  });

  return {
    async open(source, place) {
      const result = await reconstruct(source, place);
      if (!result) return false;
      const original = documents.create(`prompt${previewExtension}`, result.original);
      const anonymized = documents.create(`anonymized${previewExtension}`, result.anonymized);
      open.add({ source, original, anonymized, place: await followable(source, place), asked: 0 });
      await commands.executeCommand("vscode.diff", original, anonymized, text.preview(result.title), { preview: true });
      return true;
    },
    dispose() {
      for (const preview of open) clearTimeout(preview.waiting);
      open.clear();
      changed.dispose();
      closed.dispose();
    },
  };
}
