import type { NodeRef } from "./file-facts.ts";
import type { CodePlace, FlowStepPlace } from "./result.ts";
import type { State } from "./search/state.ts";

/** The states from the sink to the source, called functions walked through in the order of the call. */
export function statesTo(source: State): State[] {
  const result: State[] = [];
  const pending: { readonly entry: State["entry"]; readonly site: State }[] = [];
  let at: State | undefined = source;
  while (at && result.length < 500) {
    result.push(at);
    if (at.through) pending.push({ entry: at.parent?.entry, site: at.through });
    const top = pending.at(-1);
    const leaves: boolean = top !== undefined && at.step === "return" && at.entry === top.entry;
    if (leaves) {
      pending.pop();
      at = top!.site;
    } else at = at.parent;
  }
  return result.reverse();
}

/** Where a node stands. */
export function placeOf({ file, node }: NodeRef): CodePlace {
  return { file: file.file, span: file.ir.span(node) };
}

const maxSteps = 14;

/** The steps of a flow, from the source to the sink, in a few words each. */
export function stepsOf(
  states: readonly State[],
  source: CodePlace,
  sourceLabel: string,
  sink: CodePlace,
  sinkLabel: string,
): FlowStepPlace[] {
  const steps: FlowStepPlace[] = [{ ...source, label: sourceLabel }];
  for (let i = states.length - 1; i > 0; i--) {
    const state = states[i]!;
    const label = labelOf(state, states[i - 1]);
    if (!label) continue;
    const { via } = state;
    const place = placeOf(state.step === "bind" ? { file: states[i - 1]!.file, node: states[i - 1]!.node } : state);
    const last = steps.at(-1)!;
    if (last.file === place.file && last.span.start === place.span.start && last.span.end === place.span.end) {
      if (steps.length > 1) steps[steps.length - 1] = { ...place, label };
      else steps.push({ ...place, label });
    } else steps.push({ ...place, label });
    if (via) steps.push(via);
  }
  if (steps.length > maxSteps) steps.splice(maxSteps / 2, steps.length - maxSteps);
  steps.push({ ...sink, label: sinkLabel });
  return steps;
}

function labelOf(state: State, towardsSink: State | undefined): string | undefined {
  if (state.step === "bind") {
    const operation = towardsSink?.file.ir.operation(towardsSink.node);
    return operation?.op === "bind" ? `assigned to \`${operation.name}\`` : undefined;
  }
  if (state.label) return state.label;
  if (state.step === "entry" && towardsSink) {
    const operation = towardsSink.file.ir.operation(towardsSink.node);
    if (operation.op === "collection") {
      const entry = operation.entries.find((candidate) => candidate.value === state.node);
      return entry?.key === undefined || /^\d+$/.test(entry.key) ? undefined : `put into \`${entry.key}\``;
    }
    if (operation.op === "update" && operation.name !== undefined) return `put into \`${operation.name}\``;
  }
  return undefined;
}
