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
 * One exposure, one finding: of the rules at one site the most specific speaks, the others are named in it. Among
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
    const sorted = [...group].sort((a, b) => doubt(a) - doubt(b) || rank(a.rule) - rank(b.rule));
    const head = sorted[0]!;
    const alsoMatches = [...new Set(sorted.slice(1).map((item) => item.rule))].filter((rule) => rule !== head.rule);
    const categories = new Set<string>();
    for (const item of sorted) for (const category of item.exposure.categories) categories.add(category);
    merged.push({ ...head, exposure: { ...head.exposure, categories: [...categories] }, alsoMatches });
  }
  return merged;
}

function doubt({ exposure }: RuledExposure): number {
  return ["certain", "likely", "unsure"].indexOf(exposure.certainty);
}

function rank(rule: RuleId): number {
  const at = precedence.indexOf(rule);
  return at < 0 ? precedence.length : at;
}
