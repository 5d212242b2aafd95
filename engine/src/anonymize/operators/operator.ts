import type { EntityType } from "../../model/index.ts";

/** What an operator is handed besides its parameters. */
export interface OperatorContext {
  /** For keyed operators; from the host, never from a policy file or an argument. */
  readonly key?: Uint8Array;
}

/** Gives the text that stands for a value. */
export type Replace = (value: string, type: EntityType) => string;

export interface OperatorProblem {
  /** In plain words, with what to do. */
  readonly problem: string;
}

/** A way to anonymize a value, named as Presidio names it where it has it. One file each. */
export interface Operator {
  readonly name: string;
  /** One sentence, for lists and hovers. */
  readonly description: string;
  /** Checks the parameters, and makes a function that keeps what it must across values. */
  prepare(parameters: Readonly<Record<string, unknown>>, context: OperatorContext): Replace | OperatorProblem;
}

export function isProblem(result: Replace | OperatorProblem): result is OperatorProblem {
  return typeof result !== "function";
}
