import { commands } from "vscode";
import type { ClientContext } from "../context.ts";
import { commandIds } from "./ids.ts";

/** "Show Output": the log channel. */
export function registerShowOutput({ log, own }: ClientContext): void {
  own(commands.registerCommand(commandIds.showOutput, () => log.show()));
}
