import type { NodeId } from "../ir.ts";
import { spanOf, textOf } from "./tree-reading.ts";
import { lowerAssignment, lowerAugmented, lowerUpdate } from "./typescript-assignment.ts";
import { isLeafValue, lowerCall, lowerNew } from "./typescript-calls.ts";
import { lowerClass } from "./typescript-classes.ts";
import { lowerFunction } from "./typescript-functions.ts";
import { lowerJsx } from "./typescript-jsx.ts";
import { lowerArray, lowerObject, lowerTemplate } from "./typescript-literals.ts";
import { childOfKind, firstChild, type Lowering, maximumDepth, textNode, unknownNode } from "./typescript-lowering.ts";
import { lowerBinary, lowerTernary, lowerUnary } from "./typescript-operators.ts";
import { lowerPlace } from "./typescript-places.ts";
import { decodeString, K } from "./typescript-syntax.ts";
import { lowerType } from "./typescript-types.ts";

/** A value whose place matters to whoever reads a path: an argument, a hole, an entry, what is returned. */
export function lowerValue(lowering: Lowering, node: number): NodeId {
  const kind = lowering.tree.kind[node];
  if (kind === K.identifier || kind === K.this || kind === K.shorthand_property_identifier) {
    const value = lower(lowering, node);
    return lowering.builder.add({ op: "same", why: "read", value }, spanOf(lowering, node));
  }
  if (kind === K.parenthesized_expression) {
    const inner = parenthesized(lowering, node);
    if (inner) return lowerValue(lowering, inner);
  }
  return lower(lowering, node);
}

/** `lowerValue`, naming an anonymous function or class after what it is given to. */
export function lowerNamed(lowering: Lowering, node: number, name: string): NodeId {
  switch (lowering.tree.kind[node]) {
    case K.arrow_function:
    case K.function_expression:
    case K.generator_function:
      return functionNode(lowering, node, name);
    case K.class:
      return lowerClass(lowering, node, name);
    case K.parenthesized_expression: {
      const inner = parenthesized(lowering, node);
      return inner ? lowerNamed(lowering, inner, name) : lower(lowering, node);
    }
    default:
      return lowerValue(lowering, node);
  }
}

export function functionNode(lowering: Lowering, node: number, name: string): NodeId {
  const index = lowerFunction(lowering, node, { name });
  return lowering.builder.add({ op: "function", index }, spanOf(lowering, node));
}

/** The node of an expression, for its value alone. */
export function lower(lowering: Lowering, node: number): NodeId {
  if (lowering.depth >= maximumDepth) return unknownNode(lowering, spanOf(lowering, node));
  lowering.depth++;
  const result = lowerExpression(lowering, node);
  lowering.depth--;
  return result;
}

function lowerExpression(lowering: Lowering, node: number): NodeId {
  const { tree, builder } = lowering;
  const span = spanOf(lowering, node);
  switch (tree.kind[node]) {
    case K.identifier:
    case K.shorthand_property_identifier:
    case K.this:
    case K.super:
    case K.member_expression:
    case K.subscript_expression:
      return lowerPlace(lowering, node).node;
    case K.string:
      return textNode(lowering, decodeString(textOf(lowering, node)), span);
    case K.template_string:
      return lowerTemplate(lowering, node);
    case K.number:
    case K.true:
    case K.false:
    case K.null:
    case K.undefined:
    case K.regex:
    case K.meta_property:
      return builder.add({ op: "literal" }, span);
    case K.parenthesized_expression: {
      const inner = parenthesized(lowering, node);
      return inner ? lower(lowering, inner) : unknownNode(lowering, span);
    }
    case K.call_expression:
      return lowerCall(lowering, node);
    case K.new_expression:
      return lowerNew(lowering, node);
    case K.await_expression:
      return builder.add({ op: "same", why: "await", value: lowerFirst(lowering, node) }, span);
    case K.as_expression:
    case K.satisfies_expression:
    case K.type_assertion:
    case K.non_null_expression:
      return lowerCast(lowering, node);
    case K.instantiation_expression:
      return lowerFirst(lowering, node);
    case K.object:
      return lowerObject(lowering, node);
    case K.array:
      return lowerArray(lowering, node);
    case K.arrow_function:
    case K.function_expression:
    case K.generator_function:
      return functionNode(lowering, node, "<lambda>");
    case K.class:
      return lowerClass(lowering, node, "<class>");
    case K.binary_expression:
      return lowerBinary(lowering, node);
    case K.ternary_expression:
      return lowerTernary(lowering, node);
    case K.unary_expression:
      return lowerUnary(lowering, node);
    case K.update_expression:
      return lowerUpdate(lowering, node);
    case K.assignment_expression:
      return lowerAssignment(lowering, node);
    case K.augmented_assignment_expression:
      return lowerAugmented(lowering, node);
    case K.sequence_expression: {
      let last: NodeId | undefined;
      for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!)
        last = lowerValue(lowering, child);
      return last ?? unknownNode(lowering, span);
    }
    case K.yield_expression:
      return lowerYield(lowering, node);
    case K.jsx_element:
    case K.jsx_self_closing_element:
      return lowerJsx(lowering, node);
    case K.jsx_expression:
    case K.spread_element:
      return lowerFirst(lowering, node);
    case K.computed_property_name:
      return lowerFirst(lowering, node);
    default:
      return lowerUnknown(lowering, node);
  }
}

