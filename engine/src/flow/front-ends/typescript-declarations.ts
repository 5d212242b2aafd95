import { childrenOf, spanOf, textOf } from "./tree-reading.ts";
import { assignName } from "./typescript-assignment.ts";
import { lower, lowerNamed } from "./typescript-expressions.ts";
import { childIn, firstChild, type Lowering, unknownNode } from "./typescript-lowering.ts";
import { assignPattern, patternNames } from "./typescript-patterns.ts";
import { lowerStatement, lowerStatements } from "./typescript-statements.ts";
import { F, K } from "./typescript-syntax.ts";
import { lowerType } from "./typescript-types.ts";

const functionKinds = new Set<number>([
  K.function_declaration,
  K.generator_function_declaration,
  K.function_expression,
  K.generator_function,
  K.arrow_function,
  K.method_definition,
  K.class,
  K.class_declaration,
  K.abstract_class_declaration,
]);

/** Declares the `var`s of a function body, wherever they stand in it. */
export function declareVars(lowering: Lowering, body: number): void {
  const { tree } = lowering;
  const end = tree.next[body]!;
  for (let at = body + 1; at < end; ) {
    const kind = tree.kind[at]!;
    if (functionKinds.has(kind)) {
      at = tree.next[at]!;
      continue;
    }
    if (kind === K.variable_declaration) declareNames(lowering, at, "function");
    else if (kind === K.for_in_statement && tree.field[at + 1] === F.kind) {
      const left = childIn(lowering, at, F.left);
      const keyword = textOf(lowering, at).match(/^for\s*(?:await\s*)?\(\s*var\b/);
      if (left && keyword) declarePattern(lowering, left, "function");
    }
    at++;
  }
}

export function declareNames(lowering: Lowering, declaration: number, where: "block" | "function"): void {
  const { tree } = lowering;
  for (let child = declaration + 1; child < tree.next[declaration]!; child = tree.next[child]!) {
    if (tree.kind[child] !== K.variable_declarator) continue;
    const name = childIn(lowering, child, F.name);
    if (name) declarePattern(lowering, name, where);
  }
}

function declarePattern(lowering: Lowering, pattern: number, where: "block" | "function"): void {
  const names: string[] = [];
  patternNames(lowering, pattern, names);
  for (const name of names) lowering.scopes.declare(name, undefined, where);
}

/** The declaration that an `export` or `declare` statement wraps, or the statement itself. */
export function declared(lowering: Lowering, statement: number): number {
  const { tree } = lowering;
  switch (tree.kind[statement]) {
    case K.export_statement:
      return childIn(lowering, statement, F.declaration) || childIn(lowering, statement, F.value) || statement;
    case K.ambient_declaration:
      return firstChild(lowering, statement) || statement;
    case K.expression_statement: {
      const inner = firstChild(lowering, statement);
      return tree.kind[inner] === K.internal_module ? inner : statement;
    }
    default:
      return statement;
  }
}

export function lowerAmbient(lowering: Lowering, node: number): void {
  const { tree } = lowering;
  const inner = firstChild(lowering, node);
  const kind = tree.kind[inner];
  // What a global scope or another module is told to hold is not in this file.
  if (kind === K.statement_block || kind === K.module) return;
  if (inner) lowerStatement(lowering, inner);
}

export function lowerDeclaration(lowering: Lowering, declaration: number): void {
  const { tree } = lowering;
  const isVar = tree.kind[declaration] === K.variable_declaration;
  for (let child = declaration + 1; child < tree.next[declaration]!; child = tree.next[child]!) {
    if (tree.kind[child] === K.variable_declarator) lowerDeclarator(lowering, child, isVar ? "function" : "block");
  }
}

function lowerDeclarator(lowering: Lowering, node: number, where: "block" | "function"): void {
  const { tree, builder, scopes } = lowering;
  const pattern = childIn(lowering, node, F.name);
  const valueNode = childIn(lowering, node, F.value);
  if (!pattern) {
    if (valueNode) lower(lowering, valueNode);
    return;
  }
  const isName = tree.kind[pattern] === K.identifier;
  const name = isName ? textOf(lowering, pattern) : "<lambda>";
  const annotation = childIn(lowering, node, F.type);
  const type = annotation ? lowerType(lowering, annotation, name) : undefined;
  if (!valueNode) {
    // `var x;` says nothing where there is a value already.
    if (!isName || (where === "function" && type === undefined)) return;
    const value =
      type === undefined
        ? builder.add({ op: "literal" }, spanOf(lowering, pattern))
        : unknownNode(lowering, spanOf(lowering, pattern));
    if (type !== undefined) builder.declareType(value, type);
    scopes.declare(name, value, where);
    return;
  }
  const value = lowerNamed(lowering, valueNode, name);
  if (isName) {
    const bound = builder.add({ op: "bind", name, value }, spanOf(lowering, pattern));
    if (type !== undefined) builder.declareType(bound, type);
    const variable = scopes.declare(name, bound, where);
    if (isRequire(lowering, valueNode)) lowering.inert.add(variable);
    return;
  }
  let whole = value;
  if (type !== undefined) {
    whole = builder.add({ op: "same", why: "cast", value }, spanOf(lowering, valueNode));
    builder.declareType(whole, type);
  }
  const inert = isRequire(lowering, valueNode);
  assignPattern(lowering, pattern, whole, (bound, part, at) => {
    const version = builder.add({ op: "bind", name: bound, value: part }, spanOf(lowering, at));
    const variable = scopes.declare(bound, version, where);
    if (inert) lowering.inert.add(variable);
  });
}

function isRequire(lowering: Lowering, node: number): boolean {
  const { tree } = lowering;
  if (tree.kind[node] !== K.call_expression) return false;
  const callee = childIn(lowering, node, F.function);
  return (
    tree.kind[callee] === K.identifier && textOf(lowering, callee) === "require" && !lowering.scopes.find("require")
  );
}

/** `namespace N { export … }`: an object of what it exports. */
export function lowerNamespace(lowering: Lowering, node: number): void {
  const { tree, builder, scopes } = lowering;
  const name = childIn(lowering, node, F.name);
  const body = childIn(lowering, node, F.body);
  if (!name || !body) return;
  const exported = lowering.exports.length;
  scopes.block(() => {
    lowering.typeScopes.push(new Map());
    lowerStatements(lowering, childrenOf(lowering, body));
    const entries = lowering.exports.splice(exported).map(({ name: key, local, node: value, span }) => ({
      key,
      value: value ?? scopes.lookup(local ?? key, span),
      span,
    }));
    const types = lowering.typeScopes.pop()!;
    for (const [type, entry] of types) lowering.typeScopes.at(-1)!.set(`${textOf(lowering, name)}.${type}`, entry);
    const record = builder.add({ op: "collection", kind: "record", entries }, spanOf(lowering, node));
    if (tree.kind[name] === K.identifier) assignName(lowering, textOf(lowering, name), record, name);
  });
}
