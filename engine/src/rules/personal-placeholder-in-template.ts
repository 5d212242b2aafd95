import { classifyIdentifier, classifyRecord, isPersonWord } from "../catalog/identifiers.ts";
import { splitIdentifier } from "../catalog/words.ts";
import { type Placeholder, placeholdersOf } from "../documents/placeholders.ts";
import type { CategoryName, Certainty } from "../model/index.ts";
import { certaintyOf, leastCertain } from "./certainty.ts";
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
        const judged = judge(placeholder, placeholders);
        if (!judged) continue;
        const span = part.source.toRaw(placeholder.span);
        const sure = part.confidence ?? 1;
        yield exposure(context, placeholder, judged, span, sure, part.role ?? `part ${index}`);
      }
    }
  },
};

interface Judgement {
  readonly category: CategoryName;
  readonly tier: Certainty;
  readonly confidence: number;
}

/** Filters and functions after which nothing personal is left. */
const harmless = /^(len|length|count|size|bool|wordcount|hash|sha\d*|md5|exists|empty|sum|min|max|type|typeof)$/i;
const sanitizers =
  /redact|anonymi[sz]e|pseudonymi[sz]e|deidentif|scrub|mask|obfuscat|encrypt|tokeni[sz]e_?pii|strip_?pii|remove_?pii|hash/i;

function judge(placeholder: Placeholder, all: readonly Placeholder[]): Judgement | undefined {
  const { path, transforms, label } = placeholder;
  if (transforms.some((name) => harmless.test(name) || sanitizers.test(name))) return undefined;
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
function judgeByLabel(name: string, label: string): Judgement | undefined {
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

function exposure(
  context: RuleContext,
  placeholder: Placeholder,
  judged: Judgement,
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
