import { commands } from "vscode";

/** Runs a command without waiting for it; its own error handling speaks for it. */
export function runCommand(id: string, ...parameters: unknown[]): void {
  void commands.executeCommand(id, ...parameters);
}
