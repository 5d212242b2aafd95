import type { Category } from "../model/index.ts";
import { entityCertainty, isNobodysName } from "./entity-judgement.ts";
import type { Exposure, PromptText, RuleContext } from "./rule.ts";

export interface LiteralQuestion {
  accepts(category: Category): boolean;
  message(categoryTitle: string, prompt: PromptText): string;
}

/** Entities in the prompt texts of a document, as exposures: what PV201 and PV202 share. */
export function* literalExposures(
  context: RuleContext,
  question: LiteralQuestion,
  texts: readonly PromptText[] = context.promptTexts(),
): Generator<Exposure> {
  for (const prompt of texts) {
    context.checkpoint();
    const entities = context.entities(prompt.text, prompt.format);
    for (const entity of entities) {
      const category = context.category(entity.category);
      if (!question.accepts(category)) continue;
      const span = prompt.text.toRaw(entity);
      yield {
        span,
        message: question.message(category.title, prompt),
        categories: [entity.category],
        certainty: isNobodysName(entity, prompt.text.text)
          ? "unsure"
          : entityCertainty(entity, entities, entity.score * prompt.confidence),
        confidence: entity.score * prompt.confidence,
        symbol: prompt.symbol,
        shape: `prompt text ${entity.type}`,
        site: `text ${span.start}-${span.end}`,
        flow: [],
        evidence: {
          kind: "entity",
          entity,
          text: prompt.text,
          ...(prompt.literal ? { literal: prompt.literal } : {}),
        },
      };
    }
  }
}
