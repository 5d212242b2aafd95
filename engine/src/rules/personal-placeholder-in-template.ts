import { type Placeholder, placeholdersOf } from "../documents/placeholders.ts";
import { certaintyOf, leastCertain } from "./certainty.ts";
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
    for (const [index, part] of context.document.templates.entries()) {
      context.checkpoint();
      const placeholders = placeholdersOf(part.source.text, part.syntax);
      for (const placeholder of placeholders) {
        const judged = judgePlaceholder(placeholder, placeholders);
        if (!judged) continue;
        const span = part.source.toRaw(placeholder.span);
        const sure = part.confidence ?? 1;
        yield exposure(context, placeholder, judged, span, sure, part.role ?? `part ${index}`);
      }
    }
  },
};

function exposure(
  context: RuleContext,
  placeholder: Placeholder,
  judged: PlaceholderJudgement,
  span: Exposure["span"],
  sure: number,
  symbol: string,
): Exposure {
  const { title } = context.category(judged.category);
  const expression = placeholder.path.join(".");
  return {
    span,
    message: `\`${expression}\` puts personal data into every prompt made from this template: ${title}.`,
    categories: [judged.category],
    certainty: leastCertain(judged.tier, certaintyOf(sure)),
    confidence: judged.confidence * sure,
    symbol,
    shape: `placeholder ${expression}`,
    site: `placeholder ${span.start}`,
    flow: [],
    evidence: { kind: "placeholder", expression, span },
  };
}
