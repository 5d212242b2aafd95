import type { IrEntry, NodeId } from "../ir.ts";
import { spanOf, textOf } from "./tree-reading.ts";
import { isExpression, lower, lowerValue, parenthesized } from "./typescript-expressions.ts";
import { childIn, childOfKind, firstChild, type Lowering, textNode } from "./typescript-lowering.ts";
import { lowerPlace } from "./typescript-places.ts";
import { decodeString, F, K } from "./typescript-syntax.ts";

/** A component is a call with its properties; a plain element is a record of them. */
export function lowerJsx(lowering: Lowering, node: number): NodeId {
  const { tree, builder } = lowering;
  const span = spanOf(lowering, node);
  const isElement = tree.kind[node] === K.jsx_element;
  const opening = isElement
    ? childIn(lowering, node, F.open_tag) || childOfKind(lowering, node, K.jsx_opening_element)
    : node;
  const entries = opening ? lowerAttributes(lowering, opening) : [];
  const children = isElement ? lowerChildren(lowering, node) : [];
  if (children.length > 0) {
    const list = children.map((value, index): IrEntry => ({ key: String(index), value }));
    const value = builder.add({ op: "collection", kind: "list", entries: list }, span);
    entries.push({ key: "children", value: children.length === 1 ? children[0]! : value });
  }
  const properties = builder.add({ op: "collection", kind: "record", entries }, span);
  const name = opening ? childIn(lowering, opening, F.name) : 0;
  // Lower-case names are elements of the page, not components.
  if (!name || /^[a-z][^.]*$/.test(textOf(lowering, name))) return properties;
  const callee = lowerPlace(lowering, name).node;
  return builder.add({ op: "call", callee, arguments: [{ value: properties }], constructs: false }, span);
}

function lowerAttributes(lowering: Lowering, opening: number): IrEntry[] {
  const { tree, builder } = lowering;
  const entries: IrEntry[] = [];
  for (let child = opening + 1; child < tree.next[opening]!; child = tree.next[child]!) {
    const span = spanOf(lowering, child);
    if (tree.kind[child] === K.jsx_attribute) {
      const name = firstChild(lowering, child);
      let valueNode = 0;
      for (let at = name && tree.next[name]!; at && at < tree.next[child]!; at = tree.next[at]!) valueNode = at;
      const value = valueNode ? lowerContent(lowering, valueNode) : builder.add({ op: "literal" }, span);
      if (name && value !== undefined) entries.push({ key: textOf(lowering, name), value, span });
    } else if (tree.kind[child] === K.jsx_expression) {
      const spread = childOfKind(lowering, child, K.spread_element);
      const inner = spread ? parenthesized(lowering, spread) : 0;
      if (inner) entries.push({ key: undefined, value: lowerValue(lowering, inner), spread: true, span });
    }
  }
  return entries;
}

function lowerContent(lowering: Lowering, node: number): NodeId | undefined {
  switch (lowering.tree.kind[node]) {
    case K.string:
      return textNode(lowering, decodeString(textOf(lowering, node)), spanOf(lowering, node));
    case K.jsx_expression: {
      const inner = parenthesized(lowering, node);
      if (inner) return lowerValue(lowering, inner);
      const leaf = firstChild(lowering, node);
      return leaf ? lower(lowering, leaf) : undefined;
    }
    default:
      return lower(lowering, node);
  }
}

function lowerChildren(lowering: Lowering, node: number): NodeId[] {
  const { tree } = lowering;
  const values: NodeId[] = [];
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) {
    const kind = tree.kind[child]!;
    if (kind === K.jsx_text) {
      const text = textOf(lowering, child).replace(/\s+/g, " ");
      if (text.trim()) values.push(textNode(lowering, text, spanOf(lowering, child)));
    } else if (kind === K.jsx_expression || kind === K.string || isExpression(kind)) {
      const value = lowerContent(lowering, child);
      if (value !== undefined) values.push(value);
    }
  }
  return values;
}
