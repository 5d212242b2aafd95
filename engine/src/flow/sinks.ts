import type { SinkEntry } from "../catalog/entries.ts";
import type { Span } from "../model/index.ts";
import type { AccessPath, AccessPaths } from "./access-path.ts";
import type { PatternSet } from "./api-patterns.ts";
import { behindNames } from "./behind-names.ts";
import { namedPrompt, namedSanitizer, readsLikePrompt } from "./call-names.ts";
import { isForLanguageOf } from "./entry-language.ts";
import { type FlowFile, isContentKey, isRoleKey, type NodeRef, nameOfCallee, toolParameters } from "./file-facts.ts";
import type { IrOperation, NodeId } from "./ir.ts";
import type { Linker } from "./link/linker.ts";
import { queryBehind } from "./queries.ts";
import type { SinkKind } from "./result.ts";
import { selectArguments } from "./search/call-parts.ts";
import type { Serialized } from "./search/state.ts";
import { titleOfSink } from "./sink-title.ts";
import { answersOfToolClasses } from "./tool-classes.ts";
import { asksModelByName } from "./unseen-models.ts";

/** A place of a file where data leaves, and what of which values leaves there. */
export interface SinkSite {
  readonly file: FlowFile;
  readonly node: NodeId;
  readonly kind: SinkKind;
  readonly entry: string;
  readonly title: string;
  readonly provider?: string;
  readonly confidence: number;
  /** `call` by the catalogue, `message` a record with role and content, `text` a prompt string. */
  readonly form: "call" | "message" | "text";
  readonly starts: readonly SinkStart[];
  /** For a call of a project's own wrapper: where the wrapper sends what it is handed. */
  readonly leadsTo?: NodeRef & { readonly title: string };
}

/** A value that leaves at a sink. */
export interface SinkStart {
  readonly ref: NodeRef;
  readonly path: AccessPath;
  /** How it is written out on the way from here to the sink. */
  readonly serialized?: Serialized;
  /** What the tool is called that gives it to the model. */
  readonly tool?: string;
  /** It fills placeholders of a prompt: the one of this name, or those that its keys name where this is empty. */
  readonly variable?: string;
}

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

/** Fields of a request to a model that say who asks, or go into the provider's records. */
const requestMetadata = new Set(["user", "metadata", "safety_identifier", "prompt_cache_key"]);

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

