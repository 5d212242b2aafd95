import type { SinkEntry } from "../catalog/entries.ts";
import type { Span } from "../model/index.ts";
import type { AccessPaths } from "./access-path.ts";
import type { PatternSet } from "./api-patterns.ts";
import { behindNames } from "./behind-names.ts";
import { chainOf } from "./call-chain.ts";
import { isForLanguageOf } from "./entry-language.ts";
import { type FlowFile, type NodeRef, nameOfCallee } from "./file-facts.ts";
import type { IrOperation, NodeId } from "./ir.ts";
import type { Linker } from "./link/linker.ts";
import { modelRequest } from "./model-addresses.ts";
import { promptTexts } from "./prompt-texts.ts";
import { insertedColumns, queryBehind } from "./queries.ts";
import { answerSink, messageSink, requestSinks } from "./record-sinks.ts";
import type { SinkKind } from "./result.ts";
import { selectArguments } from "./search/call-parts.ts";
import type { SinkSite, SinkStart } from "./sink-site.ts";
import { titleOfSink } from "./sink-title.ts";
import { createToolSinks } from "./tool-sinks.ts";
import { asksModelByName } from "./unseen-models.ts";

interface ShapeRule {
  readonly entry: SinkEntry;
  readonly names: readonly string[];
}

export interface SinkFinder {
  sinksOf(file: FlowFile): readonly SinkSite[];
  /** Whether a node is prompt text or a message by its shape. */
  isPromptShape(file: FlowFile, node: NodeId): boolean;
  /** Whether a node is what a tool answers by its shape: a sink of its own, wherever it is handed on to. */
  isAnswerShape(file: FlowFile, node: NodeId): boolean;
}

/** Whether a value is the object that a method was called on, as it is or after something happened to it. */
function isSelf(file: FlowFile, node: NodeId): boolean {
  let operation = file.ir.operation(node);
  for (let hops = 0; hops < 20; hops++) {
    if (operation.op === "same") operation = file.ir.operation(operation.value);
    else if (operation.op === "after") operation = file.ir.operation(operation.before);
    else if (operation.op === "update") operation = file.ir.operation(operation.base);
    else break;
  }
  return operation.op === "parameter" && operation.index < 0;
}

/** Columns that hold what they are called: not the hash of a password. */
const keptAsItIs = /^(?!.*(?:password|passwd|hash|token|secret|key|digest|_ids?$)).+$/i;

const files = new Set(["path_or_buf", "path", "file", "fname", "buf", "excel_writer", "target"]);

/** A data frame that is told no file gives its text back: `frame.to_csv(index=False)`. */
function givesText(file: FlowFile, operation: IrOperation & { op: "call" }): boolean {
  if (!/^(?:to_(?:csv|json)|write_(?:csv|json|ndjson))$/.test(nameOfCallee(file.ir, operation.callee) ?? ""))
    return false;
  return operation.arguments.every(({ name, spread }) => !spread && name !== undefined && !files.has(name));
}

