import type { WorkspaceChange } from "@promptveil/engine";
import type {
  CreateFile,
  OptionalVersionedTextDocumentIdentifier,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import type { ClientAbilities } from "../client-capabilities.ts";
import type { Subject } from "../workspace/subject.ts";

export interface EditTarget {
  readonly abilities: ClientAbilities;
  /** The open document or closed file that the engine calls by this name. */
  subjectOf(file: string): Subject | undefined;
  uriOf(file: string): string;
}

/**
 * The engine's edits as the client applies them: versioned, so that a client refuses them when the text has changed
 * meanwhile. `undefined` where the change cannot be put into the client's terms as a whole; half a fix is none.
 */
export function toWorkspaceEdit(change: WorkspaceChange, target: EditTarget): WorkspaceEdit | undefined {
  const byUri = new Map<string, { version: number | null; edits: TextEdit[] }>();
  for (const { file, edits } of change.edits) {
    const subject = target.subjectOf(file);
    if (!subject) return undefined;
    for (const { span, newText } of edits) {
      const place = subject.locate(span);
      const text = subject.decode(newText);
      if (!place || text === undefined) return undefined;
      const entry = byUri.get(place.uri) ?? { version: place.version, edits: [] };
      byUri.set(place.uri, entry);
      entry.edits.push({ range: place.range, newText: text });
    }
  }
  const creates = change.creates.filter(({ file }) => target.subjectOf(file) === undefined);
  if (creates.length > 0 && !target.abilities.createFiles) return undefined;
  if (!target.abilities.documentChanges) {
    return { changes: Object.fromEntries([...byUri].map(([uri, { edits }]) => [uri, edits])) };
  }
  const documentChanges: (TextDocumentEdit | CreateFile)[] = [];
  for (const { file, text } of creates) {
    const uri = target.uriOf(file);
    const start = { line: 0, character: 0 };
    documentChanges.push({ kind: "create", uri, options: { ignoreIfExists: true } });
    documentChanges.push(textDocumentEdit({ uri, version: null }, [{ range: { start, end: start }, newText: text }]));
  }
  for (const [uri, { version, edits }] of byUri) documentChanges.push(textDocumentEdit({ uri, version }, edits));
  return { documentChanges };
}

function textDocumentEdit(textDocument: OptionalVersionedTextDocumentIdentifier, edits: TextEdit[]): TextDocumentEdit {
  return { textDocument, edits };
}

/** Whether an edit would change anything. */
export function isEmptyChange(change: WorkspaceChange): boolean {
  return change.creates.length === 0 && change.edits.every(({ edits }) => edits.length === 0);
}
