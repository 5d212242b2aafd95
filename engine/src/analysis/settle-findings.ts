import { categoryOf } from "../catalog/categories.ts";
import type { SourceDocument } from "../documents/document.ts";
import { createIdentity } from "../findings/identity.ts";
import { exposureKey, mergeExposures, type RuledExposure } from "../findings/merge.ts";
import { findingSeverity } from "../findings/severity.ts";
import type { Finding, FixOffer, LineIndex, Policy, RuleId, Span } from "../model/index.ts";
import { rangeOf } from "../model/index.ts";
import type { Rule } from "../rules/rule.ts";

export interface SettleInput {
  readonly document: SourceDocument;
  readonly policy: Policy;
  readonly rules: readonly Rule[];
  readonly exposures: readonly RuledExposure[];
  readonly isTest: boolean;
  isSuppressed(rule: RuleId, span: Span): boolean;
  linesOf(file: string): LineIndex;
  /** How to ask for the fixes for the exposures behind a finding, its own first. */
  offerFixes(id: string, exposures: readonly [RuledExposure, ...RuledExposure[]]): () => readonly FixOffer[];
}

/** Makes findings of what the rules object to: identity, suppression, merging, severity, in the order of places. */
export function settleFindings(input: SettleInput): Finding[] {
  const { document, policy } = input;
  const exposures = [...input.exposures].sort((a, b) => byPlace(a.exposure.span, b.exposure.span));
  const identify = createIdentity(document.file);
  const ids = new Map(exposures.map(({ rule, exposure }) => [exposure, identify(rule, exposure)]));
  const kept = exposures.filter(({ rule, exposure }) => {
    return !isIgnored(exposure.categories, policy) && !input.isSuppressed(rule, exposure.span);
  });
  const groups = new Map<string, RuledExposure[]>();
  for (const item of kept) {
    const group = groups.get(exposureKey(item));
    if (group) group.push(item);
    else groups.set(exposureKey(item), [item]);
  }
  const findings: Finding[] = [];
  for (const { rule, exposure, alsoMatches } of mergeExposures(kept)) {
    const severity = findingSeverity({
      rule,
      ruleDefault: input.rules.find((candidate) => candidate.id === rule)!.defaultSeverity,
      certainty: exposure.certainty,
      categories: exposure.categories.map(categoryOf),
      isTest: input.isTest,
      policy,
    });
    if (severity === "off") continue;
    const members = groups.get(exposureKey({ rule, exposure }))!;
    const own = members.find((member) => member.rule === rule)!;
    const id = ids.get(own.exposure)!;
    const cell = cellAt(document, exposure.span);
    const offer = input.offerFixes(id, [own, ...members.filter((member) => member !== own)]);
    let fixes: readonly FixOffer[] | undefined;
    findings.push({
      id,
      rule,
      severity,
      certainty: exposure.certainty,
      confidence: exposure.confidence,
      message: exposure.message,
      categories: exposure.categories,
      file: document.file,
      span: exposure.span,
      range: rangeOf(input.linesOf(document.file), exposure.span),
      ...(exposure.place ? { place: exposure.place } : {}),
      ...(cell === undefined ? {} : { cell }),
      flow: exposure.flow.map((step) => ({ ...step, range: rangeOf(input.linesOf(step.file), step.span) })),
      get fixes() {
        fixes ??= offer();
        return fixes;
      },
      alsoMatches,
    });
  }
  return findings.sort((a, b) => byPlace(a.span!, b.span!) || a.rule.localeCompare(b.rule));
}

function byPlace(a: Span, b: Span): number {
  return a.start - b.start || a.end - b.end;
}

function isIgnored(categories: readonly string[], { detect: { ignoreCategories } }: Policy): boolean {
  if (!ignoreCategories || categories.length === 0) return false;
  return categories.every((name) =>
    ignoreCategories.some((ancestor) => name === ancestor || name.startsWith(`${ancestor}.`)),
  );
}

function cellAt({ code }: SourceDocument, span: Span): number | undefined {
  return code?.cells?.find((cell) => {
    const raw = code.source.toRaw(cell.span);
    return raw.start <= span.start && span.start <= raw.end;
  })?.index;
}
