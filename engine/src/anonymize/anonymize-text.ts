import type { EntityType, Span } from "../model/index.ts";
import type { OperatorPlan } from "./operator-plan.ts";

/** What became of one entity. Offsets are in the anonymized text. */
export interface AnonymizedItem extends Span {
  readonly type: EntityType;
  readonly operator: string;
}

export interface AnonymizedText {
  readonly text: string;
  readonly items: readonly AnonymizedItem[];
}

/**
 * A text with its entities replaced. Where entities overlap the earlier wins, and of those that begin together the
 * longer; what is left of the other is replaced, too, so that no part of it stays. Offsets are in UTF-16 code units.
 */
export function anonymizeText(
  text: string,
  entities: readonly (Span & { readonly type: EntityType })[],
  plan: OperatorPlan,
): AnonymizedText {
  const ordered = [...entities].sort((a, b) => a.start - b.start || b.end - a.end);
  const items: AnonymizedItem[] = [];
  let result = "";
  let at = 0;
  for (const { start, end, type } of ordered) {
    const from = Math.max(0, start, at);
    const to = Math.min(end, text.length);
    if (to <= from) continue;
    result += text.slice(at, from);
    const replaced = plan.apply(text.slice(from, to), type);
    items.push({ start: result.length, end: result.length + replaced.length, type, operator: plan.nameFor(type) });
    result += replaced;
    at = to;
  }
  return { text: result + text.slice(at), items };
}
