import type { IrArgument, IrEntry, NodeId } from "../ir.ts";
import { spanOf, textOf } from "./tree-reading.ts";
import { lowerClass } from "./typescript-classes.ts";
import { lowerFunction } from "./typescript-functions.ts";
import { lowerJsx } from "./typescript-jsx.ts";
import {
  childIn,
  childOfKind,
  firstChild,
  hasEffects,
  keyText,
  type Lowering,
  maximumDepth,
  textNode,
  unknownNode,
} from "./typescript-lowering.ts";
import { exportAssignment } from "./typescript-modules.ts";
import { assignPattern } from "./typescript-patterns.ts";
import { decodeString, F, K, unescapeText } from "./typescript-syntax.ts";
import { lowerType } from "./typescript-types.ts";

/** An expression as an access path: where a changed value is written back to. */
export interface Place {
  readonly node: NodeId;
  /** The local variable, or `this`, that the path starts from; absent where nothing can be written back. */
  readonly root: string | undefined;
  /** The name that the path starts from, where nothing in the file binds it. */
  readonly global: string | undefined;
  readonly parent: Place | undefined;
  /** The last step; absent where the key is not known. */
  readonly name: string | undefined;
  readonly steps: number;
}

/** Longer access paths are not written back. */
const maximumSteps = 3;

/** Methods of strings, arrays and promises that leave their receiver as it is. */
const pureMethods = new Set(
  (
    "map filter reduce reduceRight forEach find findIndex findLast some every includes indexOf lastIndexOf join slice " +
    "concat flat flatMap entries keys values at toString toLocaleString toUpperCase toLowerCase trim trimStart trimEnd " +
    "split replace replaceAll match matchAll search startsWith endsWith substring substr padStart padEnd charAt " +
    "charCodeAt codePointAt repeat normalize localeCompare then catch finally toFixed toISOString getTime has " +
    "hasOwnProperty valueOf toSorted toReversed toSpliced with test bind"
  ).split(" "),
);

/** A value whose place matters to whoever reads a path: an argument, a hole, an entry, what is returned. */
export function lowerValue(lowering: Lowering, node: number): NodeId {
  const kind = lowering.tree.kind[node];
  if (kind === K.identifier || kind === K.this || kind === K.shorthand_property_identifier) {
    const value = lower(lowering, node);
    return lowering.builder.add({ op: "same", why: "read", value }, spanOf(lowering, node));
  }
  if (kind === K.parenthesized_expression) {
    const inner = parenthesized(lowering, node);
    if (inner) return lowerValue(lowering, inner);
  }
  return lower(lowering, node);
}

/** `lowerValue`, naming an anonymous function or class after what it is given to. */
export function lowerNamed(lowering: Lowering, node: number, name: string): NodeId {
  switch (lowering.tree.kind[node]) {
    case K.arrow_function:
    case K.function_expression:
    case K.generator_function:
      return functionNode(lowering, node, name);
    case K.class:
      return lowerClass(lowering, node, name);
    case K.parenthesized_expression: {
      const inner = parenthesized(lowering, node);
      return inner ? lowerNamed(lowering, inner, name) : lower(lowering, node);
    }
    default:
      return lowerValue(lowering, node);
  }
}

export function functionNode(lowering: Lowering, node: number, name: string): NodeId {
  const index = lowerFunction(lowering, node, { name });
  return lowering.builder.add({ op: "function", index }, spanOf(lowering, node));
}

/** The node of an expression, for its value alone. */
export function lower(lowering: Lowering, node: number): NodeId {
  if (lowering.depth >= maximumDepth) return unknownNode(lowering, spanOf(lowering, node));
  lowering.depth++;
  const result = lowerExpression(lowering, node);
  lowering.depth--;
  return result;
}

