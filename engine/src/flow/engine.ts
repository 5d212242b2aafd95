import type { Tree } from "web-tree-sitter";
import type { FlowCatalog } from "../catalog/entries.ts";
import type { CodeLanguage } from "../documents/document.ts";
import { type CancellationToken, type CategoryName, neverCancelled, throwIfCancelled } from "../model/index.ts";
import { createAccessPaths } from "./access-path.ts";
import { createPatternSet } from "./api-patterns.ts";
import { readsLikePrompt } from "./call-names.ts";
import { createDefinerIndex } from "./definers.ts";
import { type FlowFile, type NodeRef, nameOfCallee } from "./file-facts.ts";
import { type FlowFileInput, flowFileOf, flowFileOfBytes, type HeldFile } from "./flow-file.ts";
import { placeOf, statesTo, stepsOf } from "./flow-path.ts";
import { lowerTree } from "./front-ends/front-end.ts";
import { sinkGroup } from "./handed-over.ts";
import type { IrOperation } from "./ir.ts";
import type { ColumnarIr } from "./ir-columns.ts";
import { createLinker } from "./link/linker.ts";
import { createModuleResolver } from "./modules.ts";
import type { NameClassifier } from "./origins.ts";
import { reconstruct } from "./reconstruct.ts";
import type {
  CodePlace,
  FileFlows,
  FlowStepPlace,
  PromptConstruction,
  PromptLiteral,
  SinkHit,
  TaintFlow,
  TemplateUse,
} from "./result.ts";
import { createClientJudge } from "./sanitized-clients.ts";
import type { Found, SolverInput } from "./search/context.ts";
import { type Search, search } from "./search/search.ts";
import type { State } from "./search/state.ts";
import { createSinkFinder, type SinkSite } from "./sinks.ts";
import { createSiteFinder } from "./sites.ts";

export interface FlowEngineOptions {
  readonly catalog: FlowCatalog;
  readonly classify: NameClassifier;
  /** Text of another file of the workspace (`tsconfig.json`, a template); `undefined` where there is none. */
  readText(file: string): string | undefined;
  /** The text of the code of a file that was set; without it the texts that files are set with are kept. */
  codeText?(file: string): string | undefined;
  /** Nodes of the files that are open at once; the others are kept as bytes, a fifth of the size. */
  readonly openNodes?: number | undefined;
  /** Memory for lowered files; see `EngineHost`. */
  allocate?: ((bytes: number) => Uint8Array) | undefined;
  /** Milliseconds on a monotonic clock. */
  now(): number;
}

/** Follows personal data through the files it was given. Nothing is computed before it is asked for. */
export interface FlowEngine {
  /** Lowers a file. The tree is not kept. */
  setFile(file: string, language: CodeLanguage, text: string, tree: Tree): void;
  /** Takes a file lowered before: the bytes that `bytes` gave for the same text, whole and undamaged. */
  setBytes(file: string, bytes: Uint8Array): void;
  ir(file: string): ColumnarIr | undefined;
  /** A lowered file, for a cache or another thread. */
  bytes(file: string): Uint8Array | undefined;
  removeFile(file: string): void;
  has(file: string): boolean;
  /**
   * @param budget milliseconds; what is found until then is given back, marked `partial`
   * @throws CancelledError
   */
  flows(file: string, token?: CancellationToken, budget?: number): FileFlows;
  /** The files that were asked for and whose answer may have changed since, by changes of other files. */
  takeAffected(): readonly string[];
}

interface Answer {
  readonly files: Set<string>;
  readonly names: Set<string>;
  readonly result: FileFlows;
}

const defaultBudget = 2000;
/** Nodes of the files that are open at once unless the options say otherwise: some hundred thousand lines. */
const defaultOpenNodes = 400_000;
/** Answers that are kept; the one that was asked for longest ago goes first. */
const keptAnswers = 200;
/** Milliseconds for saying what the holes of a file's prompts hold. */
const reconstructionBudget = 500;

