import { type DocumentFilter, LanguageStatusSeverity, languages } from "vscode";
import { commandIds } from "../commands/ids.ts";
import { checkedLanguages, dataFiles } from "../selector.ts";
import { text } from "../text.ts";
import type { ShownStatus, StatusView } from "./shown-status.ts";

/** The documents that the item is shown for, in VS Code's own words. */
const shownFor: DocumentFilter[] = [...checkedLanguages.map((language) => ({ language })), { pattern: dataFiles }];

function detail(status: ShownStatus): string {
  const { indexing } = status.server;
  const ofDocument = documentDetail(status);
  if (!indexing) return ofDocument;
  const progress = indexing.total === 0 ? text.listing() : text.indexing(indexing.done, indexing.total);
  if (ofDocument === "") return progress;
  return `${ofDocument}${ofDocument.endsWith(".") ? "" : "."} ${progress}`;
}

function documentDetail({ server, document }: ShownStatus): string {
  if (server.message) return server.message;
  if (!document) return "";
  if (document.skipped) return `${text.skipped()}: ${document.skipped}`;
  const count = document.findings === 0 ? text.noFindings() : text.findings(document.findings);
  return document.partial ? `${count}. ${text.partial()}` : count;
}

/** The item behind the braces in the status bar: state, findings, and what was skipped and why. */
export function createLanguageStatus(): StatusView {
  const item = languages.createLanguageStatusItem("promptveil.status", shownFor);
  item.name = "PromptVeil";
  item.command = { command: commandIds.showOutput, title: text.showOutput() };
  return {
    show(status) {
      const { state } = status.server;
      item.busy = state === "starting" || state === "busy" || status.server.indexing !== undefined;
      item.text = state === "failed" ? text.failed() : state === "starting" ? text.starting() : text.ready();
      item.detail = detail(status);
      item.severity =
        state === "failed"
          ? LanguageStatusSeverity.Error
          : state === "degraded" || status.document?.skipped
            ? LanguageStatusSeverity.Warning
            : LanguageStatusSeverity.Information;
    },
    dispose: () => item.dispose(),
  };
}
