import type { Disposable, ExtensionContext, LogOutputChannel } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { VirtualDocuments } from "./virtual-documents.ts";

/** What features are handed: no feature reaches for a global. */
export interface ClientContext {
  readonly extension: ExtensionContext;
  readonly client: LanguageClient;
  readonly log: LogOutputChannel;
  readonly documents: VirtualDocuments;
  /** Disposed with the extension. */
  own(...disposables: Disposable[]): void;
}
