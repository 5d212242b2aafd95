import type { IrEntry, NodeId } from "../ir.ts";
import { call } from "./go-calls.ts";
import { functionBody } from "./go-functions.ts";
import { type GoLowering, isToken, operands } from "./go-lowering.ts";
import { F, K } from "./go-shape.ts";
import { decodeGoString } from "./go-text.ts";
import { add, base, expression, isSum, sum, typeExpression } from "./lowering.ts";
import { child, childOfKind, childrenOf, spanOf, textOf } from "./tree-reading.ts";

export function unknownOf(lowering: GoLowering, n: number): NodeId {
  return add(lowering, { op: "unknown", inputs: childrenOf(lowering, n).map((at) => expression(lowering, at)) }, n);
}

export function lowerExpression(lowering: GoLowering, n: number): NodeId {
  const { kind } = lowering.tree;
  const { scopes, builder } = lowering;
  switch (kind[n]) {
    case K.identifier:
      return scopes.read(textOf(lowering, n), spanOf(lowering, n));
    case K.interpreted_string_literal:
    case K.raw_string_literal:
      return add(lowering, { op: "text", text: decodeGoString(textOf(lowering, n)) }, n);
    case K.int_literal:
    case K.float_literal:
    case K.imaginary_literal:
    case K.rune_literal:
    case K.true:
    case K.false:
    case K.nil:
    case K.iota:
    case K.blank_identifier:
    case K.function_type:
      return add(lowering, { op: "literal" }, n);
    case K.selector_expression: {
      const operand = child(lowering, n, F.operand);
      const name = child(lowering, n, F.field);
      if (operand < 0 || name < 0) return unknownOf(lowering, n);
      return add(lowering, { op: "member", base: base(lowering, operand), name: textOf(lowering, name) }, n);
    }
    case K.index_expression: {
      const operand = child(lowering, n, F.operand);
      const index = child(lowering, n, F.index);
      if (operand < 0 || index < 0) return unknownOf(lowering, n);
      const from = base(lowering, operand);
      const name = constantKey(lowering, index);
      if (name !== undefined) return add(lowering, { op: "member", base: from, name }, n);
      return add(lowering, { op: "element", base: from, key: expression(lowering, index) }, n);
    }
    case K.slice_expression: {
      const operand = child(lowering, n, F.operand);
      if (operand < 0) return unknownOf(lowering, n);
      return add(lowering, { op: "same", why: "other", value: base(lowering, operand) }, n);
    }
    case K.call_expression:
      return call(lowering, n);
    case K.composite_literal:
      return composite(lowering, n);
    case K.literal_value:
      return literalValue(lowering, n, -1);
    case K.literal_element: {
      const parts = childrenOf(lowering, n);
      return parts.length === 1 ? expression(lowering, parts[0]!) : unknownOf(lowering, n);
    }
    case K.func_literal: {
      const index = functionBody(lowering, { n, name: "<lambda>", isSignature: false, receiver: -1 });
      return add(lowering, { op: "function", index }, n);
    }
    case K.binary_expression:
      return binary(lowering, n);
    case K.unary_expression: {
      const operand = child(lowering, n, F.operand);
      if (operand < 0) return unknownOf(lowering, n);
      if (childOfKind(lowering, n, K["<-"]) >= 0)
        return add(lowering, { op: "element", base: base(lowering, operand) }, n);
      if (childOfKind(lowering, n, K["&"]) >= 0 || childOfKind(lowering, n, K["*"]) >= 0) {
        return add(lowering, { op: "same", why: "other", value: expression(lowering, operand) }, n);
      }
      return add(lowering, { op: "derived", inputs: [expression(lowering, operand)] }, n);
    }
    case K.parenthesized_expression: {
      const parts = childrenOf(lowering, n);
      return parts.length === 1 ? expression(lowering, parts[0]!) : unknownOf(lowering, n);
    }
    case K.type_conversion_expression:
    case K.type_assertion_expression: {
      const operand = child(lowering, n, F.operand);
      const type = child(lowering, n, F.type);
      if (operand < 0) return unknownOf(lowering, n);
      const node = add(lowering, { op: "same", why: "cast", value: expression(lowering, operand) }, n);
      if (type >= 0) builder.declareType(node, typeExpression(lowering, type));
      return node;
    }
    case K.type_instantiation_expression: {
      const [head] = childrenOf(lowering, n);
      return head === undefined ? unknownOf(lowering, n) : expression(lowering, head);
    }
    case K.variadic_argument: {
      const parts = operands(lowering, n);
      return parts.length === 1 ? expression(lowering, parts[0]!) : unknownOf(lowering, n);
    }
    case K.qualified_type:
    case K.type_identifier:
    case K.pointer_type:
    case K.slice_type:
    case K.array_type:
    case K.map_type:
    case K.channel_type:
    case K.generic_type:
    case K.struct_type:
    case K.interface_type:
      return add(lowering, { op: "literal" }, n);
    default:
      return isToken(lowering, n) ? add(lowering, { op: "literal" }, n) : unknownOf(lowering, n);
  }
}

