import type { NodeId } from "../ir.ts";
import { add, expression } from "./lowering.ts";
import type { PythonLowering } from "./python-lowering.ts";
import { F, K } from "./python-shape.ts";
import { decodePythonString } from "./python-strings.ts";
import { child, childrenOf, textOf } from "./tree-reading.ts";

export function constantText(lowering: PythonLowering, n: number): string | undefined {
  const { kind } = lowering.tree;
  if (kind[n] !== K.string) return undefined;
  let prefix = "";
  let content = "";
  for (const at of childrenOf(lowering, n)) {
    if (kind[at] === K.string_start) prefix = textOf(lowering, at);
    else if (kind[at] === K.string_content) content += decodePythonString(textOf(lowering, at), prefix);
    else return undefined;
  }
  return content;
}

/** The name of a key that is known: a string, a whole number. */
export function constantKey(lowering: PythonLowering, n: number): string | undefined {
  const { kind } = lowering.tree;
  if (kind[n] === K.string) return constantText(lowering, n);
  if (kind[n] === K.integer) return textOf(lowering, n);
  return undefined;
}

function stringPieces(lowering: PythonLowering, n: number, pieces: NodeId[]): void {
  const { kind } = lowering.tree;
  let prefix = "";
  for (const at of childrenOf(lowering, n)) {
    if (kind[at] === K.string_start) prefix = textOf(lowering, at);
    else if (kind[at] === K.string_content) {
      pieces.push(add(lowering, { op: "text", text: decodePythonString(textOf(lowering, at), prefix) }, at));
    } else if (kind[at] === K.interpolation) {
      const inner = child(lowering, at, F.expression);
      if (inner >= 0) pieces.push(expression(lowering, inner));
    }
  }
}

export function stringLiteral(lowering: PythonLowering, n: number): NodeId {
  const constant = constantText(lowering, n);
  if (constant !== undefined) return add(lowering, { op: "text", text: constant }, n);
  const pieces: NodeId[] = [];
  stringPieces(lowering, n, pieces);
  return add(lowering, { op: "string", how: "interpolation", pieces }, n);
}

export function concatenated(lowering: PythonLowering, n: number): NodeId {
  const pieces: NodeId[] = [];
  for (const at of childrenOf(lowering, n)) {
    const constant = constantText(lowering, at);
    if (constant !== undefined) pieces.push(add(lowering, { op: "text", text: constant }, at));
    else stringPieces(lowering, at, pieces);
  }
  return add(lowering, { op: "string", how: "interpolation", pieces }, n);
}
