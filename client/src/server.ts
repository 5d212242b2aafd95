import type { InitializationOptions } from "@promptveil/protocol";
import type { ExtensionContext, LogOutputChannel } from "vscode";
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from "vscode-languageclient/node";
import { commandIds } from "./commands/ids.ts";
import { documentSelector } from "./selector.ts";

/** The language server as a child process that is spoken to over IPC. It is created, not yet started. */
export function createServerClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath("dist/server.js");
  const server: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--nolazy", "--inspect=6021"] } },
  };
  const initializationOptions: InitializationOptions = {
    cacheFolder: context.storageUri?.scheme === "file" ? context.storageUri.fsPath : null,
    status: true,
    previewCommand: commandIds.previewPrompt,
  };
  const client: LanguageClientOptions = {
    documentSelector,
    outputChannel: log,
    initializationOptions,
    diagnosticCollectionName: "promptveil",
    diagnosticPullOptions: { onChange: true, onSave: true, onFocus: true },
    markdown: { isTrusted: false, supportHtml: false },
  };
  return new LanguageClient("promptveil", "PromptVeil", server, client);
}
