import type { Tree } from "web-tree-sitter";
import type { FlowCatalog } from "../catalog/entries.ts";
import type { CodeLanguage } from "../documents/document.ts";
import { type CancellationToken, type CategoryName, neverCancelled, throwIfCancelled } from "../model/index.ts";
import { createAccessPaths } from "./access-path.ts";
import { createPatternSet } from "./api-patterns.ts";
import { createDefinerIndex, namesDefinedBy } from "./definers.ts";
import { isExposed } from "./exposed.ts";
import type { FlowFile, NodeRef } from "./file-facts.ts";
import { type FileGroups, groupFiles } from "./file-groups.ts";
import { type FlowFileInput, flowFileOf, flowFileOfBytes, type HeldFile } from "./flow-file.ts";
import { placeOf, statesTo } from "./flow-path.ts";
import { type FlowAt, flowOf } from "./found-flow.ts";
import { lowerTree } from "./front-ends/front-end.ts";
import { sinkGroup } from "./handed-over.ts";
import type { ColumnarIr } from "./ir-columns.ts";
import { createLinker } from "./link/linker.ts";
import { createModuleResolver } from "./modules.ts";
import { createOpenFiles } from "./open-files.ts";
import { learnedFrom, type NameClassifier } from "./origins.ts";
import { promptLiterals } from "./prompt-literals.ts";
import { reconstruct } from "./reconstruct/reconstruct.ts";
import { rememberNames } from "./remembered-names.ts";
import type { CodePlace, FileFlows, PromptConstruction, SinkHit, TemplateFlows } from "./result.ts";
import { createClientJudge } from "./sanitized-clients.ts";
import type { Found, SolverInput } from "./search/context.ts";
import { type Search, search } from "./search/search.ts";
import { assignFlows, formRank } from "./sink-hits.ts";
import { isLearnedFrom, type SinkSite } from "./sink-site.ts";
import { createSinkFinder } from "./sinks.ts";
import { createSiteFinder } from "./sites.ts";
import { createTemplateFiller } from "./templates/template-fills.ts";
import { type TemplateFlowsInput, templateFlowsOf } from "./templates/template-flows.ts";
import { createSourceReader } from "./templates/template-sources.ts";
import { isToldElsewhere } from "./told-elsewhere.ts";
import { toolAround } from "./tool-names.ts";
import { carriedOn, writesOf } from "./written-files.ts";

export interface FlowEngineOptions {
  readonly catalog: FlowCatalog;
  readonly classify: NameClassifier;
  /** Text of another file of the workspace (`tsconfig.json`, a template); `undefined` where there is none. */
  readText(file: string): string | undefined;
  /** The text of the code of a file that was set; without it the texts that files are set with are kept. */
  codeText?(file: string): string | undefined;
  /** Nodes of the files that are open at once; the others are kept as bytes, a fifth of the size. */
  readonly openNodes?: number | undefined;
  /** All files are set before anything is asked, and few change: files that cannot touch each other are kept apart. */
  readonly isWhole?: boolean | undefined;
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
  /** A file that is no code came, went or changed: a template that code may fill. */
  otherChanged(file: string): void;
  /**
   * What the code that was set fills the placeholders of a template file with.
   * @param budget milliseconds; what is found until then is given back, marked `partial`
   * @throws CancelledError
   */
  templateFlows(file: string, token?: CancellationToken, budget?: number): TemplateFlows;
  /**
   * @param budget milliseconds; what is found until then is given back, marked `partial`
   * @throws CancelledError
   */
  flows(file: string, token?: CancellationToken, budget?: number): FileFlows;
  /** The files that were asked for and whose answer may have changed since, by changes of other files. */
  takeAffected(): readonly string[];
}

interface RestsOn {
  readonly files: Set<string>;
  readonly names: Set<string>;
}

/**
 * What a change of a file can change elsewhere: what looked into it; which files may hold wrappers as well, as it exports
 * other names; all that was resolved, as names that are looked for everywhere came or went, or files did.
 */
type Change = "text" | "exports" | "names" | "files";

