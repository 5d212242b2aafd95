/** Asked between steps; when it says yes, the work stops with `cancelled`. */
export interface CancellationToken {
  readonly isCancellationRequested: boolean;
}

/** Thrown where work was cancelled; the glue turns it into its own kind of cancellation. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
}

export const neverCancelled: CancellationToken = { isCancellationRequested: false };

/** @throws CancelledError when the token asks for it. */
export function throwIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) throw new CancelledError("cancelled");
}
