import type { CategoryName, Detector, EntityType, PromptPart, ReconstructedPrompt, Span } from "../model/index.ts";
import { anonymizeText } from "./anonymize-text.ts";
import type { OperatorPlan } from "./operator-plan.ts";
import { entityTypeOf, placeholder } from "./placeholder.ts";
import { numberedSample, sampleOfCategory } from "./samples.ts";

export interface PromptPreview {
  /** As the prompt would be sent, with synthetic values in its holes. */
  readonly original: string;
  /** The same, anonymized. */
  readonly anonymized: string;
  /** How many values the anonymized side replaces. */
  readonly replaced: number;
}

/**
 * Both sides of a preview. Holes for personal data are filled with synthetic values, the same each time; holes that
 * pass a redactor show its placeholder on both sides; holes for other data show their expression. Chat messages are
 * shown role by role.
 */
export function previewPrompt(prompt: ReconstructedPrompt, detector: Detector, plan: OperatorPlan): PromptPreview {
  const messages = prompt.messages.filter(({ parts }) => parts.length > 0);
  const headings = messages.length > 1 || messages.some(({ role }) => role !== "" && role !== "user");
  const fill = createFiller();
  const sides = messages.map(({ role, parts }) => {
    const side = previewText(fill(parts), detector, plan);
    const heading = headings ? `# ${role || "prompt"}\n\n` : "";
    return { original: heading + side.original, anonymized: heading + side.anonymized, replaced: side.replaced };
  });
  return {
    original: sides.map((side) => side.original).join("\n\n"),
    anonymized: sides.map((side) => side.anonymized).join("\n\n"),
    replaced: sides.reduce((sum, side) => sum + side.replaced, 0),
  };
}

/** A text, and which stretches of it are known to be what. */
interface FilledText {
  readonly text: string;
  readonly known: readonly (Span & { readonly type: EntityType })[];
}

/** Both sides for a text as it stands, such as a selection or a dataset row. */
export function previewText(
  { text, known = [] }: { readonly text: string; readonly known?: FilledText["known"] },
  detector: Detector,
  plan: OperatorPlan,
): PromptPreview {
  const found = detector.detect(text).filter((entity) => !known.some((span) => touches(span, entity)));
  const { text: anonymized, items } = anonymizeText(text, [...known, ...found], plan);
  return { original: text, anonymized, replaced: items.filter((item) => item.operator !== "keep").length };
}

function touches(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Fills holes; the same label gets the same value, another one of the same kind the next. */
function createFiller(): (parts: readonly PromptPart[]) => FilledText {
  const numbers = new Map<string, number>();
  const counts = new Map<string, number>();
  const numberOf = (kind: string, label: string): number => {
    const key = `${kind} ${label}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = counts.get(kind) ?? 0;
      counts.set(kind, number + 1);
      numbers.set(key, number);
    }
    return number;
  };
  return (parts) => {
    let text = "";
    const known: (Span & { type: EntityType })[] = [];
    for (const part of parts) {
      const { hole } = part;
      if (!hole) {
        text += part.text;
        continue;
      }
      const category = mostTelling(hole.categories);
      const type = hole.entityType ?? (category && entityTypeOf(category));
      if (hole.sanitized) text += type ? placeholder(type) : "<REDACTED>";
      else if (type) {
        const value = numberedSample(type, numberOf(type, hole.label));
        known.push({ start: text.length, end: text.length + value.length, type });
        text += value;
      } else if (category) text += sampleInText(category, text.length, known);
      else text += `{${hole.label}}`;
    }
    return { text, known };
  };
}

/** A sentence or a record with synthetic values in it, whose places are known. */
function sampleInText(category: CategoryName, offset: number, known: (Span & { type: EntityType })[]): string {
  const sample = sampleOfCategory(category);
  for (const type of ["PERSON", "EMAIL_ADDRESS", "PHONE_NUMBER"]) {
    const value = numberedSample(type);
    const at = sample.indexOf(value);
    if (at >= 0) known.push({ start: offset + at, end: offset + at + value.length, type });
  }
  return sample;
}

/** The longest category name: the one that says most. */
function mostTelling(categories: readonly CategoryName[]): CategoryName | undefined {
  return [...categories].sort((a, b) => b.split(".").length - a.split(".").length)[0];
}
