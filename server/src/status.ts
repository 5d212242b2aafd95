import { DocumentStatusNotification, StatusNotification } from "@promptveil/protocol";
import type { Connection } from "vscode-languageserver";

/** Tells a client that wants to know how the server is doing. */
export interface Status {
  /** From now on the client hears of changes. */
  enable(): void;
  set(state: "starting" | "ready" | "failed", message?: string): void;
  /** Something is wrong that does not stop the work; `undefined` takes it back. */
  setProblem(key: string, message: string | undefined): void;
  /** `busy` while the promise is pending. */
  during<T>(work: Promise<T>): Promise<T>;
  /** How far the index of the workspace is; `undefined` when it is not at work. */
  setIndexing(indexing: StatusNotification.Params["indexing"]): void;
  document(status: DocumentStatusNotification.Params): void;
}

export function createStatus(connection: Connection): Status {
  let enabled = false;
  let state: StatusNotification.Params["state"] = "starting";
  let message: string | undefined;
  let busy = 0;
  let indexing: StatusNotification.Params["indexing"];
  let sent = "";
  const problems = new Map<string, string>();

  function send(): void {
    if (!enabled) return;
    const params = { ...current(), ...(indexing && { indexing }) };
    const text = JSON.stringify(params);
    if (text === sent) return;
    sent = text;
    void connection.sendNotification(StatusNotification.method, params);
  }

  function current(): StatusNotification.Params {
    if (state !== "ready") return message === undefined ? { state } : { state, message };
    if (busy > 0) return { state: "busy" };
    const problem = [...problems.values()][0];
    return problem === undefined ? { state } : { state: "degraded", message: problem };
  }

  return {
    enable() {
      enabled = true;
      send();
    },
    set(next, text) {
      state = next;
      message = text;
      send();
    },
    setProblem(key, problem) {
      if (problem === undefined) problems.delete(key);
      else problems.set(key, problem);
      send();
    },
    async during(work) {
      busy++;
      send();
      try {
        return await work;
      } finally {
        busy--;
        send();
      }
    },
    setIndexing(next) {
      indexing = next;
      send();
    },
    document(status) {
      if (enabled) void connection.sendNotification(DocumentStatusNotification.method, status);
    },
  };
}