export function createFlowEngine(options: FlowEngineOptions): FlowEngine {
  const { catalog } = options;
  const classify = rememberNames(options.classify);
  const files = new Map<string, HeldFile>();
  /** The open files, the one that was not needed for longest first. */
  const open = new Set<HeldFile>();
  let nodesOpen = 0;
  const callIndex = new Map<string, Set<FlowFile>>();
  const answers = new Map<string, Answer>();
  const affected = new Set<string>();
  let nextId = 0;
  let touchedFiles = new Set<string>();
  let touchedNames = new Set<string>();

  const withCalls = <T extends { readonly calls?: readonly string[] }>(entries: readonly T[]) =>
    createPatternSet(entries.filter((entry) => entry.calls).map((entry) => ({ patterns: entry.calls!, value: entry })));
  const sinkPatterns = withCalls(catalog.sinks);
  const aliases = withCalls(catalog.aliases);
  const readAliases = createPatternSet(
    catalog.aliases.filter((entry) => entry.reads).map((entry) => ({ patterns: entry.reads!, value: entry })),
  );
  const patternsOf = (key: "calls" | "reads" | "types" | "handlers") =>
    createPatternSet(
      catalog.sources.filter((entry) => entry[key]).map((entry) => ({ patterns: entry[key]!, value: entry })),
    );
  const external = new Set([...sinkPatterns.roots]);
  const modelNames = new Set(
    catalog.sinks
      .filter(({ kind }) => kind === "llm" || kind === "prompt" || kind === "embedding" || kind === "metadata")
      .flatMap((entry) => [...createPatternSet([{ patterns: entry.calls, value: entry }]).lastNames])
      .filter((name) => /^\w/.test(name)),
  );
  const definers = createDefinerIndex(
    (name) => modelNames.has(name),
    (name) => callIndex.get(name),
  );
  const modules = createModuleResolver(options.readText, external);
  const paths = createAccessPaths();
  const linker = createLinker({
    files,
    modules,
    aliases,
    readAliases,
    filesCalling: (name) => callIndex.get(name) ?? [],
    touched: (file) => touchedFiles.add(file),
    touchedName: (name) => touchedNames.add(name),
  });
  const solver: SolverInput = {
    linker,
    paths,
    classify,
    sourceCalls: patternsOf("calls"),
    sourceReads: patternsOf("reads"),
    sourceTypes: patternsOf("types"),
    sourceHandlers: patternsOf("handlers"),
    sanitizers: withCalls(catalog.sanitizers),
    propagators: withCalls(catalog.propagators),
    modelCalls: withCalls(catalog.sinks.filter(({ kind }) => kind === "llm")),
    touched: (file) => touchedFiles.add(file),
  };
  const wrappers = withCalls(catalog.sanitizers.filter(({ wrapsClient }) => wrapsClient));
  const sinks = createSinkFinder(catalog.sinks, sinkPatterns, linker, paths, createClientJudge(wrappers, linker));
  const sites = createSiteFinder({
    sinks,
    linker,
    paths,
    classify,
    definers,
    touched: (file) => touchedFiles.add(file),
  });

  /** Drops the answers that rest on a file, by having looked into it or into what leans on it, or by names it uses. */
  function invalidate(file: string, names: Iterable<string>, change: "text" | "names" | "files"): void {
    const used = new Set(names);
    const everything = change === "files";
    const stale = linker.forget(everything ? undefined : file);
    if (change === "names") linker.forget();
    sites.forget(change === "text" ? stale : undefined);
    for (const [asked, answer] of answers) {
      const rests =
        everything ||
        stale.has(asked) ||
        [...answer.files].some((one) => stale.has(one)) ||
        [...answer.names].some((name) => used.has(name));
      if (!rests) continue;
      answers.delete(asked);
      if (asked !== file) affected.add(asked);
    }
  }

  /** Whether other files may see another workspace: names that are looked for everywhere came or went. */
  function changesNames(before: FlowFile, next: FlowFile): boolean {
    const same = (a: readonly string[], b: readonly string[]): boolean => {
      const names = new Set(a);
      return names.size === new Set(b).size && b.every((name) => names.has(name));
    };
    const methods = ({ head }: FlowFile): string[] => head.methods.map(({ name }) => name);
    return !(
      same(before.head.calls, next.head.calls) &&
      same(methods(before), methods(next)) &&
      same(before.head.exports, next.head.exports)
    );
  }

  function unindex(before: FlowFile): void {
    definers.remove(before);
    for (const name of before.head.calls) {
      const list = callIndex.get(name);
      list?.delete(before);
      if (list?.size === 0) callIndex.delete(name);
    }
  }

  function opened(file: HeldFile): void {
    open.add(file);
    nodesOpen += file.head.nodeCount;
  }

  function closed(file: HeldFile): void {
    if (open.delete(file)) nodesOpen -= file.head.nodeCount;
  }

  /** Closes the files that were not needed for longest, where too much is open. */
  function closeOldest(): void {
    const openNodes = options.openNodes ?? defaultOpenNodes;
    for (const file of open) {
      if (nodesOpen <= openNodes) return;
      closed(file);
      file.close();
      linker.release(file);
    }
  }

  function set(file: string, make: (input: FlowFileInput) => HeldFile, text?: string): void {
    const before = files.get(file);
    const { codeText } = options;
    const next = make({
      file,
      id: nextId++,
      text: codeText ? () => codeText(file) ?? "" : () => text ?? "",
      allocate: options.allocate,
      onOpen: opened,
    });
    if (next.isOpen) opened(next);
    if (before) closed(before);
    files.set(file, next);
    if (before) unindex(before);
    for (const name of next.head.calls) {
      const list = callIndex.get(name);
      if (list) list.add(next);
      else callIndex.set(name, new Set([next]));
    }
    definers.add(next);
    if (!before) modules.addFile(file);
    invalidate(
      file,
      before ? [...before.head.calls, ...next.head.calls] : next.head.calls,
      before === undefined ? "files" : changesNames(before, next) ? "names" : "text",
    );
    closeOldest();
  }

  function labelOf(place: { file: FlowFile; node: number }): string {
    const span = place.file.ir.span(place.node);
    const text = place.file.text.slice(span.start, span.end).replace(/\s+/g, "");
    if (/^[\p{L}\p{N}_$.?![\]"'()@-]{1,60}$/u.test(text) && !/@.*\./.test(text)) return `\`${text}\``;
    const operation = place.file.ir.operation(place.node);
    if (operation.op === "member" || operation.op === "parameter") return `\`${operation.name}\``;
    if (operation.op === "call") {
      const callee = place.file.ir.operation(operation.callee);
      if (callee.op === "member" || callee.op === "global" || callee.op === "import") return `\`${callee.name}()\``;
    }
    return "personal data";
  }

  /** The expression that a redaction call can wrap: the first hole of a text on the way, else the last entry. */
  function entryOf(states: readonly State[]): State {
    for (let i = states.length - 1; i > 0; i--) {
      const state = states[i]!;
      if (state.step === "piece") return isSpread(state, states[i - 1]!) ? handedOver(states, i) : state;
      // A field of a record that goes into a text as a whole.
      const above = states[i - 1]!;
      if (state.step !== "entry" || above.path.steps.length > 0 || above.serialized !== "record") continue;
      if (above.file.ir.operation(above.node).op === "collection") return state;
    }
    // Else the innermost entry or argument that is written where the sink is, before anything is called or read.
    let entry = states[0]!;
    for (const state of states.slice(1)) {
      if (state.file !== states[0]!.file) break;
      if (state.step === "entry") entry = state;
      else if (entry !== states[0] && !transparent.has(state.step)) break;
    }
    return entry;
  }

  /** Where a function only hands on what it was given, its caller's argument is where the data enters. */
  function callersArgument(states: readonly State[], entry: State): State {
    let result = entry;
    if (entry.step !== "start") return entry;
    for (let i = states.indexOf(entry) + 1; i < states.length; i++) {
      const state = states[i]!;
      if (state.step === "parameter") {
        if (state.file !== entry.file) break;
        result = state;
      } else if (!transparent.has(state.step)) break;
    }
    return result;
  }

  /** `**values`, `...values`: no call can be wrapped around it. */
  function isSpread(state: State, above: State): boolean {
    const operation = above.file.ir.operation(above.node);
    if (operation.op !== "call" || above.file !== state.file) return false;
    return operation.arguments.some((argument) => argument.value === state.node && argument.spread !== undefined);
  }

  /** The nearest place towards the source where the value stands on its own. */
  function handedOver(states: readonly State[], from: number): State {
    for (let i = from + 1; i < states.length; i++) {
      const { step } = states[i]!;
      if (step === "parameter" || step === "entry") return states[i]!;
    }
    return states[from]!;
  }
  const transparent = new Set<State["step"]>(["value", "bind", "member"]);

  interface FlowAt {
    readonly flow: TaintFlow;
    readonly key: string;
    readonly entryFunction: string;
    readonly shape: State | undefined;
  }

  function flowOf(site: SinkSite, found: Found, all: readonly State[] = statesTo(found.state)): FlowAt {
    // What a member was taken from is behind the source.
    const from = all.findLastIndex((state) => state.file === found.place.file && state.node === found.place.node);
    const states = from > 0 ? all.slice(0, from + 1) : all;
    const source = placeOf(found.place);
    const label = found.label ?? labelOf(found.place);
    const entry = entryOf(states);
    const entryPlace = placeOf(callersArgument(states, entry));
    const entryFunction = functionOf(entry);
    // The prompt nearest to the source. A message that is made of what it is handed is no prompt of its own.
    const shape = states.findLast(
      (state, index) =>
        index > 0 &&
        sinks.isPromptShape(state.file, state.node) &&
        state.node !== site.node &&
        (state.file.ir.operation(state.node).op !== "collection" || functionOf(state) === entryFunction),
    );
    const flow: TaintFlow = {
      source: {
        ...source,
        kind: found.judgement.kind,
        categories: found.judgement.categories,
        label,
        confidence: found.judgement.confidence,
      },
      steps: stepsTo(site, states, source, label),
      entry: entryPlace,
      entersIn: enclosing(entry.file, entry.node),
      wholeRecord: found.judgement.wholeRecord,
      confidence: Math.min(1, found.judgement.confidence * site.confidence),
      ...(found.state.weak && { weakSanitizer: found.state.weak }),
    };
    return {
      flow,
      key: `${source.file}:${source.span.start}:${source.span.end}:${entryPlace.file}:${entryPlace.span.start}`,
      entryFunction,
      shape,
    };
  }

  /** The flows of a search that pass a node: those of the prompt that begins there. */
  function flowsWithin(site: SinkSite, start: NodeRef, within: Search): FlowAt[] {
    return within.found.flatMap((found) => {
      const states = statesTo(found.state);
      const at = states.findIndex((state) => state.node === start.node && state.file === start.file && !state.entry);
      if (at < 0) return [];
      const flow = flowOf(site, found, states.slice(at));
      return reportedWhereItEnters(site, flow) ? [] : [flow];
    });
  }

  function functionOf({ file, node }: NodeRef): string {
    return `${file.id}:${file.ir.functionOf(node)}`;
  }

  /** Whether the file in which data is handed over to a maker of messages reports it itself. */
  function reportedWhereItEnters(site: SinkSite, { flow }: FlowAt): boolean {
    if (site.form !== "message") return false;
    const sinksIn = (file: string): readonly SinkHit[] =>
      file === site.file.file || computing.has(file) ? [] : answer(file, neverCancelled, defaultBudget).sinks;
    const same = (a: CodePlace, b: CodePlace): boolean =>
      a.file === b.file && a.span.start === b.span.start && a.span.end === b.span.end;
    // What the other file writes into a dataset is a row there, not a prompt here.
    const isRow = sinksIn(flow.source.file).some(
      (hit) => hit.kind === "dataset" && hit.flows.some((other) => same(other.source, flow.source)),
    );
    return (
      isRow ||
      sinksIn(flow.entry.file).some(
        (hit) =>
          hit.kind === "llm" &&
          hit.flows.some((other) => same(other.source, flow.source) && same(other.entry, flow.entry)),
      )
    );
  }
  const computing = new Set<string>();

  /** The search of a sink leaves to other files what their own calls of a wrapper tell. */
  function solverFor(site: SinkSite): SolverInput {
    const group = sinkGroup(site);
    return {
      ...solver,
      isHandedOver: (file, index, parameter, path) =>
        file === site.file && sites.isHandedOver(group, file, index, parameter, path),
    };
  }

  /** The steps to a sink, and for a wrapper on to the call that it makes. */
  function stepsTo(site: SinkSite, states: readonly State[], source: CodePlace, label: string): FlowStepPlace[] {
    const { leadsTo } = site;
    if (!leadsTo) return stepsOf(states, source, label, placeOf(site), sinkLabel(site));
    const steps = stepsOf(states, source, label, placeOf(site), `passed to \`${site.title}\``);
    return [
      ...steps,
      {
        ...placeOf(leadsTo),
        label: /^[\w.$]+$/.test(leadsTo.title) ? `sent to \`${leadsTo.title}\`` : "sent to a model",
      },
    ];
  }

  function sinkLabel(site: SinkSite): string {
    if (site.form === "message") return "sent as message content";
    if (site.form === "text") return "part of a prompt";
    return `sent to \`${site.title}\``;
  }

  function compute(target: FlowFile, token: CancellationToken, budget: number): FileFlows {
    const deadline = options.now() + budget;
    const outOfTime = (): boolean => token.isCancellationRequested || options.now() > deadline;
    let partial = false;
    const found = sites.sitesOf(target);
    const results: { site: SinkSite; search: Search; flows: FlowAt[] }[] = [];
    const reaching = new Set<number>();
    // Calls first: what they send was asked for then, and need not be searched again for the prompts in it.
    const rank = { call: 0, message: 1, text: 2 } as const;
    const searched: Search[] = [];
    for (const site of [...found].sort((a, b) => rank[a.form] - rank[b.form])) {
      throwIfCancelled(token);
      if (options.now() > deadline) {
        partial = true;
        break;
      }
      const [start] = site.starts;
      const within =
        site.form !== "call" && start && site.starts.length === 1
          ? searched.find((other) => other.complete && other.covers(start.ref, start.path))
          : undefined;
      if (within && start) {
        results.push({ site, search: within, flows: flowsWithin(site, start.ref, within) });
        continue;
      }
      const made = search(solverFor(site), site.starts, outOfTime);
      searched.push(made);
      throwIfCancelled(token);
      if (!made.complete) partial = true;
      if (site.form === "call" && site.kind === "llm") {
        for (const { file, node } of made.texts) if (file === target) reaching.add(node);
      }
      const flows = made.found.map((found) => flowOf(site, found));
      results.push({ site, search: made, flows: flows.filter((flow) => !reportedWhereItEnters(site, flow)) });
    }
    let prompts: readonly PromptConstruction[] | undefined;
    let uses: readonly TemplateUse[] | undefined;
    return {
      file: target.file,
      sinks: assign(results),
      literals: literals(target, reaching),
      // Only a preview asks for these.
      get prompts() {
        prompts ??= files.get(target.file) === target ? constructions(found) : [];
        return prompts;
      },
      get templates() {
        uses ??= files.get(target.file) === target ? templateUses(target) : [];
        return uses;
      },
      partial,
    };
  }

  /** The prompts of a file: its calls, and what is written as a prompt and goes into none of them. */
  function constructions(sites: readonly SinkSite[]): PromptConstruction[] {
    const known = new Map<string, readonly CategoryName[]>();
    const lastCall = options.now() + reconstructionBudget;
    const categoriesOf = (ref: NodeRef): readonly CategoryName[] => {
      const key = `${ref.file.id}:${ref.node}`;
      let categories = known.get(key);
      if (!categories) {
        if (options.now() > lastCall) return [];
        const deadline = Math.min(lastCall, options.now() + 50);
        const made = search(solver, [{ ref, path: paths.whole }], () => options.now() > deadline);
        categories = [...new Set(made.found.filter(isData).flatMap((found) => found.judgement.categories))];
        known.set(key, categories);
      }
      return categories;
    };
    const result: PromptConstruction[] = [];
    const used = new Set<number>();
    const order = (site: SinkSite): number => (site.form === "call" ? 0 : site.form === "message" ? 1 : 2);
    for (const site of [...sites].sort((a, b) => order(a) - order(b) || b.node - a.node)) {
      if (site.kind !== "llm" && site.kind !== "prompt" && site.kind !== "embedding") continue;
      if (site.form !== "call" && used.has(site.node)) continue;
      const made = reconstruct({ linker, categoriesOf }, site);
      for (const node of made.used) used.add(node);
      if (made.messages.length === 0) continue;
      result.push({
        ...placeOf(site),
        kind: site.form === "call" ? "call" : "prompt",
        title: site.title,
        messages: made.messages,
      });
    }
    return result.sort((a, b) => a.span.start - b.span.start);
  }

  function isData(found: Found): boolean {
    return found.judgement.kind !== "input" && found.judgement.confidence >= 0.3;
  }

  /** Template files that code loads by a constant name, with what it fills in. */
  function templateUses(target: FlowFile): TemplateUse[] {
    const result: TemplateUse[] = [];
    for (const node of target.facts.calls) {
      const operation = target.ir.operation(node);
      if (operation.op !== "call") continue;
      const name = nameOfCallee(target.ir, operation.callee) ?? "";
      if (!/^(?:render|render_async|format|render_template)$/.test(name)) continue;
      const template = templateBehind(target, operation);
      if (template === undefined) continue;
      const values: { name: string; flows: TaintFlow[] }[] = [];
      const fill = (key: string, value: number): void => {
        const site: SinkSite = {
          file: target,
          node,
          kind: "prompt",
          entry: "template-file",
          title: template,
          confidence: 0.9,
          form: "text",
          starts: [{ ref: { file: target, node: value }, path: paths.whole }],
        };
        const deadline = options.now() + 100;
        const made = search(solver, site.starts, () => options.now() > deadline);
        values.push({ name: key, flows: made.found.map((found) => flowOf(site, found).flow) });
      };
      for (const argument of operation.arguments) {
        if (argument.name !== undefined) fill(argument.name, argument.value);
        else {
          let at = argument.value;
          for (let hops = 0; hops < 6; hops++) {
            const given = target.ir.operation(at);
            if (given.op === "same" || given.op === "bind") at = given.value;
            else {
              if (given.op === "collection" && given.kind === "record") {
                for (const entry of given.entries) if (entry.key !== undefined) fill(entry.key, entry.value);
              }
              break;
            }
          }
        }
      }
      result.push({ template, place: placeOf({ file: target, node }), values });
    }
    return result;
  }

  /** The file name in `env.get_template("a.j2").render()`, `Template(open("a.j2").read()).render()`. */
  function templateBehind(target: FlowFile, operation: IrOperation & { op: "call" }): string | undefined {
    const queue: number[] = [operation.callee, ...operation.arguments.slice(0, 1).map((argument) => argument.value)];
    for (let at = 0; at < queue.length && at < 40; at++) {
      const node = queue[at]!;
      const current = target.ir.operation(node);
      switch (current.op) {
        case "text":
          if (
            /^[\w./-]+\.(?:j2|jinja2?|hbs|handlebars|mustache|prompty|prompt|txt|md|html|tmpl|tpl)$/.test(current.text)
          ) {
            return current.text;
          }
          break;
        case "member":
        case "element":
          queue.push(current.base);
          break;
        case "same":
        case "bind":
          queue.push(current.value);
          break;
        case "capture":
          queue.push(...current.versions.slice(0, 2));
          break;
        case "after":
          queue.push(current.before);
          break;
        case "call":
          queue.push(current.callee, ...current.arguments.slice(0, 1).map((argument) => argument.value));
          break;
        case "derived":
          queue.push(...current.inputs);
          break;
      }
    }
    return undefined;
  }

  /** Gives every exposure to one sink: the call where it is built beside it, else the prompt it is built in. */
  function assign(results: readonly { site: SinkSite; flows: FlowAt[] }[]): SinkHit[] {
    const rank = (site: SinkSite): number => (site.form === "call" ? 0 : site.form === "message" ? 1 : 2);
    const ordered = [...results].sort((a, b) => rank(a.site) - rank(b.site) || b.site.node - a.site.node);
    const owner = new Map<string, { hit: MutableHit; site: SinkSite; flow: TaintFlow }>();
    const hits: MutableHit[] = [];
    for (const pass of ["near", "rest"] as const) {
      for (const { site, flows } of ordered) {
        const here = `${site.file.id}:${site.file.ir.functionOf(site.node)}`;
        for (const { flow, key, entryFunction, shape } of flows) {
          // Built as a prompt in another function: that one reports it, and this call is what it reaches.
          const elsewhere =
            site.form !== "text" &&
            shape !== undefined &&
            `${shape.file.id}:${shape.file.ir.functionOf(shape.node)}` !== here &&
            (site.kind === "llm" || site.kind === "prompt");
          const isNear = site.form !== "call" || (site.kind !== "llm" ? true : entryFunction === here);
          if (pass === "near" ? !isNear && !elsewhere : isNear) continue;
          if (elsewhere) {
            reached.push({ key, place: placeOf(site), confidence: flow.confidence });
            continue;
          }
          const exposure = `${site.kind === "llm" || site.kind === "prompt" ? "model" : site.kind}:${key}`;
          // A message that ends up in a training file is a row, not a prompt; a model's answer to it is another matter.
          const row = site.kind === "prompt" ? owner.get(`dataset:${key}`) : undefined;
          if (row && row.flow.source.confidence >= flow.source.confidence && !owner.has(`model:${key}`)) continue;
          const known = owner.get(exposure);
          if (known) {
            if (known.site !== site && site.form === "call") known.hit.reaches.push(placeOf(site));
            continue;
          }
          let hit = hits.find((candidate) => candidate.site === site);
          if (!hit) {
            hit = { site, flows: [], reaches: site.leadsTo ? [placeOf(site.leadsTo)] : [] };
            hits.push(hit);
          }
          hit.flows.push(flow);
          owner.set(exposure, { hit, site, flow });
        }
      }
    }
    for (const { key, place, confidence } of reached.splice(0)) {
      const known = owner.get(`model:${key}`);
      if (!known) continue;
      known.hit.reaches.push(place);
      // What reaches a model is as sure as that call, however little the prompt reads like one.
      if (confidence <= known.flow.confidence) continue;
      const surer = { ...known.flow, confidence };
      known.hit.flows[known.hit.flows.indexOf(known.flow)] = surer;
      known.flow = surer;
    }
    return hits
      .sort((a, b) => a.site.node - b.site.node)
      .map(({ site, flows, reaches }) => ({
        ...placeOf(site),
        kind: site.kind,
        entry: site.entry,
        title: site.title,
        ...(site.provider && { provider: site.provider }),
        enclosing: site.file.ir.functions[site.file.ir.functionOf(site.node)]?.qualifiedName ?? "<module>",
        confidence: site.confidence,
        flows,
        reaches: uniquePlaces(reaches),
      }));
  }
  const reached: { key: string; place: CodePlace; confidence: number }[] = [];

  interface MutableHit {
    readonly site: SinkSite;
    readonly flows: TaintFlow[];
    readonly reaches: CodePlace[];
  }

  function uniquePlaces(places: readonly CodePlace[]): CodePlace[] {
    const seen = new Map(places.map((place) => [`${place.file}:${place.span.start}:${place.span.end}`, place]));
    return [...seen.values()];
  }

  function literals(target: FlowFile, reaching: ReadonlySet<number>): PromptLiteral[] {
    const { ir, facts } = target;
    const result: PromptLiteral[] = [];
    const inside = new Set<number>();
    for (const node of facts.strings) {
      const operation = ir.operation(node);
      if (operation.op !== "string") continue;
      const pieces = operation.pieces.flatMap((piece) => {
        const text = ir.operation(piece);
        if (text.op !== "text") return [];
        inside.add(piece);
        return [{ node: piece, text: text.text, span: ir.span(piece) }];
      });
      if (pieces.length === 0) continue;
      const reachesModel = pieces.some((piece) => reaching.has(piece.node));
      if (!reachesModel && !sinks.isPromptShape(target, node)) continue;
      result.push({
        span: ir.span(node),
        pieces: pieces.map(({ text, span }) => ({ text, span })),
        enclosing: enclosing(target, node),
        reachesModel,
      });
    }
    for (const node of facts.texts) {
      if (inside.has(node)) continue;
      const operation = ir.operation(node);
      if (operation.op !== "text" || operation.text.length < 2) continue;
      const reachesModel = reaching.has(node);
      if (!reachesModel && !readsLikePrompt(operation.text)) continue;
      const span = ir.span(node);
      const quote = /^[a-zA-Z]*("""|'''|["'`])/.exec(target.text.slice(span.start, span.start + 8));
      const open = quote ? quote[0].length : 0;
      const close = quote ? quote[1]!.length : 0;
      result.push({
        span,
        pieces: [
          {
            text: operation.text,
            span: { start: span.start + open, end: Math.max(span.start + open, span.end - close) },
          },
        ],
        enclosing: enclosing(target, node),
        reachesModel,
      });
    }
    return result.sort((a, b) => a.span.start - b.span.start);
  }

  function answer(file: string, token: CancellationToken, budget: number): FileFlows {
    const known = answers.get(file);
    if (known) {
      for (const touched of known.files) touchedFiles.add(touched);
      for (const name of known.names) touchedNames.add(name);
      answers.delete(file);
      answers.set(file, known);
      return known.result;
    }
    const target = files.get(file);
    if (!target) return { file, sinks: [], literals: [], prompts: [], templates: [], partial: false };
    const outer = { files: touchedFiles, names: touchedNames };
    touchedFiles = new Set([file]);
    touchedNames = new Set();
    computing.add(file);
    try {
      const result = compute(target, token, budget);
      if (!result.partial) {
        answers.set(file, { files: touchedFiles, names: touchedNames, result });
        if (answers.size > keptAnswers) answers.delete(answers.keys().next().value!);
      }
      affected.delete(file);
      return result;
    } finally {
      computing.delete(file);
      // Whoever asked rests on all that this answer rests on.
      for (const touched of touchedFiles) outer.files.add(touched);
      for (const name of touchedNames) outer.names.add(name);
      if (computing.size === 0) {
        for (const touched of touchedFiles) {
          const used = files.get(touched);
          if (used && open.delete(used)) open.add(used);
        }
        closeOldest();
      }
      touchedFiles = outer.files;
      touchedNames = outer.names;
    }
  }

  function enclosing(target: FlowFile, node: number): string {
    return target.ir.functions[target.ir.functionOf(node)]?.qualifiedName ?? "<module>";
  }

  return {
    setFile(file, language, text, tree) {
      const ir = lowerTree(language, tree, text, files.has(file));
      if (ir) set(file, (input) => flowFileOf(input, ir, text), text);
    },
    setBytes: (file, bytes) => set(file, (input) => flowFileOfBytes(input, bytes)),
    ir: (file) => files.get(file)?.ir,
    bytes: (file) => files.get(file)?.bytes(),
    removeFile(file) {
      const before = files.get(file);
      if (!before) return;
      files.delete(file);
      closed(before);
      unindex(before);
      modules.removeFile(file);
      invalidate(file, before.head.calls, "files");
      affected.delete(file);
    },
    has: (file) => files.has(file),
    flows: (file, token = neverCancelled, budget = defaultBudget) => answer(file, token, budget),
    takeAffected() {
      const list = [...affected].filter((file) => files.has(file));
      affected.clear();
      return list;
    },
  };
}

/** The same questions about names are asked for every sink. */
function rememberNames(classify: NameClassifier): NameClassifier {
  const identifiers = new Map<string, ReturnType<NameClassifier["identifier"]>>();
  const records = new Map<string, ReturnType<NameClassifier["record"]>>();
  return {
    identifier(question) {
      const { name, receiver, receiverType, siblings, declaredType, kind } = question;
      const key = [name, receiver?.toString(), receiverType, siblings?.join(), declaredType, kind].join("\n");
      if (identifiers.has(key)) return identifiers.get(key);
      if (identifiers.size > 50_000) identifiers.clear();
      const verdict = classify.identifier(question);
      identifiers.set(key, verdict);
      return verdict;
    },
    record(name, type) {
      const key = `${name}\n${type ?? ""}`;
      if (records.has(key)) return records.get(key);
      if (records.size > 50_000) records.clear();
      const certainty = classify.record(name, type);
      records.set(key, certainty);
      return certainty;
    },
  };
}
