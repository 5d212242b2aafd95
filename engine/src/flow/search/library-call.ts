import type { AccessPath } from "../access-path.ts";
import type { IrArgument, IrOperation, NodeId } from "../ir.ts";
import type { Change, SearchContext } from "./context.ts";
import type { State } from "./state.ts";
import { nameOfVariable } from "./template-variables.ts";

/** A call that is told by its name, and what all who look at it want to know. */
export interface LibraryCall {
  readonly context: SearchContext;
  readonly state: State;
  readonly operation: IrOperation & { op: "call" };
  readonly name: string;
  readonly receiver: NodeId | undefined;
  /** What the receiver is called; empty without one. */
  readonly base: string;
  /** How what comes through the call differs, for calls that only weaken. */
  readonly through: Change;
  /** What is asked of the result, without its first step. */
  readonly tail: AccessPath;
}

/**
 * Goes on with all of an argument.
 * @param placeholder the name of the placeholder whose place it takes
 */
export function whole(made: LibraryCall, argument: IrArgument | undefined, label?: string, placeholder?: string): void {
  if (!argument) return;
  const { context, state } = made;
  context.visit(state, state.file, argument.value, context.paths.whole, label ? "piece" : "argument", {
    changed: true,
    label,
    access: undefined,
    ...(placeholder !== undefined && { alias: nameOfVariable(context, placeholder) }),
  });
}