interface Answer extends RestsOn {
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
  const callIndex = new Map<string, Set<FlowFile>>();
  const answers = new Map<string, Answer>();
  /** What fills template files, by their names. */
  const filled = new Map<string, RestsOn & { readonly result: TemplateFlows }>();
  /** Files other than code that were asked about. */
  const templates = new Set<string>();
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
  let groups: FileGroups | undefined;
  const groupsNow = (): FileGroups | undefined => {
    if (options.isWhole) groups ??= groupFiles(files, modules);
    return groups;
  };
  const linker = createLinker({
    files,
    modules,
    aliases,
    readAliases,
    filesCalling: (name, near) => groupsNow()?.calling(name, near) ?? callIndex.get(name) ?? [],
    groups: groupsNow,
    touched: (file) => touchedFiles.add(file),
    touchedName: (name) => touchedNames.add(name),
  });
  const templateEntries = withCalls(catalog.templates);
  const reader = createSourceReader({ linker, entries: templateEntries });
  const filler = createTemplateFiller({
    reader,
    entries: templateEntries,
    readText: options.readText,
    touched: (file) => touchedFiles.add(file),
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
    templates: filler,
    touched: (file) => touchedFiles.add(file),
  };
  const datasetSolver: SolverInput = { ...solver, classify: learnedFrom(classify) };
  const fillings: TemplateFlowsInput = {
    solver,
    paths,
    filler,
    filesCalling(name) {
      touchedNames.add(name);
      return callIndex.get(name) ?? [];
    },
    touched: (file) => touchedFiles.add(file),
  };
  const open = createOpenFiles(options.openNodes ?? defaultOpenNodes, linker.release);
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
  function invalidate(file: string, versions: readonly FlowFile[], change: Change): void {
    groups = undefined;
    const used = new Set(versions.flatMap(({ head }) => head.calls));
    const everything = change === "files";
    const wrapping = change === "names" || change === "exports" ? wrapperNames(versions) : undefined;
    const stale = linker.forget(everything ? undefined : file);
    if (change === "names") linker.forget();
    sites.forget(change === "text" ? stale : undefined);
    filler.forget();
    forgetAnswers(
      file,
      (asked, answer) =>
        everything ||
        stale.has(asked) ||
        [...answer.files].some((one) => stale.has(one)) ||
        [...answer.names].some((name) => used.has(name)) ||
        (wrapping && files.get(asked)?.head.calls.some((name) => wrapping.has(name))) === true,
    );
  }

  function forgetAnswers(changed: string, rests: (asked: string, answer: RestsOn) => boolean): void {
    for (const known of [answers, filled]) {
      for (const [asked, answer] of known) {
        if (!rests(asked, answer)) continue;
        known.delete(asked);
        if (asked !== changed) affected.add(asked);
      }
    }
  }

  function changeOf(before: FlowFile, next: FlowFile): Change {
    const same = (a: readonly string[], b: readonly string[]): boolean => {
      const names = new Set(a);
      return names.size === new Set(b).size && b.every((name) => names.has(name));
    };
    const methods = ({ head }: FlowFile): string[] => head.methods.map(({ name }) => name);
    if (!same(before.head.calls, next.head.calls) || !same(methods(before), methods(next))) return "names";
    return same(before.head.exports, next.head.exports) ? "text" : "exports";
  }

  /**
   * Names under which wrappers may have come or gone as the names of a file changed: those that it defines, and those that
   * are defined by what calls them.
   */
  function wrapperNames(versions: readonly FlowFile[]): ReadonlySet<string> {
    const names = new Set<string>();
    for (const name of new Set(versions.flatMap(namesDefinedBy))) {
      names.add(name);
      for (const calling of callIndex.get(name) ?? []) for (const other of namesDefinedBy(calling)) names.add(other);
    }
    return names;
  }

  function unindex(before: FlowFile): void {
    definers.remove(before);
    for (const name of before.head.calls) {
      const list = callIndex.get(name);
      list?.delete(before);
      if (list?.size === 0) callIndex.delete(name);
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
      onOpen: open.opened,
    });
    if (next.isOpen) open.opened(next);
    if (before) open.closed(before);
    files.set(file, next);
    if (before) unindex(before);
    for (const name of next.head.calls) {
      const list = callIndex.get(name);
      if (list) list.add(next);
      else callIndex.set(name, new Set([next]));
    }
    definers.add(next);
    if (!before) modules.addFile(file);
    const change = before === undefined ? "files" : changeOf(before, next);
    invalidate(file, before ? [before, next] : [next], change);
    open.closeOldest();
  }

