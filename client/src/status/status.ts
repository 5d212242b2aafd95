import { DocumentStatusNotification, StatusNotification } from "@promptveil/protocol";
import { window } from "vscode";
import { State } from "vscode-languageclient/node";
import type { ClientContext } from "../context.ts";
import { createLanguageStatus } from "./language-status.ts";
import type { ServerStatus, ShownStatus } from "./shown-status.ts";
import { createStatusBar } from "./status-bar.ts";

/** Shows how the server is doing, and what came of the document in front. */
export function registerStatus({ client, own }: ClientContext): void {
  const languageStatus = createLanguageStatus();
  const statusBar = createStatusBar();
  const documents = new Map<string, DocumentStatusNotification.Params>();
  let server: ServerStatus = { state: "starting" };

  const show = (): void => {
    const front = window.activeTextEditor?.document;
    const document = front && documents.get(client.code2ProtocolConverter.asUri(front.uri));
    const status: ShownStatus = { server, ...(document ? { document } : {}) };
    languageStatus.show(status);
    statusBar.show(status);
  };
  own(
    languageStatus,
    statusBar,
    client.onNotification(StatusNotification.method, (status: StatusNotification.Params) => {
      server = status;
      show();
    }),
    client.onNotification(DocumentStatusNotification.method, (status: DocumentStatusNotification.Params) => {
      documents.set(status.uri, status);
      show();
    }),
    client.onDidChangeState(({ newState }) => {
      documents.clear();
      server = { state: newState === State.Running ? "ready" : newState === State.Starting ? "starting" : "failed" };
      show();
    }),
    window.onDidChangeActiveTextEditor(show),
  );
  show();
}
