import { window } from "vscode";
import { commandIds } from "./commands/ids.ts";
import { runCommand } from "./commands/run.ts";
import type { ClientContext } from "./context.ts";
import { text } from "./text.ts";

/** Starts the language server; says so once, with a way on, when it cannot. */
export async function startServer({ client, log }: ClientContext): Promise<void> {
  try {
    await client.start();
  } catch (error) {
    log.error(`The language server could not start: ${error instanceof Error ? error.message : String(error)}`);
    void window.showErrorMessage(text.serverFailed(), text.restart(), text.showOutput()).then((choice) => {
      if (choice === text.restart()) runCommand(commandIds.restartServer);
      if (choice === text.showOutput()) runCommand(commandIds.showOutput);
    });
    throw error;
  }
}
