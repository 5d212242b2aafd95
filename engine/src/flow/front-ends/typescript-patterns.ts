import type { NodeId } from "../ir.ts";
import { spanOf, textOf } from "./tree-reading.ts";
import { assignTo } from "./typescript-assignment.ts";
import { lower, lowerNamed } from "./typescript-expressions.ts";
import { childIn, firstChild, keyText, type Lowering } from "./typescript-lowering.ts";
import { F, K } from "./typescript-syntax.ts";

/** Told each name that a pattern binds, the value it gets and the node it stands at. */
export type BindName = (name: string, value: NodeId, node: number) => void;

/** Takes a value apart as a pattern says; targets that are not names are assigned. */
export function assignPattern(lowering: Lowering, pattern: number, value: NodeId, bind: BindName): void {
  const { tree } = lowering;
  switch (tree.kind[pattern]) {
    case K.identifier:
    case K.shorthand_property_identifier_pattern:
      bind(textOf(lowering, pattern), value, pattern);
      break;
    case K.object_pattern:
      assignObjectPattern(lowering, pattern, value, bind);
      break;
    case K.array_pattern:
      assignArrayPattern(lowering, pattern, value, bind);
      break;
    case K.assignment_pattern:
    case K.object_assignment_pattern: {
      const left = childIn(lowering, pattern, F.left);
      if (left) assignPattern(lowering, left, withDefault(lowering, pattern, value, left), bind);
      break;
    }
    case K.rest_pattern: {
      const inner = firstChild(lowering, pattern);
      if (inner) assignPattern(lowering, inner, value, bind);
      break;
    }
    case K.member_expression:
    case K.subscript_expression:
    case K.non_null_expression:
    case K.parenthesized_expression:
      assignTo(lowering, pattern, value, pattern);
      break;
    default:
  }
}

function withDefault(lowering: Lowering, pattern: number, value: NodeId, left: number): NodeId {
  const right = childIn(lowering, pattern, F.right);
  if (!right) return value;
  const name = lowering.tree.kind[left] === K.object_pattern ? "<lambda>" : textOf(lowering, left);
  const otherwise = lowerNamed(lowering, right, name);
  return lowering.builder.add({ op: "choice", inputs: [value, otherwise] }, spanOf(lowering, pattern));
}

function assignObjectPattern(lowering: Lowering, pattern: number, value: NodeId, bind: BindName): void {
  const { tree, builder } = lowering;
  const taken: string[] = [];
  for (let child = pattern + 1; child < tree.next[pattern]!; child = tree.next[child]!) {
    const span = spanOf(lowering, child);
    switch (tree.kind[child]) {
      case K.shorthand_property_identifier_pattern:
      case K.object_assignment_pattern: {
        const left = tree.kind[child] === K.object_assignment_pattern ? childIn(lowering, child, F.left) : child;
        if (!left) break;
        const name = textOf(lowering, left);
        taken.push(name);
        const member = builder.add({ op: "member", base: value, name }, spanOf(lowering, left));
        assignPattern(lowering, child, member, bind);
        break;
      }
      case K.pair_pattern: {
        const keyNode = childIn(lowering, child, F.key);
        const target = childIn(lowering, child, F.value);
        const name = keyText(lowering, keyNode);
        if (name !== undefined) taken.push(name);
        const key = name === undefined && keyNode ? lower(lowering, keyNode) : undefined;
        const part =
          name === undefined
            ? builder.add({ op: "element", base: value, ...(key !== undefined && { key }) }, span)
            : builder.add({ op: "member", base: value, name }, span);
        if (target) assignPattern(lowering, target, part, bind);
        break;
      }
      case K.rest_pattern: {
        // What was taken out by name is not in the rest.
        let rest = value;
        for (const name of taken) {
          const gone = builder.add({ op: "literal" }, span);
          rest = builder.add({ op: "update", base: rest, name, value: gone }, span);
        }
        assignPattern(lowering, child, rest, bind);
        break;
      }
      default:
    }
  }
}

function assignArrayPattern(lowering: Lowering, pattern: number, value: NodeId, bind: BindName): void {
  const { tree, builder } = lowering;
  let index = 0;
  let from = tree.start[pattern]! + 1;
  for (let child = pattern + 1; child < tree.next[pattern]!; child = tree.next[child]!) {
    const span = spanOf(lowering, child);
    // Holes have no node: count the commas before this one.
    for (let at = from; at < span.start; at++) if (tree.text.charCodeAt(at) === 44) index++;
    from = span.end;
    if (tree.kind[child] === K.rest_pattern) {
      const item = builder.add({ op: "element", base: value }, span);
      const rest = builder.add({ op: "collection", kind: "list", entries: [{ key: undefined, value: item }] }, span);
      assignPattern(lowering, child, rest, bind);
      break;
    }
    assignPattern(lowering, child, builder.add({ op: "member", base: value, name: String(index) }, span), bind);
  }
}

/** The names that a pattern binds. */
export function patternNames(lowering: Lowering, pattern: number, names: string[]): void {
  const { tree } = lowering;
  switch (tree.kind[pattern]) {
    case K.identifier:
    case K.shorthand_property_identifier_pattern:
      names.push(textOf(lowering, pattern));
      break;
    case K.assignment_pattern:
    case K.object_assignment_pattern: {
      const left = childIn(lowering, pattern, F.left);
      if (left) patternNames(lowering, left, names);
      break;
    }
    case K.pair_pattern: {
      const value = childIn(lowering, pattern, F.value);
      if (value) patternNames(lowering, value, names);
      break;
    }
    case K.object_pattern:
    case K.array_pattern:
    case K.rest_pattern:
      for (let child = pattern + 1; child < tree.next[pattern]!; child = tree.next[child]!) {
        patternNames(lowering, child, names);
      }
      break;
    default:
  }
}
