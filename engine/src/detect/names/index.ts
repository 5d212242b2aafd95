import type { Entity } from "../../model/index.ts";
import { categoryOfEntity } from "../entity-types.ts";
import type { SpanProposer, SpanProposerFactory } from "../span-proposer.ts";
import { decodeModel } from "./model.ts";
import { createTagger } from "./tagger.ts";

/** Finds persons, places and addresses with the tagger and the rules around it. */
export const namesProposer: SpanProposerFactory = {
  id: "names",
  asset: "names.model",
  async create(bytes): Promise<SpanProposer> {
    const tagger = createTagger(await decodeModel(bytes));
    return {
      id: "names",
      propose(text, context): Entity[] {
        const { spans } = tagger.tag(text);
        const entities: Entity[] = [];
        for (const { type, start, end, score } of spans) {
          if (type === "ORGANIZATION") continue;
          if (context.found.some((entity) => entity.start < end && start < entity.end)) continue;
          entities.push({
            type,
            category: categoryOfEntity(type),
            start,
            end,
            score: Math.round(score * 1000) / 1000,
            recognizer: "names",
          });
        }
        return entities;
      },
    };
  },
};