  /** The flows of a search that pass a node: those of the prompt that begins there. */
  function flowsWithin(site: SinkSite, start: NodeRef, within: Search): FlowAt[] {
    return within.found.flatMap((found) => {
      const states = statesTo(found.state);
      const at = states.findIndex((state) => state.node === start.node && state.file === start.file && !state.entry);
      if (found.judgement.isOwnTurn && !isLearnedFrom(site)) return [];
      if (at < 0 || !isExposed(site, found) || isToldElsewhere(site, found, sinks.isAnswerShape)) return [];
      const flow = flowOf(site, found, sinks.isPromptShape, states.slice(at));
      return reportedWhereItEnters(site, flow) ? [] : [flow];
    });
  }

  /** Whether the file in which data is handed over to a maker of messages reports it itself. */
  function reportedWhereItEnters(site: SinkSite, { flow }: FlowAt): boolean {
    if (site.form !== "message" || site.kind === "tool-result") return false;
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

  /** Where the search of a sink begins; of a tool's answer with the tool's name, which says what it reads. */
  function startsOf({ kind, starts }: SinkSite): SinkSite["starts"] {
    if (kind !== "tool-result") return starts;
    return starts.map((start) => ({ ...start, tool: toolAround(start.ref.file, start.ref.node) ?? "" }));
  }

  /** The search of a sink leaves to other files what their own calls of a wrapper tell. */
  function solverFor(site: SinkSite): SolverInput {
    const group = sinkGroup(site);
    return {
      ...(isLearnedFrom(site) ? datasetSolver : solver),
      isHandedOver: (file, index, parameter, path) =>
        file === site.file && sites.isHandedOver(group, file, index, parameter, path),
    };
  }

  function compute(target: FlowFile, token: CancellationToken, budget: number): FileFlows {
    const deadline = options.now() + budget;
    const outOfTime = (): boolean => token.isCancellationRequested || options.now() > deadline;
    let partial = false;
    const found = sites.sitesOf(target);
    const results: { site: SinkSite; search: Search; flows: FlowAt[] }[] = [];
    const reaching = new Set<number>();
    // Calls first: what they send was asked for then, and need not be searched again for the prompts in it.
    const searched: Search[] = [];
    for (const site of [...found].sort((a, b) => formRank[a.form] - formRank[b.form])) {
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
      const made = search(solverFor(site), startsOf(site), outOfTime);
      searched.push(made);
      throwIfCancelled(token);
      if (!made.complete) partial = true;
      if (site.form === "call" && site.kind === "llm") {
        for (const { file, node } of made.texts) if (file === target) reaching.add(node);
      }
      const flows = made.found
        .filter((found) => isExposed(site, found) && !isToldElsewhere(site, found, sinks.isAnswerShape))
        .map((found) => flowOf(site, found, sinks.isPromptShape));
      if (site.kind === "upload") flows.push(...uploadedLater(site, found, made, outOfTime));
      results.push({ site, search: made, flows: flows.filter((flow) => !reportedWhereItEnters(site, flow)) });
    }
    let prompts: readonly PromptConstruction[] | undefined;
    return {
      file: target.file,
      sinks: assignFlows(results),
      literals: promptLiterals(target, reaching, sinks.isPromptShape),
      // Only a preview asks for these.
      get prompts() {
        prompts ??= files.get(target.file) === target ? constructions(found) : [];
        return prompts;
      },
      partial,
    };
  }

  /** What was written before to a file that an upload names. */
  function uploadedLater(
    upload: SinkSite,
    sites: readonly SinkSite[],
    named: Search,
    outOfTime: () => boolean,
  ): FlowAt[] {
    return writesOf(sites, named.texts, reader).flatMap((write) =>
      search(datasetSolver, write.site.starts, outOfTime).found.map((one) =>
        carriedOn(flowOf(upload, one, sinks.isPromptShape), write, upload),
      ),
    );
  }

  /** The prompts of a file: its calls, and what is written as a prompt and goes into none of them. */
  function constructions(sites: readonly SinkSite[]): PromptConstruction[] {
    const known = new Map<string, readonly CategoryName[]>();
    const lastCall = options.now() + reconstructionBudget;
    const categoriesOf = (ref: NodeRef, steps: readonly string[] = []): readonly CategoryName[] => {
      const key = `${ref.file.id}:${ref.node}:${steps.join(".")}`;
      let categories = known.get(key);
      if (!categories) {
        if (options.now() > lastCall) return [];
        const deadline = Math.min(lastCall, options.now() + 50);
        const made = search(solver, [{ ref, path: paths.of(steps) }], () => options.now() > deadline);
        categories = [...new Set(made.found.filter(isData).flatMap((found) => found.judgement.categories))];
        known.set(key, categories);
      }
      return categories;
    };
    const result: PromptConstruction[] = [];
    const used = new Set<number>();
    for (const site of [...sites].sort((a, b) => formRank[a.form] - formRank[b.form] || b.node - a.node)) {
      if (site.kind !== "llm" && site.kind !== "prompt" && site.kind !== "embedding") continue;
      if (site.form !== "call" && used.has(site.node)) continue;
      const made = reconstruct({ linker, templates: filler, categoriesOf }, site);
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

  /** Asks something, and gives with the answer what it rests on. Whoever asked rests on all of that, too. */
  function resting<T>(file: string, ask: () => T): RestsOn & { readonly result: T } {
    const outer = { files: touchedFiles, names: touchedNames };
    touchedFiles = new Set([file]);
    touchedNames = new Set();
    computing.add(file);
    try {
      const result = ask();
      return { files: touchedFiles, names: touchedNames, result };
    } finally {
      computing.delete(file);
      for (const touched of touchedFiles) outer.files.add(touched);
      for (const name of touchedNames) outer.names.add(name);
      if (computing.size === 0) {
        for (const touched of touchedFiles) {
          const used = files.get(touched);
          if (used) open.needed(used);
        }
        open.closeOldest();
      }
      touchedFiles = outer.files;
      touchedNames = outer.names;
    }
  }

  function templateAnswer(file: string, token: CancellationToken, budget: number): TemplateFlows {
    const known = filled.get(file);
    if (known) return known.result;
    templates.add(file);
    const deadline = options.now() + budget;
    const made = resting(file, () => templateFlowsOf(fillings, file, token, () => options.now() > deadline));
    if (!made.result.partial) filled.set(file, made);
    affected.delete(file);
    return made.result;
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
    if (!target) return { file, sinks: [], literals: [], prompts: [], partial: false };
    const made = resting(file, () => compute(target, token, budget));
    if (!made.result.partial) {
      answers.set(file, made);
      if (answers.size > keptAnswers) answers.delete(answers.keys().next().value!);
    }
    affected.delete(file);
    return made.result;
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
      open.closed(before);
      unindex(before);
      modules.removeFile(file);
      invalidate(file, [before], "files");
      affected.delete(file);
    },
    otherChanged(file) {
      if (!filler.textChanged(file)) return;
      filler.forget();
      forgetAnswers(file, (asked, { files: used }) => asked === file || used.has(file));
    },
    has: (file) => files.has(file),
    templateFlows: (file, token = neverCancelled, budget = defaultBudget) => templateAnswer(file, token, budget),
    flows: (file, token = neverCancelled, budget = defaultBudget) => answer(file, token, budget),
    takeAffected() {
      const list = [...affected].filter((file) => files.has(file) || templates.has(file));
      affected.clear();
      return list;
    },
  };
}
