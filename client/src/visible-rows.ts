import { VisibleRangesNotification } from "@promptveil/protocol";
import { type TextEditor, window } from "vscode";
import type { ClientContext } from "./context.ts";

const dataFile = /\.(?:jsonl|ndjson|csv|tsv)$/i;

/** Tells the server which rows of a data file are on screen, so that these are checked first. */
export function registerVisibleRows({ client, own }: ClientContext): void {
  const tell = (editor: TextEditor): void => {
    if (!client.isRunning() || !dataFile.test(editor.document.uri.path)) return;
    const parameters: VisibleRangesNotification.Params = {
      textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(editor.document),
      ranges: editor.visibleRanges.map((range) => client.code2ProtocolConverter.asRange(range)),
    };
    void client.sendNotification(VisibleRangesNotification.method, parameters);
  };
  own(
    window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => tell(textEditor)),
    window.onDidChangeActiveTextEditor((editor) => editor && tell(editor)),
  );
}
