import type { FlowFile, NodeRef } from "./file-facts.ts";
import { placeOf, statesTo, stepsOf } from "./flow-path.ts";
import type { CodePlace, FlowStepPlace, TaintFlow } from "./result.ts";
import type { Found } from "./search/context.ts";
import type { State } from "./search/state.ts";
import type { SinkSite } from "./sink-site.ts";
import type { SinkFinder } from "./sinks.ts";

/** Steps that leave a value what and where it was. */
const transparent = new Set<State["step"]>(["value", "bind", "member"]);

function labelOf(place: { file: FlowFile; node: number }): string {
  const span = place.file.ir.span(place.node);
  const text = place.file.text.slice(span.start, span.end).replace(/\s+/g, "");
  if (/^[\p{L}\p{N}_$.?![\]"'()@-]{1,60}$/u.test(text) && !/@.*\./.test(text)) return `\`${text}\``;
  const operation = place.file.ir.operation(place.node);
  if (operation.op === "member" || operation.op === "parameter") return `\`${operation.name}\``;
  if (operation.op === "call") {
    const callee = place.file.ir.operation(operation.callee);
    if (callee.op === "member" || callee.op === "global" || callee.op === "import") return `\`${callee.name}()\``;
  }
  return "personal data";
}

/** The expression that a redaction call can wrap: the first hole of a text on the way, else the last entry. */
function entryOf(states: readonly State[], kind: SinkSite["kind"]): State {
  for (let i = states.length - 1; i > 0; i--) {
    const state = states[i]!;
    if (state.step === "piece") return isSpread(state, states[i - 1]!) ? handedOver(states, i) : state;
    // A field of a record that goes into a text as a whole.
    const above = states[i - 1]!;
    if (state.step !== "entry" || above.path.steps.length > 0 || above.serialized !== "record") continue;
    if (above.file.ir.operation(above.node).op === "collection") return state;
  }
  // Else the innermost entry or argument that is written where the sink is, before anything is called or read.
  let entry = states[0]!;
  let readsField = false;
  for (const [index, state] of states.entries()) {
    if (state === entry) continue;
    if (state.file !== states[0]!.file) break;
    readsField ||= state.step === "member";
    if (state.step === "entry") {
      // A table of the module is there for others, too.
      if (kind === "tool-result" && isOfModule(state) && !isOfModule(states[0]!)) break;
      // A field that was set before is there for others, too: the call goes where it is read or logged.
      if ((readsField || kind === "log") && isUpdate(states[index - 1]!)) break;
      entry = state;
    } else if (entry !== states[0] && !transparent.has(state.step)) break;
  }
  return entry;
}

function isOfModule({ file, node }: State): boolean {
  return file.ir.functionOf(node) === 0;
}

function isUpdate({ file, node }: State): boolean {
  return file.ir.operation(node).op === "update";
}

/** Where a function only hands on what it was given, its caller's argument is where the data enters. */
function callersArgument(states: readonly State[], entry: State): State {
  let result = entry;
  if (entry.step !== "start") return entry;
  for (let i = states.indexOf(entry) + 1; i < states.length; i++) {
    const state = states[i]!;
    if (state.step === "parameter") {
      if (state.file !== entry.file) break;
      result = state;
    } else if (!transparent.has(state.step)) break;
  }
  return result;
}

/** Steps that hand a value on, or take it out of what holds it. */
const handingOn = new Set<State["step"]>([
  "value",
  "bind",
  "member",
  "field",
  "entry",
  "argument",
  "parameter",
  "return",
]);

/** From the source to the entry the value was only handed on. */
function isSameValue(states: readonly State[], entry: State): boolean {
  return (
    entry.path.steps.length === 0 &&
    states.slice(states.indexOf(entry) + 1).every(({ step, changed }) => handingOn.has(step) && !changed)
  );
}

/** `**values`, `...values`: no call can be wrapped around it. */
function isSpread(state: State, above: State): boolean {
  const operation = above.file.ir.operation(above.node);
  if (operation.op !== "call" || above.file !== state.file) return false;
  return operation.arguments.some((argument) => argument.value === state.node && argument.spread !== undefined);
}

/** The nearest place towards the source where the value stands on its own. */
function handedOver(states: readonly State[], from: number): State {
  for (let i = from + 1; i < states.length; i++) {
    const { step } = states[i]!;
    if (step === "parameter" || step === "entry") return states[i]!;
  }
  return states[from]!;
}

/** A flow with what decides which sink reports it. */
export interface FlowAt {
  readonly flow: TaintFlow;
  /** The source and where it enters: the same for flows that are one exposure. */
  readonly key: string;
  readonly entryFunction: string;
  /** The prompt nearest to the source. */
  readonly shape: State | undefined;
}

/**
 * What a search found, as the flow that is reported: source, steps, and the expression where the data enters.
 * @param all the states from the sink to the source
 */
export function flowOf(
  site: SinkSite,
  found: Found,
  isPromptShape: SinkFinder["isPromptShape"],
  all: readonly State[] = statesTo(found.state),
): FlowAt {
  // What a member was taken from is behind the source.
  const from = all.findLastIndex((state) => state.file === found.place.file && state.node === found.place.node);
  const states = from < 0 ? all : all.slice(0, from + 1);
  const source = placeOf(found.place);
  const label = found.label ?? labelOf(found.place);
  const entry = entryOf(states, site.kind);
  const at = callersArgument(states, entry);
  const entryPlace = placeOf(at);
  const entryFunction = functionOf(entry);
  // The prompt nearest to the source. A message that is made of what it is handed is no prompt of its own.
  const shape = states.findLast(
    (state, index) =>
      index > 0 &&
      isPromptShape(state.file, state.node) &&
      state.node !== site.node &&
      (state.file.ir.operation(state.node).op !== "collection" || functionOf(state) === entryFunction),
  );
  const flow: TaintFlow = {
    source: {
      ...source,
      kind: found.judgement.kind,
      categories: found.judgement.categories,
      label,
      confidence: found.judgement.confidence,
    },
    steps: stepsTo(site, states, source, label),
    entry: entryPlace,
    entersAsItIs: isSameValue(states, at),
    entersIn: enclosing(entry.file, entry.node),
    wholeRecord: found.judgement.wholeRecord,
    confidence: Math.min(1, found.judgement.confidence * site.confidence),
    ...(found.state.weak && { weakSanitizer: found.state.weak }),
  };
  return {
    flow,
    key: `${source.file}:${source.span.start}:${source.span.end}:${entryPlace.file}:${entryPlace.span.start}`,
    entryFunction,
    shape,
  };
}

/** The steps to a sink, and for a wrapper on to the call that it makes. */
function stepsTo(site: SinkSite, states: readonly State[], source: CodePlace, label: string): FlowStepPlace[] {
  const { leadsTo } = site;
  if (!leadsTo) return stepsOf(states, source, label, placeOf(site), sinkLabel(site));
  const steps = stepsOf(states, source, label, placeOf(site), `passed to \`${site.title}\``);
  return [
    ...steps,
    {
      ...placeOf(leadsTo),
      label: /^[\w.$]+$/.test(leadsTo.title) ? `sent to \`${leadsTo.title}\`` : "sent to a model",
    },
  ];
}

function sinkLabel(site: SinkSite): string {
  if (site.form === "message" && site.kind === "prompt") return "sent as message content";
  if (site.form === "text") return "part of a prompt";
  return `sent to \`${site.title}\``;
}

/** A function, as a key. */
export function functionOf({ file, node }: NodeRef): string {
  return `${file.id}:${file.ir.functionOf(node)}`;
}

/** The qualified name of the function around a node. */
export function enclosing(target: FlowFile, node: number): string {
  return target.ir.functions[target.ir.functionOf(node)]?.qualifiedName ?? "<module>";
}