/** Something that was not expected here: whatever expressions it is made of may be in it. */
export function lowerUnknown(lowering: Lowering, node: number): NodeId {
  const { tree } = lowering;
  const inputs: NodeId[] = [];
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) {
    if (isExpression(tree.kind[child]!)) inputs.push(lower(lowering, child));
  }
  return unknownNode(lowering, spanOf(lowering, node), inputs);
}

const expressionKinds = new Set<number>([
  K.identifier,
  K.this,
  K.string,
  K.template_string,
  K.number,
  K.parenthesized_expression,
  K.call_expression,
  K.new_expression,
  K.await_expression,
  K.as_expression,
  K.satisfies_expression,
  K.type_assertion,
  K.non_null_expression,
  K.object,
  K.array,
  K.arrow_function,
  K.function_expression,
  K.generator_function,
  K.class,
  K.binary_expression,
  K.ternary_expression,
  K.unary_expression,
  K.update_expression,
  K.assignment_expression,
  K.augmented_assignment_expression,
  K.sequence_expression,
  K.yield_expression,
  K.member_expression,
  K.subscript_expression,
  K.jsx_element,
  K.jsx_self_closing_element,
  K.jsx_expression,
  K.spread_element,
]);

export function isExpression(kind: number): boolean {
  return expressionKinds.has(kind);
}

function lowerFirst(lowering: Lowering, node: number): NodeId {
  const { tree } = lowering;
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) {
    if (isExpression(tree.kind[child]!)) return lowerValue(lowering, child);
  }
  return unknownNode(lowering, spanOf(lowering, node));
}

/** The expression inside parentheses. */
export function parenthesized(lowering: Lowering, node: number): number {
  const { tree } = lowering;
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) {
    if (isExpression(tree.kind[child]!)) return child;
  }
  return 0;
}

function lowerCast(lowering: Lowering, node: number): NodeId {
  const { tree, builder } = lowering;
  const span = spanOf(lowering, node);
  let value: NodeId | undefined;
  let type: NodeId | undefined;
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) {
    const kind = tree.kind[child]!;
    if (value === undefined && isExpression(kind)) value = lowerValue(lowering, child);
    else if (kind === K.type_arguments) type = lowerType(lowering, firstChild(lowering, child));
    else if (kind !== K.const_token) type = lowerType(lowering, child);
  }
  const result = builder.add({ op: "same", why: "cast", value: value ?? unknownNode(lowering, span) }, span);
  if (type !== undefined) builder.declareType(result, type);
  return result;
}

function lowerYield(lowering: Lowering, node: number): NodeId {
  const { tree, builder, current } = lowering;
  const span = spanOf(lowering, node);
  const inner = parenthesized(lowering, node);
  if (inner) {
    const value = lowerValue(lowering, inner);
    const delegated = childOfKind(lowering, node, K.star_token) !== 0;
    current.yields.push(delegated ? builder.add({ op: "element", base: value }, spanOf(lowering, inner)) : value);
  } else if (firstChild(lowering, node) && isLeafValue(tree.kind[node + 1]!)) lower(lowering, node + 1);
  return unknownNode(lowering, span);
}
