import { builtInCatalog } from "../../engine/src/catalog/built-in.ts";
import { flowCatalog } from "../../engine/src/catalog/entries.ts";
import { classifyIdentifier, classifyRecord } from "../../engine/src/catalog/identifiers.ts";
import { createFlowEngine } from "../../engine/src/flow/engine.ts";
import { languageOf, testSyntax } from "../support/flow.ts";
import { flowWorkspace } from "./flow-workspace.ts";

export interface FlowBenchRow {
  readonly lines: number;
  readonly parse: number;
  readonly lower: number;
  readonly search: number;
  readonly linesPerSecond: number;
  readonly hits: number;
  readonly heapMegabytes: number;
}

/** Processor time of this process in milliseconds: what other programs on the machine do is left out. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function engineOver(files: Readonly<Record<string, string>>) {
  return createFlowEngine({
    catalog: flowCatalog(builtInCatalog),
    classify: { identifier: classifyIdentifier, record: classifyRecord },
    readText: (file) => files[file],
    now: () => performance.now(),
  });
}

/** Processor milliseconds of each stage, one thread, cold, for a workspace of about that many lines. */
export async function benchFlow(lines: number): Promise<FlowBenchRow> {
  const syntax = await testSyntax();
  const workspace = flowWorkspace(lines);
  const engine = engineOver(workspace.files);
  let parse = 0;
  let lower = 0;
  const begin = cpu();
  for (const [file, text] of Object.entries(workspace.files)) {
    const language = languageOf(file);
    if (!language) continue;
    const start = cpu();
    const tree = syntax.parse(language, text);
    const parsed = cpu();
    engine.setFile(file, language, text, tree);
    tree.delete();
    parse += parsed - start;
    lower += cpu() - parsed;
  }
  const middle = cpu();
  let hits = 0;
  for (const file of Object.keys(workspace.files)) hits += engine.flows(file, undefined, 10_000).sinks.length;
  const end = cpu();
  return {
    lines: workspace.lines,
    parse: Math.round(parse),
    lower: Math.round(lower),
    search: Math.round(end - middle),
    linesPerSecond: Math.round(workspace.lines / ((end - begin) / 1000)),
    hits,
    heapMegabytes: Math.round(process.memoryUsage().heapUsed / 1e6),
  };
}

/**
 * Processor milliseconds from an edit to the flows of the edited file, in a workspace of about that many lines: at the
 * median, at the 95th percentile, and for one file that depends on the edited one.
 */
export async function benchFlowEdits(lines: number, edits = 60) {
  const syntax = await testSyntax();
  const workspace = flowWorkspace(lines);
  const engine = engineOver(workspace.files);
  const put = (file: string, text: string): void => {
    const language = languageOf(file)!;
    const tree = syntax.parse(language, text);
    engine.setFile(file, language, text, tree);
    tree.delete();
  };
  for (const [file, text] of Object.entries(workspace.files)) if (languageOf(file)) put(file, text);
  for (const file of Object.keys(workspace.files)) engine.flows(file, undefined, 10_000);
  const result: Record<string, number> = {};
  for (const edited of ["apps/shop0/shop/order_service_0.py", "apps/desk1/src/invoice-service-0.ts"]) {
    const service = workspace.files[edited]!;
    const long = Array.from({ length: Math.ceil(1000 / service.split("\n").length) }, () => service).join("\n");
    const own: number[] = [];
    const dependent: number[] = [];
    const other = edited.includes("shop") ? "apps/shop0/shop/llm.py" : "apps/desk1/src/llm.ts";
    for (let i = 0; i < edits; i++) {
      const start = cpu();
      put(edited, `${long}\nx${i} = 1`);
      engine.flows(edited, undefined, 10_000);
      const middle = cpu();
      engine.flows(other, undefined, 10_000);
      own.push(middle - start);
      dependent.push(cpu() - middle);
    }
    const at = (list: number[], share: number): number =>
      [...list].sort((a, b) => a - b)[Math.floor(list.length * share)]!;
    const language = languageOf(edited)!;
    result[`${language} p50`] = Math.round(at(own, 0.5) * 10) / 10;
    result[`${language} p95`] = Math.round(at(own, 0.95) * 10) / 10;
    result[`${language} dependent p95`] = Math.round(at(dependent, 0.95) * 10) / 10;
  }
  return result;
}

if (process.argv[1]?.endsWith("bench/flow.ts")) {
  const sizes = process.argv.slice(2).map(Number);
  for (const size of sizes.length > 0 ? sizes : [25_000, 50_000, 100_000, 200_000]) {
    console.log(JSON.stringify(await benchFlow(size)));
  }
  console.log(JSON.stringify(await benchFlowEdits(20_000)));
}
