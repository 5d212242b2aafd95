import { type AccessPath, stepMatches } from "../access-path.ts";
import type { FlowFile, NodeRef } from "../file-facts.ts";
import type { IrFunction, IrOperation, NodeId } from "../ir.ts";
import { receiverOf } from "./call-parts.ts";
import { handedAs, toCallback } from "./callbacks.ts";
import type { SearchContext } from "./context.ts";
import type { Entry, State } from "./state.ts";

/** Looks into a called function for what reaches `values` in it, once for all calls that ask the same. */
export function enter(
  context: SearchContext,
  state: State,
  call: NodeId,
  file: FlowFile,
  index: number,
  values: readonly NodeId[],
  path: AccessPath,
  label: string,
): void {
  const key = `${file.id}:${index}:${path.id}:${values[0] ?? -1}`;
  context.touched(file.file);
  let entry = context.entries.get(key);
  if (!entry) {
    entry = { id: context.entries.size, file, index, sites: [], exits: [] };
    context.entries.set(key, entry);
  }
  const site = { state, call };
  entry.sites.push(site);
  const declared = state.typed ? undefined : context.linker.declaredResult(file, index);
  const typed = declared === undefined ? state.typed : { file, node: declared, length: path.steps.length };
  for (const value of values) context.visit(state, file, value, path, "return", { entry, label, typed });
  for (const exit of [...entry.exits]) leave(context, entry, exit, site);
}

/** Goes on at the call site with what a function takes from one of its parameters. */
export function leave(
  context: SearchContext,
  entry: Entry,
  exit: Entry["exits"][number],
  site: Entry["sites"][number],
): void {
  const target = context.linker.functionAt(entry.file, entry.index);
  toArguments(
    context,
    exit.state,
    { file: site.state.file, node: site.call },
    entry.file,
    entry.index,
    target,
    exit.parameter,
    {
      entry: site.state.entry,
      through: exit.state,
      parent: site.state,
    },
  );
}

/** Visits what a call hands over for a parameter. `false` where that cannot be told. */
export function toArguments(
  context: SearchContext,
  state: State,
  call: NodeRef,
  ownerFile: FlowFile,
  functionIndex: number,
  target: IrFunction,
  parameter: number,
  how: { readonly entry: Entry | undefined; readonly through?: State; readonly parent?: State },
): boolean {
  const operation = call.file.ir.operation(call.node);
  if (operation.op === "member" && parameter === -1) {
    // An accessor: what it reads of its object.
    context.visit(state, call.file, operation.base, state.path, "value", {
      entry: how.entry,
      ...(how.through && how.parent && { through: how.parent }),
    });
    return true;
  }
  if (operation.op !== "call") return false;
  const { path } = state;
  const label = target.name === "<lambda>" ? "passed to a callback" : `passed to \`${target.name}\``;
  const go = (node: NodeId, wanted: AccessPath, change: { factor?: number; alias?: string } = {}): void => {
    context.visit(state, call.file, node, wanted, "parameter", {
      entry: how.entry,
      label,
      ...(how.through && how.parent && { through: how.parent }),
      ...change,
    });
  };
  const handed = ownerFile === call.file ? handedAs(call, functionIndex) : undefined;
  if (handed !== undefined) return toCallback(context, operation, call, handed, parameter, path, go);
  if (parameter === -1) {
    const receiver = receiverOf(call.file, operation);
    if (receiver !== undefined) go(receiver, path);
    else if (path.steps.length > 0) go(operation.callee, path);
    return true;
  }
  const declared = target.parameters[parameter];
  if (!declared) return true;
  const shift = explicitSelf(context, call, operation, ownerFile, functionIndex, target) ? 1 : 0;
  let position = -shift;
  let spreads = 0;
  for (const argument of operation.arguments) {
    if (argument.spread === "list") {
      if (declared.kind === "rest") go(argument.value, path);
      else if (declared.kind === "positional" && parameter >= position) {
        go(argument.value, context.paths.under(spreads > 0 ? "*" : String(parameter - position), path));
      }
      spreads++;
      continue;
    }
    if (argument.spread === "record") {
      if (declared.kind === "keywordRest") go(argument.value, path);
      else go(argument.value, context.paths.under(declared.name, path));
      continue;
    }
    if (argument.name !== undefined) {
      if (argument.name === declared.name && declared.kind !== "rest") go(argument.value, path);
      else if (declared.kind === "keywordRest" && !target.parameters.some((other) => other.name === argument.name)) {
        const [first] = path.steps;
        if (first === undefined) go(argument.value, path);
        else if (stepMatches(first, argument.name)) go(argument.value, context.paths.rest(path));
      }
      continue;
    }
    if (declared.kind === "rest") {
      if (position >= parameter) {
        const [first] = path.steps;
        if (first === undefined) go(argument.value, path);
        else if (stepMatches(first, String(position - parameter))) go(argument.value, context.paths.rest(path));
      }
    } else if (declared.kind === "positional" && (position === parameter || (spreads > 0 && position <= parameter))) {
      go(argument.value, path);
    }
    position++;
  }
  return true;
}

/** `Class.method(self, x)`: the receiver is written among the arguments. */
function explicitSelf(
  context: SearchContext,
  call: NodeRef,
  operation: IrOperation & { op: "call" },
  file: FlowFile,
  index: number,
  target: IrFunction,
): boolean {
  if (target.self === undefined || target.class === undefined || call.file.ir.language !== "python") return false;
  const callee = call.file.ir.operation(operation.callee);
  if (callee.op !== "member" || callee.name !== target.name) return false;
  return context.linker
    .denote(call.file, callee.base)
    .some(
      (one) =>
        one.kind === "class" &&
        context.linker.findMethod(one.file, one.index, target.name)?.index === index &&
        one.file === file,
    );
}
