import { applyEdits, buildFix, type EntryTarget, type FixSubject } from "../../engine/src/fixes/index.ts";
import type { FlowEngine } from "../../engine/src/flow/engine.ts";
import type { SinkHit } from "../../engine/src/flow/result.ts";
import { changed, fixHost } from "./fix-cases.ts";
import { syntaxProblems } from "./fix-everywhere.ts";
import { flowEngineOver } from "./flow.ts";

/** Below this no rule reports a flow. */
const minConfidence = 0.3;

export interface FlowFixCheck {
  readonly sinks: number;
  readonly applied: number;
  /** Sinks that no redaction call can be offered for, with the place and the text of the entry. */
  readonly declined: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Redacts what reaches each sink of a small program, one sink at a time, and tells where that did not end the flow,
 * made another one, or broke a file.
 */
export async function checkFlowFixes(files: Readonly<Record<string, string>>): Promise<FlowFixCheck> {
  const engine = await flowEngineOver(files);
  const host = await fixHost(files);
  const declined: string[] = [];
  const problems: string[] = [];
  let sinks = 0;
  let applied = 0;
  const before = sinksOf(engine, files);
  for (const hit of before) {
    sinks++;
    const subject = subjectOfSink(hit);
    const texts = subject.entries!.map(({ file, span }) => files[file]!.slice(span.start, span.end));
    const change = buildFix(host, subject, "redact");
    if (!change) {
      declined.push(`${placeOf(files, hit)}: ${texts.join(" | ")}`);
      continue;
    }
    applied++;
    const after = changed(files, change);
    for (const { file, edits } of change.edits) {
      const [problem] = await syntaxProblems(file, files[file]!, [applyEdits(files[file]!, edits)]);
      if (problem) problems.push(`${placeOf(files, hit)}: ${problem}`);
    }
    const left = sinksOf(await flowEngineOver(after), after);
    const tally = (hits: readonly SinkHit[]) => hits.reduce((sum, { flows }) => sum + flows.length, 0);
    if (left.length >= before.length || tally(left) > tally(before) - hit.flows.length) {
      problems.push(`${placeOf(files, hit)}: the flow is still there after redacting ${texts.join(" | ")}`);
    }
  }
  return { sinks, applied, declined, problems };
}

function sinksOf(engine: FlowEngine, files: Readonly<Record<string, string>>): SinkHit[] {
  return Object.keys(files)
    .filter((file) => engine.has(file))
    .flatMap((file) => engine.flows(file, undefined, 60_000).sinks)
    .map((hit) => ({ ...hit, flows: hit.flows.filter((flow) => flow.confidence >= minConfidence) }))
    .filter((hit) => hit.flows.length > 0);
}

function subjectOfSink(hit: SinkHit): FixSubject {
  const entries = hit.flows.map(
    ({ entry, source, wholeRecord }): EntryTarget => ({
      file: entry.file,
      span: entry.span,
      categories: source.categories,
      source: { file: source.file, span: source.span },
      wholeRecord,
    }),
  );
  return { rule: "PV101", file: hit.file, span: hit.span, entries };
}

function placeOf(files: Readonly<Record<string, string>>, hit: SinkHit): string {
  return `${hit.file}:${files[hit.file]!.slice(0, hit.span.start).split("\n").length} ${hit.title}`;
}
