import { AuditRequest } from "@promptveil/protocol";
import { commands, ProgressLocation, type Uri, window } from "vscode";
import { WorkDoneProgress } from "vscode-languageclient/node";
import type { ClientContext } from "../context.ts";
import { linksFromRoot } from "../links.ts";
import { text } from "../text.ts";
import { commandIds } from "./ids.ts";

/** "Audit Workspace" and "Audit Folder": checks every file, fills the Problems view and opens a report. Can be cancelled. */
export function registerAuditWorkspace({ client, documents, log, own }: ClientContext): void {
  let runs = 0;
  const audit = async (folder?: Uri): Promise<void> => {
    const options = { location: ProgressLocation.Notification, title: text.auditing(), cancellable: true };
    const result = await window.withProgress(options, async (progress, token) => {
      runs += 1;
      const workDoneToken = `promptveil-audit-${runs}`;
      let reached = 0;
      const listening = client.onProgress(WorkDoneProgress.type, workDoneToken, (step) => {
        if (step.kind !== "report") return;
        const increment = step.percentage === undefined ? 0 : step.percentage - reached;
        reached += increment;
        progress.report({ increment, ...(step.message ? { message: step.message } : {}) });
      });
      const folders = folder ? { folders: [client.code2ProtocolConverter.asUri(folder)] } : {};
      const parameters: AuditRequest.Params = { workDoneToken, ...folders };
      try {
        const found: AuditRequest.Result = await client.sendRequest(AuditRequest.method, parameters, token);
        return found;
      } catch (error) {
        if (token.isCancellationRequested) return undefined;
        throw error;
      } finally {
        listening.dispose();
      }
    });
    if (!result) {
      window.setStatusBarMessage(text.auditCancelled(), 4000);
      return;
    }
    log.info(`Audit: ${result.findings.length} findings in ${result.stats.files} files`);
    const markdown = linksFromRoot(result.markdown);
    const uri = documents.create(text.auditReport(), markdown);
    await commands.executeCommand("markdown.showPreview", uri);
    window.setStatusBarMessage(text.auditDone(result.findings.length, result.stats.files), 6000);
  };
  own(
    commands.registerCommand(commandIds.auditWorkspace, () => audit()),
    commands.registerCommand(commandIds.auditFolder, (folder?: Uri) => audit(folder)),
  );
}
