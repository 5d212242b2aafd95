import type { AccessPaths } from "./access-path.ts";
import { behindNames } from "./behind-names.ts";
import { namedSanitizer } from "./call-names.ts";
import { type FlowFile, type NodeRef, nameOfCallee, toolParameters } from "./file-facts.ts";
import type { NodeId } from "./ir.ts";
import type { Linker } from "./link/linker.ts";
import { recordAt } from "./record-at.ts";
import type { SinkKind } from "./result.ts";
import type { SinkSite, SinkStart } from "./sink-site.ts";
import { answersOfToolClasses } from "./tool-classes.ts";

/** What a tool calls the function that answers. */
const answersOfTool = new Set([
  "execute",
  "handler",
  "invoke",
  "run",
  "func",
  "function",
  "call",
  "callback",
  "action",
]);

/** What tools give back to the model that called them. */
export interface ToolSinks {
  resultsOf(ref: NodeRef, kind: SinkKind): SinkSite["starts"];
  answeredWith(ref: NodeRef): SinkStart;
  toolClasses(sites: SinkSite[], file: FlowFile): void;
  tool(sites: SinkSite[], file: FlowFile, node: NodeId): void;
}

/** The places of the parameters that a function calls. */
function parametersCalled(file: FlowFile, index: number): Set<number> {
  const called = new Set<number>();
  for (const call of file.facts.calls) {
    if (file.ir.functionOf(call) !== index) continue;
    const operation = file.ir.operation(call);
    if (operation.op !== "call") continue;
    const callee = file.ir.operation(behindNames(file.ir, operation.callee));
    if (callee.op === "parameter" && callee.index >= 0) called.add(callee.index);
  }
  return called;
}

/** Whether a function calls something that is named for removing personal data. */
function cleans(file: FlowFile, index: number): boolean {
  return file.facts.calls.some((call) => {
    const operation = file.ir.operation(call);
    return (
      operation.op === "call" &&
      file.ir.functionOf(call) === index &&
      namedSanitizer(nameOfCallee(file.ir, operation.callee) ?? "")
    );
  });
}

/** Finds what tools answer by the functions, records and classes that they are made of. */
export function createToolSinks(linker: Linker, paths: AccessPaths): ToolSinks {
  /** What a function that was handed over gives back to whoever calls it. */
  function resultsOf(ref: NodeRef, kind: SinkKind): SinkSite["starts"] {
    const wrapped = kind === "tool-result" ? wrappedFunctions(ref) : [];
    if (wrapped.length > 0) return wrapped.flatMap((one) => resultsOf(one, kind));
    return linker.denote(ref.file, ref.node).flatMap((one) => {
      if (one.kind !== "function") return [];
      const made = linker.functionAt(one.file, one.index);
      // A tool that carries a decorator is a sink where it is declared.
      if (kind === "tool-result" && made.decorators.length > 0) return [];
      return [...made.returns, ...(kind === "tool-result" ? made.yields : [])].flatMap((node) => {
        const ref = { file: one.file, node };
        if (kind !== "tool-result") return [{ ref, path: paths.whole }];
        const handed = handedBack(ref, one.index);
        return handed.length > 0 ? handed.flatMap((inner) => resultsOf(inner, kind)) : [answeredWith(ref)];
      });
    });
  }

  /** What a tool gives back is written out for the model, unless it is a message that says itself what is written. */
  function answeredWith(ref: NodeRef): SinkStart {
    const isMessage = recordAt(ref.file, ref.node)?.entries.some(({ key }) => key === "content") === true;
    return { ref, path: paths.whole, ...(!isMessage && { serialized: "record" as const }) };
  }

  /**
   * What a wrapper of tools is handed: `safely(async (input) => …)`. All tools of a project go through one wrapper,
   * and each gives back what its own function does.
   */
  function wrappedFunctions({ file, node }: NodeRef): NodeRef[] {
    const operation = file.ir.operation(node);
    if (operation.op !== "call") return [];
    const makers = linker.denote(file, operation.callee).flatMap((one) => (one.kind === "function" ? [one] : []));
    const made = linker.denote(file, node).flatMap((one) => (one.kind === "function" ? [one] : []));
    const isWrapper =
      makers.length > 0 &&
      made.length > 0 &&
      made.every((inner) =>
        makers.some(
          (maker) =>
            maker.file === inner.file &&
            linker.functionAt(inner.file, inner.index).enclosing === maker.index &&
            !cleans(inner.file, inner.index),
        ),
      );
    if (!isWrapper) return [];
    return operation.arguments
      .filter(({ value }) => linker.denote(file, value).some((one) => one.kind === "function"))
      .map(({ value }) => ({ file, node: value }));
  }

  /**
   * The functions written into a call that gives back what they give: `return withClient((client) => client.list())`.
   * All tools of a project go through one such call, and each gives back what its own function does.
   */
  function handedBack({ file, node }: NodeRef, index: number): NodeRef[] {
    const operation = file.ir.operation(node);
    if (operation.op === "same") return handedBack({ file, node: operation.value }, index);
    if (operation.op !== "call") return [];
    const runners = linker.denote(file, operation.callee);
    if (runners.length !== 1 || runners[0]!.kind !== "function") return [];
    const runner = runners[0]!;
    if (cleans(runner.file, runner.index)) return [];
    const called = parametersCalled(runner.file, runner.index);
    return operation.arguments.flatMap(({ value }, place) => {
      if (!called.has(place)) return [];
      const written = linker
        .denote(file, value)
        .some(
          (one) =>
            one.kind === "function" && one.file === file && linker.functionAt(file, one.index).enclosing === index,
        );
      return written ? [{ file, node: value }] : [];
    });
  }

  /** Methods of classes that describe themselves to a model. */
  function toolClasses(sites: SinkSite[], file: FlowFile): void {
    for (const index of answersOfToolClasses(file)) {
      const made = file.ir.functions[index]!;
      const starts = [...made.returns, ...made.yields].map((node) => answeredWith({ file, node }));
      if (starts.length === 0) continue;
      sites.push({
        file,
        node: starts[0]!.ref.node,
        kind: "tool-result",
        entry: "tool-class",
        title: "tool",
        confidence: 0.9,
        form: "call",
        starts,
      });
    }
  }

  /** A record that describes a tool, and the function in it that answers: whatever takes it, a model calls it. */
  function tool(sites: SinkSite[], file: FlowFile, node: NodeId): void {
    const operation = file.ir.operation(node);
    if (operation.op !== "collection") return;
    const isProvider = !operation.entries.some(({ key }) => key !== undefined && toolParameters.has(key));
    const starts = operation.entries
      .filter(({ key }) => key !== undefined && (answersOfTool.has(key) || (isProvider && key === "get")))
      .flatMap(({ value }) => resultsOf({ file, node: value }, "tool-result"));
    const known = new Set(
      sites.flatMap((site) =>
        site.kind === "tool-result" ? site.starts.map(({ ref }) => `${ref.file.id}:${ref.node}`) : [],
      ),
    );
    if (starts.length === 0 || starts.some(({ ref }) => known.has(`${ref.file.id}:${ref.node}`))) return;
    sites.push({
      file,
      node,
      kind: "tool-result",
      entry: "tool-record",
      title: "tool",
      confidence: 0.9,
      form: "call",
      starts,
    });
  }

  return { resultsOf, answeredWith, toolClasses, tool };
}