/** Finds sinks by the catalogue, by name and shape, and prompt text with no call in sight. */
export function createSinkFinder(
  entries: readonly SinkEntry[],
  patterns: PatternSet<SinkEntry>,
  linker: Linker,
  paths: AccessPaths,
  isSanitized: (file: FlowFile, call: IrOperation & { op: "call" }) => boolean = () => false,
): SinkFinder {
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
      if (!matched && !shaped(sites, file, node, operation, name)) unseenModel(sites, file, node, operation, name);
    }
    decorated(sites, file);
    toolClasses(sites, file);
    for (const node of file.facts.tools) tool(sites, file, node);
    for (const node of file.facts.messages) message(sites, file, node);
    for (const node of file.facts.answers) answer(sites, file, node);
    if (file.facts.requests.length > 0) requests(sites, file);
    texts(sites, file);
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

  function chainOf(file: FlowFile, callee: NodeId): string[] {
    const names: string[] = [];
    let node = callee;
    for (let hops = 0; hops < 12; hops++) {
      const operation = file.ir.operation(node);
      if (operation.op === "member") {
        names.unshift(operation.name);
        node = operation.base;
      } else if (operation.op === "same" || operation.op === "bind") {
        if (operation.op === "bind" && names.length === 0) names.unshift(operation.name);
        node = operation.value;
      } else {
        const name = nameOfCallee(file.ir, node);
        if (name !== undefined) names.unshift(name);
        break;
      }
    }
    return names;
  }

  function message(sites: SinkSite[], file: FlowFile, node: NodeId): void {
    const operation = file.ir.operation(node);
    if (operation.op !== "collection") return;
    const role = operation.entries.find((entry) => isRoleKey(entry.key));
    const content = operation.entries.find((entry) => isContentKey(entry.key));
    if (!role || !content) return;
    const roleValue = file.ir.operation(role.value);
    if (
      roleValue.op === "text" &&
      !/^(?:system|user|assistant|developer|human|ai|tool|function|model)$/i.test(roleValue.text)
    ) {
      return;
    }
    sites.push({
      file,
      node,
      kind: "prompt",
      entry: "message-record",
      title: "message content",
      confidence: 0.85,
      form: "message",
      starts: [{ ref: { file, node: content.value }, path: paths.whole }],
    });
  }

  /** What an MCP tool answers: `{ content: [{ type: "text", text }] }`, in the tool or in a helper that makes it. */
  function answer(sites: SinkSite[], file: FlowFile, node: NodeId): void {
    const operation = file.ir.operation(node);
    if (operation.op !== "collection") return;
    const content = operation.entries.find((entry) => entry.key === "content");
    const output = operation.entries.find((entry) => entry.key === "output");
    if (!output && (!content || !isTextList(file, content.value))) return;
    sites.push({
      file,
      node,
      kind: "tool-result",
      entry: "tool-answer-record",
      title: "tool",
      confidence: 0.9,
      form: "message",
      starts: operation.entries
        .filter((entry) => entry === output || entry.key === "content" || entry.key === "structuredContent")
        .map(({ value }) => ({ ref: { file, node: value }, path: paths.whole })),
    });
  }

  /** Whether a value is a list of records like `{ type: "text", text }`. */
  function isTextList(file: FlowFile, node: NodeId): boolean {
    const list = file.ir.operation(behindNames(file.ir, node));
    if (list.op !== "collection" || list.kind === "record") return false;
    return list.entries.some((entry) => {
      const part = recordAt(file, entry.value);
      const type = part?.entries.find(({ key }) => key === "type");
      return (
        type !== undefined &&
        constantText(file, type.value) === "text" &&
        part!.entries.some(({ key }) => key === "text") &&
        part!.entries.every(({ key }) => key === "type" || key === "text" || key === "annotations" || key === "_meta")
      );
    });
  }

  function recordAt(file: FlowFile, node: NodeId): (IrOperation & { op: "collection" }) | undefined {
    const operation = file.ir.operation(behindNames(file.ir, node));
    return operation.op === "collection" && operation.kind === "record" ? operation : undefined;
  }

  /** What a request to a model says of who asks: fields beside the prompt, written with it or set later. */
  function requests(sites: SinkSite[], file: FlowFile): void {
    const own = new Set(file.facts.requests);
    const add = (node: NodeId, values: readonly NodeId[]): void => {
      if (values.length === 0) return;
      sites.push({
        file,
        node,
        kind: "metadata",
        entry: "request-record",
        title: "request metadata",
        confidence: 0.85,
        form: "call",
        starts: values.map((value) => ({ ref: { file, node: value }, path: paths.whole })),
      });
    };
    for (const node of own) {
      const operation = file.ir.operation(node);
      if (operation.op !== "collection") continue;
      const told = operation.entries.filter(({ key }) => key !== undefined && requestMetadata.has(key));
      add(
        node,
        told.map(({ value }) => value),
      );
    }
    for (const node of file.facts.updates) {
      const operation = file.ir.operation(node);
      if (operation.op !== "update" || operation.name === undefined || !requestMetadata.has(operation.name)) continue;
      if (isVersionOf(file, operation.base, own)) add(node, [operation.value]);
    }
  }

  /** Whether an object is a later version of one of some records. */
  function isVersionOf(file: FlowFile, node: NodeId, records: ReadonlySet<NodeId>): boolean {
    let at = node;
    for (let hops = 0; hops < 20; hops++) {
      if (records.has(at)) return true;
      const operation = file.ir.operation(at);
      if (operation.op === "update") at = operation.base;
      else if (operation.op === "same" || operation.op === "bind") at = operation.value;
      else if (operation.op === "after") at = operation.before;
      else if (operation.op === "choice" && operation.inputs.length > 0) at = operation.inputs[0]!;
      else return false;
    }
    return false;
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

  /** The names that stand for each built string: variables, arguments, entries, the function that returns it. */
  function namesOfValues(file: FlowFile): Map<NodeId, string> {
    const names = new Map<NodeId, string>();
    const note = (node: NodeId, name: string): void => {
      let at = node;
      for (let hops = 0; hops < 6; hops++) {
        const operation = file.ir.operation(at);
        if (operation.op === "same") at = operation.value;
        else if (operation.op === "choice") {
          for (const one of operation.inputs) if (!names.has(one)) names.set(one, name);
          return;
        } else break;
      }
      if (!names.has(at) || !namedPrompt(names.get(at)!)) names.set(at, name);
    };
    const { ir, facts } = file;
    for (const node of facts.binds) {
      const operation = ir.operation(node);
      if (operation.op === "bind") note(operation.value, operation.name);
    }
    for (const node of facts.updates) {
      const operation = ir.operation(node);
      if (operation.op === "update" && operation.name !== undefined) note(operation.value, operation.name);
    }
    for (const node of facts.calls) {
      const operation = ir.operation(node);
      if (operation.op !== "call") continue;
      for (const argument of operation.arguments) {
        if (argument.name !== undefined) note(argument.value, argument.name);
        const value = ir.operation(argument.value);
        if (value.op !== "collection" || value.kind !== "record") continue;
        for (const entry of value.entries) if (entry.key !== undefined) note(entry.value, entry.key);
      }
    }
    for (const made of ir.functions) for (const node of made.returns) note(node, made.name);
    return names;
  }

  /** Texts that stand in a call of the console or a log: `console.log(`User: ${name}`)` is no prompt. */
  function printedTexts(file: FlowFile): Set<NodeId> {
    const printed = new Set<NodeId>();
    for (const node of file.facts.calls) {
      const operation = file.ir.operation(node);
      if (operation.op !== "call") continue;
      const base = chainOf(file, operation.callee).at(-2);
      if (base === undefined || !/^(?:console|log|logger|logging|winston)$/i.test(base)) continue;
      for (const argument of operation.arguments) {
        let at = argument.value;
        while (file.ir.operation(at).op === "same") at = (file.ir.operation(at) as IrOperation & { op: "same" }).value;
        printed.add(at);
      }
    }
    return printed;
  }

  /** Texts that are handed to what takes personal data out: `masker.mask(prompt)`. Where they go otherwise is told there. */
  function maskedTexts(file: FlowFile): Set<NodeId> {
    const masked = new Set<NodeId>();
    for (const [name, calls] of file.facts.callsByName) {
      if (!namedSanitizer(name)) continue;
      for (const node of calls) {
        const operation = file.ir.operation(node);
        if (operation.op !== "call") continue;
        for (const { value } of operation.arguments) {
          let at = file.ir.operation(value);
          let text = value;
          while (at.op === "same" || at.op === "bind") {
            text = at.value;
            at = file.ir.operation(text);
          }
          masked.add(text);
        }
      }
    }
    return masked;
  }

  function texts(sites: SinkSite[], file: FlowFile): void {
    if (file.facts.strings.length === 0) return;
    const names = namesOfValues(file);
    const printed = printedTexts(file);
    const masked = maskedTexts(file);
    for (const node of file.facts.strings) {
      if (printed.has(node) || masked.has(node)) continue;
      const name = names.get(node);
      const byName = name !== undefined && namedPrompt(name);
      const constant = constantText(file, node);
      const byText = readsLikePrompt(constant);
      if (!byName && !byText) continue;
      // One word with a hole is a key or a path, whatever it is named.
      if (byName && !byText && !/\s/.test(constant.trim())) {
        if (!isTemplateCall(file, node)) continue;
      }
      sites.push({
        file,
        node,
        kind: "prompt",
        entry: "prompt-text",
        title: "prompt text",
        confidence: byName && byText ? 0.85 : byText ? 0.75 : 0.7,
        form: "text",
        starts: [{ ref: { file, node }, path: paths.whole }],
      });
    }
  }

  function isTemplateCall(file: FlowFile, node: NodeId): boolean {
    const operation = file.ir.operation(node);
    return operation.op === "call" || (operation.op === "string" && operation.pieces.length > 1);
  }

  /** The constant text of a built string, near enough to read it. */
  function constantText(file: FlowFile, node: NodeId, depth = 0): string {
    if (depth > 6) return "";
    const operation = file.ir.operation(node);
    switch (operation.op) {
      case "text":
        return operation.text;
      case "string":
        return operation.pieces.map((piece) => constantText(file, piece, depth + 1)).join("");
      case "same":
      case "bind":
        return constantText(file, operation.value, depth + 1);
      case "capture":
        return operation.versions.length === 1 ? constantText(file, operation.versions[0]!, depth + 1) : "";
      case "collection":
        return operation.entries.map((entry) => constantText(file, entry.value, depth + 1)).join(" ");
      case "call": {
        const callee = file.ir.operation(operation.callee);
        if (callee.op !== "member") return "";
        if (callee.name === "join") {
          return `${constantText(file, callee.base, depth + 1)} ${operation.arguments
            .map((argument) => constantText(file, argument.value, depth + 1))
            .join(" ")}`;
        }
        return constantText(file, callee.base, depth + 1);
      }
      case "import": {
        const target = linker.exported(file, operation.module, operation.name);
        return target ? constantText(target.file, target.node, depth + 1) : "";
      }
      default:
        return "";
    }
  }

  const shapeMemo = new WeakMap<FlowFile, Set<NodeId>>();
  const answerMemo = new WeakMap<FlowFile, Set<NodeId>>();

  return {
    sinksOf,
    isPromptShape(file, node) {
      let known = shapeMemo.get(file);
      if (!known) {
        const sites: SinkSite[] = [];
        for (const record of file.facts.messages) message(sites, file, record);
        texts(sites, file);
        known = new Set(sites.map((site) => site.node));
        shapeMemo.set(file, known);
      }
      return known.has(node);
    },
    isAnswerShape(file, node) {
      let known = answerMemo.get(file);
      if (!known) {
        const sites: SinkSite[] = [];
        for (const record of file.facts.answers) answer(sites, file, record);
        known = new Set(sites.map((site) => site.node));
        answerMemo.set(file, known);
      }
      return known.has(node);
    },
  };
}
