import { type Event, EventEmitter, type TextDocumentContentProvider, Uri } from "vscode";

/** The scheme of documents that exist only in memory: previews, reports, explanations. */
export const virtualScheme = "promptveil";

/** Read-only documents whose URIs carry nothing but a running number and a fixed word. */
export interface VirtualDocuments extends TextDocumentContentProvider {
  readonly onDidChange: Event<Uri>;
  /** A new document. `name` is shown in the tab; it must not hold personal data. */
  create(name: string, content: string): Uri;
  /** Replaces a document's text; editors that show it follow. */
  update(uri: Uri, content: string): void;
  forget(uri: Uri): void;
  dispose(): void;
}

/** Keeps the texts of virtual documents until they are forgotten. */
export function createVirtualDocuments(): VirtualDocuments {
  const texts = new Map<string, string>();
  const changed = new EventEmitter<Uri>();
  let count = 0;
  return {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.path) ?? "",
    create(name, content) {
      count += 1;
      const uri = Uri.from({ scheme: virtualScheme, path: `/${count}/${name.replaceAll("/", "-")}` });
      texts.set(uri.path, content);
      return uri;
    },
    update(uri, content) {
      if (texts.get(uri.path) === content) return;
      texts.set(uri.path, content);
      changed.fire(uri);
    },
    forget: (uri) => void texts.delete(uri.path),
    dispose() {
      texts.clear();
      changed.dispose();
    },
  };
}
