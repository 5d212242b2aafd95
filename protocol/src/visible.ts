import type { Range, TextDocumentIdentifier } from "vscode-languageserver-protocol";

/** What an editor shows of a data file, so that these rows are checked first. */
export namespace VisibleRangesNotification {
  export const method = "promptveil/visibleRanges";

  export interface Params {
    readonly textDocument: TextDocumentIdentifier;
    readonly ranges: readonly Range[];
  }
}
