import type { SinkHit } from "../flow/result.ts";
import type { RuleContext } from "./rule.ts";

/** Sinks whose very form is that of a dataset: rows, frames, JSON Lines. */
const datasetEntries = /^(pandas|polars|jsonl|csv|huggingface)-/;
/** Words of names and paths that say what a file is for. */
const datasetWords =
  /(?<![a-z])(jsonl|ndjson|parquet|train(ing)?|fine[-_ ]?tun(e|ed|ing)|finetun(e|ed|ing)|data[-_]?set|corpus|eval(uation)?|few[-_]?shot|examples|sft|dpo|rlhf|preference)(?![a-z])/i;

/**
 * Whether what a sink writes is training or evaluation data: by the sink's form together with the names around it, for
 * most files that a program writes are neither.
 */
export function writesDataset({ document }: RuleContext, sink: SinkHit): boolean {
  if (sink.kind !== "dataset") return false;
  const text = document.code?.source.text ?? "";
  const call = text.slice(sink.span.start, sink.span.end);
  const names = `${call} ${sink.enclosing} ${document.file}`.replace(/([a-z])([A-Z])/g, "$1_$2").replaceAll("_", " ");
  if (datasetWords.test(names)) return true;
  return datasetEntries.test(sink.entry) && datasetWords.test(text.replaceAll("_", " "));
}
