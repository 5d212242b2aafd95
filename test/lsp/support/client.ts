import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { defaultSettings, type InitializationOptions, type Settings } from "@promptveil/protocol";
import {
  type CodeAction,
  createMessageConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  Emitter,
  type InitializeParams,
  type InitializeResult,
  type MessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

const sources = fileURLToPath(new URL("../../../server/src/main.ts", import.meta.url));

/** Servers that are still at work, those of tests that failed half-way among them. */
const running = new Set<ChildProcess>();
const killAll = () => {
  for (const child of running) child.kill("SIGKILL");
};
process.once("exit", killAll);
// Under mocha they must not keep the test run alive when its last test is done.
(globalThis as { after?: (hook: () => void) => void }).after?.(killAll);

export interface ClientOptions {
  /** Folder URIs. */
  readonly folders?: readonly string[];
  /** `pull` as VS Code, `push` as editors of older protocol versions. Default `pull`. */
  readonly diagnostics?: "pull" | "push";
  readonly initializationOptions?: InitializationOptions;
  /** The language of the editor, such as `de`. */
  readonly locale?: string;
  settings?: Partial<Settings>;
  readonly capabilities?: InitializeParams["capabilities"];
  /** The program to start; default the server's sources. */
  readonly command?: readonly [string, ...string[]];
  /** The process whose end ends the server; default this one. */
  readonly parent?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A small editor: the real server as a child process, and what a test needs to talk to it. */
export interface Client {
  readonly connection: MessageConnection;
  readonly process: ChildProcess;
  readonly initialized: InitializeResult;
  /** Everything the server ever wrote, to the protocol or beside it. */
  written(): string;
  open(uri: string, text: string, languageId?: string, version?: number): Promise<void>;
  change(uri: string, version: number, changes: { range?: Range; text: string }[]): Promise<void>;
  close(uri: string): Promise<void>;
  /** Full diagnostics by pull. */
  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport>;
  diagnostics(uri: string): Promise<Diagnostic[]>;
  codeActions(uri: string, range: Range, only?: string[]): Promise<CodeAction[]>;
  resolve(action: CodeAction): Promise<CodeAction>;
  /** The next `publishDiagnostics` for a URI, from now on or already there, that fits. */
  published(uri: string, fits?: (params: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams>;
  /** Resolves at the next message of this method. */
  next<T = unknown>(method: string, fits?: (params: T) => boolean): Promise<T>;
  /** How often the server asked for a refresh of diagnostics. */
  refreshes(): number;
  settings(settings: Partial<Settings>): Promise<void>;
  /** Ends the session as the protocol asks; the exit code. */
  stop(): Promise<number | null>;
}

type Range = Diagnostic["range"];

export async function startClient(options: ClientOptions = {}): Promise<Client> {
  const command = options.command ?? [process.execPath, "--import", "tsx", sources, "--stdio"];
  const child = spawn(command[0], command.slice(1), {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, PROMPTVEIL_CACHE_DIR: "/nonexistent/promptveil", ...options.environment },
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const output: Buffer[] = [];
  child.stdout.on("data", (data) => output.push(data));
  child.stderr.on("data", (data) => output.push(data));
  const exited = new Promise<number | null>((resolve) => child.on("exit", resolve));
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const messages = new Emitter<{ method: string; params: unknown }>();
  const published = new Map<string, PublishDiagnosticsParams>();
  let refreshes = 0;
  let settings: Partial<Settings> = options.settings ?? {};

  connection.onRequest((method, params) => {
    messages.fire({ method, params });
    if (method === "workspace/configuration") {
      const { items } = params as { items: unknown[] };
      return items.map(() => ({ ...defaultSettings, ...settings }));
    }
    if (method === "workspace/diagnostic/refresh") refreshes++;
    return null;
  });
  connection.onNotification((method, params) => {
    if (method === "textDocument/publishDiagnostics") {
      const sent = params as PublishDiagnosticsParams;
      published.set(sent.uri, sent);
    }
    messages.fire({ method, params });
  });
  connection.onUnhandledProgress(({ token, value }) =>
    messages.fire({ method: "$/progress", params: { token, value } }),
  );
  connection.listen();

  const folders = (options.folders ?? []).map((uri, index) => ({ uri, name: `folder${index}` }));
  const initialized = await connection.sendRequest<InitializeResult>("initialize", {
    processId: options.parent ?? process.pid,
    rootUri: folders[0]?.uri ?? null,
    workspaceFolders: folders.length > 0 ? folders : null,
    capabilities: options.capabilities ?? capabilitiesOf(options.diagnostics ?? "pull"),
    initializationOptions: { cacheFolder: null, ...options.initializationOptions },
    ...(options.locale === undefined ? {} : { locale: options.locale }),
  } satisfies InitializeParams);
  await connection.sendNotification("initialized", {});

  function next<T>(method: string, fits: (params: T) => boolean = () => true): Promise<T> {
    return new Promise((resolve) => {
      const subscription = messages.event((message) => {
        if (message.method !== method || !fits(message.params as T)) return;
        subscription.dispose();
        resolve(message.params as T);
      });
    });
  }

  const pull = (uri: string, previousResultId?: string) =>
    connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });

  return {
    connection,
    process: child,
    initialized,
    written: () => Buffer.concat(output).toString("utf8"),
    open: (uri, text, languageId = languageOf(uri), version = 1) =>
      connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId, version, text } }),
    change: (uri, version, contentChanges) =>
      connection.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges }),
    close: (uri) => connection.sendNotification("textDocument/didClose", { textDocument: { uri } }),
    pull,
    async diagnostics(uri) {
      const report = await pull(uri);
      if (report.kind !== "full") throw new Error("unchanged, though nothing was known before");
      return report.items;
    },
    codeActions: (uri, range, only) =>
      connection.sendRequest("textDocument/codeAction", {
        textDocument: { uri },
        range,
        context: { diagnostics: [], ...(only ? { only } : {}) },
      }),
    resolve: (action) => connection.sendRequest("codeAction/resolve", action),
    published(uri, fits = () => true) {
      const known = published.get(uri);
      if (known && fits(known)) return Promise.resolve(known);
      return next<PublishDiagnosticsParams>(
        "textDocument/publishDiagnostics",
        (params) => params.uri === uri && fits(params),
      );
    },
    next,
    refreshes: () => refreshes,
    async settings(changed) {
      settings = changed;
      await connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    },
    async stop() {
      if (child.exitCode === null) {
        await connection.sendRequest("shutdown");
        await connection.sendNotification("exit");
      }
      const code = await exited;
      connection.dispose();
      return code;
    },
  };
}

