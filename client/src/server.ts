import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { InitializationOptions } from "@promptveil/protocol";
import type { ExtensionContext, LogOutputChannel } from "vscode";
import {
  IPCMessageReader,
  IPCMessageWriter,
  LanguageClient,
  type LanguageClientOptions,
  type MessageTransports,
  State,
} from "vscode-languageclient/node";
import { commandIds } from "./commands/ids.ts";
import { resolveFix } from "./resolve-fix.ts";
import { documentSelector } from "./selector.ts";
import { forkServer, isAlive, type ServerProgram } from "./server-process.ts";

export interface ServerClientOptions {
  readonly extension: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly program: ServerProgram;
  /** A server that was started already, for the first time that the client starts. */
  readonly first: ChildProcess;
}

/** A client of the language server, and the process id of the server that it speaks to. */
export interface ServerClient {
  readonly client: LanguageClient;
  pid(): number | undefined;
}

/** Milliseconds that a server which was told to end may take. */
const patience = 2000;

/** The language server as a child process that is spoken to over IPC. The client is created, not yet started. */
export function createServerClient({ extension, log, program, first }: ServerClientOptions): ServerClient {
  let waiting: ChildProcess | undefined = watched(first, log);
  let current: ChildProcess | undefined;

  const connect = async (): Promise<MessageTransports> => {
    current = waiting && isAlive(waiting) ? waiting : watched(forkServer(program), log);
    waiting = undefined;
    return { reader: new IPCMessageReader(current), writer: new IPCMessageWriter(current) };
  };
  const initializationOptions: InitializationOptions = {
    cacheFolder: extension.storageUri?.scheme === "file" ? extension.storageUri.fsPath : null,
    status: true,
    hiddenDocuments: true,
    previewCommand: commandIds.previewPrompt,
  };
  const options: LanguageClientOptions = {
    documentSelector,
    outputChannel: log,
    initializationOptions,
    diagnosticCollectionName: "promptveil",
    diagnosticPullOptions: { onChange: true, onSave: true, onFocus: true },
    middleware: { resolveCodeAction: (action, token) => resolveFix(client, action, token) },
    markdown: { isTrusted: false, supportHtml: false },
  };
  const client: LanguageClient = new LanguageClient("promptveil", "PromptVeil", connect, options);
  extension.subscriptions.push(
    client.onDidChangeState(({ newState }) => {
      const ended = current;
      if (newState !== State.Stopped || !ended) return;
      setTimeout(() => isAlive(ended) && ended.kill(), patience).unref();
    }),
  );
  return { client, pid: () => current?.pid };
}

/** Sends what a server prints to the log, and how it ended. */
function watched(child: ChildProcess, log: LogOutputChannel): ChildProcess {
  if (child.stdout) createInterface({ input: child.stdout }).on("line", (line) => log.info(line));
  if (child.stderr) createInterface({ input: child.stderr }).on("line", (line) => log.error(line));
  child.on("error", (error) => log.error(`The language server: ${error.message}`));
  child.on("exit", (code, signal) => {
    if (code !== 0) log.warn(`The language server ended with ${signal ?? `code ${code}`}.`);
  });
  return child;
}
