import type { SourceDocument } from "../documents/document.ts";
import type { CodePlace, TaintFlow } from "../flow/result.ts";
import type { RuleId, Span } from "../model/index.ts";
import type { Exposure } from "../rules/rule.ts";
import type { EntryTarget, FixSubject, LiteralTarget, PlaceholderTarget } from "./subject.ts";

/**
 * What a fix can work on: the targets of all exposures that became one finding.
 * @param rules the finding's rule first, then the others that match
 * @param documentOf the document of a file that a flow enters by
 */
export function subjectOf(
  rules: readonly [RuleId, ...RuleId[]],
  exposures: readonly [Exposure, ...Exposure[]],
  file: string,
  documentOf: (file: string) => SourceDocument | undefined,
): FixSubject {
  const entries: EntryTarget[] = [];
  const literals: LiteralTarget[] = [];
  const placeholders: PlaceholderTarget[] = [];
  for (const { evidence, categories } of exposures) {
    switch (evidence.kind) {
      case "entity":
        literals.push({ span: evidence.text.toRaw(evidence.entity), type: evidence.entity.type });
        break;
      case "field":
        literals.push({ span: evidence.field.value.toRaw(evidence.entity), type: evidence.entity.type });
        break;
      case "placeholder":
        placeholders.push({ span: evidence.span, category: categories[0] ?? "user" });
        break;
      case "sink":
        for (const flow of evidence.flows) {
          const target = entryOf(flow, documentOf);
          // One value that cannot be reached would leave the finding in place.
          if (!target) return { rule: rules[0], alsoMatches: rules.slice(1), file, span: exposures[0].span };
          entries.push(target);
        }
        break;
      default:
    }
  }
  return {
    rule: rules[0],
    alsoMatches: rules.slice(1),
    file,
    span: exposures[0].span,
    entries,
    literals: unique(literals),
    placeholders: unique(placeholders),
  };
}

function entryOf(flow: TaintFlow, documentOf: (file: string) => SourceDocument | undefined): EntryTarget | undefined {
  const rawSpan = ({ file, span }: CodePlace): Span | undefined => documentOf(file)?.code?.source.toRaw(span);
  const span = rawSpan(flow.entry);
  const source = rawSpan(flow.source);
  return span
    ? {
        file: flow.entry.file,
        span,
        categories: flow.source.categories,
        ...(source ? { source: { file: flow.source.file, span: source } } : {}),
        wholeRecord: flow.wholeRecord,
      }
    : undefined;
}

function unique<T extends { readonly span: Span }>(targets: readonly T[]): T[] {
  return targets.filter(
    ({ span }, index) =>
      targets.findIndex((other) => other.span.start < span.end && span.start < other.span.end) === index,
  );
}