function capabilitiesOf(diagnostics: "pull" | "push"): InitializeParams["capabilities"] {
  const pull = diagnostics === "pull";
  return {
    workspace: {
      configuration: true,
      workspaceFolders: true,
      didChangeConfiguration: { dynamicRegistration: true },
      didChangeWatchedFiles: { dynamicRegistration: true },
      workspaceEdit: { documentChanges: true, resourceOperations: ["create", "rename", "delete"] },
      ...(pull ? { diagnostics: { refreshSupport: true } } : {}),
    },
    textDocument: {
      publishDiagnostics: {
        relatedInformation: true,
        codeDescriptionSupport: true,
        dataSupport: true,
        tagSupport: { valueSet: [1, 2] },
      },
      ...(pull ? { diagnostic: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true } } : {}),
      hover: { contentFormat: ["markdown", "plaintext"] },
      codeAction: {
        codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source", "source.fixAll"] } },
        dataSupport: true,
        resolveSupport: { properties: ["edit", "command"] },
      },
    },
    notebookDocument: { synchronization: { dynamicRegistration: true } },
  };
}

function languageOf(uri: string): string {
  const extension = uri.slice(uri.lastIndexOf(".") + 1);
  const known: Record<string, string> = {
    py: "python",
    ts: "typescript",
    tsx: "typescriptreact",
    js: "javascript",
    yml: "yaml",
  };
  return known[extension] ?? extension;
}