function lowerExpression(lowering: Lowering, node: number): NodeId {
  const { tree, builder } = lowering;
  const span = spanOf(lowering, node);
  switch (tree.kind[node]) {
    case K.identifier:
    case K.shorthand_property_identifier:
    case K.this:
    case K.super:
    case K.member_expression:
    case K.subscript_expression:
      return lowerPlace(lowering, node).node;
    case K.string:
      return textNode(lowering, decodeString(textOf(lowering, node)), span);
    case K.template_string:
      return lowerTemplate(lowering, node);
    case K.number:
    case K.true:
    case K.false:
    case K.null:
    case K.undefined:
    case K.regex:
    case K.meta_property:
      return builder.add({ op: "literal" }, span);
    case K.parenthesized_expression: {
      const inner = parenthesized(lowering, node);
      return inner ? lower(lowering, inner) : unknownNode(lowering, span);
    }
    case K.call_expression:
      return lowerCall(lowering, node);
    case K.new_expression:
      return lowerNew(lowering, node);
    case K.await_expression:
      return builder.add({ op: "same", why: "await", value: lowerFirst(lowering, node) }, span);
    case K.as_expression:
    case K.satisfies_expression:
    case K.type_assertion:
    case K.non_null_expression:
      return lowerCast(lowering, node);
    case K.instantiation_expression:
      return lowerFirst(lowering, node);
    case K.object:
      return lowerObject(lowering, node);
    case K.array:
      return lowerArray(lowering, node);
    case K.arrow_function:
    case K.function_expression:
    case K.generator_function:
      return functionNode(lowering, node, "<lambda>");
    case K.class:
      return lowerClass(lowering, node, "<class>");
    case K.binary_expression:
      return lowerBinary(lowering, node);
    case K.ternary_expression:
      return lowerTernary(lowering, node);
    case K.unary_expression:
      return lowerUnary(lowering, node);
    case K.update_expression:
      return lowerUpdate(lowering, node);
    case K.assignment_expression:
      return lowerAssignment(lowering, node);
    case K.augmented_assignment_expression:
      return lowerAugmented(lowering, node);
    case K.sequence_expression: {
      let last: NodeId | undefined;
      for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!)
        last = lowerValue(lowering, child);
      return last ?? unknownNode(lowering, span);
    }
    case K.yield_expression:
      return lowerYield(lowering, node);
    case K.jsx_element:
    case K.jsx_self_closing_element:
      return lowerJsx(lowering, node);
    case K.jsx_expression:
    case K.spread_element:
      return lowerFirst(lowering, node);
    case K.computed_property_name:
      return lowerFirst(lowering, node);
    default:
      return lowerUnknown(lowering, node);
  }
}

/** Something that was not expected here: whatever expressions it is made of may be in it. */
export function lowerUnknown(lowering: Lowering, node: number): NodeId {
  const { tree } = lowering;
  const inputs: NodeId[] = [];
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) {
    if (isExpression(tree.kind[child]!)) inputs.push(lower(lowering, child));
  }
  return unknownNode(lowering, spanOf(lowering, node), inputs);
}

const expressionKinds = new Set<number>([
  K.identifier,
  K.this,
  K.string,
  K.template_string,
  K.number,
  K.parenthesized_expression,
  K.call_expression,
  K.new_expression,
  K.await_expression,
  K.as_expression,
  K.satisfies_expression,
  K.type_assertion,
  K.non_null_expression,
  K.object,
  K.array,
  K.arrow_function,
  K.function_expression,
  K.generator_function,
  K.class,
  K.binary_expression,
  K.ternary_expression,
  K.unary_expression,
  K.update_expression,
  K.assignment_expression,
  K.augmented_assignment_expression,
  K.sequence_expression,
  K.yield_expression,
  K.member_expression,
  K.subscript_expression,
  K.jsx_element,
  K.jsx_self_closing_element,
  K.jsx_expression,
  K.spread_element,
]);

export function isExpression(kind: number): boolean {
  return expressionKinds.has(kind);
}

function lowerFirst(lowering: Lowering, node: number): NodeId {
  const { tree } = lowering;
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) {
    if (isExpression(tree.kind[child]!)) return lowerValue(lowering, child);
  }
  return unknownNode(lowering, spanOf(lowering, node));
}

/** The expression inside parentheses. */
export function parenthesized(lowering: Lowering, node: number): number {
  const { tree } = lowering;
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) {
    if (isExpression(tree.kind[child]!)) return child;
  }
  return 0;
}

/** Reads a name: a variable, or a global. */
export function lowerName(lowering: Lowering, name: string, node: number): Place {
  const { scopes, builder } = lowering;
  const span = spanOf(lowering, node);
  const variable = scopes.find(name);
  if (!variable) {
    const global = builder.add({ op: "global", name }, span);
    return { node: global, root: undefined, global: name, parent: undefined, name: undefined, steps: 0 };
  }
  return {
    node: scopes.lookup(name, span),
    root: lowering.inert.has(variable) ? undefined : name,
    global: undefined,
    parent: undefined,
    name: undefined,
    steps: 0,
  };
}

