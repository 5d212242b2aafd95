import type { IrEntry, NodeId } from "../ir.ts";
import { add, base, expression, expressionOr, isSum, sum, typeExpression } from "./lowering.ts";
import { assignment, assignTo, augmented, bindLocally, bindName } from "./python-assignment.ts";
import { call } from "./python-calls.ts";
import { lambda } from "./python-functions.ts";
import type { PythonLowering } from "./python-lowering.ts";
import { F, K } from "./python-shape.ts";
import { suite } from "./python-statements.ts";
import { concatenated, constantKey, stringLiteral } from "./python-texts.ts";
import { child, childOfKind, childrenOf, spanOf, textOf } from "./tree-reading.ts";

export function unknownOf(lowering: PythonLowering, n: number): NodeId {
  const { kind } = lowering.tree;
  const inputs = childrenOf(lowering, n)
    .filter((at) => kind[at] !== K.from && kind[at] !== K.async)
    .map((at) => expression(lowering, at));
  return add(lowering, { op: "unknown", inputs }, n);
}

function derivedOf(lowering: PythonLowering, n: number): NodeId {
  return add(lowering, { op: "derived", inputs: childrenOf(lowering, n).map((at) => expression(lowering, at)) }, n);
}

export function lowerExpression(lowering: PythonLowering, n: number): NodeId {
  const { kind } = lowering.tree;
  const { scopes } = lowering;
  switch (kind[n]) {
    case K.identifier:
      return scopes.read(textOf(lowering, n), spanOf(lowering, n));
    case K.string:
      return stringLiteral(lowering, n);
    case K.concatenated_string:
      return concatenated(lowering, n);
    case K.integer:
    case K.float:
    case K.true:
    case K.false:
    case K.none:
    case K.ellipsis:
      return add(lowering, { op: "literal" }, n);
    case K.attribute: {
      const object = child(lowering, n, F.object);
      const name = child(lowering, n, F.attribute);
      if (object < 0 || name < 0) return unknownOf(lowering, n);
      return add(lowering, { op: "member", base: base(lowering, object), name: textOf(lowering, name) }, n);
    }
    case K.subscript:
      return subscript(lowering, n);
    case K.call:
      return call(lowering, n);
    case K.binary_operator:
      return binary(lowering, n);
    case K.boolean_operator: {
      const left = child(lowering, n, F.left);
      const right = child(lowering, n, F.right);
      if (left < 0 || right < 0) return unknownOf(lowering, n);
      const first = expression(lowering, left);
      const second = expression(lowering, right);
      // What `and` gives from its left side is falsy: nothing.
      return childOfKind(lowering, n, K.or) >= 0
        ? add(lowering, { op: "choice", inputs: [first, second] }, n)
        : add(lowering, { op: "same", why: "other", value: second }, n);
    }
    case K.comparison_operator:
    case K.not_operator:
    case K.unary_operator:
      return derivedOf(lowering, n);
    case K.conditional_expression: {
      const parts = childrenOf(lowering, n);
      if (parts.length !== 3) return unknownOf(lowering, n);
      expression(lowering, parts[1]!);
      return add(
        lowering,
        { op: "choice", inputs: [expression(lowering, parts[0]!), expression(lowering, parts[2]!)] },
        n,
      );
    }
    case K.parenthesized_expression: {
      const parts = childrenOf(lowering, n);
      return parts.length === 1 ? expression(lowering, parts[0]!) : unknownOf(lowering, n);
    }
    case K.await: {
      const parts = childrenOf(lowering, n);
      return parts.length === 1
        ? add(lowering, { op: "same", why: "await", value: expression(lowering, parts[0]!) }, n)
        : unknownOf(lowering, n);
    }
    case K.yield: {
      const delegated = childOfKind(lowering, n, K.from) >= 0;
      for (const at of childrenOf(lowering, n)) {
        if (kind[at] === K.from) continue;
        const value = expression(lowering, at);
        lowering.context.yields.push(delegated ? add(lowering, { op: "element", base: value }, at) : value);
      }
      return add(lowering, { op: "unknown", inputs: [] }, n);
    }
    case K.named_expression: {
      const name = child(lowering, n, F.name);
      const value = child(lowering, n, F.value);
      if (name < 0 || value < 0) return unknownOf(lowering, n);
      return bindName(lowering, name, textOf(lowering, name), expression(lowering, value));
    }
    case K.as_pattern: {
      const parts = childrenOf(lowering, n);
      const value = expressionOr(lowering, parts[0] ?? -1, n);
      const alias = child(lowering, n, F.alias);
      if (alias >= 0) assignTo(lowering, alias, value);
      return value;
    }
    case K.list:
    case K.tuple:
    case K.expression_list:
      return listOf(lowering, n, "list");
    case K.set:
      return listOf(lowering, n, "set");
    case K.dictionary:
      return dictionary(lowering, n);
    case K.list_comprehension:
    case K.generator_expression:
      return comprehension(lowering, n, "list");
    case K.set_comprehension:
      return comprehension(lowering, n, "set");
    case K.dictionary_comprehension:
      return comprehension(lowering, n, "record");
    case K.lambda:
      return lambda(lowering, n);
    case K.assignment:
      return assignment(lowering, n);
    case K.augmented_assignment:
      return augmented(lowering, n);
    case K.type:
      return typeExpression(lowering, n);
    case K.slice:
      return derivedOf(lowering, n);
    case K.list_splat:
    case K.dictionary_splat: {
      const inner = childrenOf(lowering, n);
      return inner.length === 1 ? expression(lowering, inner[0]!) : unknownOf(lowering, n);
    }
    case K.block:
      suite(lowering, n);
      return add(lowering, { op: "literal" }, n);
    default:
      return unknownOf(lowering, n);
  }
}

