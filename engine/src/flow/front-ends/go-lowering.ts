import type { IrField, IrMethod } from "../ir.ts";
import { K } from "./go-shape.ts";
import type { FunctionContext, Lowering } from "./lowering.ts";
import { childrenOf } from "./tree-reading.ts";

/** What the parts of the Go front end share while they lower one file. */
export interface GoLowering extends Lowering {
  /** Package names and the paths they stand for. */
  readonly packages: Map<string, string>;
  readonly functionNames: Set<string>;
  readonly classes: Map<string, DeclaredType>;
  context: GoContext;
}

export interface GoContext extends FunctionContext {
  /** Named results, for a `return` that names none. */
  readonly results: readonly string[];
}

/** A type of the file, to which methods are added where they are met. */
export interface DeclaredType {
  readonly index: number;
  readonly fields: IrField[];
  readonly methods: IrMethod[];
}

export const builtinTypes: ReadonlySet<string> = new Set(
  "string error bool byte rune any int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr float32 float64 complex64 complex128".split(
    " ",
  ),
);
/** The expressions of a list, or the one expression that stands for it. */
export function listed(lowering: GoLowering, n: number): number[] {
  const { kind } = lowering.tree;
  if (n < 0) return [];
  return kind[n] === K.expression_list ? childrenOf(lowering, n) : [n];
}

export function isToken(lowering: GoLowering, n: number): boolean {
  const { kind } = lowering.tree;
  return kind[n]! >= K["+"];
}

export function operands(lowering: GoLowering, n: number): number[] {
  return childrenOf(lowering, n).filter((at) => !isToken(lowering, at));
}

/** Whether a variable of the function stands in the way of a package of that name. */
export function shadowed(lowering: GoLowering, name: string): boolean {
  const { scopes } = lowering;
  return lowering.context.index !== 0 && scopes.declaresLocally(name);
}
