import type { IrParameter, NodeId } from "../ir.ts";
import { add, expression, finishParameters, type SelfParameter, typeExpression, watch } from "./lowering.ts";
import { bindName } from "./python-assignment.ts";
import type { PythonLowering } from "./python-lowering.ts";
import { F, K } from "./python-shape.ts";
import { suite } from "./python-statements.ts";
import { child, childOfKind, childrenOf, spanOf, textOf } from "./tree-reading.ts";

function parameterList(lowering: PythonLowering, n: number, inClass: boolean, isStatic: boolean) {
  const { kind, next } = lowering.tree;
  const { scopes, builder } = lowering;
  const parameters: IrParameter[] = [];
  let self: SelfParameter | undefined;
  let keywordOnly = false;
  for (const at of n < 0 ? [] : childrenOf(lowering, n)) {
    if (kind[at] === K.keyword_separator) keywordOnly = true;
    if (kind[at] === K.positional_separator || kind[at] === K.keyword_separator) continue;
    let target = at;
    let type = -1;
    let value = -1;
    if (kind[at] === K.typed_parameter || kind[at] === K.typed_default_parameter || kind[at] === K.default_parameter) {
      type = child(lowering, at, F.type);
      value = child(lowering, at, F.value);
      target = child(lowering, at, F.name);
      if (target < 0) target = at + 1;
    }
    const splat =
      kind[target] === K.list_splat_pattern
        ? ("rest" as const)
        : kind[target] === K.dictionary_splat_pattern
          ? ("keywordRest" as const)
          : undefined;
    if (splat) target = target + 1;
    if (target >= next[at]! || kind[target] !== K.identifier) continue;
    const name = textOf(lowering, target);
    if (inClass && !isStatic && !self && parameters.length === 0 && !splat) {
      self = { name, node: add(lowering, { op: "parameter", name, index: -1 }, target) };
      scopes.declare(name, self.node, "function");
      continue;
    }
    const fallback = value < 0 ? undefined : expression(lowering, value);
    const node = add(lowering, { op: "parameter", name, index: parameters.length }, target);
    if (type >= 0) builder.declareType(node, typeExpression(lowering, type));
    scopes.declare(name, node, "function");
    if (splat === "rest") keywordOnly = true;
    parameters.push({
      name,
      node,
      kind: splat ?? (keywordOnly ? "keyword" : "positional"),
      ...(fallback !== undefined && { default: fallback }),
    });
  }
  return { parameters, self };
}

/** Walks a function's inside. Decorators and the name are the caller's. */
function functionBody(
  lowering: PythonLowering,
  options: {
    readonly n: number;
    readonly name: string;
    readonly parameters: number;
    readonly decorators: readonly NodeId[];
    readonly inClass: number | undefined;
    readonly isAsync: boolean;
    readonly isStatic: boolean;
    readonly walk: () => void;
  },
): number {
  const { scopes } = lowering;
  const outer = lowering.context;
  const outerClass = lowering.classPath;
  const prefix =
    options.inClass === undefined ? (outer.index === 0 ? "" : `${outer.qualified}.`) : `${lowering.classPath}.`;
  const qualified = `${prefix}${options.name}`;
  const index = scopes.beginFunction({
    name: options.name,
    qualifiedName: qualified,
    span: spanOf(lowering, options.n),
    enclosing: outer.index,
    ...(options.inClass !== undefined && { class: options.inClass }),
    isAsync: options.isAsync,
    isGenerator: false,
    isStatic: options.isStatic,
  });
  lowering.classPath = qualified;
  const { parameters, self } = parameterList(
    lowering,
    options.parameters,
    options.inClass !== undefined,
    options.isStatic,
  );
  lowering.context = {
    returns: [],
    yields: [],
    throws: [],
    calls: [],
    watched: watch(parameters, self),
    qualified,
    index,
  };
  options.walk();
  scopes.endFunction(index, {
    ...finishParameters(lowering, options.n, parameters, self),
    returns: lowering.context.returns,
    yields: lowering.context.yields,
    throws: lowering.context.throws,
    decorators: options.decorators,
  });
  lowering.context = outer;
  lowering.classPath = outerClass;
  return index;
}

export function functionDefinition(
  lowering: PythonLowering,
  n: number,
  decorators: readonly NodeId[],
  inClass?: number,
): number {
  const { builder, moduleNames } = lowering;
  const nameNode = child(lowering, n, F.name);
  const name = nameNode < 0 ? "<lambda>" : textOf(lowering, nameNode);
  const isStatic = decoratorTexts(lowering, n).includes("staticmethod");
  const index = functionBody(lowering, {
    n,
    name,
    parameters: child(lowering, n, F.parameters),
    decorators,
    inClass,
    isAsync: childOfKind(lowering, n, K.async) >= 0,
    isStatic,
    walk: () => withTexts(lowering, isHandedOver(lowering, n), () => suite(lowering, child(lowering, n, F.body))),
  });
  const node = add(lowering, { op: "function", index }, nameNode < 0 ? n : nameNode);
  const returnType = child(lowering, n, F.return_type);
  if (returnType >= 0) builder.declareType(node, typeExpression(lowering, returnType));
  bindName(lowering, nameNode < 0 ? n : nameNode, name, node);
  if (lowering.context.index === 0) moduleNames.add(name);
  return index;
}

/** Whether a decorator may hand a function to a model, with its documentation. */
function isHandedOver(lowering: PythonLowering, definition: number): boolean {
  return decoratorTexts(lowering, definition).some((name) =>
    /tool|function|agent|prompt|skill|action|plugin/i.test(name),
  );
}

function withTexts(lowering: PythonLowering, kept: boolean, walk: () => void): void {
  const outer = lowering.keepsTexts;
  lowering.keepsTexts = kept;
  walk();
  lowering.keepsTexts = outer;
}

/** The decorators before a definition, as written, without arguments. */
function decoratorTexts(lowering: PythonLowering, definition: number): string[] {
  const { kind, next } = lowering.tree;
  const texts: string[] = [];
  for (let at = definition - 1; at >= 0; at--) {
    if (kind[at] === K.decorated_definition && next[at]! >= next[definition]!) {
      for (const part of childrenOf(lowering, at)) {
        if (kind[part] === K.decorator) texts.push(textOf(lowering, part).slice(1).trim().split("(")[0]!);
      }
      return texts;
    }
    if (kind[at] === K.block || kind[at] === K.module) return texts;
  }
  return texts;
}

export function lambda(lowering: PythonLowering, n: number): NodeId {
  const body = child(lowering, n, F.body);
  const index = functionBody(lowering, {
    n,
    name: "<lambda>",
    parameters: child(lowering, n, F.parameters),
    decorators: [],
    inClass: undefined,
    isAsync: false,
    isStatic: false,
    walk: () => {
      if (body >= 0) lowering.context.returns.push(expression(lowering, body));
    },
  });
  return add(lowering, { op: "function", index }, n);
}