function binary(lowering: PythonLowering, n: number): NodeId {
  const { kind } = lowering.tree;
  const left = child(lowering, n, F.left);
  const right = child(lowering, n, F.right);
  if (left < 0 || right < 0) return unknownOf(lowering, n);
  if (isSum(lowering, n)) return sum(lowering, n);
  const first = expression(lowering, left);
  if (childOfKind(lowering, n, K["%"]) >= 0) {
    const values =
      kind[right] === K.tuple
        ? childrenOf(lowering, right).map((at) => expression(lowering, at))
        : [expression(lowering, right)];
    return add(lowering, { op: "string", how: "percent", pieces: [first, ...values] }, n);
  }
  const second = expression(lowering, right);
  return add(
    lowering,
    childOfKind(lowering, n, K["|"]) >= 0
      ? { op: "unknown", inputs: [first, second] }
      : { op: "derived", inputs: [first, second] },
    n,
  );
}

function subscript(lowering: PythonLowering, n: number): NodeId {
  const { field, kind } = lowering.tree;
  const object = child(lowering, n, F.value);
  if (object < 0) return unknownOf(lowering, n);
  const from = base(lowering, object);
  const keys = childrenOf(lowering, n).filter((at) => field[at] === F.subscript);
  const key = keys[0];
  if (key === undefined || keys.length > 1) {
    return add(lowering, { op: "unknown", inputs: [from, ...keys.map((at) => expression(lowering, at))] }, n);
  }
  if (kind[key] === K.slice) {
    for (const at of childrenOf(lowering, key)) expression(lowering, at);
    return add(lowering, { op: "same", why: "other", value: from }, n);
  }
  const name = constantKey(lowering, key);
  if (name !== undefined) return add(lowering, { op: "member", base: from, name }, n);
  return add(lowering, { op: "element", base: from, key: expression(lowering, key) }, n);
}

function listOf(lowering: PythonLowering, n: number, form: "list" | "set"): NodeId {
  const { kind } = lowering.tree;
  const entries: IrEntry[] = [];
  let known = true;
  for (const at of childrenOf(lowering, n)) {
    if (kind[at] === K.list_splat) {
      entries.push({ key: undefined, value: expression(lowering, at), spread: true, span: spanOf(lowering, at) });
      known = false;
    } else {
      const key = known && form === "list" ? String(entries.length) : undefined;
      entries.push({ key, value: expression(lowering, at), span: spanOf(lowering, at) });
    }
  }
  return add(lowering, { op: "collection", kind: form, entries }, n);
}

function dictionary(lowering: PythonLowering, n: number): NodeId {
  const { kind } = lowering.tree;
  const entries: IrEntry[] = [];
  for (const at of childrenOf(lowering, n)) {
    if (kind[at] === K.dictionary_splat) {
      entries.push({ key: undefined, value: expression(lowering, at), spread: true, span: spanOf(lowering, at) });
    } else if (kind[at] === K.pair) {
      const key = child(lowering, at, F.key);
      const value = child(lowering, at, F.value);
      if (key < 0 || value < 0) continue;
      const name = constantKey(lowering, key);
      if (name === undefined) expression(lowering, key);
      entries.push({ key: name, value: expression(lowering, value), span: spanOf(lowering, at) });
    } else expression(lowering, at);
  }
  return add(lowering, { op: "collection", kind: "record", entries }, n);
}

function comprehension(lowering: PythonLowering, n: number, form: "list" | "set" | "record"): NodeId {
  const { kind } = lowering.tree;
  const { scopes } = lowering;
  let result = -1;
  scopes.block(() => {
    for (const at of childrenOf(lowering, n)) {
      if (kind[at] === K.for_in_clause) {
        const right = child(lowering, at, F.right);
        const left = child(lowering, at, F.left);
        const element = add(lowering, { op: "element", base: expressionOr(lowering, right, at) }, left < 0 ? at : left);
        if (left >= 0) bindLocally(lowering, left, element);
      } else if (kind[at] === K.if_clause) for (const part of childrenOf(lowering, at)) expression(lowering, part);
    }
    const body = child(lowering, n, F.body);
    let value: NodeId;
    if (body >= 0 && kind[body] === K.pair) {
      const key = child(lowering, body, F.key);
      if (key >= 0) expression(lowering, key);
      value = expressionOr(lowering, child(lowering, body, F.value), body);
    } else value = expressionOr(lowering, body, n);
    result = add(lowering, { op: "collection", kind: form, entries: [{ key: undefined, value }] }, n);
  });
  return result;
}
