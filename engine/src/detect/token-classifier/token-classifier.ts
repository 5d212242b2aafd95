import type { Entity, EntityType } from "../../model/index.ts";
import { categoryOfEntity } from "../entity-types.ts";
import { alignPieces } from "./align.ts";
import { readLabel } from "./labels.ts";

/** What a model says of one piece of its tokenizer. */
export interface ClassifiedPiece {
  /** The piece as its vocabulary writes it, control pieces included. */
  readonly piece: string;
  /** `B-PER`, `I-LOC`, `O`, `private_email`. */
  readonly label: string;
  /** Probability of the label, from 0 to 1. */
  readonly score: number;
}

/** Runs a model over one text; it may stop where the model takes no more, and the rest is asked for. */
export type RunModel = (text: string) => Promise<readonly ClassifiedPiece[]>;

/** Finds entities with a model that runs elsewhere. */
export interface TokenClassifier {
  /** Entities in order, with offsets in `text`. */
  classify(text: string): Promise<readonly Entity[]>;
}

/** What a model is handed at once, in UTF-16 units: what fits 512 pieces of usual text. */
const windowLength = 1200;
/** A model is sure of much that is wrong: what a check digit proves counts more. */
const mostScore = 0.95;
const leastScore = 0.4;

/** Makes entities of what a model says about the pieces of a text, whatever its length. */
export function createTokenClassifier(run: RunModel): TokenClassifier {
  return {
    async classify(text) {
      const entities: Entity[] = [];
      let start = 0;
      while (start < text.length) {
        const window = text.slice(start, windowEnd(text, start));
        if (window.trim() === "") {
          start += window.length;
          continue;
        }
        const { found, end } = entitiesOf(window, await run(window));
        const next = end < window.trimEnd().length ? lastBreak(window, end) : window.length;
        for (const entity of found) {
          if (entity.start < next)
            entities.push({ ...entity, start: entity.start + start, end: Math.min(entity.end, next) + start });
        }
        start += next;
      }
      return entities;
    },
  };
}

/** The end of a window: after a line, else after a sentence or a word, else anywhere. */
function windowEnd(text: string, start: number): number {
  const limit = start + windowLength;
  if (limit >= text.length) return text.length;
  const window = text.slice(start, limit);
  for (const sign of ["\n", ". ", " "]) {
    const place = window.lastIndexOf(sign);
    if (place > windowLength / 2) return start + place + sign.length;
  }
  const code = text.charCodeAt(limit);
  return code >= 0xdc00 && code <= 0xdfff ? limit - 1 : limit;
}

/** Where to go on after a model that read no further than `end`: before the word that it may have cut, but onwards. */
function lastBreak(window: string, end: number): number {
  const space = window.lastIndexOf(" ", end);
  if (space > 0) return space;
  return end > 0 ? end : window.length;
}

interface OpenEntity {
  readonly type: EntityType;
  readonly start: number;
  end: number;
  score: number;
  pieces: number;
}

/** The entities in a text by its pieces, and how far the pieces reach. */
function entitiesOf(text: string, pieces: readonly ClassifiedPiece[]): { found: Entity[]; end: number } {
  const spans = alignPieces(
    text,
    pieces.map(({ piece }) => piece),
  );
  const found: Entity[] = [];
  let open: OpenEntity | undefined;
  let reached = 0;
  const close = (): void => {
    if (open) {
      const score = Math.min(mostScore, open.score / open.pieces);
      const { type, start, end } = open;
      if (score >= leastScore) {
        const category = categoryOfEntity(type);
        found.push({ type, category, start, end, score: Math.round(score * 1000) / 1000, recognizer: "model" });
      }
    }
    open = undefined;
  };
  pieces.forEach(({ label: written, score }, index) => {
    const span = spans[index];
    if (!span) return;
    reached = Math.max(reached, span.end);
    const label = readLabel(written);
    // Pieces of one word belong together whatever their labels say.
    const sameWord = open !== undefined && span.start <= open.end;
    if (!label) {
      if (open && sameWord && /[\p{L}\p{N}]/u.test(text.slice(span.start, span.end)))
        open.end = Math.max(open.end, span.end);
      else close();
      return;
    }
    const goesOn =
      open !== undefined &&
      label.type === open.type &&
      (sameWord || (label.position !== "begin" && label.position !== "single" && isNear(text, open.end, span.start)));
    if (open && goesOn) {
      open.end = Math.max(open.end, span.end);
      open.score += score;
      open.pieces++;
    } else if (!sameWord || open === undefined) {
      close();
      open = { type: label.type, start: span.start, end: span.end, score, pieces: 1 };
    } else {
      open.end = Math.max(open.end, span.end);
    }
    if (label.position === "end" || label.position === "single") {
      const next = spans[index + 1];
      if (!next || (open && next.start > open.end)) close();
    }
  });
  close();
  return { found, end: reached };
}

/** Whether nothing but a space or one sign lies between two pieces. */
function isNear(text: string, from: number, to: number): boolean {
  return to - from <= 2 && !text.slice(from, to).includes("\n");
}
