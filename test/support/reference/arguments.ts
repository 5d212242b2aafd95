import { type FlowFile, type NodeRef, nameOfCallee } from "../../../engine/src/flow/file-facts.ts";
import type { IrFunction, IrParameter, NodeId } from "../../../engine/src/flow/ir.ts";
import { isExampleCall } from "../../../engine/src/flow/link/example-calls.ts";
import type { Linker } from "../../../engine/src/flow/link/linker.ts";
import { nothing, ofFacts, put, take, union, type Value } from "./facts.ts";
import { type CallOperation, type Calls, type FunctionAt, origin, type Reference, receiverOf } from "./propagation.ts";

/** What a parameter is: what the call hands over, else what every caller does, else nothing more is known of it. */
export function parameterValue(
  reference: Reference,
  file: FlowFile,
  node: NodeId,
  index: number,
  calls: Calls | undefined,
): Value {
  const { linker } = reference;
  const callee = { file, index: file.ir.functionOf(node) };
  const target = linker.functionAt(file, callee.index);
  const fallback = target.parameters[index]?.default;
  const otherwise = fallback === undefined ? nothing : reference.valueAt(file, fallback, calls);
  if (calls && calls.callee.file === file && calls.callee.index === callee.index) {
    return union(otherwise, argumentValue(reference, calls.call, callee, index, calls.outer) ?? nothing);
  }
  if (index === -1) {
    if (target.class === undefined) return nothing;
    return ofFacts([{ kind: "self", file, node, path: [], taken: [], without: [] }]);
  }
  const uses = file.facts.handedOver.get(callee.index) ?? [];
  const callers = [...uses.map((use) => ({ file, node: use.call })), ...linker.callers(file, callee.index)];
  const told = callers.flatMap((call) => {
    const given = argumentValue(reference, call, callee, index, undefined);
    return given ? [{ call, given }] : [];
  });
  const handed = told.map(({ given }) => given);
  const isCalled = told.some(({ call }) => !isExampleCall(call)) && !isHandler(file, target);
  return union(otherwise, ...handed, ...(isCalled ? [] : [origin(file, node)]));
}

/** A framework calls it too, whatever the workspace does. */
function isHandler(file: FlowFile, target: IrFunction): boolean {
  return target.decorators.some((decorator) => {
    const operation = file.ir.operation(decorator);
    const name = nameOfCallee(file.ir, operation.op === "call" ? operation.callee : decorator) ?? "";
    return /^(?:get|post|put|patch|delete|route|websocket|on_message|command|event|task|tool|function_tool)$/.test(
      name,
    );
  });
}

/** What a call hands over for a parameter; `undefined` where that cannot be told. */
function argumentValue(
  reference: Reference,
  call: NodeRef,
  callee: FunctionAt,
  index: number,
  calls: Calls | undefined,
): Value | undefined {
  const { linker } = reference;
  const at = (node: NodeId): Value => reference.valueAt(call.file, node, calls);
  const operation = call.file.ir.operation(call.node);
  if (operation.op === "member") return index === -1 ? at(operation.base) : undefined;
  if (operation.op !== "call") return undefined;
  if (callee.file === call.file) {
    const use = call.file.facts.handedOver.get(callee.index)?.find((one) => one.call === call.node);
    if (use) return handedToCallback(reference, call, operation, use.argument, index, calls);
  }
  if (index === -1) return at(receiverOf(call.file, operation) ?? operation.callee);
  const target = linker.functionAt(callee.file, callee.index);
  const declared = target.parameters[index];
  if (!declared) return nothing;
  const handed: Value[] = [];
  let position = saysItself(linker, call, operation, callee, target) ? -1 : 0;
  let spreads = 0;
  for (const argument of operation.arguments) {
    const value = at(argument.value);
    if (argument.spread === "record") {
      handed.push(declared.kind === "keywordRest" ? value : take(value, declared.name));
    } else if (argument.spread === "list") {
      if (declared.kind === "rest") handed.push(value);
      else if (declared.kind === "positional" && index >= position) {
        handed.push(take(value, spreads > 0 ? "*" : String(index - position)));
      }
      spreads++;
    } else if (argument.name !== undefined) {
      if (argument.name === declared.name && declared.kind !== "rest") handed.push(value);
      else if (declared.kind === "keywordRest" && !target.parameters.some(({ name }) => name === argument.name)) {
        handed.push(put(argument.name, value));
      }
    } else {
      if (declared.kind === "rest") {
        if (position >= index) handed.push(put(String(position - index), value));
      } else if (declared.kind === "positional" && (position === index || (spreads > 0 && position <= index))) {
        handed.push(value);
      }
      position++;
    }
  }
  return union(...handed);
}

/** `Class.method(self, x)`. */
function saysItself(
  linker: Linker,
  call: NodeRef,
  operation: CallOperation,
  callee: FunctionAt,
  target: IrFunction,
): boolean {
  if (target.self === undefined || target.class === undefined || call.file.ir.language !== "python") return false;
  const called = call.file.ir.operation(operation.callee);
  if (called.op !== "member" || called.name !== target.name) return false;
  return linker.denote(call.file, called.base).some((one) => {
    if (one.kind !== "class" || one.file !== callee.file) return false;
    return linker.findMethod(one.file, one.index, target.name)?.index === callee.index;
  });
}

