import { CommanderError } from "commander";
import { type ExitCode, exitCodes, UsageError } from "./exit-code.ts";
import { createProgram } from "./program.ts";
import type { Terminal } from "./terminal.ts";

/** Runs a command line; gives the exit code. Never throws. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCodes.clean;
  try {
    await createProgram(terminal, (result) => {
      code = result;
    }).parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.failure;
    if (error instanceof UsageError) terminal.error(`promptveil: ${error.message}\n`);
    else terminal.error(`promptveil: internal error (${describe(error)}). Please report it.\n`);
    return exitCodes.failure;
  }
}

/** An error by its kind and place in our code: its message may quote what was being read. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const place = error.stack?.split("\n").find((line) => line.trimStart().startsWith("at "));
  return `${error.name}${place === undefined ? "" : ` ${place.trim()}`}`;
}
