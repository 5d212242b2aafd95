import type { IrEntry, NodeId } from "../ir.ts";
import { spanOf, textOf } from "./tree-reading.ts";
import { isLeafValue } from "./typescript-calls.ts";
import { isExpression, lower, lowerNamed, lowerValue, parenthesized } from "./typescript-expressions.ts";
import { lowerFunction } from "./typescript-functions.ts";
import { childIn, childOfKind, keyText, type Lowering, textNode, unknownNode } from "./typescript-lowering.ts";
import { lowerName } from "./typescript-places.ts";
import { F, K, unescapeText } from "./typescript-syntax.ts";

/** The pieces of a template literal: its text and what is interpolated. */
export function templatePieces(
  lowering: Lowering,
  node: number,
): { texts: NodeId[]; pieces: NodeId[]; values: NodeId[] } {
  const { tree } = lowering;
  const texts: NodeId[] = [];
  const pieces: NodeId[] = [];
  const values: NodeId[] = [];
  let from = tree.start[node]! + 1;
  const end = Math.max(from, tree.end[node]! - (tree.text[tree.end[node]! - 1] === "`" ? 1 : 0));
  const addText = (to: number) => {
    const text = textNode(lowering, unescapeText(tree.text.slice(from, to)), { start: from, end: Math.max(from, to) });
    texts.push(text);
    if (to > from) pieces.push(text);
  };
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) {
    if (tree.kind[child] !== K.template_substitution) continue;
    addText(tree.start[child]!);
    const inner = parenthesized(lowering, child);
    const value = inner ? lowerValue(lowering, inner) : unknownNode(lowering, spanOf(lowering, child));
    values.push(value);
    pieces.push(value);
    from = tree.end[child]!;
  }
  addText(end);
  return { texts, pieces, values };
}

export function lowerTemplate(lowering: Lowering, node: number): NodeId {
  const { tree, builder } = lowering;
  if (tree.next[node] === node + 1) {
    return textNode(lowering, unescapeText(textOf(lowering, node).slice(1, -1)), spanOf(lowering, node));
  }
  const { pieces } = templatePieces(lowering, node);
  return builder.add({ op: "string", how: "interpolation", pieces }, spanOf(lowering, node));
}

export function lowerObject(lowering: Lowering, node: number): NodeId {
  const { tree, builder } = lowering;
  const entries: IrEntry[] = [];
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) {
    const span = spanOf(lowering, child);
    switch (tree.kind[child]) {
      case K.pair: {
        const keyNode = childIn(lowering, child, F.key);
        const key = keyText(lowering, keyNode);
        if (key === undefined && keyNode) lower(lowering, keyNode);
        const valueNode = childIn(lowering, child, F.value);
        const value = valueNode ? lowerNamed(lowering, valueNode, key ?? "<lambda>") : unknownNode(lowering, span);
        entries.push({ key, value, span });
        break;
      }
      case K.shorthand_property_identifier: {
        const key = textOf(lowering, child);
        const { node: value } = lowerName(lowering, key, child);
        entries.push({ key, value: builder.add({ op: "same", why: "read", value }, span), span });
        break;
      }
      case K.spread_element: {
        const inner = parenthesized(lowering, child);
        if (inner) entries.push({ key: undefined, value: lowerValue(lowering, inner), spread: true, span });
        break;
      }
      case K.method_definition: {
        const name = childIn(lowering, child, F.name);
        const key = keyText(lowering, name);
        const index = lowerFunction(lowering, child, { name: key ?? "<lambda>" });
        const method = builder.add({ op: "function", index }, span);
        if (childOfKind(lowering, child, K.set_token)) break;
        const value = childOfKind(lowering, child, K.get_token)
          ? builder.add({ op: "call", callee: method, arguments: [], constructs: false }, span)
          : method;
        entries.push({ key, value, span });
        break;
      }
      default:
        if (isExpression(tree.kind[child]!)) lower(lowering, child);
    }
  }
  return builder.add({ op: "collection", kind: "record", entries }, spanOf(lowering, node));
}

export function lowerArray(lowering: Lowering, node: number): NodeId {
  const { tree, builder } = lowering;
  const entries: IrEntry[] = [];
  let index: number | undefined = 0;
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) {
    const span = spanOf(lowering, child);
    if (tree.kind[child] === K.spread_element) {
      const inner = parenthesized(lowering, child);
      if (inner) entries.push({ key: undefined, value: lowerValue(lowering, inner), spread: true, span });
      index = undefined;
    } else if (isExpression(tree.kind[child]!) || isLeafValue(tree.kind[child]!)) {
      const value = lowerValue(lowering, child);
      entries.push({ key: index === undefined ? undefined : String(index++), value, span });
    }
  }
  return builder.add({ op: "collection", kind: "list", entries }, spanOf(lowering, node));
}
