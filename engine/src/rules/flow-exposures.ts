import type { SinkHit, SinkKind, TaintFlow } from "../flow/result.ts";
import type { CategoryName, Certainty, FlowStep } from "../model/index.ts";
import type { Exposure, RuleContext } from "./rule.ts";

export interface FlowQuestion {
  readonly kinds: readonly SinkKind[];
  accepts(flow: TaintFlow, context: RuleContext, sink: SinkHit): boolean;
  /** @param what the categories in plain words  @param where the sink */
  message(what: string, where: string): string;
}

/** One exposure per sink and function that feeds it, for the flows that a rule takes: what rules about flows share. */
export function* flowExposures(context: RuleContext, question: FlowQuestion): Generator<Exposure> {
  const { flows, document } = context;
  if (!flows) return;
  const byPlace = new Map<string, { sink: SinkHit; place: string | undefined; entering: readonly TaintFlow[] }>();
  for (const sink of flows.sinks) {
    context.checkpoint();
    if (!question.kinds.includes(sink.kind)) continue;
    const accepted = sink.flows.filter((flow) => question.accepts(flow, context, sink));
    for (const [place, entering] of byEntry(sink, accepted, document.file)) {
      // One function that writes down what many tools answer is one place to mend.
      const { start, end } = spanOf(sink, entering, document.file);
      const key = sink.kind === "tool-result" ? `${start}-${end}` : `${byPlace.size} alone`;
      const known = byPlace.get(key);
      if (known) known.entering = [...known.entering, ...entering];
      else byPlace.set(key, { sink, place, entering });
    }
  }
  for (const { sink, place, entering } of byPlace.values()) {
    yield exposureOf(context, sink, entering, question, document.file, place);
  }
}

/** Where data enters a sink in a file, as far up as it shows; else the sink itself. */
function spanOf(sink: SinkHit, flows: readonly TaintFlow[], file: string): { start: number; end: number } {
  const entries = flows.map((flow) => flow.entry).filter((entry) => entry.file === file);
  return entries.sort((a, b) => a.span.start - b.span.start)[0]?.span ?? sink.span;
}

/**
 * Flows by the function of this file that hands them over to the one with the sink: each of them has its own place to
 * mend. Those that begin beside the sink or in other files stay together, under `undefined`.
 */
function byEntry(
  sink: SinkHit,
  flows: readonly TaintFlow[],
  file: string,
): ReadonlyMap<string | undefined, readonly TaintFlow[]> {
  const groups = new Map<string | undefined, TaintFlow[]>();
  for (const flow of flows) {
    const isHandedOver = flow.entry.file === file && flow.entersIn !== sink.enclosing;
    const place = isHandedOver ? flow.entersIn : undefined;
    const group = groups.get(place);
    if (group) group.push(flow);
    else groups.set(place, [flow]);
  }
  return groups;
}

function exposureOf(
  context: RuleContext,
  sink: SinkHit,
  accepted: readonly TaintFlow[],
  question: FlowQuestion,
  file: string,
  place: string | undefined,
): Exposure {
  const flows = [...accepted].sort((a, b) => b.confidence - a.confidence);
  const best = flows[0]!;
  const kind = sink.kind === "prompt" ? "llm" : sink.kind;
  const categories = [...new Set(flows.flatMap((flow) => flow.source.categories))];
  const wording = {
    titles: [...new Set(categories.map((name) => context.category(name).title))],
    message: (titles: readonly string[]) => question.message(listed(titles) || "personal data", whereOf(sink)),
  };
  const span = context.toRaw(file, spanOf(sink, flows, file));
  const steps: Omit<FlowStep, "range">[] = best.steps.map((step) => ({
    file: step.file,
    span: context.toRaw(step.file, step.span),
    label: step.label,
  }));
  // Of the further flows the sources are enough: the way is much the same.
  for (const flow of flows.slice(1, 8)) {
    const { source } = flow;
    steps.splice(steps.length - 1, 0, {
      file: source.file,
      span: context.toRaw(source.file, source.span),
      label: `${source.label} goes the same way`,
      furtherValue: true,
    });
  }
  return {
    span,
    message: wording.message(wording.titles),
    wording,
    categories: categories as CategoryName[],
    certainty: flowCertainty(best.confidence),
    confidence: best.confidence,
    symbol: place ?? sink.enclosing,
    shape: `${sink.kind} ${sink.title}`,
    site: `sink ${kind} ${sink.span.start}-${sink.span.end}${place === undefined ? "" : ` from ${place}`}`,
    flow: steps,
    evidence: { kind: "sink", sink, flows },
  };
}

function listed(titles: readonly string[]): string {
  return titles.length > 4 ? `${titles.slice(0, 3).join(", ")} and ${titles.length - 3} more` : titles.join(", ");
}

function whereOf({ kind, title }: SinkHit): string {
  if (/^[\w.$]+$/.test(title)) return `\`${title}\``;
  return kind === "prompt" ? `a prompt (${title})` : `a ${title}`;
}

/** The tier of a flow: how sure the source is, times how sure the sink is. */
export function flowCertainty(confidence: number): Certainty {
  if (confidence >= 0.7) return "certain";
  return confidence >= 0.44 ? "likely" : "unsure";
}
