import type { Range } from "vscode-languageserver-protocol";

/** How the server as a whole is doing. Sent when it changes, to clients that ask for it when they initialize. */
export namespace StatusNotification {
  export const method = "promptveil/status";

  export interface Params {
    /** `degraded`: at work, but something failed or a policy is broken; `message` says what. */
    readonly state: "starting" | "ready" | "busy" | "degraded" | "failed";
    /** One plain sentence; holds no personal data. */
    readonly message?: string;
    /** Set while the workspace is indexed for longer than a moment: so many of its files, none as long as they are counted. */
    readonly indexing?: { readonly done: number; readonly total: number };
  }
}

/** What came of a document's last analysis. */
export namespace DocumentStatusNotification {
  export const method = "promptveil/documentStatus";

  export interface Params {
    readonly uri: string;
    readonly findings: number;
    /** Set where the document was not analysed: why, in plain words. */
    readonly skipped?: string;
    /** Set where only a part of the document was analysed: which, in plain words. */
    readonly part?: string;
    /** The time allowed for one file ran out, so that there may be more to find. */
    readonly partial: boolean;
    /** Where further personal values of its findings stand, each of which is shown in one place. */
    readonly furtherValues: readonly Range[];
  }
}