function binary(lowering: GoLowering, n: number): NodeId {
  const left = child(lowering, n, F.left);
  const right = child(lowering, n, F.right);
  if (left < 0 || right < 0) return unknownOf(lowering, n);
  if (isSum(lowering, n)) return sum(lowering, n);
  return add(lowering, { op: "derived", inputs: [expression(lowering, left), expression(lowering, right)] }, n);
}

/** The name of a key that is known: a string, a whole number. */
export function constantKey(lowering: GoLowering, n: number): string | undefined {
  const { kind } = lowering.tree;
  if (kind[n] === K.interpreted_string_literal || kind[n] === K.raw_string_literal) {
    return decodeGoString(textOf(lowering, n));
  }
  return kind[n] === K.int_literal ? textOf(lowering, n) : undefined;
}

function composite(lowering: GoLowering, n: number): NodeId {
  const { kind } = lowering.tree;
  const { builder } = lowering;
  const type = child(lowering, n, F.type);
  const value = child(lowering, n, F.body);
  if (value < 0) return unknownOf(lowering, n);
  const record = literalValue(lowering, value, type);
  if (
    type < 0 ||
    (kind[type] !== K.type_identifier && kind[type] !== K.qualified_type && kind[type] !== K.generic_type)
  ) {
    return record;
  }
  const node = add(lowering, { op: "same", why: "other", value: record }, n);
  builder.declareType(node, typeExpression(lowering, type));
  return node;
}

function literalValue(lowering: GoLowering, n: number, type: number): NodeId {
  const { kind, next } = lowering.tree;
  const { classes } = lowering;
  const entries: IrEntry[] = [];
  const parts = childrenOf(lowering, n).filter((at) => kind[at] === K.keyed_element || kind[at] === K.literal_element);
  const keyed = parts.some((at) => kind[at] === K.keyed_element);
  const isMap = type >= 0 && kind[type] === K.map_type;
  const isList =
    type >= 0 &&
    (kind[type] === K.slice_type || kind[type] === K.array_type || kind[type] === K.implicit_length_array_type);
  const declared =
    type >= 0 && kind[type] === K.type_identifier ? classes.get(textOf(lowering, type))?.fields : undefined;
  parts.forEach((at, position) => {
    if (kind[at] === K.literal_element) {
      const key = keyed ? undefined : (declared?.[position]?.name ?? String(position));
      entries.push({ key, value: expression(lowering, at), span: spanOf(lowering, at) });
      return;
    }
    const key = child(lowering, at, F.key);
    const value = child(lowering, at, F.value);
    if (key < 0 || value < 0) return;
    const written = kind[key] === K.literal_element ? key + 1 : key;
    const known = written < next[at]! ? constantKey(lowering, written) : undefined;
    const name = known ?? (!isMap && kind[written] === K.identifier ? textOf(lowering, written) : undefined);
    if (name === undefined && written < next[at]!) expression(lowering, written);
    entries.push({ key: name, value: expression(lowering, value), span: spanOf(lowering, at) });
  });
  return add(lowering, { op: "collection", kind: isList ? "list" : "record", entries }, n);
}
