import type { ArgumentPath, PropagatorEntry, SanitizerEntry, SinkEntry, SourceEntry } from "../catalog/entries.ts";
import type { AccessPath, AccessPaths } from "./access-path.ts";
import { isIndex, stepMatches } from "./access-path.ts";
import type { ApiPath, PatternSet } from "./api-patterns.ts";
import { carriesNothing, looksUp, namedSanitizer, weakensOnly } from "./call-names.ts";
import { type FlowFile, isRoleKey, type NodeRef, nameOfCallee } from "./file-facts.ts";
import type { IrArgument, IrFunction, IrOperation, NodeId } from "./ir.ts";
import type { Denotation, Linker } from "./linker.ts";
import { isChoiceOfConstants, type Judgement, judgeOrigin, type NameClassifier } from "./origins.ts";
import { listedNames, pickedKeys, type SelectedField, selectedFields } from "./selections.ts";

/** How a state was reached from the one nearer to the sink. */
export type Step =
  | "start"
  | "value"
  | "bind"
  | "piece"
  | "entry"
  | "argument"
  | "parameter"
  | "return"
  | "member"
  | "field"
  | "call"
  | "serialize";

/**
 * One question of the search: what reaches `node` at `path`? Searching runs from sinks to sources, so a state's
 * parent is nearer to the sink.
 */
export interface State {
  readonly file: FlowFile;
  readonly node: NodeId;
  readonly path: AccessPath;
  /** The call of a function that is being looked into; `undefined` where any caller may be meant. */
  readonly entry: Entry | undefined;
  readonly parent: State | undefined;
  /** Where a called function was left through a parameter: the state there. */
  readonly through: State | undefined;
  readonly step: Step;
  readonly label: string | undefined;
  readonly confidence: number;
  /** Names the value was given since it was last changed, nearest to the sink last. */
  readonly aliases: readonly string[];
  /** Names of what a member was taken from, outermost first. */
  readonly owners: readonly string[];
  readonly serialized: Serialized;
  readonly weak: string | undefined;
  /** The member access that the first step of `path` comes from. */
  readonly access: State | undefined;
  /** A type that was declared for the value on the way, and how long the path was there. */
  readonly typed: DeclaredType | undefined;
}

interface DeclaredType {
  readonly file: FlowFile;
  readonly node: NodeId;
  readonly length: number;
}

/** How the whole of an object came into a text: as it prints itself, or through a call that writes it all out. */
export type Serialized = "no" | "text" | "record";

interface KnownFields {
  readonly className: string;
  readonly fields: readonly { readonly name: string; readonly type: string | undefined }[];
}

interface Entry {
  readonly id: number;
  readonly file: FlowFile;
  readonly index: number;
  /** The states that wait for what the function takes from its parameters. */
  readonly sites: { readonly state: State; readonly call: NodeId }[];
  readonly exits: { readonly parameter: number; readonly state: State }[];
}

export interface Found {
  readonly state: State;
  readonly judgement: Judgement;
  /** Where the source stands. */
  readonly place: NodeRef;
  readonly entry: string | undefined;
  readonly label: string | undefined;
}

export interface SolverInput {
  readonly linker: Linker;
  readonly paths: AccessPaths;
  readonly classify: NameClassifier;
  readonly sourceCalls: PatternSet<SourceEntry>;
  readonly sourceReads: PatternSet<SourceEntry>;
  readonly sourceTypes: PatternSet<SourceEntry>;
  readonly sourceHandlers: PatternSet<SourceEntry>;
  readonly sanitizers: PatternSet<SanitizerEntry>;
  readonly propagators: PatternSet<PropagatorEntry>;
  /** Calls of models: what they answer is made of what they were sent, but seldom is it. */
  readonly modelCalls: PatternSet<SinkEntry>;
  touched(file: string): void;
}

export interface Search {
  readonly found: readonly Found[];
  /** Constants that reach the sink, in this search. */
  readonly texts: readonly NodeRef[];
  readonly complete: boolean;
  /** Whether the search asked for this, with no call in mind. */
  covers(ref: NodeRef, path: AccessPath): boolean;
}

const maxStates = 6000;
/** Fields that hold what a call made of its arguments. */
const resultFields = new Set(
  (
    "data value values result results content contents text texts body output outputs response message messages " +
    "prompt prompts payload json parsed items rows string html markdown page_content pageContent stdout choices parts input"
  ).split(" "),
);

