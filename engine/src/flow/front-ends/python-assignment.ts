import type { IrOperation, NodeId } from "../ir.ts";
import { add, base, expression, typeExpression } from "./lowering.ts";
import { unknownOf } from "./python-expressions.ts";
import type { PythonLowering } from "./python-lowering.ts";
import { F, K } from "./python-shape.ts";
import { constantKey } from "./python-texts.ts";
import { child, childOfKind, childrenOf, textOf } from "./tree-reading.ts";

export function bindName(lowering: PythonLowering, n: number, name: string, value: NodeId, type?: NodeId): NodeId {
  const { builder, scopes, moduleNames } = lowering;
  const node = add(lowering, { op: "bind", name, value }, n);
  if (type !== undefined) builder.declareType(node, type);
  scopes.assign(name, node, "function");
  if (lowering.context.index === 0 && !lowering.classPath) moduleNames.add(name);
  return node;
}

export function assignTo(lowering: PythonLowering, n: number, value: NodeId, type?: NodeId): void {
  const { kind } = lowering.tree;
  const { builder } = lowering;
  switch (kind[n]) {
    case K.identifier:
      bindName(lowering, n, textOf(lowering, n), value, type);
      return;
    case K.attribute: {
      const object = child(lowering, n, F.object);
      const name = child(lowering, n, F.attribute);
      if (object < 0 || name < 0) return;
      const updated = add(
        lowering,
        { op: "update", base: base(lowering, object), name: textOf(lowering, name), value },
        n,
      );
      if (type !== undefined) builder.declareType(updated, type);
      writeBack(lowering, object, updated);
      return;
    }
    case K.subscript: {
      const object = child(lowering, n, F.value);
      const key = child(lowering, n, F.subscript);
      if (object < 0) return;
      const name = key < 0 ? undefined : constantKey(lowering, key);
      if (key >= 0 && name === undefined) expression(lowering, key);
      writeBack(lowering, object, add(lowering, { op: "update", base: base(lowering, object), name, value }, n));
      return;
    }
    case K.pattern_list:
    case K.tuple_pattern:
    case K.list_pattern:
    case K.expression_list:
    case K.tuple:
    case K.list: {
      const parts = childrenOf(lowering, n);
      const rest = parts.findIndex((at) => kind[at] === K.list_splat_pattern || kind[at] === K.list_splat);
      parts.forEach((at, index) => {
        if (index === rest) assignTo(lowering, at + 1, value);
        else if (rest >= 0 && index > rest) assignTo(lowering, at, add(lowering, { op: "element", base: value }, at));
        else assignTo(lowering, at, add(lowering, { op: "member", base: value, name: String(index) }, at));
      });
      return;
    }
    case K.parenthesized_expression:
    case K.as_pattern_target:
      for (const at of childrenOf(lowering, n)) assignTo(lowering, at, value);
      return;
    default:
      expression(lowering, n);
  }
}

/** Binds the new version of an object to where it came from: `a.b` was changed, so `a` was. */
export function writeBack(lowering: PythonLowering, n: number, version: NodeId): void {
  const { kind } = lowering.tree;
  const { imported, scopes, lowered } = lowering;
  switch (kind[n]) {
    case K.identifier: {
      const name = textOf(lowering, n);
      if (!imported.has(name)) scopes.writeBack(name, version);
      return;
    }
    case K.attribute: {
      const object = child(lowering, n, F.object);
      const name = child(lowering, n, F.attribute);
      if (object < 0 || name < 0 || lowered[object]! < 0) return;
      writeBack(
        lowering,
        object,
        add(lowering, { op: "update", base: lowered[object]!, name: textOf(lowering, name), value: version }, n),
      );
      return;
    }
    case K.subscript: {
      const object = child(lowering, n, F.value);
      const key = child(lowering, n, F.subscript);
      if (object < 0 || lowered[object]! < 0) return;
      const name = key < 0 ? undefined : constantKey(lowering, key);
      writeBack(lowering, object, add(lowering, { op: "update", base: lowered[object]!, name, value: version }, n));
      return;
    }
    case K.parenthesized_expression:
    case K.await:
      for (const at of childrenOf(lowering, n)) writeBack(lowering, at, version);
  }
}

export function assignment(lowering: PythonLowering, n: number): NodeId {
  const { kind } = lowering.tree;
  const left = child(lowering, n, F.left);
  const right = child(lowering, n, F.right);
  const type = child(lowering, n, F.type);
  const typeNode = type < 0 ? undefined : typeExpression(lowering, type);
  if (left < 0) return unknownOf(lowering, n);
  if (right < 0) {
    if (typeNode !== undefined && kind[left] === K.identifier && lowering.context.index !== 0) return typeNode;
    const empty = add(lowering, { op: "unknown", inputs: [] }, left);
    assignTo(lowering, left, empty, typeNode);
    return empty;
  }
  const value = expression(lowering, right);
  assignTo(lowering, left, value, typeNode);
  return value;
}

export function augmented(lowering: PythonLowering, n: number): NodeId {
  const left = child(lowering, n, F.left);
  const right = child(lowering, n, F.right);
  if (left < 0 || right < 0) return unknownOf(lowering, n);
  const before = expression(lowering, left);
  const value = expression(lowering, right);
  const operation: IrOperation =
    childOfKind(lowering, n, K["+="]) >= 0
      ? { op: "string", how: "concatenation", pieces: [before, value] }
      : childOfKind(lowering, n, K["|="]) >= 0
        ? { op: "unknown", inputs: [before, value] }
        : { op: "derived", inputs: [before, value] };
  const result = add(lowering, operation, n);
  assignTo(lowering, left, result);
  return result;
}

/** Binds a comprehension's variables, which live in its block alone. */
export function bindLocally(lowering: PythonLowering, n: number, value: NodeId): void {
  const { kind } = lowering.tree;
  const { scopes } = lowering;
  if (kind[n] === K.identifier) {
    scopes.declare(textOf(lowering, n), add(lowering, { op: "bind", name: textOf(lowering, n), value }, n), "block");
    return;
  }
  childrenOf(lowering, n).forEach((at, index) => {
    bindLocally(lowering, at, add(lowering, { op: "member", base: value, name: String(index) }, at));
  });
}

/** A variable or an attribute of one: something a call can change under a name that is used again. */
export function isPlace(lowering: PythonLowering, n: number): boolean {
  const { kind } = lowering.tree;
  const { lowered, imported, definedNames } = lowering;
  let at = n;
  while (kind[at] === K.attribute || kind[at] === K.subscript) {
    const object = child(lowering, at, kind[at] === K.attribute ? F.object : F.value);
    if (object < 0) return false;
    at = object;
  }
  if (kind[at] !== K.identifier || lowered[n]! < 0) return false;
  const name = textOf(lowering, at);
  return !imported.has(name) && !definedNames.has(name) && !/^(?:logger|log|logging|_?LOGGER)$/.test(name);
}
