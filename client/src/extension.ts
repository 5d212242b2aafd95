import { type Disposable, type ExtensionContext, window, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { registerAuditWorkspace } from "./commands/audit-workspace.ts";
import { registerCopyAnonymized } from "./commands/copy-anonymized.ts";
import { registerCreatePolicy } from "./commands/create-policy.ts";
import { registerExplainFinding } from "./commands/explain-finding.ts";
import { registerFixAllInFile } from "./commands/fix-all-in-file.ts";
import { registerPreviewPrompt } from "./commands/preview-prompt.ts";
import { registerRedactSelection } from "./commands/redact-selection.ts";
import { registerRestartServer } from "./commands/restart-server.ts";
import { registerShowOutput } from "./commands/show-output.ts";
import type { ClientContext } from "./context.ts";
import { createServerClient } from "./server.ts";
import { startServer } from "./start-server.ts";
import { registerStatus } from "./status/status.ts";
import { createVirtualDocuments, virtualScheme } from "./virtual-documents.ts";
import { registerVisibleRows } from "./visible-rows.ts";

/** What other extensions and the tests can reach. */
export interface PromptVeilApi {
  readonly client: LanguageClient;
  /** Resolves when the language server answers for the first time; rejects when it could not start. */
  readonly started: Promise<void>;
  /** How long `activate` took, in milliseconds. */
  readonly activationTime: number;
}

let running: LanguageClient | undefined;

/** Called by VS Code once, when a document of ours opens or a command of ours runs. */
export function activate(extension: ExtensionContext): PromptVeilApi {
  const begun = performance.now();
  const log = window.createOutputChannel("PromptVeil", { log: true });
  const documents = createVirtualDocuments();
  const client = createServerClient(extension, log);
  running = client;
  const own = (...disposables: Disposable[]) => void extension.subscriptions.push(...disposables);
  const context: ClientContext = { extension, client, log, documents, own };

  own(log, documents, workspace.registerTextDocumentContentProvider(virtualScheme, documents));
  registerStatus(context);
  registerPreviewPrompt(context);
  registerCopyAnonymized(context);
  registerRedactSelection(context);
  registerAuditWorkspace(context);
  registerFixAllInFile(context);
  registerExplainFinding(context);
  registerCreatePolicy(context);
  registerShowOutput(context);
  registerRestartServer(context);
  registerVisibleRows(context);
  const started = startServer(context);
  return { client, started, activationTime: performance.now() - begun };
}

/** Called by VS Code when it shuts down or the extension is disabled. */
export async function deactivate(): Promise<void> {
  if (running?.needsStop()) await running.stop();
  running = undefined;
}
