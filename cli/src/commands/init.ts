import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { policyTemplate } from "@promptveil/engine";
import { createFileText, policyFileName } from "@promptveil/host-node";
import { type ExitCode, exitCodes, UsageError } from "../exit-code.ts";
import type { Terminal } from "../terminal.ts";

/** `promptveil init`: writes a commented policy into the working directory, never over another. */
export function initCommand(terminal: Terminal): ExitCode {
  const path = resolve(terminal.cwd, policyFileName);
  if (existsSync(path)) throw new UsageError(`There is a ${policyFileName} here already; it is left as it is.`);
  const { problem } = createFileText(path, policyTemplate);
  if (problem !== undefined) throw new UsageError(`${policyFileName}: ${problem}`);
  terminal.out(`Wrote ${policyFileName}. Everything in it is optional; edit what your team needs.\n`);
  return exitCodes.clean;
}