/** Searches backwards from a value to the personal data that can reach it. */
export function search(
  input: SolverInput,
  starts: readonly { readonly ref: NodeRef; readonly path: AccessPath }[],
  outOfTime: () => boolean,
): Search {
  const { linker, paths, classify } = input;
  const queue: State[] = [];
  const seen = new Map<number, Set<number>>();
  const entries = new Map<string, Entry>();
  const found: Found[] = [];
  const foundKeys = new Set<string>();
  const texts: NodeRef[] = [];
  let complete = true;

  /** Marks a question as asked; `false` where it was before. */
  function isNew(file: FlowFile, node: NodeId, path: AccessPath, entry: Entry | undefined): boolean {
    const id = entry ? entry.id : -1;
    let known = seen.get(id);
    if (!known) {
      known = new Set();
      seen.set(id, known);
    }
    // 18 bits of file, 20 of node and 14 of path fit a double's 53.
    const key = (file.id * 0x100000 + node) * 0x4000 + path.id;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  }

  function visit(
    from: State,
    file: FlowFile,
    node: NodeId,
    path: AccessPath,
    step: Step,
    change: {
      readonly entry?: Entry | undefined;
      readonly label?: string | undefined;
      readonly factor?: number;
      readonly alias?: string;
      readonly owner?: string;
      /** The value is not the same any more: names it had do not speak for what goes into it. */
      readonly changed?: boolean;
      readonly serialized?: Serialized;
      readonly weak?: string;
      readonly through?: State;
      readonly access?: State | undefined;
      readonly typed?: DeclaredType | undefined;
    } = {},
  ): void {
    const entry = "entry" in change ? change.entry : from.entry;
    if (queue.length >= maxStates) {
      complete = false;
      return;
    }
    if (!isNew(file, node, path, entry)) return;
    const aliases = change.changed ? [] : from.aliases;
    queue.push({
      file,
      node,
      path,
      entry,
      parent: from,
      through: change.through,
      step,
      label: change.label,
      confidence: from.confidence * (change.factor ?? 1),
      aliases: change.alias === undefined ? aliases : [change.alias, ...aliases].slice(0, 4),
      owners:
        path.steps.length === 0
          ? []
          : change.owner === undefined || change.owner.length < 3
            ? from.owners
            : [change.owner, ...from.owners].slice(0, 4),
      serialized: change.serialized ?? from.serialized,
      weak: change.weak ?? from.weak,
      access: "access" in change ? change.access : path.steps.length === 0 ? undefined : from.access,
      typed: change.changed ? undefined : (change.typed ?? from.typed),
    });
  }

  function report(state: State, judgement: Judgement, entry?: string, label?: string): void {
    const at = state.access ?? state;
    const key = `${at.file.id}:${at.node}:${judgement.categories.join()}`;
    if (foundKeys.has(key)) return;
    foundKeys.add(key);
    found.push({
      state,
      judgement: { ...judgement, confidence: judgement.confidence * Math.max(0.5, state.confidence) },
      place: { file: at.file, node: at.node },
      entry,
      label,
    });
  }

  // ---- origins

  function typeTextOf(file: FlowFile, node: NodeId): string | undefined {
    const type = file.ir.typeOf(node);
    return type === undefined ? undefined : textOfType(file, type);
  }

  function textOfType(file: FlowFile, type: NodeId): string | undefined {
    const span = file.ir.span(type);
    const text = file.text.slice(span.start, span.end).replace(/^\s*:\s*/, "");
    return text.length > 0 && text.length < 80 ? text : undefined;
  }

  /** The fields of the workspace's class that a value is an instance of, through a first member if asked. */
  function fieldsOf(list: readonly Denotation[], through: readonly string[]): KnownFields | undefined {
    for (const one of list) {
      if (one.kind !== "instance" && one.kind !== "collection") continue;
      if (one.kind === "collection") {
        const operation = one.file.ir.operation(one.node);
        const inner = operation.op === "collection" ? operation.entries[0] : undefined;
        if (!inner || inner.key !== undefined) continue;
        const fields = fieldsOf(linker.instancesOf(one.file, inner.value), through);
        if (fields) return fields;
        continue;
      }
      const lineage = linker.lineage(one.file, one.index);
      const all = lineage.flatMap((owner) => {
        const declared = linker.classAt(owner.file, owner.index);
        if (declared.kind === "enum") return [];
        return declared.fields.map((field) => ({ owner, field }));
      });
      const [first, ...rest] = through.filter((step) => step !== "*" && !isIndex(step));
      if (first !== undefined && rest.length + 1 > 1) {
        const next = all.find(({ field }) => field.name === first);
        if (next?.field.type === undefined) continue;
        const deeper = fieldsOf(linker.instancesOf(next.owner.file, next.field.type), rest);
        if (deeper) return deeper;
        continue;
      }
      if (all.length > 0) {
        return {
          className: linker.classAt(one.file, one.index).name,
          fields: all.map(({ field }) => ({ name: field.name, type: field.typeText })),
        };
      }
    }
    return undefined;
  }

  /** A value of which nothing more is known: its names and type decide. */
  function origin(state: State, name: string | undefined, isCall = false): void {
    const { file, node, path } = state;
    const { typed } = state;
    const declared = typed && path.steps.length >= typed.length ? typed : undefined;
    const known =
      fieldsOf(linker.denote(file, node), path.steps) ??
      (declared &&
        fieldsOf(
          linker.instancesOf(declared.file, declared.node),
          path.steps.slice(path.steps.length - declared.length),
        ));
    const written =
      typeTextOf(file, node) ??
      (declared && path.steps.length === declared.length ? textOfType(declared.file, declared.node) : undefined);
    const type = known?.className ?? written;
    const last = path.steps.findLast((step) => step !== "*" && !isIndex(step));
    const said = last === undefined ? written : known?.fields.find((field) => field.name === last)?.type;
    if (said !== undefined && isChoiceOfConstants(said)) return;
    const judgement = judgeOrigin(
      {
        path: path.steps,
        name,
        aliases: state.aliases,
        owners: state.owners,
        type,
        serialized: state.serialized,
        fields: known?.fields.filter((field) => path.steps.length > 0 || !path.without.includes(field.name)),
        isCall,
      },
      classify,
    );
    if (judgement) report(state, judgement);
    else nameOnTheWay(state);
  }

  /**
   * What was made of something unknown and given a name that says what it is: `resume_text = "\n".join(pages)`.
   * A sanitizer on the way would have ended the search before.
   */
  function nameOnTheWay(state: State): void {
    for (let at: State | undefined = state, hops = 0; at && hops < 60; at = at.parent, hops++) {
      if (at.path.steps.length > 0 || at.through) continue;
      const operation = at.file.ir.operation(at.node);
      if (operation.op !== "bind" && operation.op !== "parameter") continue;
      const verdict = classify.identifier({ name: operation.name, declaredType: typeTextOf(at.file, at.node) });
      if (!verdict || verdict.tier === "unsure") continue;
      report(at, {
        kind: verdict.document ? "document" : "identifier",
        categories: [verdict.category],
        confidence: verdict.confidence * 0.8,
        wholeRecord: false,
      });
      return;
    }
  }

  /** An instance of the workspace's class that comes out of a library: a row of a model, parsed data. */
  function instanceOrigin(state: State, file: FlowFile, index: number): boolean {
    const steps = state.path.steps.filter(
      (step) => step !== "objects" && step !== "query" && step !== "*" && !isIndex(step),
    );
    const known = fieldsOf([{ kind: "instance", file, index }], steps);
    if (!known) return false;
    const judgement = judgeOrigin(
      {
        path: steps,
        name: linker.classAt(file, index).name,
        aliases: state.aliases,
        owners: state.owners,
        type: known.className,
        serialized: state.serialized,
        fields: known.fields,
        isCall: true,
      },
      classify,
    );
    if (judgement) report(state, judgement);
    return true;
  }

  /** The state with the type its node is declared to be of, unless one nearer to the sink said more. */
  function withType(state: State): State {
    if (state.typed) return state;
    const node = state.file.ir.typeOf(state.node);
    return node === undefined
      ? state
      : { ...state, typed: { file: state.file, node, length: state.path.steps.length } };
  }

  function matchSource(set: PatternSet<SourceEntry>, list: readonly ApiPath[]): SourceEntry | undefined {
    if (set.isEmpty) return undefined;
    for (const path of list) {
      const entry = set.match(path)[0];
      if (entry) return entry;
    }
    return undefined;
  }

  /** Reports a catalogue source, unless a field taken from it has a name that says more. */
  function catalogSource(state: State, entry: SourceEntry): void {
    const before = found.length;
    if (state.path.steps.length > 0) origin(state, undefined);
    if (found.length > before) return;
    // One field of a record, and its name says nothing.
    if (entry.kind === "record" && state.path.steps.some((step) => step !== "*" && !isIndex(step))) return;
    report(
      state,
      {
        kind: entry.kind,
        categories: entry.categories,
        confidence: entry.confidence ?? 0.8,
        wholeRecord: entry.kind === "record",
      },
      entry.id,
      entry.label,
    );
  }

  // ---- functions

  function enter(
    state: State,
    call: NodeId,
    file: FlowFile,
    index: number,
    values: readonly NodeId[],
    path: AccessPath,
    label: string,
  ): void {
    const key = `${file.id}:${index}:${path.id}:${values[0] ?? -1}`;
    input.touched(file.file);
    let entry = entries.get(key);
    if (!entry) {
      entry = { id: entries.size, file, index, sites: [], exits: [] };
      entries.set(key, entry);
    }
    const site = { state, call };
    entry.sites.push(site);
    const declared = state.typed ? undefined : linker.declaredResult(file, index);
    const typed = declared === undefined ? state.typed : { file, node: declared, length: path.steps.length };
    for (const value of values) visit(state, file, value, path, "return", { entry, label, typed });
    for (const exit of [...entry.exits]) leave(entry, exit, site);
  }

  /** Goes on at the call site with what a function takes from one of its parameters. */
  function leave(entry: Entry, exit: Entry["exits"][number], site: Entry["sites"][number]): void {
    const target = linker.functionAt(entry.file, entry.index);
    toArguments(
      exit.state,
      { file: site.state.file, node: site.call },
      entry.file,
      entry.index,
      target,
      exit.parameter,
      {
        entry: site.state.entry,
        through: exit.state,
        parent: site.state,
      },
    );
  }

  /** Visits what a call hands over for a parameter. `false` where that cannot be told. */
  function toArguments(
    state: State,
    call: NodeRef,
    ownerFile: FlowFile,
    functionIndex: number,
    target: IrFunction,
    parameter: number,
    how: { readonly entry: Entry | undefined; readonly through?: State; readonly parent?: State },
  ): boolean {
    const operation = call.file.ir.operation(call.node);
    if (operation.op === "member" && parameter === -1) {
      // An accessor: what it reads of its object.
      visit(state, call.file, operation.base, state.path, "value", {
        entry: how.entry,
        ...(how.through && how.parent && { through: how.parent }),
      });
      return true;
    }
    if (operation.op !== "call") return false;
    const { path } = state;
    const label = target.name === "<lambda>" ? "passed to a callback" : `passed to \`${target.name}\``;
    const go = (node: NodeId, wanted: AccessPath, change: { factor?: number; alias?: string } = {}): void => {
      visit(state, call.file, node, wanted, "parameter", {
        entry: how.entry,
        label,
        ...(how.through && how.parent && { through: how.parent }),
        ...change,
      });
    };
    const handed = ownerFile === call.file ? handedAs(call, functionIndex) : undefined;
    if (handed !== undefined) return toCallback(operation, call, handed, parameter, path, go);
    if (parameter === -1) {
      const receiver = receiverOf(call.file, operation);
      if (receiver !== undefined) go(receiver, path);
      else if (path.steps.length > 0) go(operation.callee, path);
      return true;
    }
    const declared = target.parameters[parameter];
    if (!declared) return true;
    const shift = explicitSelf(call, operation, ownerFile, functionIndex, target) ? 1 : 0;
    let position = -shift;
    let spreads = 0;
    for (const argument of operation.arguments) {
      if (argument.spread === "list") {
        if (declared.kind === "rest") go(argument.value, path);
        else if (declared.kind === "positional" && parameter >= position) {
          go(argument.value, paths.under(spreads > 0 ? "*" : String(parameter - position), path));
        }
        spreads++;
        continue;
      }
      if (argument.spread === "record") {
        if (declared.kind === "keywordRest") go(argument.value, path);
        else go(argument.value, paths.under(declared.name, path));
        continue;
      }
      if (argument.name !== undefined) {
        if (argument.name === declared.name && declared.kind !== "rest") go(argument.value, path);
        else if (declared.kind === "keywordRest" && !target.parameters.some((other) => other.name === argument.name)) {
          const [first] = path.steps;
          if (first === undefined) go(argument.value, path);
          else if (stepMatches(first, argument.name)) go(argument.value, paths.rest(path));
        }
        continue;
      }
      if (declared.kind === "rest") {
        if (position >= parameter) {
          const [first] = path.steps;
          if (first === undefined) go(argument.value, path);
          else if (stepMatches(first, String(position - parameter))) go(argument.value, paths.rest(path));
        }
      } else if (declared.kind === "positional" && (position === parameter || (spreads > 0 && position <= parameter))) {
        go(argument.value, path);
      }
      position++;
    }
    return true;
  }

  /** `Class.method(self, x)`: the receiver is written among the arguments. */
  function explicitSelf(
    call: NodeRef,
    operation: IrOperation & { op: "call" },
    file: FlowFile,
    index: number,
    target: IrFunction,
  ): boolean {
    if (target.self === undefined || target.class === undefined || call.file.ir.language !== "python") return false;
    const callee = call.file.ir.operation(operation.callee);
    if (callee.op !== "member" || callee.name !== target.name) return false;
    return linker
      .denote(call.file, callee.base)
      .some(
        (one) =>
          one.kind === "class" &&
          linker.findMethod(one.file, one.index, target.name)?.index === index &&
          one.file === file,
      );
  }

  function handedAs(call: NodeRef, functionIndex: number): number | undefined {
    return call.file.facts.handedOver.get(functionIndex)?.find((use) => use.call === call.node)?.argument;
  }

  /** What a call hands to a function it was given: the elements of what is mapped over, the resolved value … */
  function toCallback(
    operation: IrOperation & { op: "call" },
    call: NodeRef,
    handed: number,
    position: number,
    path: AccessPath,
    go: (node: NodeId, path: AccessPath, change?: { factor?: number }) => void,
  ): boolean {
    const name = nameOfCallee(call.file.ir, operation.callee) ?? "";
    const receiver = receiverOf(call.file, operation);
    const others = operation.arguments.filter((_, index) => index !== handed);
    let parameter = position;
    if (parameter < 0) return true;
    const bound = partialArguments(call.file, operation.arguments[handed]!.value);
    if (bound > 0) {
      if (parameter < bound) return true;
      parameter -= bound;
    }
    if (
      receiver !== undefined &&
      call.file.ir.language === "python" &&
      /^(?:map|imap|imap_unordered|map_async|starmap)$/.test(name)
    ) {
      const list = others.filter((argument) => argument.name === undefined)[parameter];
      if (list) {
        go(list.value, paths.under("*", path));
        return true;
      }
    }
    if (
      receiver !== undefined &&
      /^(?:map|filter|forEach|flatMap|find|findLast|some|every|sort|toSorted|apply|applymap|transform|each|group|groupBy|sortBy|pipe|assign)$/.test(
        name,
      )
    ) {
      if (parameter === 0) go(receiver, paths.under("*", path));
      return true;
    }
    if (/^reduce(?:Right)?$/.test(name)) {
      const list = receiver !== undefined && call.file.ir.language !== "python" ? receiver : others[0]?.value;
      const initial =
        receiver !== undefined && call.file.ir.language !== "python" ? others[0]?.value : others[1]?.value;
      if (parameter === 0 && initial !== undefined) go(initial, path);
      if (parameter === 1 && list !== undefined) go(list, paths.under("*", path));
      return true;
    }
    if (receiver !== undefined && /^(?:then|finally|tap|pipe|subscribe|and_then)$/.test(name)) {
      if (parameter === 0 && handed === 0) go(receiver, path);
      return true;
    }
    if (receiver === undefined && /^(?:map|filter|starmap|imap)$/.test(name)) {
      const list = others[parameter] ?? others[0];
      if (list) go(list.value, paths.under("*", path));
      return true;
    }
    if (name === "from" && parameter === 0 && others[0]) {
      go(others[0].value, paths.under("*", path));
      return true;
    }
    if (
      /^(?:submit|run_in_executor|to_thread|run_sync|partial|create_task|call_soon|apply_async|add_task|spawn|after|setTimeout|start_soon|run_in_threadpool|map_async|imap_unordered)$/.test(
        name,
      )
    ) {
      const positional = operation.arguments.filter((argument, index) => argument.name === undefined && index > handed);
      const offset = name === "setTimeout" ? 1 : 0;
      const argument = positional[parameter + offset];
      if (argument) go(argument.value, /^(?:map_async|imap_unordered)$/.test(name) ? paths.under("*", path) : path);
      return true;
    }
    if (name === "Thread" || name === "Process") {
      for (const argument of others) {
        if (argument.name === "args") go(argument.value, paths.under(String(parameter), path));
      }
      return true;
    }
    // A function of the workspace that calls what it was given.
    for (const one of linker.denote(call.file, operation.callee)) {
      if (one.kind !== "function") continue;
      const target = linker.functionAt(one.file, one.index);
      const own = target.parameters[handed];
      if (!own) continue;
      for (const node of one.file.facts.calls) {
        const inner = one.file.ir.operation(node);
        if (inner.op !== "call" || !leadsTo(one.file, inner.callee, own.node)) continue;
        const argument = inner.arguments.filter((candidate) => candidate.name === undefined)[parameter];
        if (argument) visitForeign(one.file, argument.value, path, go);
      }
      return true;
    }
    return false;
  }

  /** How many of the first parameters `partial(f, a, b)` has filled already. */
  function partialArguments(file: FlowFile, node: NodeId): number {
    let at = node;
    for (let hops = 0; hops < 6; hops++) {
      const operation = file.ir.operation(at);
      if (operation.op === "call" && nameOfCallee(file.ir, operation.callee) === "partial") {
        return operation.arguments.filter((argument) => argument.name === undefined && !argument.spread).length - 1;
      }
      if (operation.op !== "same" && operation.op !== "bind") return 0;
      at = operation.value;
    }
    return 0;
  }

  function visitForeign(
    file: FlowFile,
    node: NodeId,
    path: AccessPath,
    _go: (node: NodeId, path: AccessPath) => void,
  ): void {
    foreign.push({ file, node, path });
  }
  const foreign: { file: FlowFile; node: NodeId; path: AccessPath }[] = [];

  function leadsTo(file: FlowFile, start: NodeId, target: NodeId): boolean {
    let node = start;
    for (let hops = 0; hops < 10; hops++) {
      if (node === target) return true;
      const operation = file.ir.operation(node);
      if (operation.op === "same" || operation.op === "bind") node = operation.value;
      else if (operation.op === "after") node = operation.before;
      else if (operation.op === "capture" || operation.op === "choice") {
        const inputs = operation.op === "capture" ? operation.versions : operation.inputs;
        if (inputs.includes(target)) return true;
        if (inputs[0] === undefined) return false;
        node = inputs[0];
      } else return false;
    }
    return false;
  }

  function receiverOf(file: FlowFile, operation: IrOperation & { op: "call" }): NodeId | undefined {
    let callee = file.ir.operation(operation.callee);
    if (callee.op === "same") callee = file.ir.operation(callee.value);
    if (callee.op !== "member") return undefined;
    const base = file.ir.operation(callee.base);
    return base.op === "global" && base.name === "super" ? (selfAround(file, callee.base) ?? callee.base) : callee.base;
  }

  /** The `this` that `super` at a place goes with. */
  function selfAround(file: FlowFile, node: NodeId): NodeId | undefined {
    for (let index: number | undefined = file.ir.functionOf(node); index !== undefined; ) {
      const around: IrFunction | undefined = file.ir.functions[index];
      if (around?.self !== undefined) return around.self;
      index = around?.enclosing;
    }
    return undefined;
  }

  function parameter(state: State, name: string, index: number): void {
    const { file, node, path } = state;
    const functionIndex = file.ir.functionOf(node);
    const target = linker.functionAt(file, functionIndex);
    if (!target) return;
    const declared = target.parameters[index];
    const byType = matchSource(input.sourceTypes, typePaths(file, node));
    if (byType) {
      catalogSource(state, byType);
      return;
    }
    if (declared?.default !== undefined) {
      visit(state, file, declared.default, path, "value", { alias: name });
    }
    const entry = state.entry;
    if (entry && entry.file === file && entry.index === functionIndex) {
      const exit = { parameter: index, state };
      entry.exits.push(exit);
      for (const site of [...entry.sites]) leave(entry, exit, site);
      return;
    }
    if (index === -1) {
      selfParameter(state, target);
      return;
    }
    let called = false;
    const named: State = {
      ...state,
      aliases: path.steps.length === 0 ? [name, ...state.aliases].slice(0, 4) : state.aliases,
      owners: path.steps.length > 0 && name.length > 2 ? [name, ...state.owners].slice(0, 4) : state.owners,
    };
    for (const use of file.facts.handedOver.get(functionIndex) ?? []) {
      const before = foreign.length;
      const told = toArguments(named, { file, node: use.call }, file, functionIndex, target, index, {
        entry: undefined,
      });
      for (const other of foreign.splice(before)) {
        visit(named, other.file, other.node, other.path, "parameter", { entry: undefined });
      }
      if (told) called = true;
    }
    for (const caller of linker.callers(file, functionIndex)) {
      called = true;
      toArguments(named, caller, file, functionIndex, target, index, { entry: undefined });
    }
    if (called && !isHandler(file, target)) return;
    const source = matchSource(
      input.sourceHandlers,
      target.decorators.flatMap((decorator) => decoratorPaths(file, decorator)),
    );
    if (source) catalogSource(state, source);
    else origin(state, name);
  }

  function typePaths(file: FlowFile, node: NodeId): readonly ApiPath[] {
    const type = file.ir.typeOf(node);
    return type === undefined || input.sourceTypes.isEmpty ? [] : linker.apiPaths(file, type);
  }

  function decoratorPaths(file: FlowFile, node: NodeId): readonly ApiPath[] {
    const operation = file.ir.operation(node);
    return linker.apiPaths(file, operation.op === "call" ? operation.callee : node);
  }

  /** A framework calls it too, whatever the workspace does. */
  function isHandler(file: FlowFile, target: IrFunction): boolean {
    return target.decorators.some((decorator) => {
      const name = nameOfCallee(file.ir, decorator) ?? "";
      const operation = file.ir.operation(decorator);
      const called = operation.op === "call" ? (nameOfCallee(file.ir, operation.callee) ?? "") : name;
      return /^(?:get|post|put|patch|delete|route|websocket|on_message|command|event|task|tool|function_tool)$/.test(
        called,
      );
    });
  }

  /** `self` of a method, with no call in mind: what any method puts into the attribute. */
  function selfParameter(state: State, target: IrFunction): void {
    const { file } = state;
    const owner = target.class;
    if (owner === undefined) return;
    attributes(state, file, owner);
  }

  function attributes(state: State, file: FlowFile, owner: number): void {
    const { path } = state;
    const [name] = path.steps;
    if (name === undefined || name === "*") return;
    const values = linker.descendants(file, owner).flatMap((one) => linker.fieldValues(one.file, one.index, name));
    const unique = new Map(values.map((value) => [`${value.file.id}:${value.node}`, value]));
    if (unique.size === 0) {
      if (linker.findMethod(file, owner, name)) return;
      origin(state, linker.classAt(file, owner).name);
      return;
    }
    for (const value of unique.values()) {
      visit(state, value.file, value.node, paths.rest(path), "field", {
        entry: undefined,
        label: `kept in \`${name}\``,
        alias: name,
        access: undefined,
      });
    }
  }

  // ---- calls

  function call(state: State, operation: IrOperation & { op: "call" }): void {
    const { file, node, path } = state;
    const name = nameOfCallee(file.ir, operation.callee) ?? "";
    const denoted = linker.denote(file, operation.callee);
    const apis = denoted.flatMap((one) => (one.kind === "api" ? [one.path] : []));

    const sanitizer = firstMatch(input.sanitizers, apis);
    if (sanitizer && !sanitizer.weak && sanitizer.confidence >= 0.5) return;
    const selected = file.ir.language === "python" ? undefined : selectedFields(file.ir, operation);
    if (selected) {
      selection(state, operation, selected);
      return;
    }
    const source = matchSource(input.sourceCalls, apis);
    if (source) {
      catalogSource(state, source);
      return;
    }
    const propagator = firstMatch(input.propagators, apis);
    if (propagator) {
      propagate(state, operation, propagator);
      return;
    }
    const weak = sanitizer?.weak ?? (weakensOnly(name) ? name : undefined);

    let resolved = false;
    for (const one of denoted) {
      if (one.kind === "function") {
        if (namedSanitizer(name) && !givesBackItsParameter(one.file, one.index)) return;
        for (const target of linker.overrides(one.file, one.index)) {
          const made = linker.functionAt(target.file, target.index);
          const label = `returned by \`${made.name}\``;
          if (made.yields.length > 0) {
            const wanted = path.steps.length > 0 ? paths.rest(path) : path;
            enter(state, node, target.file, target.index, made.yields, wanted, label);
          }
          if (made.returns.length > 0) enter(state, node, target.file, target.index, made.returns, path, label);
          if (made.yields.length + made.returns.length > 0) resolved = true;
        }
        const declared = linker.declaredResult(one.file, one.index);
        if (resolved || declared === undefined) {
          if (!linker.functionAt(one.file, one.index).isSignature) resolved = true;
          continue;
        }
        // A declaration with no body in sight: its type is all there is.
        origin(
          { ...state, typed: state.typed ?? { file: one.file, node: declared, length: path.steps.length } },
          name,
          true,
        );
        return;
      } else if (one.kind === "class") {
        construct(state, operation, one.file, one.index);
        resolved = true;
      } else if (one.kind === "instance") {
        const callable = linker.findMethod(one.file, one.index, "__call__");
        if (callable) {
          const made = linker.functionAt(callable.file, callable.index);
          enter(state, node, callable.file, callable.index, made.returns, path, `returned by \`${made.name}\``);
          resolved = true;
        }
      }
    }
    if (resolved) return;
    if (namedSanitizer(name)) return;
    // `all` is a question about a list, but `Promise.all` and a query's `all` give the things themselves.
    if (
      carriesNothing(name) &&
      !isOfPromise(file, operation) &&
      !(name === "all" && receiverOf(file, operation) !== undefined)
    )
      return;
    if (picked(state, operation) || known(state, operation, name, weak)) return;
    // A call whose body is not seen: it may be named for what it gives, or pass on what it was given.
    const before = found.length;
    // A class is named for what it makes, whatever goes into it.
    if (path.steps.length > 0 || !(operation.constructs || /^\p{Lu}/u.test(name))) origin(state, name, true);
    if (found.length > before) return;
    const receiver = receiverOf(file, operation);
    const factor = firstMatch(input.modelCalls, apis) ? 0.4 : weak ? 0.9 : 0.75;
    const change = {
      label: `through \`${name || "a call"}\``,
      factor,
      changed: true,
      ...(weak && { weak }),
      access: undefined,
    };
    // A field of what an unseen call gives is judged by its name, unless it only says that it is what was given.
    const named = path.steps.some((step) => step !== "*" && !isIndex(step) && !resultFields.has(step));
    if (receiver !== undefined && !isModule(file, receiver)) {
      visit(state, file, receiver, looksUp(name) || operation.constructs || named ? path : paths.whole, "call", {
        ...change,
        changed: false,
        ...(looksUp(name) && { factor: 0.6 }),
      });
    }
    if (looksUp(name) || named) return;
    for (const argument of operation.arguments) {
      visit(state, file, argument.value, argument.spread ? path : paths.whole, "argument", change);
    }
  }

  /** The answer to a query that names its fields holds these alone. */
  function selection(state: State, operation: IrOperation & { op: "call" }, selected: readonly SelectedField[]): void {
    const { file, path } = state;
    const receiver = receiverOf(file, operation);
    const name = receiver === undefined ? undefined : nameOfCallee(file.ir, receiver);
    const asked = path.steps.find((step) => step !== "*" && step !== "data" && !isIndex(step));
    for (const field of selected) {
      if (asked !== undefined && field.name !== asked) continue;
      const judgement = judgeOrigin(
        {
          path: [field.column],
          name: field.table ?? name,
          aliases: [],
          owners: state.owners,
          type: undefined,
          serialized: "no",
          fields: undefined,
          isCall: true,
        },
        classify,
      );
      if (judgement) report(state, judgement, undefined, asked === undefined ? `\`${field.name}\`` : undefined);
    }
  }

  /** `frame[["email", "plan"]]`: the same table with these columns only. */
  function projection(state: State, base: NodeId, columns: readonly string[]): void {
    const { file, path } = state;
    const asked = path.steps.find((step) => step !== "*" && !isIndex(step));
    if (asked === undefined) {
      for (const column of columns) {
        if (!path.without.includes(column)) visit(state, file, base, paths.of([column]), "member");
      }
    } else if (columns.includes(asked)) visit(state, file, base, path, "value");
  }

  function isModule(file: FlowFile, node: NodeId): boolean {
    const operation = file.ir.operation(node);
    if (operation.op === "import") return true;
    if (operation.op === "capture" && operation.versions.length === 1) return isModule(file, operation.versions[0]!);
    return false;
  }

  function firstMatch<T>(set: PatternSet<T>, list: readonly ApiPath[]): T | undefined {
    if (set.isEmpty) return undefined;
    for (const path of list) {
      const entry = set.match(path)[0];
      if (entry) return entry;
    }
    return undefined;
  }

  /** A function named as a sanitizer that hands back what it was given. */
  function givesBackItsParameter(file: FlowFile, index: number): boolean {
    const made = linker.functionAt(file, index);
    if (made.returns.length === 0) return false;
    return made.returns.every((value) => {
      let at = value;
      for (let hops = 0; hops < 10; hops++) {
        const operation = file.ir.operation(at);
        if (operation.op === "parameter") return true;
        if (operation.op === "same" || operation.op === "bind") at = operation.value;
        else return false;
      }
      return false;
    });
  }

  function propagate(state: State, operation: IrOperation & { op: "call" }, entry: PropagatorEntry): void {
    const label = entry.label ?? undefined;
    if (entry.to && entry.to !== "result") return;
    for (const from of entry.from) {
      for (const { node, steps } of selectArguments(state.file, operation, from)) {
        const wanted = entry.wholeRecord ? paths.of(steps) : paths.of([...steps, ...state.path.steps]);
        visit(state, state.file, node, wanted, entry.wholeRecord ? "serialize" : "argument", {
          label,
          ...(entry.wholeRecord && { serialized: "record" as const, changed: true, access: undefined }),
        });
      }
    }
  }

  /** An object of the workspace's class: from its constructor, or field by field for data classes. */
  function construct(state: State, operation: IrOperation & { op: "call" }, file: FlowFile, index: number): void {
    const { path, node } = state;
    const made = linker.classAt(file, index);
    const maker = linker.findMethod(file, index, "__init__") ?? linker.findMethod(file, index, "constructor");
    const [name] = path.steps;
    if (name !== undefined && isShared(state)) {
      // Anyone who imports or captures the object can have changed it.
      for (const value of linker.fieldValues(file, index, name)) {
        visit(state, value.file, value.node, paths.rest(path), "field", {
          entry: undefined,
          alias: name,
          access: undefined,
          label: `kept in \`${name}\``,
        });
      }
    }
    if (maker) {
      const body = linker.functionAt(maker.file, maker.index);
      if (body.selfFinal !== undefined) {
        enter(state, node, maker.file, maker.index, [body.selfFinal], path, `kept in \`${made.name}\``);
      }
      if (name !== undefined) return;
    }
    const fields = linker.lineage(file, index).flatMap((owner) => linker.classAt(owner.file, owner.index).fields);
    let position = 0;
    for (const argument of operation.arguments) {
      if (argument.spread) {
        visit(state, state.file, argument.value, path, "argument", {});
        continue;
      }
      const field = argument.name ?? fields[position++]?.name;
      if (name === undefined) {
        if (!maker)
          visit(state, state.file, argument.value, path, "entry", { changed: true, serialized: state.serialized });
      } else if (field === name || name === "*" || field === undefined) {
        visit(state, state.file, argument.value, paths.rest(path), "entry", {
          alias: name,
          access: undefined,
          label: `set as \`${name}\``,
        });
      }
    }
    if (name !== undefined && !operation.arguments.some((argument) => argument.name === name)) {
      for (const value of linker.fieldValues(file, index, name)) {
        visit(state, value.file, value.node, paths.rest(path), "field", {
          entry: undefined,
          alias: name,
          access: undefined,
        });
      }
    }
  }

  /** Whether an object of a module was reached from inside a function or from another file. */
  function isShared(state: State): boolean {
    if (state.file.ir.functionOf(state.node) !== 0) return false;
    for (let at = state.parent; at; at = at.parent) {
      const { op } = at.file.ir.operation(at.node);
      if (op === "capture" || op === "import") return true;
      if (op !== "bind" && op !== "same" && op !== "choice" && op !== "after" && op !== "update") return false;
    }
    return false;
  }

  /** `Promise.all`, `Promise.race` … */
  function isOfPromise(file: FlowFile, operation: IrOperation & { op: "call" }): boolean {
    const receiver = receiverOf(file, operation);
    if (receiver === undefined || file.ir.language === "python") return false;
    const base = file.ir.operation(receiver);
    return base.op === "global" && base.name === "Promise";
  }

  /** `pick` and `omit` of constant keys. `true` where the call is one. */
  function picked(state: State, operation: IrOperation & { op: "call" }): boolean {
    const made = pickedKeys(state.file.ir, operation);
    const object = operation.arguments[0];
    if (!made || !object) return false;
    const { file, path } = state;
    const [first] = path.steps;
    if (first !== undefined && first !== "*") {
      if (made.keys.includes(first) === (made.how === "pick")) visit(state, file, object.value, path, "value");
    } else if (made.how === "pick") {
      for (const key of made.keys) visit(state, file, object.value, paths.of([key]), "value", { access: undefined });
    } else visit(state, file, object.value, paths.of([], [...path.without, ...made.keys]), "value");
    return true;
  }

  /** Calls of the languages' own libraries, by name. `true` where the call is dealt with. */
  function known(
    state: State,
    operation: IrOperation & { op: "call" },
    name: string,
    weak: string | undefined,
  ): boolean {
    const { file, path } = state;
    const receiver = receiverOf(file, operation);
    const args = operation.arguments;
    const through = { label: undefined, ...(weak && { weak }) };
    const whole = (argument: IrArgument | undefined, label?: string): void => {
      if (!argument) return;
      visit(state, file, argument.value, paths.whole, label ? "piece" : "argument", {
        changed: true,
        label,
        access: undefined,
      });
    };
    const tail = path.steps[0] === undefined ? path : paths.rest(path);
    const base = receiver === undefined ? "" : (nameOfCallee(file.ir, receiver) ?? "");
    if (isOfPromise(file, operation) && name !== "resolve") {
      const settled = name === "race" || name === "any" ? paths.under("*", path) : path;
      for (const argument of args) visit(state, file, argument.value, settled, "value", through);
      return true;
    }
    switch (name) {
      case "str":
      case "repr":
      case "String":
      case "int":
      case "float":
      case "Number":
      case "parseInt":
      case "parseFloat":
      case "unicode":
        if (receiver !== undefined) return false;
        for (const argument of args.slice(0, 1)) {
          visit(state, file, argument.value, paths.whole, "serialize", {
            serialized: "record",
            label: "turned into text",
            access: undefined,
          });
        }
        return true;
      case "dumps":
      case "stringify":
      case "asdict":
      case "vars":
      case "pformat":
      case "model_validate":
      case "parse_obj":
        for (const argument of args.slice(0, 1)) {
          const serialized = name === "model_validate" || name === "parse_obj" ? state.serialized : "record";
          visit(state, file, argument.value, name === "asdict" || name === "vars" ? path : paths.whole, "serialize", {
            serialized,
            label: name === "asdict" || name === "vars" ? "turned into a dictionary" : "serialized to JSON",
            access: path.steps.length > 0 && (name === "asdict" || name === "vars") ? state.access : undefined,
          });
        }
        return true;
      case "model_dump":
      case "model_dump_json":
      case "dict":
      case "json":
      case "to_dict":
      case "to_json":
      case "toJSON":
      case "toObject":
      case "to_string":
      case "to_markdown":
      case "to_csv":
      case "_asdict":
        if (receiver === undefined) break;
        if (args.some((argument) => argument.name === "include" || argument.name === "exclude")) {
          visit(state, file, receiver, path, "call", { factor: 0.5 });
          return true;
        }
        visit(state, file, receiver, path, "serialize", {
          serialized: path.steps.length === 0 ? "record" : state.serialized,
          label: "turned into a dictionary",
        });
        return true;
      case "get":
      case "pop":
      case "getattr":
      case "setdefault":
      case "getItem": {
        const [object, key, fallback] =
          name === "getattr"
            ? [args[0]?.value, args[1]?.value, args[2]?.value]
            : [receiver, args[0]?.value, args[1]?.value];
        if (object === undefined || isModule(file, object)) return false;
        // A client of a library answers a request: it is no container.
        if (name === "get" && linker.apiPaths(file, object).some(([module]) => module !== "builtin")) return false;
        const constant = key === undefined ? undefined : constantOf(file, key);
        if (key === undefined) {
          visit(state, file, object, paths.under("*", path), "member", { access: undefined });
          return true;
        }
        if (constant === undefined && name === "get" && !isContainerLike(file, object)) return false;
        visit(state, file, object, paths.under(constant ?? "*", path), "member", {
          access: path.steps.length === 0 ? state : (state.access ?? state),
        });
        if (fallback !== undefined) visit(state, file, fallback, path, "value");
        return true;
      }
      case "values":
        if (receiver === undefined || base === "Object") break;
        visit(state, file, receiver, path, "value");
        return true;
      case "items":
      case "entries":
      case "iterrows":
      case "itertuples":
        if (receiver === undefined || base === "Object") break;
        if (path.steps.length === 0) visit(state, file, receiver, path, "value");
        else if (path.steps.length === 1) visit(state, file, receiver, paths.of(["*"]), "value");
        else if (path.steps[1] !== "0") visit(state, file, receiver, paths.of(["*", ...path.steps.slice(2)]), "value");
        return true;
      case "strip":
      case "lstrip":
      case "rstrip":
      case "lower":
      case "upper":
      case "title":
      case "capitalize":
      case "casefold":
      case "swapcase":
      case "trim":
      case "trimStart":
      case "trimEnd":
      case "slice":
      case "substring":
      case "substr":
      case "toLowerCase":
      case "toUpperCase":
      case "toLocaleLowerCase":
      case "toString":
      case "normalize":
      case "decode":
      case "encode":
      case "copy":
      case "reverse":
      case "toReversed":
      case "sort":
      case "toSorted":
      case "filter":
      case "flat":
      case "zfill":
      case "ljust":
      case "rjust":
      case "center":
      case "expandtabs":
      case "removeprefix":
      case "removesuffix":
      case "padStart":
      case "padEnd":
      case "isoformat":
      case "strftime":
      case "toISOString":
      case "toLocaleDateString":
      case "all":
      case "first":
      case "head":
      case "tail":
      case "catch":
      case "finally":
      case "asText":
      case "scalars":
      case "lean":
      case "exec":
      case "unwrap":
        if (receiver === undefined || isModule(file, receiver)) break;
        visit(state, file, receiver, path, "value", through);
        return true;
      case "at":
      case "charAt":
      case "find":
      case "findLast":
      case "shift":
        if (receiver === undefined || isModule(file, receiver) || (name === "find" && file.ir.language === "python"))
          break;
        if (args.length > 0 && name === "find" && file.ir.functions.length === 0) break;
        visit(state, file, receiver, paths.under("*", path), "value", through);
        return true;
      case "split":
      case "splitlines":
      case "rsplit":
      case "partition":
      case "rpartition":
      case "match":
      case "matchAll":
        if (receiver === undefined || isModule(file, receiver)) break;
        visit(state, file, receiver, tail, "value", through);
        return true;
      case "replace":
      case "replaceAll":
        if (receiver === undefined) break;
        visit(state, file, receiver, path, "value", through);
        whole(args[1], "filled into a text");
        return true;
      case "sub":
        whole(args[2]);
        whole(args[1]);
        return args.length > 0;
      case "format":
      case "format_map":
      case "substitute":
      case "safe_substitute":
      case "render":
        if (receiver === undefined) break;
        for (const argument of args) {
          visit(state, file, argument.value, paths.whole, "piece", {
            changed: true,
            serialized: "text",
            label: `filled into \`${base && base !== name ? base : "a template"}\``,
            access: undefined,
          });
        }
        visit(state, file, receiver, paths.whole, "value", { changed: true });
        return true;
      case "join":
        if (receiver === undefined) break;
        if (file.ir.language === "python") {
          whole(args[0], "joined into one text");
          visit(state, file, receiver, paths.whole, "value", { changed: true });
        } else {
          visit(state, file, receiver, paths.whole, "piece", {
            changed: true,
            label: "joined into one text",
            access: undefined,
          });
          whole(args[0]);
        }
        return true;
      case "concat":
        if (receiver !== undefined) visit(state, file, receiver, path, "value");
        for (const argument of args) visit(state, file, argument.value, path, "value");
        return true;
      case "list":
      case "tuple":
      case "set":
      case "frozenset":
      case "sorted":
      case "reversed":
      case "iter":
      case "next":
      case "deepcopy":
      case "structuredClone":
      case "dedent":
      case "cleandoc":
      case "indent":
      case "fill":
      case "unescape":
      case "gather":
      case "max":
      case "min":
      case "resolve":
      case "Array":
      case "Set":
      case "Map":
      case "cast":
      case "freeze":
      case "flatten":
      case "fromEntries":
      case "chain":
      case "Markdown":
      case "Annotated":
      case "shuffle":
      case "islice":
      case "cycle":
      case "ensure_future":
      case "run":
      case "wait_for": {
        if (name === "run" && base !== "asyncio") break;
        if (name === "resolve" && base !== "Promise") break;
        if (name === "fill" && receiver !== undefined && base !== "textwrap") break;
        if (
          receiver !== undefined &&
          (name === "list" || name === "set" || name === "max" || name === "min") &&
          base !== "Math"
        )
          break;
        const element = name === "next" || name === "max" || name === "min";
        for (const argument of args) {
          if (argument.name !== undefined && argument.name !== "default") continue;
          const gathered = name === "gather" || (name === "chain" && !argument.spread);
          visit(
            state,
            file,
            argument.value,
            name === "gather" && !argument.spread ? tail : element ? paths.under("*", path) : path,
            "value",
            gathered ? {} : through,
          );
        }
        return true;
      }
      case "from":
      case "assign":
      case "all_settled":
      case "allSettled":
        if (base !== "Array" && base !== "Object" && base !== "Promise" && base !== "Buffer") break;
        for (const argument of args) visit(state, file, argument.value, path, "value", through);
        return true;
      case "parse":
      case "loads":
        if (base !== "JSON" && base !== "json" && base !== "yaml" && base !== "parse") break;
        {
          // A named field of parsed text is judged by its name, not by the whole of the text.
          const named = path.steps.some((step) => step !== "*" && !isIndex(step) && !resultFields.has(step));
          const before = found.length;
          if (state.typed || named) origin(state, undefined);
          if (found.length > before || named) return true;
        }
        whole(args[0]);
        return true;
      case "enumerate":
        if (path.steps.length < 2) whole(args[0]);
        else if (path.steps[1] !== "0" && args[0]) {
          visit(state, file, args[0].value, paths.of(["*", ...path.steps.slice(2)]), "value");
        }
        return true;
      case "zip":
        args.forEach((argument, index) => {
          const step = path.steps[1];
          if (path.steps.length < 2) visit(state, file, argument.value, paths.of(path.steps), "value");
          else if (step === "*" || step === String(index)) {
            visit(state, file, argument.value, paths.of(["*", ...path.steps.slice(2)]), "value");
          }
        });
        return true;
      case "map":
      case "flatMap":
      case "reduce":
      case "then":
      case "applymap":
      case "apply":
      case "partial":
      case "to_thread":
      case "run_in_executor":
      case "run_in_threadpool":
      case "submit":
      case "imap":
        return callbackResult(state, operation, name, receiver, path, tail);
    }
    if (name === "dict" || name === "OrderedDict" || name === "defaultdict") {
      for (const argument of args) {
        if (argument.name === undefined) visit(state, file, argument.value, path, "value");
        else if (path.steps[0] === undefined) visit(state, file, argument.value, path, "entry", { changed: true });
        else if (stepMatches(path.steps[0], argument.name)) {
          visit(state, file, argument.value, tail, "entry", { alias: argument.name });
        }
      }
      return true;
    }
    if ((name === "values" || name === "entries") && base === "Object") {
      for (const argument of args) {
        if (name === "values" || path.steps.length === 0) visit(state, file, argument.value, path, "value");
        else if (path.steps.length === 1) visit(state, file, argument.value, paths.of(["*"]), "value");
        else if (path.steps[1] !== "0")
          visit(state, file, argument.value, paths.of(["*", ...path.steps.slice(2)]), "value");
      }
      return true;
    }
    return false;
  }

  /** The result of a call that calls a function it was given. */
  function callbackResult(
    state: State,
    operation: IrOperation & { op: "call" },
    name: string,
    receiver: NodeId | undefined,
    path: AccessPath,
    tail: AccessPath,
  ): boolean {
    const { file, node } = state;
    let any = false;
    for (const argument of operation.arguments) {
      for (const one of linker.denote(file, argument.value)) {
        if (one.kind !== "function") continue;
        const made = linker.functionAt(one.file, one.index);
        if (made.returns.length === 0) {
          any = true;
          continue;
        }
        const wanted =
          /^(?:map|imap|applymap)$/.test(name) || (name === "apply" && receiver !== undefined) ? tail : path;
        if (one.file === file && handedAs({ file, node }, one.index) !== undefined) {
          enter(
            state,
            node,
            one.file,
            one.index,
            made.returns,
            name === "flatMap" ? path : wanted,
            `returned by \`${made.name}\``,
          );
        } else {
          if (namedSanitizer(made.name)) return true;
          for (const value of made.returns) {
            visit(state, one.file, value, wanted, "return", {
              entry: undefined,
              label: `returned by \`${made.name}\``,
            });
          }
        }
        any = true;
      }
    }
    if (!any) {
      for (const argument of operation.arguments) {
        const calledName = nameOfCallee(file.ir, argument.value);
        if (calledName && namedSanitizer(calledName)) return true;
        if (calledName && carriesNothing(calledName)) return true;
      }
      const source = receiver !== undefined && name !== "submit" ? receiver : operation.arguments.at(-1)?.value;
      if (source !== undefined) visit(state, file, source, path, "value", { factor: 0.8 });
    }
    return true;
  }

  function isContainerLike(file: FlowFile, node: NodeId): boolean {
    const operation = file.ir.operation(node);
    return (
      operation.op === "bind" ||
      operation.op === "same" ||
      operation.op === "parameter" ||
      operation.op === "member" ||
      operation.op === "element"
    );
  }

  function constantOf(file: FlowFile, node: NodeId): string | undefined {
    let at = node;
    for (let hops = 0; hops < 6; hops++) {
      const operation = file.ir.operation(at);
      if (operation.op === "text") return operation.text;
      if (operation.op === "same" || operation.op === "bind") at = operation.value;
      else if (operation.op === "capture" && operation.versions.length === 1) at = operation.versions[0]!;
      else return undefined;
    }
    return undefined;
  }

  /** An object after a call: what the call put into it, and what it held before. */
  function after(state: State, operation: IrOperation & { op: "after" }): void {
    const { file, path } = state;
    visit(state, file, operation.before, path, "value");
    const made = file.ir.operation(operation.call);
    if (made.op !== "call") return;
    const name = nameOfCallee(file.ir, made.callee) ?? "";
    // A redactor gives back what is clean; what it is handed stays what it was.
    if (operation.argument >= 0 && namedSanitizer(name)) return;
    const denoted = linker.denote(file, made.callee);
    let resolved = false;
    for (const one of denoted) {
      if (one.kind === "class" && operation.argument === -1) {
        // `super(…)`
        const above = linker.findMethod(one.file, one.index, "constructor");
        const body = above && linker.functionAt(above.file, above.index);
        if (above && body?.selfFinal !== undefined) {
          enter(state, operation.call, above.file, above.index, [body.selfFinal], path, `changed by \`${body.name}\``);
        }
        resolved = true;
      }
      if (one.kind !== "function") continue;
      resolved = true;
      const body = linker.functionAt(one.file, one.index);
      const final = operation.argument === -1 ? body.selfFinal : finalOf(body, made, operation.argument);
      if (final !== undefined) {
        enter(state, operation.call, one.file, one.index, [final], path, `changed by \`${body.name}\``);
      }
    }
    if (resolved) return;
    if (operation.argument >= 0) {
      if (name === "assign" || name === "heappush" || name === "insort") {
        made.arguments.forEach((argument, index) => {
          if (index !== operation.argument) visit(state, file, argument.value, path, "value");
        });
      }
      return;
    }
    const [first] = path.steps;
    const inner = first === undefined ? path : paths.rest(path);
    const isAll = first === undefined || first === "*" || isIndex(first);
    const label = `added with \`${name}\``;
    switch (name) {
      case "append":
      case "push":
      case "add":
      case "unshift":
      case "appendleft":
      case "enqueue":
      case "put":
      case "put_nowait":
      case "write":
      case "add_message":
      case "addMessage":
      case "addRow":
        if (!isAll) return;
        for (const argument of made.arguments) {
          visit(state, file, argument.value, argument.spread ? path : inner, "entry", { label });
        }
        return;
      case "extend":
      case "extendleft":
        if (!isAll) return;
        for (const argument of made.arguments) visit(state, file, argument.value, path, "entry", { label });
        return;
      case "insert":
      case "splice":
        if (!isAll) return;
        for (const argument of made.arguments.slice(name === "insert" ? 1 : 2)) {
          visit(state, file, argument.value, inner, "entry", { label });
        }
        return;
      case "update":
      case "merge":
        for (const argument of made.arguments) {
          if (argument.name !== undefined) {
            if (first === undefined) visit(state, file, argument.value, path, "entry", { label });
            else if (stepMatches(first, argument.name)) visit(state, file, argument.value, inner, "entry", { label });
          } else visit(state, file, argument.value, path, "entry", { label });
        }
        return;
      case "set":
      case "setdefault":
      case "setItem":
      case "__setitem__": {
        const key = made.arguments[0];
        const value = made.arguments[1];
        if (!key || !value) return;
        const constant = constantOf(file, key.value);
        if (first === undefined || constant === undefined || stepMatches(first, constant)) {
          visit(state, file, value.value, inner, "entry", { label });
        }
        return;
      }
    }
  }

  function finalOf(body: IrFunction, made: IrOperation & { op: "call" }, argument: number): NodeId | undefined {
    const given = made.arguments[argument];
    if (!given || given.spread) return undefined;
    if (given.name !== undefined) return body.parameters.find((parameter) => parameter.name === given.name)?.final;
    const position = made.arguments
      .slice(0, argument)
      .filter((other) => other.name === undefined && !other.spread).length;
    return body.parameters[position]?.final;
  }

  // ---- the other operations

  function expand(state: State): void {
    const { file, node, path } = state;
    const operation = file.ir.operation(node);
    switch (operation.op) {
      case "text":
        texts.push({ file, node });
        return;
      case "class":
        // `Contact.objects.filter(…)`: what is taken from the model as a whole.
        if (path.steps.length > 1 && linker.classAt(file, operation.index).kind !== "enum") {
          instanceOrigin(state, file, operation.index);
        }
        return;
      case "literal":
      case "derived":
      case "function":
        return;
      case "parameter":
        parameter(state, operation.name, operation.index);
        return;
      case "import":
        imported(state, operation.module, operation.name);
        return;
      case "global": {
        const source = matchSource(input.sourceReads, linker.apiPaths(file, node));
        if (source) catalogSource(state, source);
        else {
          const denoted = linker.denote(file, node);
          if (!denoted.some((one) => one.kind !== "api")) origin(state, operation.name);
        }
        return;
      }
      case "capture":
        for (const version of operation.versions)
          visit(state, file, version, path, "value", leftFunction(state, version));
        return;
      case "choice":
        for (const one of operation.inputs) visit(state, file, one, path, "value");
        return;
      case "bind":
        visit(state, file, operation.value, path, "bind", {
          ...(path.steps.length === 0 ? { alias: operation.name } : { owner: operation.name }),
        });
        return;
      case "same":
        visit(state, file, operation.value, path, "value");
        return;
      case "member":
        member(state, operation.base, operation.name);
        return;
      case "element": {
        const columns =
          file.ir.language === "python" && operation.key !== undefined
            ? listedNames(file.ir, operation.key)
            : undefined;
        if (columns) projection(state, operation.base, columns);
        else visit(state, file, operation.base, paths.under("*", path), "value", {});
        return;
      }
      case "update": {
        const [first] = path.steps;
        if (first === undefined) {
          visit(state, file, operation.value, paths.whole, "entry", { changed: true });
          const without = operation.name === undefined ? path.without : [...path.without, operation.name];
          visit(state, file, operation.base, paths.of([], without), "value");
        } else if (operation.name === undefined || first === "*" || first === operation.name) {
          visit(state, file, operation.value, paths.rest(path), "entry", {
            access: undefined,
            ...(operation.name !== undefined && { alias: operation.name }),
          });
          if (operation.name !== first) visit(state, file, operation.base, path, "value");
        } else visit(state, file, operation.base, path, "value");
        return;
      }
      case "call":
        call(state, operation);
        return;
      case "after":
        after(state, operation);
        return;
      case "collection":
        collection(state, operation);
        return;
      case "string":
        for (const piece of operation.pieces) {
          const keeps = operation.how === "concatenation" && path.steps.length > 0;
          const wanted = keeps
            ? paths.of(path.steps.map((step, index) => (index === 0 && isIndex(step) ? "*" : step)))
            : paths.whole;
          if (operation.how === "concatenation" && isList(file, piece)) {
            visit(state, file, piece, path.steps.length > 0 ? wanted : path, "value");
            continue;
          }
          visit(state, file, piece, wanted, "piece", {
            label:
              operation.how === "interpolation"
                ? file.ir.language === "python"
                  ? "interpolated into an f-string"
                  : "interpolated into a template literal"
                : "built into a text",
            changed: true,
            access: undefined,
            // Of an object in a text, all of it shows.
            serialized: !keeps && operation.how !== "concatenation" ? "text" : state.serialized,
          });
        }
        return;
      case "caught":
        for (const one of operation.thrown) visit(state, file, one, paths.whole, "value", { changed: true });
        for (const one of operation.calls) {
          const made = file.ir.operation(one);
          if (made.op !== "call") continue;
          for (const target of linker.denote(file, made.callee)) {
            if (target.kind !== "function") continue;
            const body = linker.functionAt(target.file, target.index);
            if (body.throws.length > 0) {
              enter(state, one, target.file, target.index, body.throws, paths.whole, `thrown by \`${body.name}\``);
            }
          }
        }
        return;
      case "unknown":
        if (operation.inputs.length === 0) {
          const inside = linker.functionAt(file, file.ir.functionOf(node));
          origin(state, inside?.isSignature ? inside.name : undefined, true);
        }
        for (const one of operation.inputs) visit(state, file, one, path, "value", { factor: 0.85 });
    }
  }

  function isList(file: FlowFile, node: NodeId): boolean {
    return linker.denote(file, node).some((one) => one.kind === "collection");
  }

  /** Through a captured variable the function that was called is left without a trace. */
  function leftFunction(state: State, version: NodeId): { entry?: Entry | undefined } {
    const entry = state.entry;
    if (!entry) return {};
    return state.file.ir.functionOf(version) === state.file.ir.functionOf(state.node) ? {} : { entry: undefined };
  }

  function imported(state: State, module: string, name: string): void {
    const { file, path } = state;
    if (name !== "*") {
      const target = linker.exported(file, module, name);
      if (target) {
        visit(state, target.file, target.node, path, "value", { entry: undefined });
        return;
      }
    } else if (path.steps[0] !== undefined) {
      const target = linker.exported(file, module, path.steps[0]);
      if (target) {
        visit(state, target.file, target.node, paths.rest(path), "value", { entry: undefined });
        return;
      }
    }
    if (linker.moduleFile(file, module)) return;
    const source = matchSource(input.sourceReads, linker.apiPaths(file, state.node));
    if (source) catalogSource(state, source);
    else if (path.steps.length > 0) origin(state, name === "*" ? module : name);
  }

  function member(state: State, base: NodeId, name: string): void {
    const { file, node, path } = state;
    if (!input.sourceReads.isEmpty && input.sourceReads.lastNames.has(name)) {
      const source = matchSource(input.sourceReads, linker.apiPaths(file, node));
      if (source) {
        catalogSource(state, source);
        return;
      }
    }
    const denoted = linker.denote(file, base);
    let resolved = false;
    for (const one of denoted) {
      if (one.kind === "class" || (one.kind === "instance" && isAccessor(one.file, one.index, name))) {
        const method = linker.findMethod(one.file, one.index, name);
        if (method) {
          const made = linker.functionAt(method.file, method.index);
          enter(state, node, method.file, method.index, made.returns, path, `returned by \`${made.name}\``);
          resolved = true;
          continue;
        }
        const owner = linker.classAt(one.file, one.index);
        if (owner.kind === "enum") return;
        for (const value of linker.fieldValues(one.file, one.index, name)) {
          visit(state, value.file, value.node, path, "field", { entry: undefined, alias: name });
          resolved = true;
        }
      } else if (one.kind === "module") {
        const target = linker.denote(file, node);
        if (target.length > 0 && target.every((found) => found.kind === "function" || found.kind === "class")) return;
      }
    }
    if (resolved) return;
    if (name === "length" || name === "size" || name === "shape") return;
    if (name === "__dict__") {
      visit(state, file, base, path, "serialize", {
        serialized: "record",
        label: "turned into a dictionary",
        access: undefined,
      });
      return;
    }
    visit(state, file, base, paths.under(name, path), "member", {
      access: path.steps.length === 0 ? state : (state.access ?? state),
    });
  }

  function isAccessor(file: FlowFile, index: number, name: string): boolean {
    const method = linker.findMethod(file, index, name);
    if (!method) return false;
    const owner = linker
      .lineage(file, index)
      .flatMap((one) => (one.file === method.file ? linker.classAt(one.file, one.index).methods : []))
      .find((candidate) => candidate.function === method.index);
    if (owner?.accessor === "get") return true;
    return linker
      .functionAt(method.file, method.index)
      .decorators.some((decorator) =>
        /^(?:cached_|hybrid_|computed_)?(?:property|field)$/.test(nameOfCallee(method.file.ir, decorator) ?? ""),
      );
  }

  function collection(state: State, operation: IrOperation & { op: "collection" }): void {
    const { file, path } = state;
    const [first] = path.steps;
    const isMessage = operation.kind === "record" && operation.entries.some((entry) => isRoleKey(entry.key));
    for (const entry of operation.entries) {
      if (entry.spread) {
        visit(state, file, entry.value, path, "value");
        continue;
      }
      if (first === undefined) {
        if (entry.key !== undefined && path.without.includes(entry.key)) continue;
        if (isMessage && isRoleKey(entry.key)) continue;
        visit(state, file, entry.value, paths.whole, "entry", { changed: true, access: undefined });
      } else if (stepMatches(first, entry.key)) {
        visit(state, file, entry.value, paths.rest(path), "entry", {
          access: undefined,
          ...(entry.key !== undefined && !isIndex(entry.key) && path.steps.length === 1 && { alias: entry.key }),
        });
      }
    }
  }

  for (const { ref, path } of starts) {
    if (!isNew(ref.file, ref.node, path, undefined)) continue;
    queue.push({
      file: ref.file,
      node: ref.node,
      path,
      entry: undefined,
      parent: undefined,
      through: undefined,
      step: "start",
      label: undefined,
      confidence: 1,
      aliases: [],
      owners: [],
      serialized: "no",
      weak: undefined,
      access: undefined,
      typed: undefined,
    });
  }
  for (let at = 0; at < queue.length; at++) {
    if ((at & 63) === 63 && outOfTime()) {
      complete = false;
      break;
    }
    const state = withType(queue[at]!);
    input.touched(state.file.file);
    expand(state);
    for (const other of foreign.splice(0))
      visit(state, other.file, other.node, other.path, "parameter", { entry: undefined });
  }
  return {
    found,
    texts,
    complete,
    covers: ({ file, node }, path) => seen.get(-1)?.has((file.id * 0x100000 + node) * 0x4000 + path.id) === true,
  };
}

