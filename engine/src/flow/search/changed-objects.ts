import { type AccessPath, isIndex, stepMatches } from "../access-path.ts";
import { namedSanitizer } from "../call-names.ts";
import { type FlowFile, nameOfCallee } from "../file-facts.ts";
import type { IrFunction, IrOperation, NodeId } from "../ir.ts";
import { isLastingStore } from "../keyed-reads.ts";
import type { Denotation } from "../link/denotation.ts";
import { constantOf, receiverOf, selectArguments } from "./call-parts.ts";
import type { SearchContext } from "./context.ts";
import { enter } from "./functions.ts";
import { catalogSource } from "./sources.ts";
import type { State } from "./state.ts";

/** An object after a call: what the call put into it, and what it held before. */
export function after(context: SearchContext, state: State, operation: IrOperation & { op: "after" }): void {
  const { file, path } = state;
  const removed = removedBy(file, operation);
  if (removed === everything) return;
  const [first] = path.steps;
  if (first === undefined || first !== removed) {
    const kept = first === undefined && removed !== undefined ? context.paths.of([], [...path.without, removed]) : path;
    context.visit(state, file, operation.before, kept, "value");
  }
  changes(context, state, operation, path);
}

/** No key is called that. */
const everything = "\u0000";

/** The key that a call takes out of what it is called on (`row.pop("email")`), or everything (`rows.clear()`). */
function removedBy(file: FlowFile, operation: IrOperation & { op: "after" }): string | undefined {
  const call = file.ir.operation(operation.call);
  if (operation.argument !== -1 || call.op !== "call") return undefined;
  const name = nameOfCallee(file.ir, call.callee);
  if (name === "clear" && call.arguments.length === 0) return everything;
  const [key] = call.arguments;
  if ((name !== "pop" && name !== "delete") || !key) return undefined;
  return constantOf(file, key.value);
}

/** A call after which a field of an object, or of what the object holds, is written back to it. */
export interface WrittenBack {
  readonly call: IrOperation & { op: "after" };
  /** From the object down to what the call was handed; `undefined` where the key is not known. */
  readonly keys: readonly (string | undefined)[];
}

/**
 * The call after which an object's own field is written back to it: `user` after `greet(user.name)` or
 * `greet(user.orders[0].title)`. Nothing but what the call did to the field is new.
 */
export function writtenBack(file: FlowFile, update: IrOperation & { op: "update" }): WrittenBack | undefined {
  const value = file.ir.operation(update.value);
  if (value.op !== "after" && value.op !== "update") return undefined;
  let before = file.ir.operation(value.op === "after" ? value.before : value.base);
  while (before.op === "same") before = file.ir.operation(before.value);
  const isRead =
    update.name === undefined ? before.op === "element" : before.op === "member" && before.name === update.name;
  if (!isRead) return undefined;
  const back = value.op === "after" ? { call: value, keys: [] } : writtenBack(file, value);
  return back && { call: back.call, keys: [update.name, ...back.keys] };
}

