import type { IrParameter, NodeId } from "../ir.ts";
import { childrenOf, spanOf, textOf } from "./tree-reading.ts";
import { declareVars } from "./typescript-declarations.ts";
import { lower, lowerNamed, lowerValue } from "./typescript-expressions.ts";
import {
  childIn,
  childOfKind,
  type FunctionState,
  firstChild,
  type Lowering,
  qualified,
  unknownNode,
} from "./typescript-lowering.ts";
import { assignPattern } from "./typescript-patterns.ts";
import { lowerStatements } from "./typescript-statements.ts";
import { F, K } from "./typescript-syntax.ts";
import { declareTypeParameters, lowerReturnType, lowerType } from "./typescript-types.ts";

export interface FunctionUse {
  readonly name: string;
  /** Index of the class whose method it is. */
  readonly class?: number;
  readonly decorators?: readonly NodeId[];
  readonly isStatic?: boolean;
  /** An arrow function in a class field: `this` is the instance, as in a method. */
  readonly bindsThis?: boolean;
  /** Told the properties that a constructor's parameters declare. */
  readonly property?: (name: string, node: number, type: NodeId | undefined, typeText: string | undefined) => void;
}

interface ParameterToBind {
  readonly pattern: number;
  readonly node: NodeId;
  readonly isProperty: boolean;
}

/** Lowers a function, method, arrow function or a signature without a body. Returns its index. */
export function lowerFunction(lowering: Lowering, node: number, use: FunctionUse): number {
  const { tree, builder, scopes } = lowering;
  const kind = tree.kind[node];
  const span = spanOf(lowering, node);
  const isArrow = kind === K.arrow_function;
  const path = qualified(lowering, use.name);
  const outer = lowering.current;
  const isAsync = childOfKind(lowering, node, K.async_token) !== 0;
  const isGenerator =
    kind === K.generator_function ||
    kind === K.generator_function_declaration ||
    childOfKind(lowering, node, K.star_token) !== 0;
  const index = scopes.beginFunction({
    name: use.name,
    qualifiedName: path,
    span,
    enclosing: scopes.currentFunction,
    ...(use.class !== undefined && { class: use.class }),
    isAsync,
    isGenerator,
    isStatic: use.isStatic ?? false,
  });
  lowering.typeScopes.push(new Map());
  declareTypeParameters(lowering, node);
  const returnType = lowerReturnType(lowering, node);
  const state: FunctionState = { path, returns: [], yields: [], throws: [], returnType, guarded: [] };
  lowering.current = state;

  let self: NodeId | undefined;
  if (!isArrow || use.bindsThis) {
    self = builder.add({ op: "parameter", name: "this", index: -1 }, { start: span.start, end: span.start });
    scopes.declare("this", self);
  }
  const ownName = kind === K.function_expression || kind === K.generator_function ? childIn(lowering, node, F.name) : 0;
  if (ownName)
    lowering.inert.add(
      scopes.declare(textOf(lowering, ownName), builder.add({ op: "function", index }, spanOf(lowering, ownName))),
    );

  const parameters = lowerParameters(lowering, node, use);
  const body = childIn(lowering, node, F.body);
  if (!body) {
    const result = unknownNode(lowering, span);
    if (returnType !== undefined) {
      builder.declareType(result, returnType);
      state.returns.push(result);
    }
  } else if (tree.kind[body] === K.statement_block) {
    declareVars(lowering, body);
    lowerStatements(lowering, childrenOf(lowering, body));
  } else addReturn(lowering, lowerValue(lowering, body));

  const finals = parameters.map((parameter): IrParameter => {
    if (parameter.name === "" || !body) return parameter;
    const final = scopes.finalValue(parameter.name, span);
    return final === parameter.node ? parameter : { ...parameter, final };
  });
  const selfFinal = self === undefined ? undefined : scopes.finalValue("this", span);
  lowering.typeScopes.pop();
  lowering.current = outer;
  scopes.endFunction(index, {
    parameters: finals,
    ...(self !== undefined && { self }),
    ...(selfFinal !== undefined && selfFinal !== self && { selfFinal }),
    returns: state.returns,
    yields: state.yields,
    throws: state.throws,
    decorators: use.decorators ?? [],
    ...(!body && { isSignature: true }),
  });
  return index;
}

