import type { TemplatePart } from "../documents/document.ts";
import { type Placeholder, placeholdersOf } from "../documents/placeholders.ts";
import type { TaintFlow } from "../flow/result.ts";
import { certaintyOf, leastCertain } from "./certainty.ts";
import { flowCertainty } from "./flow-exposures.ts";
import { judgePlaceholder, type PlaceholderJudgement } from "./placeholder-judgement.ts";
import type { Exposure, Rule, RuleContext } from "./rule.ts";

export const personalPlaceholderInTemplate: Rule = {
  id: "PV203",
  name: "personal-placeholder-in-template",
  title: "Personal placeholder in a prompt template",
  description:
    "A template has a hole that is filled with personal data, so every prompt made from it carries that data to the model.",
  practices: ["minimization"],
  defaultSeverity: "warning",
  legalBasis: [
    { title: "GDPR Art. 5(1)(c), data minimisation", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_5" },
    {
      title: "GDPR Art. 25(2), data protection by default",
      url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_25",
    },
  ],
  *check(context) {
    const filled = new Map(context.filled().map((one) => [`${one.span.start}:${one.span.end}`, one.flows]));
    for (const [index, part] of context.document.templates.entries()) {
      context.checkpoint();
      const placeholders = placeholdersOf(part.source.text, part.syntax);
      for (const placeholder of placeholders) {
        const span = part.source.toRaw(placeholder.span);
        const symbol = part.role ?? `part ${index}`;
        const flows = filled.get(`${span.start}:${span.end}`);
        // What the code fills in says more than the name of the placeholder.
        if (flows) {
          if (flows.length > 0) yield filledExposure(context, part, placeholder, flows, span, symbol);
          continue;
        }
        const judged = judgePlaceholder(placeholder, placeholders);
        if (judged) yield namedExposure(context, part, placeholder, judged, span, symbol);
      }
    }
  },
};

/** A placeholder that code was seen to fill with personal data. */
function filledExposure(
  context: RuleContext,
  part: TemplatePart,
  placeholder: Placeholder,
  filled: readonly TaintFlow[],
  span: Exposure["span"],
  symbol: string,
): Exposure {
  const sure = part.confidence ?? 1;
  const flows = [...filled].sort((a, b) => b.confidence - a.confidence);
  const best = flows[0]!;
  const categories = [...new Set(flows.flatMap((flow) => flow.source.categories))];
  const what = categories.map((name) => context.category(name).title).join(", ") || "personal data";
  const expression = placeholder.path.join(".");
  return {
    ...shared(expression, span, symbol),
    message: `\`${expression}\` is filled with personal data from ${best.source.label}: ${what}.`,
    categories,
    certainty: leastCertain(flowCertainty(best.confidence), certaintyOf(sure)),
    confidence: best.confidence * sure,
    flow: best.steps.map((step) => ({ file: step.file, span: context.toRaw(step.file, step.span), label: step.label })),
  };
}

/** A placeholder that nobody was seen to fill, judged by its name. */
function namedExposure(
  context: RuleContext,
  part: TemplatePart,
  placeholder: Placeholder,
  judged: PlaceholderJudgement,
  span: Exposure["span"],
  symbol: string,
): Exposure {
  const sure = part.confidence ?? 1;
  const { title } = context.category(judged.category);
  const expression = placeholder.path.join(".");
  return {
    ...shared(expression, span, symbol),
    message: `\`${expression}\` puts personal data into every prompt made from this template: ${title}.`,
    categories: [judged.category],
    certainty: leastCertain(judged.tier, certaintyOf(sure)),
    confidence: judged.confidence * sure,
    flow: [],
  };
}

function shared(expression: string, span: Exposure["span"], symbol: string) {
  return {
    span,
    symbol,
    shape: `placeholder ${expression}`,
    site: `placeholder ${span.start}`,
    evidence: { kind: "placeholder", expression, span } as const,
  };
}
