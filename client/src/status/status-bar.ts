import { StatusBarAlignment, ThemeColor, window } from "vscode";
import { commandIds } from "../commands/ids.ts";
import { text } from "../text.ts";
import type { ShownStatus, StatusView } from "./shown-status.ts";

/** Why the status bar should speak up, if at all. */
function complaint({ server, document }: ShownStatus): string | undefined {
  if (server.state === "failed") return server.message ?? text.failed();
  if (server.state === "degraded") return server.message ?? text.failed();
  if (document?.skipped) return `${text.skipped()}: ${document.skipped}`;
  return undefined;
}

/** A status bar item that is there only when something needs attention. */
export function createStatusBar(): StatusView {
  const item = window.createStatusBarItem("promptveil.attention", StatusBarAlignment.Right, 50);
  item.name = "PromptVeil";
  item.command = commandIds.showOutput;
  item.text = "$(warning) PromptVeil";
  return {
    show(status) {
      const reason = complaint(status);
      if (reason === undefined) {
        item.hide();
        return;
      }
      item.tooltip = reason;
      item.backgroundColor = new ThemeColor(
        status.server.state === "failed" ? "statusBarItem.errorBackground" : "statusBarItem.warningBackground",
      );
      item.show();
    },
    dispose: () => item.dispose(),
  };
}
