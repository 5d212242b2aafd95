import type { TextDocumentIdentifier } from "vscode-languageserver-protocol";

/**
 * These documents are in no tab any more. An editor may keep a document open for minutes after that, and takes back what
 * it pulled for it at once, so that an audit has to speak for it again. Sent by clients that say so when they
 * initialize.
 */
export namespace HiddenDocumentsNotification {
  export const method = "promptveil/hiddenDocuments";

  export interface Params {
    readonly textDocuments: readonly TextDocumentIdentifier[];
  }
}
