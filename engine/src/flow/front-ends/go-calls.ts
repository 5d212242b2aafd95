import type { IrArgument, IrEntry, NodeId } from "../ir.ts";
import { isPlace, writeBack } from "./go-assignment.ts";
import { unknownOf } from "./go-expressions.ts";
import { builtinTypes, type GoLowering, operands, shadowed } from "./go-lowering.ts";
import { F, K } from "./go-shape.ts";
import { add, base, expression, typeExpression } from "./lowering.ts";
import { child, childOfKind, spanOf, textOf } from "./tree-reading.ts";

/** Functions that write what follows their first argument to it. */
const writingTo = new Set(["fmt.Fprintf", "fmt.Fprint", "fmt.Fprintln", "io.WriteString"]);
/** Methods that add a text to the builder or buffer they are called on. */
const writingMethods = new Set(["WriteString", "Write", "WriteByte", "WriteRune"]);
/** Builtins that carry none of their arguments' data, and those that change none. */
const counting = new Set(["len", "cap", "delete", "close", "recover", "print", "println"]);
/** Functions of the standard library that build a text, by package and name; the index of the first piece. */
const formatting: ReadonlyMap<string, number> = new Map([
  ["fmt.Sprintf", 0],
  ["fmt.Sprint", 0],
  ["fmt.Sprintln", 0],
  ["fmt.Errorf", 0],
  ["fmt.Appendf", 1],
  ["fmt.Append", 1],
  ["errors.New", 0],
]);
/** Functions of the standard library that give back the text they are given first, changed a little. */
const keeping = new Set(
  (
    "strings.TrimSpace strings.Trim strings.TrimLeft strings.TrimRight strings.TrimPrefix strings.TrimSuffix " +
    "strings.ToLower strings.ToUpper strings.Title strings.Clone strings.ToValidUTF8 strings.Repeat strings.Split " +
    "strings.SplitN strings.Fields strings.NewReader bytes.NewReader bytes.NewBuffer bytes.NewBufferString " +
    "bytes.TrimSpace html.EscapeString html.UnescapeString slices.Clone maps.Clone slices.Sorted io.ReadAll io.NopCloser"
  ).split(" "),
);

/** `fmt.Sprintf` as `fmt.Sprintf`, whatever the package is called here. */
function libraryName(lowering: GoLowering, callee: number): string | undefined {
  const { kind } = lowering.tree;
  const { packages } = lowering;
  if (kind[callee] !== K.selector_expression) return undefined;
  const operand = child(lowering, callee, F.operand);
  const name = child(lowering, callee, F.field);
  if (operand < 0 || name < 0 || kind[operand] !== K.identifier) return undefined;
  const module = packages.get(textOf(lowering, operand));
  return module === undefined || shadowed(lowering, textOf(lowering, operand))
    ? undefined
    : `${module}.${textOf(lowering, name)}`;
}

export function call(lowering: GoLowering, n: number): NodeId {
  const { kind } = lowering.tree;
  const { lowered } = lowering;
  const callee = child(lowering, n, F.function);
  const list = child(lowering, n, F.arguments);
  if (callee < 0 || list < 0) return unknownOf(lowering, n);
  const syntax = operands(lowering, list);
  const bare =
    kind[callee] === K.identifier && !isDeclared(lowering, textOf(lowering, callee))
      ? textOf(lowering, callee)
      : undefined;
  const library = libraryName(lowering, callee);
  const special =
    bare !== undefined
      ? builtinCall(lowering, n, bare, syntax)
      : library !== undefined
        ? libraryCall(lowering, n, library, syntax)
        : undefined;
  if (special !== undefined) return special;
  const target = base(lowering, callee);
  const receiver = kind[callee] === K.selector_expression ? child(lowering, callee, F.operand) : -1;
  const made: IrArgument[] = syntax.map((at) => ({
    value: expression(lowering, at),
    ...(kind[at] === K.variadic_argument && { spread: "list" as const }),
  }));
  const node = add(lowering, { op: "call", callee: target, arguments: made, constructs: false }, n);
  if (library && writingTo.has(library) && syntax[0] !== undefined && made[0]) {
    append(lowering, n, syntax[0], made[0].value, made.slice(1));
    return node;
  }
  const name = receiver < 0 ? "" : textOf(lowering, child(lowering, callee, F.field));
  if (receiver >= 0 && writingMethods.has(name) && isPlace(lowering, receiver)) {
    append(lowering, n, receiver, lowered[receiver]!, made);
    return node;
  }
  if (receiver >= 0 && isPlace(lowering, receiver)) {
    writeBack(
      lowering,
      receiver,
      add(lowering, { op: "after", call: node, argument: -1, before: lowered[receiver]! }, receiver),
    );
  }
  // Only what is handed over by its address, a map or a slice can be changed.
  syntax.forEach((at, index) => {
    const place =
      kind[at] === K.unary_expression && childOfKind(lowering, at, K["&"]) >= 0 ? child(lowering, at, F.operand) : at;
    if (place < 0 || (place === at && kind[at] !== K.identifier) || !isPlace(lowering, place)) return;
    writeBack(
      lowering,
      place,
      add(lowering, { op: "after", call: node, argument: index, before: made[index]!.value }, place),
    );
  });
  return node;
}

