import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { Log } from "./log.ts";

/**
 * Keeps a failure in one request to that request: it is logged and answered with `fallback`. Work that was
 * cancelled is answered as such.
 */
export function guarded<Params, Result>(
  log: Log,
  name: string,
  fallback: Result,
  handler: (params: Params, token: CancellationToken) => Promise<Result> | Result,
): (params: Params, token: CancellationToken) => Promise<Result> {
  return async (first: Params, second?: CancellationToken) => {
    // A request that came without parameters is handed on with the token alone.
    const [params, token] =
      second === undefined ? [undefined as Params, first as unknown as CancellationToken] : [first, second];
    try {
      await yieldToMessages();
      if (token.isCancellationRequested) throw cancelledError();
      return await handler(params, token);
    } catch (error) {
      if (isCancelled(error)) throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
      if (error instanceof ResponseError) throw error;
      log.failure(name, error);
      return fallback;
    }
  };
}

/** Keeps a failure in the handling of a notification to itself. */
export function guardedNotice<Params>(
  log: Log,
  name: string,
  handler: (params: Params) => Promise<void> | void,
): (params: Params) => Promise<void> {
  return async (params) => {
    try {
      await handler(params);
    } catch (error) {
      if (!isCancelled(error)) log.failure(name, error);
    }
  };
}

/**
 * Lets messages that already arrived be handled first: the analysis does not yield, so a newer edit or a
 * cancellation that waits in line must be seen before it begins.
 */
export function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What the engine throws where it was asked to stop, for the glue to stop in the same way. */
export function cancelledError(): Error {
  const error = new Error("cancelled");
  error.name = "CancelledError";
  return error;
}

/** Whether the engine stopped because it was asked to; by name, so that the engine's code need not be loaded yet. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Error && error.name === "CancelledError";
}
