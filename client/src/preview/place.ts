import type { ReconstructPromptRequest } from "@promptveil/protocol";
import type { Position, Range } from "vscode-languageclient/node";

/** What a preview shows: a site, the prompt at a position, or a selection. */
export type Place = ReconstructPromptRequest.Params["at"];

/** One replacement, as an editor reports it; structural, so that it can be tested without one. */
export interface Change {
  readonly range: Range;
  readonly text: string;
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/** Where a position stands after a change. One inside the changed text moves to the end of the new text. */
export function followEdit(position: Position, { range, text }: Change): Position {
  if (isBefore(position, range.start)) return position;
  const lines = text.split(/\r\n|\r|\n/);
  const lastLength = (lines.at(-1) ?? "").length;
  const end: Position = {
    line: range.start.line + lines.length - 1,
    character: lines.length === 1 ? range.start.character + lastLength : lastLength,
  };
  if (isBefore(position, range.end)) return end;
  if (position.line > range.end.line) {
    return { line: position.line + end.line - range.end.line, character: position.character };
  }
  return { line: end.line, character: end.character + position.character - range.end.character };
}

/** Where a place stands after changes, given as an editor gives them: the last in the text first. */
export function followEdits(place: Place, changes: readonly Change[]): Place {
  const follow = (position: Position) => changes.reduce(followEdit, position);
  if ("position" in place) return { position: follow(place.position) };
  if ("selection" in place) {
    return { selection: { start: follow(place.selection.start), end: follow(place.selection.end) } };
  }
  return place;
}
