import type { RuleId } from "../model/index.ts";
import type { Exposure } from "../rules/rule.ts";

export interface RuledExposure {
  readonly rule: RuleId;
  readonly exposure: Exposure;
}

export interface MergedExposure extends RuledExposure {
  readonly alsoMatches: readonly RuleId[];
}

/** From the most specific on; a rule that is not listed merges with nothing but itself. */
const precedence: readonly RuleId[] = ["PV202", "PV102", "PV103", "PV108", "PV101", "PV104"];

/** Equal for what becomes one finding: the same site, seen by the rules about prompts or by one other rule. */
export function exposureKey({ rule, exposure }: RuledExposure): string {
  return `${precedence.includes(rule) ? "prompt" : rule} ${exposure.site}`;
}

/**
 * One exposure, one finding: of the rules at one site the most specific speaks, and names what the others saw. Among
 * rules that are not equally sure the surest speak first, for a doubt must not hide a certainty.
 */
export function mergeExposures(exposures: readonly RuledExposure[]): MergedExposure[] {
  const bySite = new Map<string, RuledExposure[]>();
  for (const item of exposures) {
    const key = exposureKey(item);
    const list = bySite.get(key);
    if (list) list.push(item);
    else bySite.set(key, [item]);
  }
  const merged: MergedExposure[] = [];
  for (const group of bySite.values()) {
    const sorted = surer(group).sort((a, b) => doubt(a) - doubt(b) || rank(a.rule) - rank(b.rule));
    const head = sorted[0]!;
    const alsoMatches = [...new Set(sorted.slice(1).map((item) => item.rule))].filter((rule) => rule !== head.rule);
    const categories = new Set<string>();
    for (const item of sorted) for (const category of item.exposure.categories) categories.add(category);
    const exposure = { ...withOthers(head.exposure, sorted.slice(1)), categories: [...categories] };
    merged.push({ ...head, exposure, alsoMatches });
  }
  return merged;
}

/** Where it is certain whom a text is about, what is likely said of their health or money is certain enough. */
function surer(group: readonly RuledExposure[]): RuledExposure[] {
  const someone = group.find(({ rule, exposure }) => rule === "PV101" && exposure.certainty === "certain");
  return group.map((item) =>
    someone && item.rule === "PV102" && item.exposure.certainty === "likely"
      ? { ...item, exposure: { ...item.exposure, certainty: "certain" } }
      : item,
  );
}

/** The exposure, naming and marking what other rules are as sure of. */
function withOthers(head: Exposure, others: readonly RuledExposure[]): Exposure {
  const { wording } = head;
  if (!wording) return head;
  const sure = others.map(({ exposure }) => exposure).filter((one) => one.wording && one.certainty === head.certainty);
  const titles = new Set([wording, ...sure.map((one) => one.wording!)].flatMap((one) => one.titles));
  const known = new Set(head.flow.map(keyOf));
  const sources = sure
    .flatMap(({ flow: [source, ...rest] }) => [source!, ...rest.filter((step) => step.furtherValue)])
    .filter((step) => !known.has(keyOf(step)))
    .map((step) =>
      step.furtherValue ? step : { ...step, label: `${step.label} goes the same way`, furtherValue: true as const },
    );
  const flow = [...head.flow.slice(0, -1), ...sources, ...head.flow.slice(-1)];
  return { ...head, message: wording.message([...titles]), flow };
}

function keyOf({ file, span }: Exposure["flow"][number]): string {
  return `${file} ${span.start}-${span.end}`;
}

function doubt({ exposure }: RuledExposure): number {
  return ["certain", "likely", "unsure"].indexOf(exposure.certainty);
}

function rank(rule: RuleId): number {
  const at = precedence.indexOf(rule);
  return at < 0 ? precedence.length : at;
}
