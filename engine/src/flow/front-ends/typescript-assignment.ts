import type { NodeId } from "../ir.ts";
import { spanOf, textOf } from "./tree-reading.ts";
import { lower, lowerNamed, lowerUnknown, lowerValue, parenthesized } from "./typescript-expressions.ts";
import { childIn, type Lowering } from "./typescript-lowering.ts";
import { exportAssignment } from "./typescript-modules.ts";
import { assignPattern } from "./typescript-patterns.ts";
import { lowerPlace, type Place, writePlace } from "./typescript-places.ts";
import { F, K } from "./typescript-syntax.ts";

export function lowerUpdate(lowering: Lowering, node: number): NodeId {
  const { builder } = lowering;
  const span = spanOf(lowering, node);
  const argument = childIn(lowering, node, F.argument);
  if (!argument) return lowerUnknown(lowering, node);
  const place = lowerPlace(lowering, argument);
  const counted = builder.add({ op: "derived", inputs: [place.node] }, span);
  assignPlace(lowering, argument, place, counted, node);
  return counted;
}

/** Gives a place that was lowered already a new value. */
function assignPlace(lowering: Lowering, target: number, place: Place, value: NodeId, node: number): void {
  if (place.parent) writePlace(lowering, place, value, node);
  else if (lowering.tree.kind[target] === K.identifier) assignName(lowering, textOf(lowering, target), value, target);
}

/** `name = value`, where the name may be declared anywhere or nowhere. */
export function assignName(lowering: Lowering, name: string, value: NodeId, node: number): NodeId {
  const bound = lowering.builder.add({ op: "bind", name, value }, spanOf(lowering, node));
  const variable = lowering.scopes.find(name);
  if (variable) lowering.inert.delete(variable);
  lowering.scopes.assign(name, bound, "module");
  return bound;
}

export function lowerAssignment(lowering: Lowering, node: number): NodeId {
  const { tree } = lowering;
  const left = childIn(lowering, node, F.left);
  const right = childIn(lowering, node, F.right);
  if (!left || !right) return lowerUnknown(lowering, node);
  const value = lowerNamed(lowering, right, assignedName(lowering, left));
  assignTo(lowering, left, value, node);
  if (tree.kind[left] === K.member_expression) exportAssignment(lowering, left, right, value);
  return value;
}

function assignedName(lowering: Lowering, left: number): string {
  const kind = lowering.tree.kind[left];
  if (kind === K.identifier) return textOf(lowering, left);
  if (kind === K.member_expression) {
    const property = childIn(lowering, left, F.property);
    if (property) return textOf(lowering, property);
  }
  return "<lambda>";
}

/** Assigns to a variable, a member, or a pattern of them. */
export function assignTo(lowering: Lowering, target: number, value: NodeId, node: number): void {
  switch (lowering.tree.kind[target]) {
    case K.identifier:
      assignName(lowering, textOf(lowering, target), value, target);
      break;
    case K.member_expression:
    case K.subscript_expression:
      writePlace(lowering, lowerPlace(lowering, target), value, node);
      break;
    case K.parenthesized_expression:
    case K.non_null_expression:
    case K.as_expression: {
      const inner = parenthesized(lowering, target);
      if (inner) assignTo(lowering, inner, value, node);
      break;
    }
    default:
      assignPattern(lowering, target, value, (name, bound, at) => {
        assignName(lowering, name, bound, at);
      });
  }
}

export function lowerAugmented(lowering: Lowering, node: number): NodeId {
  const { tree, builder, scopes } = lowering;
  const span = spanOf(lowering, node);
  const left = childIn(lowering, node, F.left);
  const right = childIn(lowering, node, F.right);
  const operator = tree.kind[childIn(lowering, node, F.operator)];
  if (!left || !right) return lowerUnknown(lowering, node);
  const place = lowerPlace(lowering, left);
  let value: NodeId;
  if (operator === K.plus_equals_token) {
    const pieces = [place.node, lowerValue(lowering, right)];
    value = builder.add({ op: "string", how: "concatenation", pieces }, span);
  } else if (operator === K.or_equals_token || operator === K.nullish_equals_token || operator === K.and_equals_token) {
    scopes.branches(
      [
        () => {
          value = lowerNamed(lowering, right, assignedName(lowering, left));
          assignPlace(lowering, left, place, value, node);
        },
      ],
      false,
      span,
    );
    return builder.add({ op: "choice", inputs: [place.node, value!] }, span);
  } else value = builder.add({ op: "derived", inputs: [place.node, lower(lowering, right)] }, span);
  assignPlace(lowering, left, place, value, node);
  return value;
}
