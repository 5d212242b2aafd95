import { type TextEditor, window } from "vscode";
import { text } from "../text.ts";

/** The editor that a command is about; says what to do where there is none. */
export function activeEditor(): TextEditor | undefined {
  const editor = window.activeTextEditor;
  if (!editor) void window.showInformationMessage(text.noEditor());
  return editor;
}