function noPlace(node: NodeId): Place {
  return { node, root: undefined, global: undefined, parent: undefined, name: undefined, steps: 0 };
}

/** An expression and the access path that it is. */
export function lowerPlace(lowering: Lowering, node: number): Place {
  const { tree, builder } = lowering;
  switch (tree.kind[node]) {
    case K.identifier:
    case K.shorthand_property_identifier:
      return lowerName(lowering, textOf(lowering, node), node);
    case K.this:
      return lowerName(lowering, "this", node);
    case K.super:
      return noPlace(builder.add({ op: "global", name: "super" }, spanOf(lowering, node)));
    case K.member_expression: {
      const base = deeper(lowering, childIn(lowering, node, F.object));
      const property = childIn(lowering, node, F.property);
      const name = property ? textOf(lowering, property) : "";
      return step(lowering, node, base, name, undefined);
    }
    case K.subscript_expression: {
      const base = deeper(lowering, childIn(lowering, node, F.object));
      const index = childIn(lowering, node, F.index);
      const kind = tree.kind[index];
      const name = index && (kind === K.string || kind === K.number) ? keyText(lowering, index) : undefined;
      const key = name === undefined && index ? lower(lowering, index) : undefined;
      return step(lowering, node, base, name, key);
    }
    case K.parenthesized_expression: {
      const inner = parenthesized(lowering, node);
      return inner ? deeper(lowering, inner) : noPlace(unknownNode(lowering, spanOf(lowering, node)));
    }
    case K.assignment_expression:
    case K.augmented_assignment_expression: {
      // `(a.b ??= []).push(x)` changes `a.b`.
      const left = childIn(lowering, node, F.left);
      const value = lower(lowering, node);
      const kind = tree.kind[left];
      if (kind !== K.identifier && kind !== K.member_expression && kind !== K.subscript_expression)
        return noPlace(value);
      return deeper(lowering, left);
    }
    case K.non_null_expression: {
      const inner = deeper(lowering, firstChild(lowering, node));
      const cast = builder.add({ op: "same", why: "cast", value: inner.node }, spanOf(lowering, node));
      return { ...inner, node: cast };
    }
    default:
      return noPlace(node ? lower(lowering, node) : unknownNode(lowering, spanOf(lowering, node)));
  }
}

function deeper(lowering: Lowering, node: number): Place {
  if (lowering.depth >= maximumDepth || node === 0) return noPlace(unknownNode(lowering, spanOf(lowering, node)));
  lowering.depth++;
  const place = lowerPlace(lowering, node);
  lowering.depth--;
  return place;
}

function step(lowering: Lowering, node: number, base: Place, name: string | undefined, key: NodeId | undefined): Place {
  const span = spanOf(lowering, node);
  const result =
    name === undefined
      ? lowering.builder.add({ op: "element", base: base.node, ...(key !== undefined && { key }) }, span)
      : lowering.builder.add({ op: "member", base: base.node, name }, span);
  return { node: result, root: base.root, global: base.global, parent: base, name, steps: base.steps + 1 };
}

/** Binds a new version of an object to the variable it came from, along the access path. */
export function writePlace(lowering: Lowering, place: Place, value: NodeId, node: number): void {
  if (place.root === undefined || place.steps > maximumSteps) return;
  const span = spanOf(lowering, node);
  let changed = value;
  for (let at: Place | undefined = place; at?.parent; at = at.parent) {
    changed = lowering.builder.add({ op: "update", base: at.parent.node, name: at.name, value: changed }, span);
  }
  lowering.scopes.writeBack(place.root, changed);
}

function lowerCast(lowering: Lowering, node: number): NodeId {
  const { tree, builder } = lowering;
  const span = spanOf(lowering, node);
  let value: NodeId | undefined;
  let type: NodeId | undefined;
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) {
    const kind = tree.kind[child]!;
    if (value === undefined && isExpression(kind)) value = lowerValue(lowering, child);
    else if (kind === K.type_arguments) type = lowerType(lowering, firstChild(lowering, child));
    else if (kind !== K.const_token) type = lowerType(lowering, child);
  }
  const result = builder.add({ op: "same", why: "cast", value: value ?? unknownNode(lowering, span) }, span);
  if (type !== undefined) builder.declareType(result, type);
  return result;
}

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

