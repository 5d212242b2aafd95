import type { SourceEntry } from "../../catalog/entries.ts";
import type { ApiPath } from "../api-patterns.ts";
import { type FlowFile, nameOfCallee } from "../file-facts.ts";
import type { IrFunction, IrParameter, NodeId } from "../ir.ts";
import { isExampleCall } from "../link/example-calls.ts";
import type { SearchContext } from "./context.ts";
import { leave, toArguments } from "./functions.ts";
import { catalogSource, matchSource, origin, pathsOf } from "./sources.ts";
import type { State } from "./state.ts";

/** What reaches a parameter: from the call that was entered, else from every caller, else by its name. */
export function parameter(context: SearchContext, state: State, name: string, index: number): void {
  const { file, node, path } = state;
  const functionIndex = file.ir.functionOf(node);
  const target = context.linker.functionAt(file, functionIndex);
  if (!target) return;
  const declared = target.parameters[index];
  const byType = matchSource(file, context.sourceTypes, typePaths(context, file, node));
  if (byType) {
    catalogSource(context, state, byType);
    return;
  }
  if (declared?.default !== undefined) {
    context.visit(state, file, declared.default, path, "value", { alias: name });
  }
  const entry = state.entry;
  if (entry && entry.file === file && entry.index === functionIndex) {
    const exit = { parameter: index, state };
    entry.exits.push(exit);
    for (const site of [...entry.sites]) leave(context, entry, exit, site);
    return;
  }
  if (index === -1) {
    selfParameter(context, state, target);
    return;
  }
  let called = false;
  let shown = false;
  const named: State = {
    ...state,
    aliases: path.steps.length === 0 ? [name, ...state.aliases].slice(0, 4) : state.aliases,
    owners: path.steps.length > 0 && name.length > 2 ? [name, ...state.owners].slice(0, 4) : state.owners,
  };
  for (const use of file.facts.handedOver.get(functionIndex) ?? []) {
    const before = context.foreign.length;
    const told = toArguments(context, named, { file, node: use.call }, file, functionIndex, target, index, {
      entry: undefined,
    });
    for (const other of context.foreign.splice(before)) {
      context.visit(named, other.file, other.node, other.path, "parameter", { entry: undefined });
    }
    if (told) called = true;
  }
  const isToldThere = context.isHandedOver?.(file, functionIndex, index, path) === true;
  for (const caller of context.linker.callers(file, functionIndex)) {
    if (isExampleCall(caller)) shown = true;
    else called = true;
    if (isToldThere && caller.file !== file) continue;
    toArguments(context, named, caller, file, functionIndex, target, index, { entry: undefined });
  }
  if (called && !isHandler(file, target)) return;
  const source = isInjected(file, declared) ? undefined : handlerOf(context, file, functionIndex, target, declared);
  const before = context.found.length;
  // A model that a handler is sent says more by its fields than that it was sent.
  origin(context, shown ? { ...state, confidence: state.confidence * 0.7 } : state, name);
  if (source && context.found.length === before) catalogSource(context, state, source);
}

function typePaths(context: SearchContext, file: FlowFile, node: NodeId): readonly ApiPath[] {
  const type = file.ir.typeOf(node);
  return type === undefined || context.sourceTypes.isEmpty ? [] : context.linker.apiPaths(file, type);
}

/** The framework that calls a function with what users send: by a decorator, or by being handed the function. */
function handlerOf(
  context: SearchContext,
  file: FlowFile,
  functionIndex: number,
  target: IrFunction,
  declared: IrParameter | undefined,
): SourceEntry | undefined {
  const decorators = [...target.decorators, ...(declared?.decorators ?? [])];
  return matchSource(file, context.sourceHandlers, [
    ...decorators.flatMap((decorator) => decoratorPaths(context, file, decorator)),
    ...(file.facts.handedOver.get(functionIndex) ?? []).flatMap(({ call }) => {
      const operation = file.ir.operation(call);
      return operation.op === "call" ? pathsOf(context, file, operation.callee) : [];
    }),
  ]);
}

/** The paths of a decorator; one that is called ends in `()`. */
function decoratorPaths(context: SearchContext, file: FlowFile, node: NodeId): readonly ApiPath[] {
  const operation = file.ir.operation(node);
  if (operation.op !== "call") return pathsOf(context, file, node);
  return pathsOf(context, file, operation.callee).map((path) => [...path, "()"]);
}

/** `db = Depends(session)`: a service, not what a user sent. */
function isInjected(file: FlowFile, declared: IrParameter | undefined): boolean {
  if (declared?.default === undefined) return false;
  const operation = file.ir.operation(declared.default);
  return operation.op === "call" && /^(?:Depends|Security)$/.test(nameOfCallee(file.ir, operation.callee) ?? "");
}

/** A framework calls it too, whatever the workspace does. */
function isHandler(file: FlowFile, target: IrFunction): boolean {
  return target.decorators.some((decorator) => {
    const name = nameOfCallee(file.ir, decorator) ?? "";
    const operation = file.ir.operation(decorator);
    const called = operation.op === "call" ? (nameOfCallee(file.ir, operation.callee) ?? "") : name;
    return /^(?:get|post|put|patch|delete|route|websocket|on_message|command|event|task|tool|function_tool)$/.test(
      called,
    );
  });
}

/** `self` of a method, with no call in mind: what any method puts into the attribute. */
function selfParameter(context: SearchContext, state: State, target: IrFunction): void {
  const { file } = state;
  const owner = target.class;
  if (owner === undefined) return;
  attributes(context, state, file, owner);
}

function attributes(context: SearchContext, state: State, file: FlowFile, owner: number): void {
  const { path } = state;
  const [name] = path.steps;
  if (name === undefined || name === "*") return;
  const values = context.linker
    .descendants(file, owner)
    .flatMap((one) => context.linker.fieldValues(one.file, one.index, name));
  const unique = new Map(values.map((value) => [`${value.file.id}:${value.node}`, value]));
  if (unique.size === 0) {
    if (context.linker.findMethod(file, owner, name)) return;
    origin(context, state, context.linker.classAt(file, owner).name);
    return;
  }
  for (const value of unique.values()) {
    context.visit(state, value.file, value.node, context.paths.rest(path), "field", {
      entry: undefined,
      label: `kept in \`${name}\``,
      alias: name,
      access: undefined,
    });
  }
}
