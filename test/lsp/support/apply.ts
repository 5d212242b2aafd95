import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TextEdit, WorkspaceEdit } from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";

/**
 * The texts that an edit leaves, by URI, as an editor would apply it: refuses edits for another version of a
 * document and edits that overlap.
 */
export function applyEdit(
  edit: WorkspaceEdit,
  open: Readonly<Record<string, { readonly version: number; readonly text: string }>>,
): Record<string, string> {
  const result: Record<string, string> = {};
  const current = (uri: string) => {
    if (result[uri] !== undefined) return result[uri];
    if (open[uri]) return open[uri].text;
    const path = fileURLToPath(uri);
    if (!existsSync(path)) throw new Error(`there is no ${uri} to edit`);
    return readFileSync(path, "utf8");
  };
  for (const change of edit.documentChanges ?? []) {
    if ("kind" in change) {
      if (change.kind !== "create") throw new Error(`unexpected ${change.kind}`);
      result[change.uri] = "";
      continue;
    }
    const { uri, version } = change.textDocument;
    if (version !== (open[uri]?.version ?? null)) throw new Error(`edit for version ${version} of ${uri}`);
    result[uri] = TextDocument.applyEdits(TextDocument.create(uri, "", 0, current(uri)), change.edits as TextEdit[]);
  }
  for (const [uri, edits] of Object.entries(edit.changes ?? {})) {
    result[uri] = TextDocument.applyEdits(TextDocument.create(uri, "", 0, current(uri)), edits);
  }
  return result;
}
