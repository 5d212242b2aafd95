import { createFormGraph, type Forbidden, type Form, type FormGraph, NodeKind, partIn } from "./form-graph.ts";

/**
 * Says which of many forms may match at a place, in one walk over the text from there: a form that is not named does
 * not match. One that is named may not match either, since the automaton takes all digits for one and looks around a
 * form by a unit or two. States are worked out when a text first leads to them.
 */
export interface FormAutomaton {
  readonly graph: FormGraph;
  /** By state: its nodes. State 0 has none. */
  stateNodes: Int32Array[];
  stateNumbers: Map<string, number>;
  /** By state and class: the next state, and above it the number of the output; -1 where not yet known. */
  table: Int32Array;
  readonly width: number;
  /** By class of the unit before: the first state, -1 where not yet known, and its output. */
  readonly startStates: Int32Array;
  readonly startOutputs: Int32Array;
  /** Lists of forms that may match; the first is empty. */
  outputs: Int32Array[];
  outputNumbers: Map<string, number>;
  /** By node: the last search that met it. */
  readonly marks: Int32Array;
  mark: number;
  /** The nodes that wait for the second unit of what must not follow. */
  readonly tailNodes: Map<string, number>;
}

/** States that are kept; beyond this the automaton begins anew. */
const mostStates = 4096;
const outputShift = 13;
const stateMask = (1 << outputShift) - 1;

/** Makes the automaton of forms that `formsAt` names by their places in the list. */
export function createFormAutomaton(forms: readonly Form[]): FormAutomaton {
  const graph = createFormGraph(forms);
  const width = graph.ending + 1;
  const automaton: FormAutomaton = {
    graph,
    stateNodes: [],
    stateNumbers: new Map(),
    table: new Int32Array(0),
    width,
    startStates: new Int32Array(width),
    startOutputs: new Int32Array(width),
    outputs: [],
    outputNumbers: new Map(),
    marks: new Int32Array(graph.kinds.length),
    mark: 0,
    tailNodes: new Map(),
  };
  reset(automaton);
  return automaton;
}

/** Writes the numbers of the forms that may match at `at`, each once, into `found`; gives how many. */
export function formsAt(automaton: FormAutomaton, text: string, at: number, found: Int32Array): number {
  const { graph, width, startStates, startOutputs } = automaton;
  const { classes, beyond, ending } = graph;
  const { length } = text;
  let count = 0;
  let before = ending;
  if (at > 0) {
    const code = text.charCodeAt(at - 1);
    before = code < 128 ? classes[code]! : beyond;
  }
  let state = startStates[before]!;
  if (state < 0) state = begin(automaton, before);
  if (startOutputs[before] !== 0) count = copyOutput(automaton.outputs[startOutputs[before]!]!, found, count);
  let { table } = automaton;
  for (let i = at; state !== 0; i++) {
    let unitClass = ending;
    if (i < length) {
      const code = text.charCodeAt(i);
      unitClass = code < 128 ? classes[code]! : beyond;
    }
    let step = table[state * width + unitClass]!;
    if (step < 0) {
      step = workOut(automaton, state, unitClass);
      table = automaton.table;
    }
    state = step & stateMask;
    if (step > stateMask) count = copyOutput(automaton.outputs[step >>> outputShift]!, found, count);
    if (unitClass === ending) break;
  }
  return count;
}

function copyOutput(output: Int32Array, found: Int32Array, from: number): number {
  for (let i = 0; i < output.length; i++) found[from + i] = output[i]!;
  return from + output.length;
}

function reset(automaton: FormAutomaton): void {
  automaton.stateNodes = [];
  automaton.stateNumbers = new Map();
  automaton.table = new Int32Array(64 * automaton.width).fill(-1);
  automaton.startStates.fill(-1);
  automaton.outputs = [];
  automaton.outputNumbers = new Map();
  outputOf(automaton, []);
  stateOf(automaton, []);
}

function outputOf(automaton: FormAutomaton, found: readonly number[]): number {
  const sorted = [...new Set(found)].sort((a, b) => a - b);
  const key = sorted.join();
  let output = automaton.outputNumbers.get(key);
  if (output === undefined) {
    output = automaton.outputs.push(Int32Array.from(sorted)) - 1;
    automaton.outputNumbers.set(key, output);
  }
  return output;
}

function stateOf(automaton: FormAutomaton, nodes: readonly number[]): number {
  const sorted = Int32Array.from(nodes).sort();
  const key = sorted.join();
  let state = automaton.stateNumbers.get(key);
  if (state !== undefined) return state;
  state = automaton.stateNodes.push(sorted) - 1;
  automaton.stateNumbers.set(key, state);
  if (automaton.stateNodes.length * automaton.width > automaton.table.length) {
    const larger = new Int32Array(automaton.table.length * 2).fill(-1);
    larger.set(automaton.table);
    automaton.table = larger;
  }
  return state;
}

