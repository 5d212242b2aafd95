import type { Span } from "../model/index.ts";
import type { NodeId } from "./ir.ts";

/** A variable of one scope, and every node that was ever bound to it. */
export interface Variable {
  readonly name: string;
  readonly owner: FunctionScope;
  readonly versions: NodeId[];
  /** Captures of it in inner functions, to be completed with all versions when its block ends. */
  readonly captures: NodeId[];
  declaredType?: NodeId;
  /** One of the values that inner functions bind to it, at any time; completed when its block ends. */
  inner?: { readonly node: NodeId; readonly values: NodeId[] };
  /** The join of a version with those of inner functions, for the next read of the same version. */
  joined?: { readonly version: NodeId; readonly node: NodeId };
}

export interface FunctionScope {
  readonly index: number;
  readonly span: Span;
  /** One capture node per outer variable, shared by all uses in this function. */
  readonly captured: Map<Variable, NodeId>;
  /** What this function bound to variables of enclosing functions. */
  readonly outerWrites: Map<Variable, NodeId>;
  /** What had changed at each `return`. */
  readonly exits: Changes[];
  state: State;
  readonly targets: JumpTarget[];
}

export interface Block {
  readonly variables: Map<string, Variable>;
  readonly owner: FunctionScope;
  readonly parent: Block | undefined;
  /** A class body in Python: functions inside do not see its names. */
  readonly hidden: boolean;
  /** Names used before anything bound them: hoisted functions, module variables seen from functions. */
  readonly pending: { readonly name: string; readonly node: NodeId }[];
  readonly pendingWrites: { readonly name: string; readonly node: NodeId }[];
}

/** The current version of each variable, as a chain of overlays; one per open branch. */
export interface State {
  readonly values: Map<Variable, NodeId>;
  readonly under: State | undefined;
  /** In a loop: the joins made on first reading a variable from before the loop. */
  readonly joins: Map<Variable, NodeId> | undefined;
  /** In a protected block: every version bound in it, for the handlers. */
  readonly all: Map<Variable, NodeId[]> | undefined;
  dead: boolean;
}

export type Changes = Map<Variable, NodeId>;

export interface JumpTarget {
  readonly label: string | undefined;
  readonly base: State;
  readonly kind: "loop" | "block";
  readonly breaks: Changes[];
  readonly continues: Changes[];
}