/** Records a returned value, as what the function's declared result type says it is. */
export function addReturn(lowering: Lowering, value: NodeId, span?: { start: number; end: number }): void {
  const { returns, returnType } = lowering.current;
  if (returnType === undefined) returns.push(value);
  else {
    const typed = lowering.builder.add({ op: "same", why: "cast", value }, span ?? { start: 0, end: 0 });
    lowering.builder.declareType(typed, returnType);
    returns.push(typed);
  }
}

function lowerParameters(lowering: Lowering, node: number, use: FunctionUse): IrParameter[] {
  const { tree } = lowering;
  const parameters: IrParameter[] = [];
  const toBind: ParameterToBind[] = [];
  const single = childIn(lowering, node, F.parameter);
  const list = childIn(lowering, node, F.parameters);
  if (single) addParameter(lowering, single, single, parameters, toBind, use);
  for (const child of list ? childrenOf(lowering, list) : []) {
    const kind = tree.kind[child];
    if (kind === K.required_parameter || kind === K.optional_parameter) {
      const pattern = childIn(lowering, child, F.pattern) || childIn(lowering, child, F.name);
      if (pattern && tree.kind[pattern] !== K.this) addParameter(lowering, child, pattern, parameters, toBind, use);
    } else if (
      kind === K.identifier ||
      kind === K.object_pattern ||
      kind === K.array_pattern ||
      kind === K.rest_pattern
    ) {
      addParameter(lowering, child, child, parameters, toBind, use);
    } else if (kind === K.assignment_pattern) {
      const left = childIn(lowering, child, F.left);
      if (left) addParameter(lowering, child, left, parameters, toBind, use);
    }
  }
  for (const { pattern, node: value, isProperty } of toBind) {
    assignPattern(lowering, pattern, value, (name, bound, at) => {
      const isWhole = at === pattern;
      const version = isWhole ? bound : lowering.builder.add({ op: "bind", name, value: bound }, spanOf(lowering, at));
      lowering.scopes.declare(name, version, "function");
    });
    if (isProperty) setProperty(lowering, pattern, value);
  }
  return parameters;
}

function addParameter(
  lowering: Lowering,
  node: number,
  pattern: number,
  parameters: IrParameter[],
  toBind: ParameterToBind[],
  use: FunctionUse,
): void {
  const { tree, builder } = lowering;
  const isRest = tree.kind[pattern] === K.rest_pattern;
  const target = isRest ? firstChild(lowering, pattern) : pattern;
  if (!target) return;
  const name = tree.kind[target] === K.identifier ? textOf(lowering, target) : "";
  const index = parameters.length;
  const parameter = builder.add({ op: "parameter", name, index }, spanOf(lowering, target));
  const annotation = node === pattern ? 0 : childIn(lowering, node, F.type);
  const type = annotation ? lowerType(lowering, annotation, name) : undefined;
  if (type !== undefined) builder.declareType(parameter, type);
  const defaultNode = node === pattern ? 0 : childIn(lowering, node, F.value) || childIn(lowering, node, F.right);
  const otherwise = defaultNode ? lowerNamed(lowering, defaultNode, name) : undefined;
  const decorators: NodeId[] = [];
  let isProperty = false;
  if (node !== pattern) {
    for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) {
      const kind = tree.kind[child];
      if (kind === K.decorator) decorators.push(lower(lowering, firstChild(lowering, child)));
      else if (kind === K.accessibility_modifier || kind === K.readonly_token) isProperty = true;
    }
  }
  parameters.push({
    name,
    node: parameter,
    kind: isRest ? "rest" : "positional",
    ...(otherwise !== undefined && { default: otherwise }),
    ...(decorators.length > 0 && { decorators }),
  });
  if (isProperty && use.property) {
    use.property(name, target, type, annotation ? annotationText(lowering, annotation) : undefined);
  }
  const value =
    otherwise === undefined
      ? parameter
      : builder.add({ op: "choice", inputs: [parameter, otherwise] }, spanOf(lowering, node));
  // Declared at once: defaults of later parameters can name it.
  if (name) lowering.scopes.declare(name, value, "function");
  toBind.push({ pattern: target, node: value, isProperty: isProperty && name !== "" });
}

function setProperty(lowering: Lowering, pattern: number, value: NodeId): void {
  const { builder, scopes } = lowering;
  const span = spanOf(lowering, pattern);
  const base = scopes.lookup("this", span);
  scopes.writeBack("this", builder.add({ op: "update", base, name: textOf(lowering, pattern), value }, span));
}

/** A type annotation as written, without the colon. */
export function annotationText(lowering: Lowering, annotation: number): string {
  return textOf(lowering, annotation).replace(/^\s*[?-]?:\s*/, "");
}
