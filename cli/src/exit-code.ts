/** How a run ended, as the process's exit code; the greater wins. */
export const exitCodes = { clean: 0, findings: 1, failure: 2 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with exit code 2 and a message for the person who typed it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
