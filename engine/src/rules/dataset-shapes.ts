import type { SinkHit } from "../flow/result.ts";
import type { RuleContext } from "./rule.ts";

/** Sinks whose very form is that of a dataset: rows, frames, JSON Lines. */
const datasetEntries = /^(pandas|polars|jsonl|csv|huggingface)-/;
/** Words of names and paths that say what a file is for. */
const datasetWords =
  /(?<![a-z])(jsonl|ndjson|parquet|train(ing)?|fine[-_ ]?tun(e|ed|ing)|finetun(e|ed|ing)|data[-_]?set|corpus|eval(uation)?|few[-_]?shot|examples?|sft|dpo|rlhf|preference)(?![a-z])/i;

/** Those that say that a model learns from it, where others may mean a log or a table. */
const trainingWords =
  /(?<![a-z])(train(ing)?|fine[-_ ]?tun(e|ed|ing)|finetun(e|ed|ing)|data[-_]?set|few[-_]?shot|sft|dpo|rlhf|preference)(?![a-z])/i;

/** An upload whose lines a model is to answer: what it holds is judged as prompts. */
const answered = /\bpurpose["']?\s*[:=]\s*["'](?:batch|assistants|vision|user_data)["']/;

/** Whether what a sink uploads is meant for training or keeping, rather than to be answered at once. */
export function uploadsDataset({ document }: RuleContext, sink: SinkHit): boolean {
  return !answered.test(document.code?.source.text.slice(sink.span.start, sink.span.end) ?? "");
}

/**
 * Whether what a sink writes is training or evaluation data: by the sink's form together with the names around it, for
 * most files that a program writes are neither.
 */
export function writesDataset({ document }: RuleContext, sink: SinkHit): boolean {
  if (sink.kind !== "dataset") return false;
  if (datasetWords.test(namesAround(document, sink))) return true;
  return datasetEntries.test(sink.entry) && datasetWords.test(textOf(document).replaceAll("_", " "));
}

/** Whether what a sink writes is for training. What a user wrote stands in many a log; a model should not learn it. */
export function writesTrainingData(context: RuleContext, sink: SinkHit): boolean {
  return writesDataset(context, sink) && trainingWords.test(namesAround(context.document, sink));
}

/** The names and paths around a sink, with spaces between their words. */
function namesAround(document: RuleContext["document"], sink: SinkHit): string {
  const text = textOf(document);
  const call = text.slice(sink.span.start, sink.span.end);
  const opened = openedPath(text.slice(0, sink.span.start), call);
  return `${call} ${opened} ${sink.enclosing} ${document.file}`
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replaceAll("_", " ");
}

function textOf(document: RuleContext["document"]): string {
  return document.code?.source.text ?? "";
}

/**
 * What a file was opened with that is written to: `open(TRAINING_FILE, "w") as out` before `out.write(row)`, with what
 * a name at the start of a line stands for.
 */
function openedPath(before: string, call: string): string {
  const handle = /^([A-Za-z_$][\w$]*)\.(?:write(?:lines)?|end)\(/.exec(call)?.[1];
  if (handle === undefined) return "";
  const opened = [
    ...before
      .slice(-4000)
      .matchAll(
        /\bopen\(([^\n]{0,200}?)\)\s+as\s+(\w+)|\b(\w+)\s*=\s*(?:open|(?:fs\.)?createWriteStream)\(([^\n]{0,200})/g,
      ),
  ]
    .filter((match) => (match[2] ?? match[3]) === handle)
    .at(-1);
  const path = opened?.[1] ?? opened?.[4] ?? "";
  const name = /^\s*([A-Za-z_]\w*)/.exec(path)?.[1];
  const value =
    name &&
    [...before.matchAll(/^[ \t]*(?:const[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*([^\n]{1,200})/gm)]
      .filter((match) => match[1] === name)
      .at(-1)?.[2];
  return `${path} ${value ?? ""}`;
}
