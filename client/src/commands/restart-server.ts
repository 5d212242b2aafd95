import { commands } from "vscode";
import type { ClientContext } from "../context.ts";
import { startServer } from "../start-server.ts";
import { commandIds } from "./ids.ts";

/** "Restart Server": a fresh language server; also after one that would not start. */
export function registerRestartServer(context: ClientContext): void {
  const { client, own } = context;
  own(
    commands.registerCommand(commandIds.restartServer, async () => {
      if (client.isRunning()) await client.restart();
      else await startServer(context);
    }),
  );
}
