import { HiddenDocumentsNotification } from "@promptveil/protocol";
import { TabInputText, TabInputTextDiff, type Uri, window, workspace } from "vscode";
import type { ClientContext } from "./context.ts";

/** The documents that stand in a tab, as strings. */
function documentsInTabs(): Set<string> {
  const inputs = window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  const uris = inputs.flatMap((input): Uri[] => {
    if (input instanceof TabInputText) return [input.uri];
    return input instanceof TabInputTextDiff ? [input.original, input.modified] : [];
  });
  return new Set(uris.map(String));
}

/** Tells the server which documents lost their last tab but are open still, as VS Code keeps them for a while. */
export function registerHiddenDocuments({ client, own }: ClientContext): void {
  let before = documentsInTabs();
  own(
    window.tabGroups.onDidChangeTabs(() => {
      const now = documentsInTabs();
      const gone = [...before].filter((uri) => !now.has(uri));
      before = now;
      const open = workspace.textDocuments.filter(({ uri, isClosed }) => !isClosed && gone.includes(uri.toString()));
      if (open.length === 0 || !client.isRunning()) return;
      const parameters: HiddenDocumentsNotification.Params = {
        textDocuments: open.map((document) => client.code2ProtocolConverter.asTextDocumentIdentifier(document)),
      };
      void client.sendNotification(HiddenDocumentsNotification.method, parameters);
    }),
  );
}
