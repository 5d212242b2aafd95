import type { NodeId } from "../ir.ts";
import { spanOf, textOf } from "./tree-reading.ts";
import { lower, lowerUnknown, lowerValue, parenthesized } from "./typescript-expressions.ts";
import { childIn, childOfKind, hasEffects, type Lowering } from "./typescript-lowering.ts";
import { lowerPlace, writePlace } from "./typescript-places.ts";
import { F, K } from "./typescript-syntax.ts";

export function lowerBinary(lowering: Lowering, node: number): NodeId {
  const { tree, builder } = lowering;
  const span = spanOf(lowering, node);
  const left = childIn(lowering, node, F.left);
  const operatorNode = childIn(lowering, node, F.operator);
  const right = childIn(lowering, node, F.right);
  const operator = tree.kind[operatorNode];
  if (!left || !right) return lowerUnknown(lowering, node);
  if (operator === K.plus_token) return lowerConcatenation(lowering, node);
  if (operator === K.or_token || operator === K.nullish_token || operator === K.and_token) {
    const first = lowerValue(lowering, left);
    const second = conditionally(lowering, right, node);
    // What is left of `&&` is the result only where it is falsy, and then it holds nothing.
    if (operator === K.and_token) return second;
    return builder.add({ op: "choice", inputs: [first, second] }, span);
  }
  const inputs = [lower(lowering, left), lower(lowering, right)];
  return builder.add({ op: "derived", inputs }, span);
}

/** Lowers an operand that may not run. */
function conditionally(lowering: Lowering, operand: number, node: number): NodeId {
  if (!hasEffects(lowering, operand)) return lowerValue(lowering, operand);
  let value: NodeId | undefined;
  lowering.scopes.branches(
    [
      () => {
        value = lowerValue(lowering, operand);
      },
    ],
    false,
    spanOf(lowering, node),
  );
  return value!;
}

/** `a + b + c` as one string; a sum of numbers as what it is. */
function lowerConcatenation(lowering: Lowering, node: number): NodeId {
  const { tree, builder } = lowering;
  const operands: number[] = [];
  let at = node;
  for (;;) {
    const right = childIn(lowering, at, F.right);
    const left = childIn(lowering, at, F.left);
    if (right) operands.push(right);
    if (!left) break;
    const next = tree.kind[left] === K.binary_expression ? childIn(lowering, left, F.operator) : 0;
    if (!next || tree.kind[next] !== K.plus_token) {
      operands.push(left);
      break;
    }
    at = left;
  }
  operands.reverse();
  const numeric = operands.every((operand) => isArithmetic(lowering, operand));
  const pieces = operands.map((operand) => lowerValue(lowering, operand));
  return builder.add(
    numeric ? { op: "derived", inputs: pieces } : { op: "string", how: "concatenation", pieces },
    spanOf(lowering, node),
  );
}

function isArithmetic(lowering: Lowering, node: number): boolean {
  const { tree } = lowering;
  switch (tree.kind[node]) {
    case K.number:
    case K.update_expression:
      return true;
    case K.unary_expression:
      return childOfKind(lowering, node, K.typeof_token) === 0;
    case K.member_expression: {
      const property = childIn(lowering, node, F.property);
      return property !== 0 && textOf(lowering, property) === "length";
    }
    case K.binary_expression: {
      const operator = tree.kind[childIn(lowering, node, F.operator)];
      return (
        operator !== K.plus_token && operator !== K.or_token && operator !== K.and_token && operator !== K.nullish_token
      );
    }
    case K.parenthesized_expression: {
      const inner = parenthesized(lowering, node);
      return inner !== 0 && isArithmetic(lowering, inner);
    }
    default:
      return false;
  }
}

export function lowerTernary(lowering: Lowering, node: number): NodeId {
  const { builder, scopes } = lowering;
  const span = spanOf(lowering, node);
  const condition = childIn(lowering, node, F.condition);
  const consequence = childIn(lowering, node, F.consequence);
  const alternative = childIn(lowering, node, F.alternative);
  if (condition) lower(lowering, condition);
  const inputs: NodeId[] = [];
  const arm = (branch: number) => () => {
    if (branch) inputs.push(lowerValue(lowering, branch));
  };
  if (hasEffects(lowering, consequence || node) || hasEffects(lowering, alternative || node)) {
    scopes.branches([arm(consequence), arm(alternative)], true, span);
  } else {
    arm(consequence)();
    arm(alternative)();
  }
  return builder.add({ op: "choice", inputs }, span);
}

export function lowerUnary(lowering: Lowering, node: number): NodeId {
  const { builder } = lowering;
  const span = spanOf(lowering, node);
  const argument = childIn(lowering, node, F.argument);
  if (!argument) return lowerUnknown(lowering, node);
  if (childOfKind(lowering, node, K.delete_token)) {
    const place = lowerPlace(lowering, argument);
    const gone = builder.add({ op: "literal" }, span);
    if (place.parent) writePlace(lowering, place, gone, node);
    return gone;
  }
  return builder.add({ op: "derived", inputs: [lower(lowering, argument)] }, span);
}
