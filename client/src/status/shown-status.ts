import type { DocumentStatusNotification, StatusNotification } from "@promptveil/protocol";
import type { Disposable } from "vscode";

export interface ServerStatus {
  readonly state: StatusNotification.Params["state"];
  readonly message?: string;
  readonly indexing?: StatusNotification.Params["indexing"];
}

/** What is known: of the server as a whole, and of the document in front. */
export interface ShownStatus {
  readonly server: ServerStatus;
  readonly document?: DocumentStatusNotification.Params;
}

/** A place that shows the status. */
export interface StatusView extends Disposable {
  show(status: ShownStatus): void;
}