/** What a call put into an object it was handed or called on. */
export function changes(
  context: SearchContext,
  state: State,
  operation: IrOperation & { op: "after" },
  path: AccessPath,
): void {
  const { file } = state;
  const made = file.ir.operation(operation.call);
  if (made.op !== "call") return;
  const name = nameOfCallee(file.ir, made.callee) ?? "";
  // A redactor gives back what is clean; what it is handed stays what it was.
  if (operation.argument >= 0 && namedSanitizer(name)) return;
  const denoted = context.linker.denote(file, made.callee);
  let resolved = false;
  for (const one of denoted) {
    if (one.kind === "class" && operation.argument === -1) {
      // `super(…)`
      const above = context.linker.findMethod(one.file, one.index, "constructor");
      const body = above && context.linker.functionAt(above.file, above.index);
      if (above && body?.selfFinal !== undefined) {
        enter(
          context,
          state,
          operation.call,
          above.file,
          above.index,
          [body.selfFinal],
          path,
          `changed by \`${body.name}\``,
        );
      }
      resolved = true;
    }
    if (one.kind !== "function") continue;
    resolved = true;
    const body = context.linker.functionAt(one.file, one.index);
    const final = operation.argument === -1 ? body.selfFinal : finalOf(body, made, operation.argument);
    if (final !== undefined) {
      enter(context, state, operation.call, one.file, one.index, [final], path, `changed by \`${body.name}\``);
    }
  }
  if (resolved) return;
  if (filled(context, state, operation, made, denoted)) return;
  if (operation.argument >= 0) {
    if (name === "assign" || name === "heappush" || name === "insort") {
      made.arguments.forEach((argument, index) => {
        if (index !== operation.argument) context.visit(state, file, argument.value, path, "value");
      });
    }
    return;
  }
  const [first] = path.steps;
  const inner = first === undefined ? path : context.paths.rest(path);
  const isAll = first === undefined || first === "*" || isIndex(first);
  const label = `added with \`${name}\``;
  switch (name) {
    case "append":
    case "push":
    case "add":
    case "unshift":
    case "appendleft":
    case "enqueue":
    case "put":
    case "put_nowait":
    case "write":
    case "add_message":
    case "addMessage":
    case "addRow":
      if (!isAll) return;
      for (const argument of made.arguments) {
        context.visit(state, file, argument.value, argument.spread ? path : inner, "entry", { label });
      }
      return;
    case "extend":
    case "extendleft":
      if (!isAll) return;
      for (const argument of made.arguments) context.visit(state, file, argument.value, path, "entry", { label });
      return;
    case "insert":
    case "splice":
      if (!isAll) return;
      for (const argument of made.arguments.slice(name === "insert" ? 1 : 2)) {
        context.visit(state, file, argument.value, inner, "entry", { label });
      }
      return;
    case "update":
    case "merge":
      for (const argument of made.arguments) {
        if (argument.name !== undefined) {
          if (first === undefined) context.visit(state, file, argument.value, path, "entry", { label });
          else if (stepMatches(first, argument.name))
            context.visit(state, file, argument.value, inner, "entry", { label });
        } else context.visit(state, file, argument.value, path, "entry", { label });
      }
      return;
    case "set":
    case "setdefault":
    case "setItem":
    case "__setitem__": {
      const key = made.arguments[0];
      const value = made.arguments[1];
      if (!key || !value) return;
      const constant = constantOf(file, key.value);
      if (constant === undefined && first !== undefined && first !== "*" && !isIndex(first)) {
        const store = receiverOf(file, made);
        if (store !== undefined && isLastingStore(file, store)) return;
      }
      if (first === undefined || constant === undefined || stepMatches(first, constant)) {
        context.visit(state, file, value.value, inner, "entry", { label });
      }
      return;
    }
  }
}

/** What a library's call puts into what it is handed: `decoder.Decode(&order)`. `true` where the catalogue knows it. */
function filled(
  context: SearchContext,
  state: State,
  operation: IrOperation & { op: "after" },
  made: IrOperation & { op: "call" },
  denoted: readonly Denotation[],
): boolean {
  const target = operation.argument < 0 ? "receiver" : String(operation.argument);
  for (const one of denoted) {
    if (one.kind !== "api") continue;
    const source = context.sourceCalls.match(one.path).find(({ to }) => to === target);
    if (source) {
      catalogSource(context, state, source);
      return true;
    }
    const entry = context.propagators.match(one.path).find(({ to }) => to === target);
    if (!entry) continue;
    for (const from of entry.from) {
      for (const { node, steps } of selectArguments(state.file, made, from)) {
        context.visit(state, state.file, node, context.paths.of(steps), "argument", {
          label: entry.label,
          changed: true,
          access: undefined,
        });
      }
    }
    return true;
  }
  return false;
}

function finalOf(body: IrFunction, made: IrOperation & { op: "call" }, argument: number): NodeId | undefined {
  const given = made.arguments[argument];
  if (!given || given.spread) return undefined;
  if (given.name !== undefined) return body.parameters.find((parameter) => parameter.name === given.name)?.final;
  const position = made.arguments
    .slice(0, argument)
    .filter((other) => other.name === undefined && !other.spread).length;
  return body.parameters[position]?.final;
}