function lowerTemplate(lowering: Lowering, node: number): NodeId {
  const { tree, builder } = lowering;
  if (tree.next[node] === node + 1) {
    return textNode(lowering, unescapeText(textOf(lowering, node).slice(1, -1)), spanOf(lowering, node));
  }
  const { pieces } = templatePieces(lowering, node);
  return builder.add({ op: "string", how: "interpolation", pieces }, spanOf(lowering, node));
}

function lowerObject(lowering: Lowering, node: number): NodeId {
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

function lowerArray(lowering: Lowering, node: number): NodeId {
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

/** Expressions that are not looked for in broken code. */
export function isLeafValue(kind: number): boolean {
  return (
    kind === K.true ||
    kind === K.false ||
    kind === K.null ||
    kind === K.undefined ||
    kind === K.regex ||
    kind === K.error
  );
}

export function lowerArguments(
  lowering: Lowering,
  node: number,
): { values: IrArgument[]; places: (Place | undefined)[] } {
  const { tree, builder } = lowering;
  const values: IrArgument[] = [];
  const places: (Place | undefined)[] = [];
  for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) {
    const kind = tree.kind[child]!;
    if (kind === K.spread_element) {
      const inner = parenthesized(lowering, child);
      values.push({ value: inner ? lowerValue(lowering, inner) : lower(lowering, child), spread: "list" });
      places.push(undefined);
    } else if (kind === K.identifier || kind === K.this) {
      const place = lowerPlace(lowering, child);
      values.push({ value: builder.add({ op: "same", why: "read", value: place.node }, spanOf(lowering, child)) });
      places.push(place);
    } else if (kind === K.member_expression) {
      const place = lowerPlace(lowering, child);
      values.push({ value: place.node });
      places.push(place);
    } else {
      values.push({ value: lowerValue(lowering, child) });
      places.push(undefined);
    }
  }
  return { values, places };
}

function lowerCall(lowering: Lowering, node: number): NodeId {
  const { tree, builder } = lowering;
  const span = spanOf(lowering, node);
  const calleeNode = childIn(lowering, node, F.function);
  const argumentsNode = childIn(lowering, node, F.arguments);
  if (!calleeNode) return lowerUnknown(lowering, node);
  const imported = importedModule(lowering, calleeNode, argumentsNode);
  if (imported !== undefined) return builder.add({ op: "import", module: imported, name: "*" }, span);
  if (tree.kind[argumentsNode] === K.template_string) return lowerTagged(lowering, node, calleeNode, argumentsNode);
  const kind = tree.kind[calleeNode];
  const callee = lowerPlace(lowering, calleeNode);
  const receiver = callee.parent;
  const { values, places } = argumentsNode ? lowerArguments(lowering, argumentsNode) : { values: [], places: [] };
  if (callee.name === "join" && receiver && callee.global === undefined && values.length <= 1 && !values[0]?.spread) {
    if (receiver.root !== undefined || tree.kind[childIn(lowering, calleeNode, F.object)] !== K.identifier) {
      return lowerJoin(lowering, node, calleeNode, receiver, values[0]?.value);
    }
  }
  const call = builder.add({ op: "call", callee: callee.node, arguments: values, constructs: false }, span);
  lowering.current.guarded.at(-1)?.calls.push(call);
  const argumentsChange =
    callee.global === undefined
      ? !(callee.name !== undefined && pureMethods.has(callee.name))
      : callee.global === "Object" || callee.global === "Reflect";
  if (argumentsChange) {
    places.forEach((place, argument) => {
      if (place?.root === undefined || place.steps > maximumSteps - 1) return;
      const changed = builder.add({ op: "after", call, argument, before: place.node }, span);
      writePlace(lowering, place, changed, node);
    });
  }
  const onSuper = kind === K.super || (kind === K.member_expression && tree.kind[calleeNode + 1] === K.super);
  if (onSuper) {
    const self = lowerName(lowering, "this", calleeNode);
    if (self.root)
      writePlace(lowering, self, builder.add({ op: "after", call, argument: -1, before: self.node }, span), node);
  } else if (receiver?.root !== undefined && receiver.steps <= maximumSteps && !pureMethods.has(callee.name ?? "")) {
    const changed = builder.add({ op: "after", call, argument: -1, before: receiver.node }, span);
    writePlace(lowering, receiver, changed, node);
  }
  return call;
}

/** The module that `require("…")` or `import("…")` gives. */
function importedModule(lowering: Lowering, callee: number, list: number): string | undefined {
  const { tree, scopes } = lowering;
  const kind = tree.kind[callee];
  const dynamic = kind === K.import;
  if (!dynamic && (kind !== K.identifier || textOf(lowering, callee) !== "require" || scopes.find("require"))) {
    return undefined;
  }
  const argument = list ? firstChild(lowering, list) : 0;
  if (tree.kind[argument] === K.string) return decodeString(textOf(lowering, argument));
  if (tree.kind[argument] === K.template_string && tree.next[argument] === argument + 1) {
    return textOf(lowering, argument).slice(1, -1);
  }
  return undefined;
}

/** A tag gets the constant parts as a list, then the values. */
function lowerTagged(lowering: Lowering, node: number, calleeNode: number, template: number): NodeId {
  const { builder } = lowering;
  const callee = lowerPlace(lowering, calleeNode);
  const { texts, values } = templatePieces(lowering, template);
  const strings = builder.add(
    { op: "collection", kind: "list", entries: texts.map((value, index) => ({ key: String(index), value })) },
    spanOf(lowering, template),
  );
  const call = builder.add(
    {
      op: "call",
      callee: callee.node,
      arguments: [{ value: strings }, ...values.map((value) => ({ value }))],
      constructs: false,
    },
    spanOf(lowering, node),
  );
  lowering.current.guarded.at(-1)?.calls.push(call);
  return call;
}

/** `items.join(separator)`: the elements, with the separator between them. */
function lowerJoin(
  lowering: Lowering,
  node: number,
  callee: number,
  receiver: Place,
  separator: NodeId | undefined,
): NodeId {
  const { builder } = lowering;
  const object = childIn(lowering, callee, F.object);
  const items = builder.add({ op: "element", base: receiver.node }, spanOf(lowering, object));
  const pieces = separator === undefined ? [items] : [items, separator];
  return builder.add({ op: "string", how: "join", pieces }, spanOf(lowering, node));
}

function lowerNew(lowering: Lowering, node: number): NodeId {
  const { builder } = lowering;
  const target = childIn(lowering, node, F.constructor);
  const list = childIn(lowering, node, F.arguments);
  const callee = target ? lowerPlace(lowering, target).node : unknownNode(lowering, spanOf(lowering, node));
  const values = list ? lowerArguments(lowering, list).values : [];
  const call = builder.add({ op: "call", callee, arguments: values, constructs: true }, spanOf(lowering, node));
  lowering.current.guarded.at(-1)?.calls.push(call);
  return call;
}

function lowerBinary(lowering: Lowering, node: number): NodeId {
  const { tree, builder } = lowering;
  const span = spanOf(lowering, node);
  const left = childIn(lowering, node, F.left);
  const operatorNode = childIn(lowering, node, F.operator);
  const right = childIn(lowering, node, F.right);
  const operator = tree.kind[operatorNode];
  if (!left || !right) return lowerUnknown(lowering, node);
  if (operator === K.plus_token) return lowerConcatenation(lowering, node);
  if (operator === K.or_token || operator === K.nullish_token || operator === K.and_token) {
    const first = lowerValue(lowering, left);
    const second = conditionally(lowering, right, node);
    // What is left of `&&` is the result only where it is falsy, and then it holds nothing.
    if (operator === K.and_token) return second;
    return builder.add({ op: "choice", inputs: [first, second] }, span);
  }
  const inputs = [lower(lowering, left), lower(lowering, right)];
  return builder.add({ op: "derived", inputs }, span);
}

/** Lowers an operand that may not run. */
function conditionally(lowering: Lowering, operand: number, node: number): NodeId {
  if (!hasEffects(lowering, operand)) return lowerValue(lowering, operand);
  let value: NodeId | undefined;
  lowering.scopes.branches(
    [
      () => {
        value = lowerValue(lowering, operand);
      },
    ],
    false,
    spanOf(lowering, node),
  );
  return value!;
}

/** `a + b + c` as one string; a sum of numbers as what it is. */
function lowerConcatenation(lowering: Lowering, node: number): NodeId {
  const { tree, builder } = lowering;
  const operands: number[] = [];
  let at = node;
  for (;;) {
    const right = childIn(lowering, at, F.right);
    const left = childIn(lowering, at, F.left);
    if (right) operands.push(right);
    if (!left) break;
    const next = tree.kind[left] === K.binary_expression ? childIn(lowering, left, F.operator) : 0;
    if (!next || tree.kind[next] !== K.plus_token) {
      operands.push(left);
      break;
    }
    at = left;
  }
  operands.reverse();
  const numeric = operands.every((operand) => isArithmetic(lowering, operand));
  const pieces = operands.map((operand) => lowerValue(lowering, operand));
  return builder.add(
    numeric ? { op: "derived", inputs: pieces } : { op: "string", how: "concatenation", pieces },
    spanOf(lowering, node),
  );
}

function isArithmetic(lowering: Lowering, node: number): boolean {
  const { tree } = lowering;
  switch (tree.kind[node]) {
    case K.number:
    case K.update_expression:
      return true;
    case K.unary_expression:
      return childOfKind(lowering, node, K.typeof_token) === 0;
    case K.member_expression: {
      const property = childIn(lowering, node, F.property);
      return property !== 0 && textOf(lowering, property) === "length";
    }
    case K.binary_expression: {
      const operator = tree.kind[childIn(lowering, node, F.operator)];
      return (
        operator !== K.plus_token && operator !== K.or_token && operator !== K.and_token && operator !== K.nullish_token
      );
    }
    case K.parenthesized_expression: {
      const inner = parenthesized(lowering, node);
      return inner !== 0 && isArithmetic(lowering, inner);
    }
    default:
      return false;
  }
}

function lowerTernary(lowering: Lowering, node: number): NodeId {
  const { builder, scopes } = lowering;
  const span = spanOf(lowering, node);
  const condition = childIn(lowering, node, F.condition);
  const consequence = childIn(lowering, node, F.consequence);
  const alternative = childIn(lowering, node, F.alternative);
  if (condition) lower(lowering, condition);
  const inputs: NodeId[] = [];
  const arm = (branch: number) => () => {
    if (branch) inputs.push(lowerValue(lowering, branch));
  };
  if (hasEffects(lowering, consequence || node) || hasEffects(lowering, alternative || node)) {
    scopes.branches([arm(consequence), arm(alternative)], true, span);
  } else {
    arm(consequence)();
    arm(alternative)();
  }
  return builder.add({ op: "choice", inputs }, span);
}

function lowerUnary(lowering: Lowering, node: number): NodeId {
  const { builder } = lowering;
  const span = spanOf(lowering, node);
  const argument = childIn(lowering, node, F.argument);
  if (!argument) return lowerUnknown(lowering, node);
  if (childOfKind(lowering, node, K.delete_token)) {
    const place = lowerPlace(lowering, argument);
    const gone = builder.add({ op: "literal" }, span);
    if (place.parent) writePlace(lowering, place, gone, node);
    return gone;
  }
  return builder.add({ op: "derived", inputs: [lower(lowering, argument)] }, span);
}

function lowerUpdate(lowering: Lowering, node: number): NodeId {
  const { builder } = lowering;
  const span = spanOf(lowering, node);
  const argument = childIn(lowering, node, F.argument);
  if (!argument) return lowerUnknown(lowering, node);
  const place = lowerPlace(lowering, argument);
  const counted = builder.add({ op: "derived", inputs: [place.node] }, span);
  assignPlace(lowering, argument, place, counted, node);
  return counted;
}

function lowerYield(lowering: Lowering, node: number): NodeId {
  const { tree, builder, current } = lowering;
  const span = spanOf(lowering, node);
  const inner = parenthesized(lowering, node);
  if (inner) {
    const value = lowerValue(lowering, inner);
    const delegated = childOfKind(lowering, node, K.star_token) !== 0;
    current.yields.push(delegated ? builder.add({ op: "element", base: value }, spanOf(lowering, inner)) : value);
  } else if (firstChild(lowering, node) && isLeafValue(tree.kind[node + 1]!)) lower(lowering, node + 1);
  return unknownNode(lowering, span);
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

function lowerAssignment(lowering: Lowering, node: number): NodeId {
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

function lowerAugmented(lowering: Lowering, node: number): NodeId {
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
