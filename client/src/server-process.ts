import { type ChildProcess, fork } from "node:child_process";

/** How the language server is run. */
export interface ServerProgram {
  /** The folder of the bundles. */
  readonly folder: string;
  /** Where its compiled code may be kept; `undefined` where there is no such place. */
  readonly codeCache: string | undefined;
}

/** At the start V8 would collect garbage every megabyte, a fifth of the time that a first answer takes. */
const roomForYoungObjects = ["--min-semi-space-size=16"];

/**
 * Starts the language server as a child process with an IPC channel. Knows nothing of VS Code or of the protocol, so
 * that it can be called before the code for either is loaded.
 */
export function forkServer({ folder, codeCache }: ServerProgram): ChildProcess {
  const flags = ["--node-ipc", `--clientProcessId=${process.pid}`];
  const debugged = process.execArgv.some((argument) => argument.startsWith("--inspect"));
  return fork(
    `${folder}/${codeCache === undefined ? "server.js" : "cached-server.js"}`,
    codeCache === undefined ? flags : [...flags, `--code-cache=${codeCache}`],
    {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1", ELECTRON_NO_ASAR: "1" },
      execArgv: debugged ? ["--nolazy", "--inspect=6021"] : roomForYoungObjects,
      silent: true,
    },
  );
}

/** Whether a process can still be spoken to. */
export function isAlive(child: ChildProcess): boolean {
  return child.pid !== undefined && child.connected && child.exitCode === null && child.signalCode === null;
}
