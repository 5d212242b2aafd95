import type { IrParameter } from "../ir.ts";
import { bindNew } from "./go-assignment.ts";
import type { GoLowering } from "./go-lowering.ts";
import { F, K } from "./go-shape.ts";
import { body } from "./go-statements.ts";
import { add, finishParameters, type SelfParameter, typeExpression, watch } from "./lowering.ts";
import { child, childrenOf, spanOf, textOf } from "./tree-reading.ts";

function parameterList(lowering: GoLowering, n: number): IrParameter[] {
  const { kind, field } = lowering.tree;
  const { builder, scopes } = lowering;
  const parameters: IrParameter[] = [];
  for (const at of childrenOf(lowering, n)) {
    const variadic = kind[at] === K.variadic_parameter_declaration;
    if (!variadic && kind[at] !== K.parameter_declaration) continue;
    const type = child(lowering, at, F.type);
    const names = childrenOf(lowering, at).filter((one) => field[one] === F.name);
    for (const target of names.length > 0 ? names : [at]) {
      const name = names.length > 0 ? textOf(lowering, target) : "_";
      const node = add(lowering, { op: "parameter", name, index: parameters.length }, target);
      if (type >= 0 && !variadic) builder.declareType(node, typeExpression(lowering, type));
      if (name !== "_") scopes.declare(name, node, "function");
      parameters.push({ name, node, kind: variadic ? "rest" : "positional" });
    }
  }
  return parameters;
}

export function functionBody(
  lowering: GoLowering,
  options: {
    readonly n: number;
    readonly name: string;
    readonly owner?: string;
    readonly inClass?: number;
    readonly isSignature: boolean;
    readonly receiver: number;
  },
): number {
  const { kind, field } = lowering.tree;
  const { scopes, builder } = lowering;
  const { n, receiver } = options;
  const outer = lowering.context;
  const prefix = options.owner ? `${options.owner}.` : outer.index === 0 ? "" : `${outer.qualified}.`;
  const qualified = `${prefix}${options.name}`;
  const index = scopes.beginFunction({
    name: options.name,
    qualifiedName: qualified,
    span: spanOf(lowering, n),
    enclosing: outer.index,
    ...(options.inClass !== undefined && { class: options.inClass }),
    isAsync: false,
    isGenerator: false,
    isStatic: false,
  });
  let self: SelfParameter | undefined;
  if (receiver >= 0) {
    const written = child(lowering, receiver, F.name);
    const name = written < 0 ? "_" : textOf(lowering, written);
    self = { name, node: add(lowering, { op: "parameter", name, index: -1 }, written < 0 ? receiver : written) };
    const type = child(lowering, receiver, F.type);
    if (type >= 0) builder.declareType(self.node, typeExpression(lowering, type));
    if (name !== "_") scopes.declare(name, self.node, "function");
  }
  const parameters = parameterList(lowering, child(lowering, n, F.parameters));
  const results: string[] = [];
  const result = child(lowering, n, F.result);
  if (result >= 0 && kind[result] === K.parameter_list) {
    for (const at of childrenOf(lowering, result)) {
      const type = child(lowering, at, F.type);
      for (const name of childrenOf(lowering, at).filter((one) => field[one] === F.name)) {
        results.push(textOf(lowering, name));
        bindNew(
          lowering,
          name,
          add(lowering, { op: "literal" }, name),
          type < 0 ? undefined : typeExpression(lowering, type),
        );
      }
    }
  }
  lowering.context = { returns: [], throws: [], results, watched: watch(parameters, self), qualified, index };
  const block = child(lowering, n, F.body);
  if (block >= 0) body(lowering, block);
  scopes.endFunction(index, {
    ...finishParameters(lowering, n, parameters, self),
    returns: lowering.context.returns,
    yields: [],
    throws: lowering.context.throws,
    decorators: [],
    ...(options.isSignature && { isSignature: true }),
  });
  lowering.context = outer;
  return index;
}