const overElements =
  /^(?:map|filter|forEach|flatMap|find|findLast|some|every|sort|toSorted|apply|applymap|transform|each|group|groupBy|sortBy|pipe|assign)$/;
const laterCalls =
  /^(?:submit|run_in_executor|to_thread|run_sync|partial|create_task|call_soon|apply_async|add_task|spawn|after|setTimeout|start_soon|run_in_threadpool|map_async|imap_unordered)$/;

/** What a function gets that a call was handed: elements, the resolved value, the arguments beside it. */
function handedToCallback(
  reference: Reference,
  call: NodeRef,
  operation: CallOperation,
  argument: number,
  index: number,
  calls: Calls | undefined,
): Value | undefined {
  const { linker } = reference;
  const { file } = call;
  const at = (node: NodeId | undefined): Value => (node === undefined ? nothing : reference.valueAt(file, node, calls));
  const name = nameOfCallee(file.ir, operation.callee) ?? "";
  const isPython = file.ir.language === "python";
  const receiver = receiverOf(file, operation);
  const others = operation.arguments.filter((_, which) => which !== argument);
  const bound = boundArguments(file, operation.arguments[argument]!.value);
  if (index < bound) return nothing;
  const parameter = index - bound;
  if (receiver !== undefined && isPython && /^(?:map|imap|imap_unordered|map_async|starmap)$/.test(name)) {
    const list = others.filter((other) => other.name === undefined)[parameter];
    if (list) return take(at(list.value), "*");
  }
  if (receiver !== undefined && overElements.test(name)) return parameter === 0 ? take(at(receiver), "*") : nothing;
  if (/^reduce(?:Right)?$/.test(name)) {
    const isMethod = receiver !== undefined && !isPython;
    const [list, initial] = isMethod ? [receiver, others[0]?.value] : [others[0]?.value, others[1]?.value];
    return parameter === 0 ? at(initial) : parameter === 1 ? take(at(list), "*") : nothing;
  }
  if (receiver !== undefined && /^(?:then|finally|tap|pipe|subscribe|and_then)$/.test(name)) {
    return parameter === 0 && argument === 0 ? at(receiver) : nothing;
  }
  if (receiver === undefined && /^(?:map|filter|starmap|imap)$/.test(name)) {
    return take(at((others[parameter] ?? others[0])?.value), "*");
  }
  if (name === "from" && parameter === 0 && others[0]) return take(at(others[0].value), "*");
  if (laterCalls.test(name)) {
    const positional = operation.arguments.filter((one, which) => one.name === undefined && which > argument);
    const given = at(positional[parameter + (name === "setTimeout" ? 1 : 0)]?.value);
    return /^(?:map_async|imap_unordered)$/.test(name) ? take(given, "*") : given;
  }
  if (name === "Thread" || name === "Process") {
    return union(...others.filter((one) => one.name === "args").map((one) => take(at(one.value), String(parameter))));
  }
  // A function of the workspace that calls what it was given.
  for (const one of linker.denote(file, operation.callee)) {
    if (one.kind !== "function") continue;
    const own = linker.functionAt(one.file, one.index).parameters[argument];
    if (!own) continue;
    return union(
      ...one.file.facts.calls.flatMap((node) => {
        const inner = one.file.ir.operation(node);
        if (inner.op !== "call" || !comesFrom(one.file, inner.callee, own.node)) return [];
        const given = inner.arguments.filter((candidate) => candidate.name === undefined)[parameter];
        return given ? [reference.valueAt(one.file, given.value, undefined)] : [];
      }),
    );
  }
  return undefined;
}

/** How many of the first parameters `partial(f, a, b)` has filled. */
function boundArguments(file: FlowFile, node: NodeId): number {
  const operation = file.ir.operation(node);
  if (operation.op === "same" || operation.op === "bind") return boundArguments(file, operation.value);
  if (operation.op !== "call" || nameOfCallee(file.ir, operation.callee) !== "partial") return 0;
  return operation.arguments.filter((argument) => argument.name === undefined && !argument.spread).length - 1;
}

function comesFrom(file: FlowFile, node: NodeId, target: NodeId, seen = new Set<NodeId>()): boolean {
  if (node === target) return true;
  if (seen.has(node)) return false;
  seen.add(node);
  const operation = file.ir.operation(node);
  switch (operation.op) {
    case "same":
    case "bind":
      return comesFrom(file, operation.value, target, seen);
    case "after":
      return comesFrom(file, operation.before, target, seen);
    case "capture":
      return operation.versions.some((one) => comesFrom(file, one, target, seen));
    case "choice":
      return operation.inputs.some((one) => comesFrom(file, one, target, seen));
    default:
      return false;
  }
}

/** The parameter that an argument of a call becomes. */
export function handedValue(call: CallOperation, target: IrFunction, argument: number): IrParameter | undefined {
  const given = call.arguments[argument];
  if (!given || given.spread) return undefined;
  if (given.name !== undefined) return target.parameters.find(({ name }) => name === given.name);
  const before = call.arguments.slice(0, argument).filter((other) => other.name === undefined && !other.spread);
  return target.parameters[before.length];
}
