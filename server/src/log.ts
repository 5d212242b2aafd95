import { type Connection, MessageType, ShowMessageNotification } from "vscode-languageserver";

import type { Words } from "./words/words.ts";

/** What the server says about itself. Takes no texts of files, and of errors only what holds none. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  /** Logs a failure inside PromptVeil and shows it once per `context`. */
  failure(context: string, error: unknown): void;
}

export function createLog(connection: Connection, words: () => Words, onFailure: (message: string) => void): Log {
  const shown = new Set<string>();
  return {
    info: (message) => connection.console.info(message),
    warn: (message) => connection.console.warn(message),
    failure(context, error) {
      connection.console.error(`${context}: ${describeError(error)}`);
      if (shown.has(context)) return;
      shown.add(context);
      const message = words()("internalProblem", context);
      showMessage(connection, MessageType.Warning, message);
      onFailure(message);
    },
  };
}

/**
 * The kind of an error and where it was thrown. Its message is left out: what failed while it worked on a text may
 * quote that text.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = (error as NodeJS.ErrnoException).code;
  const frames = (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at .*\d+:\d+\)?$/.test(line))
    .slice(0, 12);
  return [`${error.name}${typeof code === "string" ? ` ${code}` : ""}`, ...frames].join("\n");
}

/** Shows a message that expects no answer; the library's own functions send a request with no actions to choose. */
export function showMessage(connection: Connection, type: MessageType, message: string): void {
  void connection.sendNotification(ShowMessageNotification.type, { type, message });
}
