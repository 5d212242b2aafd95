import type { TextEdit } from "@promptveil/engine";

/**
 * A text with edits applied, all of them given in spans of the text before.
 * @throws when two edits overlap
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.index - b.index);
  const lineEnding = dominantLineEnding(text);
  const pieces: string[] = [];
  let position = 0;
  for (const { edit } of ordered) {
    if (edit.span.start < position) throw new Error("the edits of a fix overlap");
    pieces.push(text.slice(position, edit.span.start), withLineEnding(edit.newText, lineEnding));
    position = edit.span.end;
  }
  pieces.push(text.slice(position));
  return pieces.join("");
}

function dominantLineEnding(text: string): "\n" | "\r\n" {
  const all = text.split("\n").length - 1;
  const windows = text.split("\r\n").length - 1;
  return windows * 2 > all ? "\r\n" : "\n";
}

function withLineEnding(text: string, lineEnding: "\n" | "\r\n"): string {
  return lineEnding === "\n" ? text : text.replace(/\r?\n/g, "\r\n");
}
