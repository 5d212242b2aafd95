import { classifyIdentifier, classifyRecord, isPersonWord } from "../catalog/identifiers.ts";
import { splitIdentifier } from "../catalog/words.ts";
import { losesData, type Placeholder } from "../documents/placeholders.ts";
import type { CategoryName, Certainty } from "../model/index.ts";

/** What a placeholder is filled with, as far as it shows. */
export interface PlaceholderJudgement {
  readonly category: CategoryName;
  readonly tier: Certainty;
  readonly confidence: number;
}

/**
 * Judges a placeholder by its path, the other placeholders of the same template and the words before it;
 * `undefined` where nothing says that it is filled with personal data, or a filter takes it out.
 */
export function judgePlaceholder(
  placeholder: Placeholder,
  all: readonly Placeholder[],
): PlaceholderJudgement | undefined {
  const { path, label } = placeholder;
  if (losesData(placeholder)) return undefined;
  const name = path.at(-1);
  if (name === undefined) return undefined;
  const receiver = path.slice(0, -1);
  const siblings = all
    .filter((other) => other !== placeholder && other.path.slice(0, -1).join(".") === receiver.join("."))
    .map((other) => other.path.at(-1)!);
  const verdict = classifyIdentifier({ name, receiver, siblings });
  if (verdict) {
    // The conversation that a bot is having is the product working, not somebody's record.
    const isOwnChat = verdict.category === "user.content.conversation" && /history|log|messages/i.test(name);
    if (isOwnChat) return { ...verdict, tier: "unsure", confidence: Math.min(verdict.confidence, 0.35) };
    if (verdict.tier !== "unsure") return verdict;
  }
  const labelled = receiver.length === 0 ? judgeByLabel(name, label) : undefined;
  if (labelled) return labelled;
  if (verdict) return verdict;
  const record = classifyRecord(name);
  if (!record || record === "unsure" || receiver.some(isPersonWord)) return undefined;
  const tier = record === "certain" ? "likely" : "unsure";
  return { category: "user.record", tier, confidence: record === "certain" ? 0.6 : 0.35 };
}

/** `Patient name: {{ value }}`, `Customer: {{ name }}`: the words before it say what the hole holds. */
function judgeByLabel(name: string, label: string): PlaceholderJudgement | undefined {
  if (!label) return undefined;
  const generic =
    /^(name|value|text|content|data|id|age|address|city|state|title|notes?|number|date|field\d*|x|v)$/i.test(name);
  if (!generic) return undefined;
  const words = splitIdentifier(label).slice(-4);
  const own = classifyIdentifier({ name, receiver: [words.join("_")] });
  const byLabel = own ?? classifyIdentifier({ name: words.join("_") });
  if (!byLabel || byLabel.tier === "unsure") return undefined;
  return { category: byLabel.category, tier: "likely", confidence: 0.6 };
}
