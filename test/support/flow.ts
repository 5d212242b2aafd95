import { builtInCatalog } from "../../engine/src/catalog/built-in.ts";
import { flowCatalog } from "../../engine/src/catalog/entries.ts";
import { classifyIdentifier, classifyRecord } from "../../engine/src/catalog/identifiers.ts";
import type { CodeLanguage } from "../../engine/src/documents/document.ts";
import { loadSyntax, type Syntax } from "../../engine/src/documents/syntax.ts";
import { createFlowEngine, type FlowEngine } from "../../engine/src/flow/engine.ts";
import type { SinkHit } from "../../engine/src/flow/result.ts";
import { createLineIndex, positionAt } from "../../engine/src/model/index.ts";
import { testHost } from "./engine-host.ts";

let syntax: Promise<Syntax> | undefined;

/** The parsers, loaded once for all tests. */
export function testSyntax(): Promise<Syntax> {
  syntax ??= loadSyntax(testHost());
  return syntax;
}

export function languageOf(file: string): CodeLanguage | undefined {
  if (file.endsWith(".py")) return "python";
  if (file.endsWith(".tsx")) return "tsx";
  if (/\.[cm]?ts$/.test(file)) return "typescript";
  if (/\.[cm]?jsx?$/.test(file)) return "javascript";
  if (file.endsWith(".go")) return "go";
  return undefined;
}

/** A flow engine with the built-in catalogue over files given as text. */
export async function flowEngineOver(
  files: Readonly<Record<string, string>>,
  now: () => number = () => performance.now(),
  openNodes?: number,
  isWhole?: boolean,
): Promise<FlowEngine> {
  const parser = await testSyntax();
  const engine = createFlowEngine({
    catalog: flowCatalog(builtInCatalog),
    classify: { identifier: classifyIdentifier, record: classifyRecord },
    readText: (file) => files[file],
    now,
    openNodes,
    isWhole,
  });
  for (const [file, text] of Object.entries(files)) {
    const language = languageOf(file);
    if (!language) continue;
    const tree = parser.parse(language, text);
    engine.setFile(file, language, text, tree);
    tree.delete();
  }
  return engine;
}

export interface LabelledProgram {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Reads a file of small programs: each begins with `=== what it shows`, further files of it with `>>> path`.
 * A line that personal data enters a model at is marked `leak` in a comment, with the rule if it matters.
 */
export function readPrograms(text: string, defaultFile: string): LabelledProgram[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf("\n");
      const files: Record<string, string> = {};
      const sections = part.slice(end + 1).split(/^>>> /m);
      if (sections[0]!.trim() !== "") files[defaultFile] = sections[0]!;
      for (const section of sections.slice(1)) {
        const line = section.indexOf("\n");
        files[section.slice(0, line).trim()] = section.slice(line + 1);
      }
      return { name: part.slice(0, end).trim(), files };
    });
}

const marker = /(?:#|\/\/|\/\*)\s*leak\b/;

export interface Comparison {
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
  readonly right: number;
}

/** The lines of an exposure, as `file:line`: where data enters it, where it leaves, and what else it reaches. */
export function linesOf(files: Readonly<Record<string, string>>, hit: SinkHit): string[] {
  return [...hit.flows.map(({ entry }) => entry), hit, ...hit.reaches].map(
    ({ file, span }) => `${file}:${positionAt(createLineIndex(files[file] ?? ""), span.start).line + 1}`,
  );
}

/** Compares what the engine says with the marks; places as `file:line`. */
export function compareWithMarks(
  engine: FlowEngine,
  files: Readonly<Record<string, string>>,
  minConfidence = 0.4,
): Comparison {
  const marked = new Set<string>();
  for (const [file, text] of Object.entries(files)) {
    text.split("\n").forEach((line, index) => {
      if (marker.test(line)) marked.add(`${file}:${index + 1}`);
    });
  }
  const hitMarks = new Set<string>();
  const wrong: string[] = [];
  for (const file of Object.keys(files)) {
    if (!engine.has(file)) continue;
    for (const hit of engine.flows(file, undefined, 60_000).sinks) {
      // Logs, files and tool results are judged where a program marks them; else only what a model gets counts.
      const isModel = hit.kind === "llm" || hit.kind === "prompt" || hit.kind === "embedding";
      // What an end user typed is a matter of its own (PV104).
      const flows = hit.flows.filter((flow) => flow.confidence >= minConfidence && flow.source.kind !== "input");
      if (flows.length === 0) continue;
      for (const flow of flows) {
        const places = linesOf(files, { ...hit, flows: [flow] });
        const matched = places.filter((place) => marked.has(place));
        for (const place of matched) hitMarks.add(place);
        if (matched.length === 0 && isModel)
          wrong.push(`${places[0]} ${hit.title} from ${flow.source.label} (${flow.source.categories})`);
      }
    }
  }
  return {
    missed: [...marked].filter((place) => !hitMarks.has(place)),
    wrong,
    right: hitMarks.size,
  };
}