/** Adds texts to what a builder, buffer or writer holds already. */
function append(lowering: GoLowering, n: number, place: number, before: NodeId, added: readonly IrArgument[]): void {
  const pieces = [before, ...added.map((argument) => argument.value)];
  writeBack(lowering, place, add(lowering, { op: "string", how: "concatenation", pieces }, n));
}

function isDeclared(lowering: GoLowering, name: string): boolean {
  const { functionNames, classes, scopes } = lowering;
  return functionNames.has(name) || classes.has(name) || scopes.find(name) !== undefined;
}

function builtinCall(lowering: GoLowering, n: number, name: string, syntax: readonly number[]): NodeId | undefined {
  const { kind } = lowering.tree;
  const { builder, scopes } = lowering;
  if (name === "append") {
    const entries = syntax.map((at, index): IrEntry => {
      const value = expression(lowering, at);
      return index === 0 || kind[at] === K.variadic_argument
        ? { key: undefined, value, spread: true }
        : { key: undefined, value, span: spanOf(lowering, at) };
    });
    return add(lowering, { op: "collection", kind: "list", entries }, n);
  }
  if (name === "make" || name === "new") {
    const node = add(lowering, { op: "collection", kind: "record", entries: [] }, n);
    const type = syntax[0];
    if (type === undefined) return node;
    const typed = add(lowering, { op: "same", why: "other", value: node }, n);
    builder.declareType(typed, typeExpression(lowering, type));
    return typed;
  }
  if (name === "panic") {
    lowering.context.throws.push(...syntax.map((at) => expression(lowering, at)));
    scopes.jump("throw");
    return add(lowering, { op: "literal" }, n);
  }
  if (builtinTypes.has(name) && syntax.length === 1) {
    const value = expression(lowering, syntax[0]!);
    return add(
      lowering,
      name === "string" || name === "error" || name === "any"
        ? { op: "same", why: "cast", value }
        : { op: "derived", inputs: [value] },
      n,
    );
  }
  if (counting.has(name))
    return add(lowering, { op: "derived", inputs: syntax.map((at) => expression(lowering, at)) }, n);
  if (name === "copy" && syntax[0] !== undefined && syntax[1] !== undefined) {
    expression(lowering, syntax[0]);
    writeBack(lowering, syntax[0], expression(lowering, syntax[1]));
    return add(lowering, { op: "literal" }, n);
  }
  if (name === "min" || name === "max") {
    return add(lowering, { op: "choice", inputs: syntax.map((at) => expression(lowering, at)) }, n);
  }
  return undefined;
}

function libraryCall(lowering: GoLowering, n: number, name: string, syntax: readonly number[]): NodeId | undefined {
  const from = formatting.get(name);
  if (from !== undefined) {
    const pieces = syntax.slice(from).map((at) => expression(lowering, at));
    return add(lowering, { op: "string", how: name.endsWith("f") ? "percent" : "format", pieces }, n);
  }
  const [first, second, third] = syntax;
  if (first === undefined) return undefined;
  if (name === "strings.Join" && second !== undefined) {
    const items = add(lowering, { op: "element", base: expression(lowering, first) }, first);
    return add(lowering, { op: "string", how: "join", pieces: [items, expression(lowering, second)] }, n);
  }
  if ((name === "strings.ReplaceAll" || name === "strings.Replace") && third !== undefined) {
    if (second !== undefined) expression(lowering, second);
    return add(
      lowering,
      { op: "string", how: "format", pieces: [expression(lowering, first), expression(lowering, third)] },
      n,
    );
  }
  if (keeping.has(name)) {
    const value = expression(lowering, first);
    for (const at of syntax.slice(1)) expression(lowering, at);
    return add(lowering, { op: "same", why: "other", value }, n);
  }
  return undefined;
}
