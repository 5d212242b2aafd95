import type { NodeId } from "../ir.ts";
import { builtinTypes, type GoLowering, operands } from "./go-lowering.ts";
import { F, K } from "./go-shape.ts";
import { add, typeExpression } from "./lowering.ts";
import { child, spanOf, textOf } from "./tree-reading.ts";

export function lowerType(lowering: GoLowering, n: number): NodeId {
  const { kind } = lowering.tree;
  const { classes, scopes } = lowering;
  switch (kind[n]) {
    case K.identifier:
    case K.type_identifier:
      return builtinTypes.has(textOf(lowering, n)) && !classes.has(textOf(lowering, n))
        ? add(lowering, { op: "global", name: textOf(lowering, n) }, n)
        : scopes.lookup(textOf(lowering, n), spanOf(lowering, n));
    case K.qualified_type:
    case K.selector_expression: {
      const [head, name] = operands(lowering, n);
      if (head === undefined || name === undefined) return add(lowering, { op: "unknown", inputs: [] }, n);
      const from = scopes.lookup(textOf(lowering, head), spanOf(lowering, head));
      return add(lowering, { op: "member", base: from, name: textOf(lowering, name) }, n);
    }
    case K.pointer_type:
    case K.parenthesized_type:
    case K.type_elem:
    case K.unary_expression: {
      const inner = operands(lowering, n)[0];
      return inner === undefined ? add(lowering, { op: "unknown", inputs: [] }, n) : typeExpression(lowering, inner);
    }
    case K.generic_type: {
      const head = child(lowering, n, F.type);
      return head < 0 ? add(lowering, { op: "unknown", inputs: [] }, n) : typeExpression(lowering, head);
    }
    case K.slice_type:
    case K.array_type:
    case K.implicit_length_array_type:
    case K.channel_type:
    case K.map_type: {
      const inner =
        kind[n] === K.map_type || kind[n] === K.channel_type
          ? child(lowering, n, F.value)
          : child(lowering, n, F.element);
      if (inner < 0) return add(lowering, { op: "literal" }, n);
      const form = kind[n] === K.map_type ? ("record" as const) : ("list" as const);
      const entries = [{ key: undefined, value: typeExpression(lowering, inner) }];
      return add(lowering, { op: "collection", kind: form, entries }, n);
    }
    default:
      return add(lowering, { op: "literal" }, n);
  }
}
