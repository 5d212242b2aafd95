import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { describeError } from "./log.ts";
import { startServer } from "./start.ts";

/**
 * Serves this process's own streams: `ipc` for a client that forked it, `stdio` for all others. Ends with the
 * client: on `exit`, when the streams end, and when the client's process is gone.
 */
export function runServer(transport: "stdio" | "ipc"): void {
  quietConsole();
  process.on("unhandledRejection", (reason) => reportCrash("unhandled rejection", reason));
  process.on("uncaughtException", (error) => {
    reportCrash("uncaught exception", error);
    process.exit(1);
  });
  const [reader, writer] =
    transport === "ipc"
      ? [new IPCMessageReader(process), new IPCMessageWriter(process)]
      : [new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout)];
  if (transport === "stdio") process.stdin.on("end", () => process.exit(1));
  else process.on("disconnect", () => process.exit(1));
  startServer(createConnection(ProposedFeatures.all, reader, writer));
}

/** Standard output belongs to the protocol; whatever a library prints must not get in between. */
export function quietConsole(): void {
  for (const method of ["log", "info", "debug", "dir", "table"] as const) console[method] = () => {};
}

function reportCrash(what: string, error: unknown): void {
  try {
    process.stderr.write(`PromptVeil language server: ${what}: ${describeError(error)}\n`);
  } catch {}
}