/** The first state after a unit of a class. */
function begin(automaton: FormAutomaton, before: number): number {
  const nodes: number[] = [];
  const found: number[] = [];
  automaton.mark++;
  for (const start of automaton.graph.starts) addReached(automaton, start, before, nodes, found);
  automaton.startOutputs[before] = outputOf(automaton, found);
  const state = stateOf(automaton, without(automaton, nodes, found));
  automaton.startStates[before] = state;
  return state;
}

/** Adds what can be reached from a node without taking a unit; `before` is the class of the unit before the form, -1 within it. */
function addReached(
  { graph, marks, mark }: FormAutomaton,
  from: number,
  before: number,
  nodes: number[],
  found: number[],
): void {
  const { kinds, values, nexts, others, ending } = graph;
  const open = [from];
  while (open.length > 0) {
    const at = open.pop()!;
    if (marks[at] === mark) continue;
    marks[at] = mark;
    switch (kinds[at]!) {
      case NodeKind.Split:
        open.push(nexts[at]!, others[at]!);
        break;
      case NodeKind.Previous:
        if (before < 0 || partIn(graph, values[at]!, before) > 0) open.push(nexts[at]!);
        break;
      case NodeKind.NotPrevious:
        if (before < 0 || before === ending || partIn(graph, values[at]!, before) !== 2) open.push(nexts[at]!);
        break;
      case NodeKind.Form:
        found.push(values[at]!);
        break;
      default:
        nodes.push(at);
    }
  }
}

/** The nodes of forms that are not found yet. */
function without({ graph }: FormAutomaton, nodes: readonly number[], found: readonly number[]): readonly number[] {
  if (found.length === 0) return nodes;
  const done = new Set(found);
  return nodes.filter((at) => !done.has(graph.owners[at]!));
}

/** Works out where a state leads with a class of units, and what is found on the way. */
function workOut(automaton: FormAutomaton, state: number, unitClass: number): number {
  const { graph } = automaton;
  const { kinds, values, nexts, others, tails, ending } = graph;
  const reached: number[] = [];
  const found: number[] = [];
  const now = [...automaton.stateNodes[state]!];
  const met = new Set(now);
  automaton.mark++;
  /** Judges what follows a node without taking the unit. */
  const goOn = (from: number): void => {
    const open = [from];
    while (open.length > 0) {
      const at = open.pop()!;
      if (met.has(at)) continue;
      met.add(at);
      const kind = kinds[at]!;
      if (kind === NodeKind.Form) found.push(values[at]!);
      else if (kind === NodeKind.Split) open.push(nexts[at]!, others[at]!);
      else if (kind === NodeKind.Previous || kind === NodeKind.NotPrevious) open.push(nexts[at]!);
      else now.push(at);
    }
  };
  for (let i = 0; i < now.length; i++) {
    const at = now[i]!;
    const value = values[at]!;
    switch (kinds[at]!) {
      case NodeKind.Unit:
        if (partIn(graph, value, unitClass) > 0) addReached(automaton, nexts[at]!, -1, reached, found);
        break;
      case NodeKind.NotNext:
        if (partIn(graph, value, unitClass) !== 2) goOn(nexts[at]!);
        break;
      case NodeKind.End:
        if (unitClass === ending) goOn(nexts[at]!);
        break;
      case NodeKind.Tail: {
        const begun = tails[value]!.filter(([first]) => partIn(graph, first, unitClass) === 2);
        if (begun.length === 0) found.push(values[nexts[at]!]!);
        else if (begun.every(([, second]) => second !== undefined)) reached.push(tailAfter(automaton, at, begun));
        break;
      }
    }
  }
  const isFull = automaton.stateNodes.length >= mostStates;
  if (isFull) reset(automaton);
  const next = stateOf(automaton, without(automaton, reached, found));
  const step = next | (outputOf(automaton, found) << outputShift);
  if (!isFull) automaton.table[state * automaton.width + unitClass] = step;
  return step;
}

/** The node that waits for the second unit of what must not follow the form at a node. */
function tailAfter({ graph, tailNodes }: FormAutomaton, at: number, begun: Forbidden): number {
  const key = `${at}:${begun.map(([, second]) => second).join()}`;
  let waiting = tailNodes.get(key);
  if (waiting === undefined) {
    const tail = graph.tails.push(begun.map(([, second]) => [second!, undefined])) - 1;
    graph.kinds.push(NodeKind.Tail);
    graph.values.push(tail);
    graph.nexts.push(graph.nexts[at]!);
    graph.others.push(-1);
    waiting = graph.owners.push(graph.owners[at]!) - 1;
    tailNodes.set(key, waiting);
  }
  return waiting;
}
