import type { IrOperation, NodeId } from "../ir.ts";
import { constantKey } from "./go-expressions.ts";
import { type GoLowering, listed, shadowed } from "./go-lowering.ts";
import { F, K } from "./go-shape.ts";
import { add, base, expression, maximumDepth, typeExpression } from "./lowering.ts";
import { child, childrenOf, textOf } from "./tree-reading.ts";

export function variables(lowering: GoLowering, n: number): void {
  const { field } = lowering.tree;
  const names = childrenOf(lowering, n).filter((at) => field[at] === F.name);
  const type = child(lowering, n, F.type);
  const values = listed(lowering, child(lowering, n, F.value));
  if (values.length > 0) {
    assign(lowering, names, values, n, true, type);
    return;
  }
  for (const name of names) {
    bindNew(lowering, name, add(lowering, { op: "literal" }, n), type < 0 ? undefined : typeExpression(lowering, type));
  }
}

export function assignment(lowering: GoLowering, n: number): void {
  const { text, end, start } = lowering.tree;
  const left = listed(lowering, child(lowering, n, F.left));
  const right = listed(lowering, child(lowering, n, F.right));
  const first = left[0];
  const value = right[0];
  const operator = text.slice(end[child(lowering, n, F.left)] ?? 0, start[child(lowering, n, F.right)] ?? 0).trim();
  if (operator !== "=" && first !== undefined && value !== undefined) {
    const before = expression(lowering, first);
    const after = expression(lowering, value);
    const changed: IrOperation =
      operator === "+="
        ? { op: "string", how: "concatenation", pieces: [before, after] }
        : { op: "derived", inputs: [before, after] };
    assignTo(lowering, first, add(lowering, changed, n), false);
    return;
  }
  assign(lowering, left, right, n, false);
}

/** Binds the values on the right to the places on the left; one call can give them all. */
export function assign(
  lowering: GoLowering,
  left: readonly number[],
  right: readonly number[],
  n: number,
  declares: boolean,
  type = -1,
): void {
  const { kind } = lowering.tree;
  const typeNode = type < 0 ? undefined : typeExpression(lowering, type);
  const only = right[0];
  if (left.length > 1 && right.length === 1 && only !== undefined) {
    const whole = expression(lowering, only);
    // `v, ok := m[k]`, `v, ok := x.(T)`, `v, ok := <-ch`: the second says only whether there is one.
    const single = kind[only] !== K.call_expression;
    left.forEach((at, index) => {
      const value = single
        ? index === 0
          ? whole
          : add(lowering, { op: "literal" }, at)
        : add(lowering, { op: "member", base: whole, name: String(index) }, at);
      assignTo(lowering, at, value, declares, typeNode);
    });
    return;
  }
  // All values are taken before anything is bound: `a, b = b, a`.
  const values = right.map((at) => expression(lowering, at));
  left.forEach((at, index) => {
    assignTo(lowering, at, values[index] ?? add(lowering, { op: "unknown", inputs: [] }, n), declares, typeNode);
  });
}

export function bindNew(lowering: GoLowering, n: number, value: NodeId, type?: NodeId): void {
  const { builder, scopes } = lowering;
  const name = textOf(lowering, n);
  if (name === "_") return;
  const node = add(lowering, { op: "bind", name, value }, n);
  if (type !== undefined) builder.declareType(node, type);
  scopes.declare(name, node, "block");
}

export function assignTo(lowering: GoLowering, n: number, value: NodeId, declares: boolean, type?: NodeId): void {
  const { kind, next } = lowering.tree;
  const { scopes } = lowering;
  if (lowering.depth > maximumDepth) return;
  switch (kind[n]) {
    case K.identifier:
      if (declares) bindNew(lowering, n, value, type);
      else if (textOf(lowering, n) !== "_")
        scopes.assign(
          textOf(lowering, n),
          add(lowering, { op: "bind", name: textOf(lowering, n), value }, n),
          "module",
        );
      return;
    case K.blank_identifier:
      return;
    case K.selector_expression: {
      const operand = child(lowering, n, F.operand);
      const name = child(lowering, n, F.field);
      if (operand < 0 || name < 0) return;
      writeBack(
        lowering,
        operand,
        add(lowering, { op: "update", base: base(lowering, operand), name: textOf(lowering, name), value }, n),
      );
      return;
    }
    case K.index_expression: {
      const operand = child(lowering, n, F.operand);
      const index = child(lowering, n, F.index);
      if (operand < 0) return;
      const name = index < 0 ? undefined : constantKey(lowering, index);
      if (index >= 0 && name === undefined) expression(lowering, index);
      writeBack(lowering, operand, add(lowering, { op: "update", base: base(lowering, operand), name, value }, n));
      return;
    }
    case K.unary_expression:
    case K.parenthesized_expression: {
      const inner = kind[n] === K.unary_expression ? child(lowering, n, F.operand) : n + 1;
      if (inner >= 0 && inner < next[n]!) assignTo(lowering, inner, value, false, type);
      return;
    }
    default:
      expression(lowering, n);
  }
}

/** Binds the new version of an object to where it came from: `a.b` was changed, so `a` was. */
export function writeBack(lowering: GoLowering, n: number, version: NodeId): void {
  const { kind } = lowering.tree;
  const { packages, scopes, lowered } = lowering;
  switch (kind[n]) {
    case K.identifier:
      if (!packages.has(textOf(lowering, n)) || shadowed(lowering, textOf(lowering, n)))
        scopes.writeBack(textOf(lowering, n), version);
      return;
    case K.selector_expression:
    case K.index_expression: {
      const operand = child(lowering, n, F.operand);
      const name = child(lowering, n, kind[n] === K.selector_expression ? F.field : F.index);
      if (operand < 0 || lowered[operand]! < 0) return;
      const key =
        name < 0 ? undefined : kind[n] === K.selector_expression ? textOf(lowering, name) : constantKey(lowering, name);
      writeBack(
        lowering,
        operand,
        add(lowering, { op: "update", base: lowered[operand]!, name: key, value: version }, n),
      );
      return;
    }
    case K.unary_expression: {
      const operand = child(lowering, n, F.operand);
      if (operand >= 0) writeBack(lowering, operand, version);
      return;
    }
    case K.parenthesized_expression:
      for (const at of childrenOf(lowering, n)) writeBack(lowering, at, version);
  }
}

/** A variable or a field of one: something a call can change under a name that is used again. */
export function isPlace(lowering: GoLowering, n: number): boolean {
  const { kind } = lowering.tree;
  const { lowered, scopes, packages, functionNames } = lowering;
  let at = n;
  while (kind[at] === K.selector_expression || kind[at] === K.index_expression) {
    const operand = child(lowering, at, F.operand);
    if (operand < 0) return false;
    at = operand;
  }
  if (kind[at] === K.unary_expression) at = child(lowering, at, F.operand);
  if (at < 0 || kind[at] !== K.identifier || lowered[n]! < 0) return false;
  const name = textOf(lowering, at);
  return (
    scopes.find(name) !== undefined && (!packages.has(name) || shadowed(lowering, name)) && !functionNames.has(name)
  );
}
