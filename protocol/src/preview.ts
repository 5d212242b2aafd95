import type { Position, Range, TextDocumentIdentifier } from "vscode-languageserver-protocol";

export type PromptSiteKind = "call" | "prompt" | "template" | "row";

/** What can be previewed in a document: LLM calls, prompt strings, templates, rows of a data file. */
export namespace PromptSitesRequest {
  export const method = "promptveil/promptSites";

  export interface Params {
    readonly textDocument: TextDocumentIdentifier;
  }

  export interface Result {
    readonly sites: readonly PromptSite[];
  }

  export interface PromptSite {
    /** Unique in the document, stable for the same text; holds no personal data. */
    readonly id: string;
    readonly kind: PromptSiteKind;
    readonly range: Range;
    /** Short, such as `chat.completions.create`; holds no personal data. */
    readonly title: string;
    /** How many personal values go into it. */
    readonly personalValues: number;
  }
}

/**
 * A prompt as it would be sent, with invented values in its holes, and the same anonymized. The result is `null`
 * where no prompt stands; a client that follows edits asks again after each change.
 */
export namespace ReconstructPromptRequest {
  export const method = "promptveil/reconstructPrompt";

  export interface Params {
    readonly textDocument: TextDocumentIdentifier;
    /**
     * The site by its id; the innermost one at a position, else one on the same line, else the document's only one; or
     * a selection, whose very text is taken.
     */
    readonly at: { readonly siteId: string } | { readonly position: Position } | { readonly selection: Range };
  }

  export interface Result {
    /** Absent for a selection. */
    readonly siteId?: string;
    /** Short, for a tab; holds no personal data. */
    readonly title: string;
    /** How many personal values were replaced. */
    readonly personalValues: number;
    /** As it would be sent; the messages of a chat one after another under headings. */
    readonly original: string;
    readonly anonymized: string;
  }
}

/** Literal personal data in a text, replaced as the policy of the document says. */
export namespace AnonymizeTextRequest {
  export const method = "promptveil/anonymizeText";

  export interface Params {
    /** Decides the policy, and holds the text when `range` is given. */
    readonly textDocument: TextDocumentIdentifier;
    /** What to anonymize: a stretch of the document, or a text of its own. */
    readonly source: { readonly range: Range } | { readonly text: string };
  }

  export interface Result {
    readonly text: string;
    /** What was replaced, by entity type. */
    readonly replaced: readonly { readonly type: string; readonly count: number }[];
    /** The document's version that `text` was made from. */
    readonly version?: number;
  }
}