/** The values that an argument path of the catalogue selects, with what remains of the path below them. */
export function selectArguments(
  file: FlowFile,
  operation: IrOperation & { op: "call" },
  path: ArgumentPath,
): { readonly node: NodeId; readonly steps: readonly string[]; readonly index: number }[] {
  const [first = "", ...rest] = path.replaceAll("[*]", ".*").split(".");
  if (first === "receiver") {
    const callee = file.ir.operation(operation.callee);
    return callee.op === "member" ? [{ node: callee.base, steps: rest, index: -1 }] : [];
  }
  const result: { node: NodeId; steps: readonly string[]; index: number }[] = [];
  let position = 0;
  operation.arguments.forEach((argument, index) => {
    if (argument.spread === "record") {
      if (first === "*") result.push({ node: argument.value, steps: rest, index });
      else if (!isIndex(first)) result.push({ node: argument.value, steps: [first, ...rest], index });
      return;
    }
    if (argument.spread === "list") {
      if (first === "*" || isIndex(first)) result.push({ node: argument.value, steps: ["*", ...rest], index });
      return;
    }
    if (argument.name !== undefined) {
      if (first === "*" || argument.name === first) result.push({ node: argument.value, steps: rest, index });
      return;
    }
    if (first === "*" || String(position) === first) result.push({ node: argument.value, steps: rest, index });
    position++;
  });
  return result;
}
