import type { CodeLanguage } from "../../documents/document.ts";
import type { FunctionBody, IrBuilder, IrOperation, IrParameter, NodeId } from "../ir.ts";
import { createIrBuilder } from "../ir-builder.ts";
import { createScopes, type Scopes } from "../scopes.ts";
import type { FlatTree } from "./flat-tree.ts";
import { child, spanOf, textOf, type WithTree } from "./tree-reading.ts";

/** What front ends share while they lower one file, whose languages write to variables along access paths. */
export interface Lowering extends WithTree {
  readonly builder: IrBuilder;
  readonly scopes: Scopes;
  /** The value each expression was lowered to, for writing back along an access path; -1 before. */
  readonly lowered: Int32Array;
  readonly grammar: Grammar;
  /** The function being lowered. */
  context: FunctionContext;
  /** How deep expressions and statements are nested. */
  depth: number;
}

/** What the shared part must know of a language: some numbers of its grammar, and how the rest is lowered. */
export interface Grammar {
  readonly identifier: number;
  readonly binary: number;
  readonly plus: number;
  readonly left: number;
  readonly right: number;
  lowerExpression(node: number): NodeId;
  lowerType(node: number): NodeId;
}

export interface FunctionContext {
  readonly returns: NodeId[];
  readonly throws: NodeId[];
  /** The parameters, with what each holds at the ways out met so far. */
  readonly watched: readonly WatchedParameter[];
  readonly qualified: string;
  readonly index: number;
}

export interface WatchedParameter {
  readonly name: string;
  readonly node: NodeId;
  readonly finals: NodeId[];
}

/** The parameter that holds the object a method is called on. */
export interface SelfParameter {
  readonly name: string;
  readonly node: NodeId;
}

/** Deeper nesting than this is not followed: such code is generated, and the stack is finite. */
export const maximumDepth = 200;

/** Opens the module of a file: what every language's lowering begins with, and the index of its function. */
export function beginModule(tree: FlatTree, language: CodeLanguage) {
  const builder = createIrBuilder(language);
  const scopes = createScopes(builder);
  const module = scopes.beginFunction({
    name: "<module>",
    qualifiedName: "<module>",
    span: { start: 0, end: tree.text.length },
    isAsync: false,
    isGenerator: false,
    isStatic: false,
  });
  return { shared: { tree, builder, scopes, lowered: new Int32Array(tree.count).fill(-1), depth: 0 }, module };
}

/** Adds a node that stands for a node of the tree. */
export function add({ builder, tree }: Lowering, operation: IrOperation, n: number): NodeId {
  return builder.add(operation, { start: tree.start[n]!, end: tree.end[n]! });
}

export function expression(lowering: Lowering, n: number): NodeId {
  if (lowering.depth > maximumDepth) return add(lowering, { op: "unknown", inputs: [] }, n);
  lowering.depth++;
  const node = lowering.grammar.lowerExpression(n);
  lowering.depth--;
  lowering.lowered[n] = node;
  return node;
}

/** An expression, or something unknown at `place` where the tree has none. */
export function expressionOr(lowering: Lowering, n: number, place: number): NodeId {
  return n < 0 ? add(lowering, { op: "unknown", inputs: [] }, place) : expression(lowering, n);
}

/** An expression that something is taken from or called on: a variable needs no node of its own there. */
export function base(lowering: Lowering, n: number): NodeId {
  if (lowering.tree.kind[n] !== lowering.grammar.identifier) return expression(lowering, n);
  const node = lowering.scopes.lookup(textOf(lowering, n), spanOf(lowering, n));
  lowering.lowered[n] = node;
  return node;
}

export function typeExpression(lowering: Lowering, n: number): NodeId {
  if (lowering.depth > maximumDepth) return add(lowering, { op: "unknown", inputs: [] }, n);
  lowering.depth++;
  const node = lowering.grammar.lowerType(n);
  lowering.depth--;
  return node;
}

/** The operands of `a + b + c` in one go: generated code has left-recursive chains of thousands of terms. */
export function sum(lowering: Lowering, n: number): NodeId {
  const { tree, grammar } = lowering;
  const operands: number[] = [];
  let at = n;
  while (tree.kind[at] === grammar.binary && isSum(lowering, at)) {
    const right = child(lowering, at, grammar.right);
    const left = child(lowering, at, grammar.left);
    if (left < 0 || right < 0) break;
    operands.push(right);
    at = left;
  }
  operands.push(at);
  const pieces = operands.reverse().map((operand) => expression(lowering, operand));
  return add(lowering, { op: "string", how: "concatenation", pieces }, n);
}

/** Whether a binary expression adds. */
export function isSum({ tree, grammar }: Lowering, n: number): boolean {
  for (let at = n + 1; at < tree.next[n]!; at = tree.next[at]!) if (tree.kind[at] === grammar.plus) return true;
  return false;
}

/** Parameters to keep an eye on while their function is lowered. */
export function watch(parameters: readonly IrParameter[], self: SelfParameter | undefined): WatchedParameter[] {
  const all = self ? [...parameters, self] : parameters;
  return all.map(({ name, node }) => ({ name, node, finals: [] }));
}

/** Notes, at a way out of the current function, what its parameters hold there. */
export function recordFinals({ context, scopes }: Lowering): void {
  for (const parameter of context.watched) {
    if (!scopes.declaresLocally(parameter.name)) continue;
    const value = scopes.lookup(parameter.name, { start: 0, end: 0 });
    if (value !== parameter.node && !parameter.finals.includes(value)) parameter.finals.push(value);
  }
}

/** A function's parameters when its body has been lowered, each with what it holds at the end where that differs. */
export function finishParameters(
  lowering: Lowering,
  n: number,
  parameters: readonly IrParameter[],
  self: SelfParameter | undefined,
): Pick<FunctionBody, "parameters" | "self" | "selfFinal"> {
  if (!lowering.scopes.isDead) recordFinals(lowering);
  const finals = new Map(lowering.context.watched.map((parameter) => [parameter.name, parameter.finals]));
  const finalOf = (name: string, node: NodeId): NodeId | undefined => {
    const nodes = finals.get(name) ?? [];
    return nodes.length > 1 ? add(lowering, { op: "choice", inputs: [node, ...nodes] }, n) : nodes[0];
  };
  const selfFinal = self && finalOf(self.name, self.node);
  return {
    parameters: parameters.map((parameter) => {
      const final = finalOf(parameter.name, parameter.node);
      return final === undefined ? parameter : { ...parameter, final };
    }),
    ...(self && { self: self.node }),
    ...(selfFinal !== undefined && { selfFinal }),
  };
}