/** Finds sinks by the catalogue, by name and shape, and prompt text with no call in sight. */
export function createSinkFinder(
  entries: readonly SinkEntry[],
  patterns: PatternSet<SinkEntry>,
  linker: Linker,
  paths: AccessPaths,
  isSanitized: (file: FlowFile, call: IrOperation & { op: "call" }) => boolean = () => false,
): SinkFinder {
  const { resultsOf, answeredWith, toolClasses, tool } = createToolSinks(linker, paths);
  const shapesByLast = new Map<string, ShapeRule[]>();
  for (const entry of entries) {
    for (const written of entry.shape?.names ?? []) {
      const names = written.split(".");
      const last = names.at(-1)!;
      const list = shapesByLast.get(last) ?? [];
      list.push({ entry, names });
      shapesByLast.set(last, list);
    }
  }
  const callable = patterns.lastNames.has("()");
  const anyLast = patterns.lastNames.has("*") || patterns.lastNames.has("**");

  /** Whether what is called may be an object that can be called: a variable, a field of the object at hand. */
  function mayHoldCallable(file: FlowFile, callee: IrOperation): boolean {
    return callee.op !== "member" || isSelf(file, callee.base);
  }

  function sinksOf(file: FlowFile): SinkSite[] {
    const sites: SinkSite[] = [];
    const cleaned: Span[] = [];
    for (const node of file.facts.calls) {
      const operation = file.ir.operation(node);
      if (operation.op !== "call") continue;
      const name = nameOfCallee(file.ir, operation.callee) ?? "";
      const callee = file.ir.operation(operation.callee);
      const mayMatch = anyLast || patterns.lastNames.has(name) || (callable && mayHoldCallable(file, callee));
      if ((mayMatch || shapesByLast.has(name)) && isSanitized(file, operation)) {
        cleaned.push(file.ir.span(node));
        continue;
      }
      let matched = false;
      if (mayMatch) {
        // A call may send its prompt to a model and its tags to a tracer: one sink of each kind.
        const kinds = new Set<SinkKind>();
        for (const path of linker.apiPaths(file, operation.callee)) {
          for (const entry of patterns.match(path)) {
            if (kinds.has(entry.kind) || !isForLanguageOf(file, entry)) continue;
            if (entry.kind === "llm" || entry.kind === "prompt" || entry.kind === "embedding") matched = true;
            // An entry whose arguments are not there leaves its kind to the next.
            if (add(sites, file, node, operation, entry, 1)) kinds.add(entry.kind);
          }
        }
      }
      if (
        !matched &&
        !shaped(sites, file, node, operation, name) &&
        !asksByAddress(sites, file, node, operation, name)
      ) {
        unseenModel(sites, file, node, operation, name);
      }
    }
    decorated(sites, file);
    toolClasses(sites, file);
    for (const node of file.facts.tools) tool(sites, file, node);
    for (const node of file.facts.messages) messageSink(paths, sites, file, node);
    for (const node of file.facts.answers) answerSink(linker, paths, sites, file, node);
    if (file.facts.requests.length > 0) requestSinks(paths, sites, file);
    promptTexts(linker, paths, sites, file);
    if (cleaned.length === 0) return sites;
    return sites.filter(({ node }) => {
      const { start, end } = file.ir.span(node);
      return !cleaned.some((call) => call.start <= start && end <= call.end);
    });
  }

  function add(
    sites: SinkSite[],
    file: FlowFile,
    node: NodeId,
    operation: IrOperation & { op: "call" },
    entry: SinkEntry,
    confidence: number,
  ): boolean {
    // What a query is asked with is looked for, not kept.
    if (entry.kind === "store" && queryBehind(file.ir, operation)) return false;
    if (entry.kind === "dataset" && givesText(file, operation)) return false;
    const starts = entry.arguments.flatMap((path) =>
      path.endsWith("()")
        ? selectArguments(file, operation, path.slice(0, -2)).flatMap(({ node: value, steps }) =>
            given(file, value, steps).flatMap((ref) => resultsOf(ref, entry.kind)),
          )
        : selectArguments(file, operation, path).map((selected) => ({
            ref: { file, node: selected.node },
            path: paths.of(selected.steps),
            // What is logged prints itself.
            ...(entry.kind === "log" && selected.steps.length === 0 && { serialized: "text" as const }),
            ...(entry.variables && { variable: operation.arguments[selected.index]?.name ?? "" }),
          })),
    );
    if (starts.length === 0) return false;
    if (entry.kind === "store") starts.unshift(...namedByColumn(file, operation));
    sites.push({
      file,
      node,
      kind: entry.kind,
      entry: entry.id,
      title: titleOfSink(entry, nameOfCallee(file.ir, operation.callee)),
      ...(entry.provider && { provider: entry.provider }),
      confidence,
      form: "call",
      starts,
    });
    return true;
  }

  /** The values that a query puts into a table, each called as its column. */
  function namedByColumn(file: FlowFile, operation: IrOperation & { op: "call" }): SinkStart[] {
    const columns = insertedColumns(file.ir, operation);
    const given = columns && operation.arguments[1];
    const values = given ? file.ir.operation(behindNames(file.ir, given.value)) : undefined;
    if (values?.op !== "collection" || values.kind === "record" || values.entries.length !== columns!.length) return [];
    if (values.entries.some(({ spread }) => spread)) return [];
    return values.entries.flatMap(({ value }, at) => {
      // What stands in for a value is seldom kept under another name; ids and the like say nothing of who it is.
      const column = columns![at]!.replace(".", "_");
      return keptAsItIs.test(column) ? [{ ref: { file, node: value }, path: paths.whole, called: column }] : [];
    });
  }

  /** The values that stand at fields of a record literal. */
  function given(file: FlowFile, node: NodeId, steps: readonly string[]): NodeRef[] {
    const [first, ...rest] = steps;
    if (first === undefined) return [{ file, node }];
    const operation = file.ir.operation(behindNames(file.ir, node));
    switch (operation.op) {
      case "capture":
        return operation.versions.flatMap((version) => given(file, version, steps));
      case "collection":
        return operation.entries.flatMap((entry) =>
          entry.spread
            ? given(file, entry.value, steps)
            : entry.key === first || (first === "*" && operation.kind !== "record")
              ? given(file, entry.value, rest)
              : [],
        );
      default:
        return [];
    }
  }

  /** Functions that a decorator hands to a model, as tools or as prompts: `@tool`, `@agent.instructions`. */
  function decorated(sites: SinkSite[], file: FlowFile): void {
    for (const made of file.ir.functions) {
      for (const decorator of made.decorators) {
        const operation = file.ir.operation(decorator);
        const applied = operation.op === "call" ? operation.callee : decorator;
        const known = linker.apiPaths(file, applied).map((path) => patterns.match(path));
        if (known.length === 0) known.push(shapedDecorators(file, applied));
        for (const entries of known) {
          const entry = entries.find((one) => one.arguments.includes("decorated()") && isForLanguageOf(file, one));
          if (!entry) continue;
          const starts = [...made.returns, ...made.yields].map((node) =>
            entry.kind === "tool-result" ? answeredWith({ file, node }) : { ref: { file, node }, path: paths.whole },
          );
          if (starts.length === 0) continue;
          sites.push({
            file,
            node: starts[0]!.ref.node,
            kind: entry.kind,
            entry: entry.id,
            title: entry.title ?? "tool",
            ...(entry.provider && { provider: entry.provider }),
            confidence: 1,
            form: "call",
            starts,
          });
        }
      }
    }
  }

  /** Entries for what is named like a known decorator, on something whose import is not in sight. */
  function shapedDecorators(file: FlowFile, applied: NodeId): SinkEntry[] {
    const rules = shapesByLast.get(nameOfCallee(file.ir, applied) ?? "") ?? [];
    return rules.filter(({ entry }) => entry.arguments.includes("decorated()")).map(({ entry }) => entry);
  }

  /** A call that is named and shaped like a known one, on something whose import is not in sight. */
  function shaped(
    sites: SinkSite[],
    file: FlowFile,
    node: NodeId,
    operation: IrOperation & { op: "call" },
    name: string,
  ): boolean {
    const rules = shapesByLast.get(name);
    if (!rules) return false;
    const names = chainOf(file, operation.callee);
    for (const { entry, names: wanted } of rules) {
      if (!isForLanguageOf(file, entry)) continue;
      if (!wanted.every((step, index) => names[names.length - wanted.length + index] === step)) continue;
      const has = entry.shape!.has.some((path) =>
        selectArguments(file, operation, path).some(
          ({ node: value, steps }) => mayHold(file, value, steps) && (!entry.shape!.written || isWritten(file, value)),
        ),
      );
      if (!has) continue;
      if (linker.denote(file, operation.callee).some((one) => one.kind === "function" || one.kind === "class")) {
        return true;
      }
      add(sites, file, node, operation, entry, entry.shape!.confidence ?? 0.7);
      return true;
    }
    return false;
  }

  /** A request over HTTP to where a model is asked. */
  function asksByAddress(
    sites: SinkSite[],
    file: FlowFile,
    node: NodeId,
    operation: IrOperation & { op: "call" },
    name: string,
  ): boolean {
    const request = modelRequest(linker, file, operation, name);
    if (!request) return false;
    sites.push({
      file,
      node,
      kind: request.kind,
      entry: "model-address",
      title: request.kind === "llm" ? "request to a model" : "request for embeddings",
      ...(request.provider && { provider: request.provider }),
      confidence: 0.9,
      form: "call",
      starts: request.sent.map((value) => ({
        ref: { file, node: value },
        path: paths.whole,
        serialized: "record" as const,
      })),
    });
    return true;
  }

  /** A call of a project's own function, whose body is not in sight, that is named for asking a model. */
  function unseenModel(
    sites: SinkSite[],
    file: FlowFile,
    node: NodeId,
    operation: IrOperation & { op: "call" },
    name: string,
  ): void {
    if (operation.arguments.length === 0) return;
    const kind = asksModelByName(file, operation, name);
    if (!kind) return;
    const isSeen = linker
      .denote(file, operation.callee)
      .some(
        (one) =>
          one.kind === "class" ||
          (one.kind === "function" && linker.functionAt(one.file, one.index).isSignature !== true) ||
          (one.kind === "api" && one.path[0] !== "builtin" && patterns.roots.has(one.path[0] ?? "")),
      );
    if (isSeen) return;
    sites.push({
      file,
      node,
      kind,
      entry: "unseen-model",
      title: kind === "llm" ? name : "prompt text",
      confidence: 0.75,
      form: "call",
      starts: operation.arguments.map(({ value }) => ({
        ref: { file, node: value },
        path: paths.whole,
        serialized: "text" as const,
      })),
    });
  }

  /** Whether a value is a literal, here or where a variable got it. */
  function isWritten(file: FlowFile, node: NodeId): boolean {
    return file.ir.operation(behindNames(file.ir, node)).op === "collection";
  }

  /** Whether a value can have the given field: a record literal must name it. */
  function mayHold(file: FlowFile, node: NodeId, steps: readonly string[]): boolean {
    const [first] = steps;
    if (first === undefined) return true;
    const operation = file.ir.operation(behindNames(file.ir, node));
    if (operation.op !== "collection") return operation.op !== "text" && operation.op !== "string";
    return operation.entries.some((entry) => entry.key === first || entry.spread === true);
  }

  const shapeMemo = new WeakMap<FlowFile, Set<NodeId>>();
  const answerMemo = new WeakMap<FlowFile, Set<NodeId>>();

  return {
    sinksOf,
    isPromptShape(file, node) {
      let known = shapeMemo.get(file);
      if (!known) {
        const sites: SinkSite[] = [];
        for (const record of file.facts.messages) messageSink(paths, sites, file, record);
        promptTexts(linker, paths, sites, file);
        known = new Set(sites.map((site) => site.node));
        shapeMemo.set(file, known);
      }
      return known.has(node);
    },
    isAnswerShape(file, node) {
      let known = answerMemo.get(file);
      if (!known) {
        const sites: SinkSite[] = [];
        for (const record of file.facts.answers) answerSink(linker, paths, sites, file, record);
        known = new Set(sites.map((site) => site.node));
        answerMemo.set(file, known);
      }
      return known.has(node);
    },
  };
}
