import type { Position, Range, TextDocumentIdentifier } from "vscode-languageserver-protocol";

/** A finding in full: what it is, how the data got there, what to do. `null` where there is none (any more). */
export namespace ExplainFindingRequest {
  export const method = "promptveil/explainFinding";

  export interface Params {
    readonly textDocument: TextDocumentIdentifier;
    /** By id, as in a diagnostic's `data`, or the most severe one at a position. */
    readonly at: { readonly findingId: string } | { readonly position: Position };
  }

  export interface Result {
    readonly findingId: string;
    readonly rule: string;
    readonly range?: Range;
    /** The page about the rule. */
    readonly href: string;
    readonly markdown: string;
    /** From the source to the sink. */
    readonly steps: readonly { readonly uri: string; readonly range: Range; readonly label: string }[];
  }
}
