import type { PropagatorEntry, SanitizerEntry, SinkEntry, SourceEntry } from "../../catalog/entries.ts";
import type { AccessPath, AccessPaths } from "../access-path.ts";
import type { PatternSet } from "../api-patterns.ts";
import type { FlowFile, NodeRef } from "../file-facts.ts";
import type { NodeId } from "../ir.ts";
import type { Linker } from "../link/linker.ts";
import type { Judgement, NameClassifier } from "../origins.ts";
import type { FlowStepPlace } from "../result.ts";
import type { TemplateFiller } from "../templates/template-fills.ts";
import { createFurtherAccesses, type FurtherAccesses } from "./further-accesses.ts";
import type { DeclaredType, Entry, Serialized, State, Step } from "./state.ts";

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
  /** What calls fill which templates with; absent: nothing is known of templates. */
  readonly templates?: TemplateFiller;
  touched(file: string): void;
  /** Whether what a parameter is handed in other files is told there. */
  isHandedOver?(file: FlowFile, index: number, parameter: number, path: AccessPath): boolean;
}

/** What is different about a state from the one nearer to the sink. */
export interface Change {
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
  readonly unseen?: State["unseen"];
  readonly typed?: DeclaredType | undefined;
  readonly via?: FlowStepPlace;
  readonly answered?: boolean;
}

/** One search under way: what it knows, what it asks next, what it has found. */
export interface SearchContext extends SolverInput {
  /** States in the order in which they were asked for; those that were not looked at yet are at the end. */
  readonly queue: readonly State[];
  readonly entries: Map<string, Entry>;
  readonly found: readonly Found[];
  readonly texts: NodeRef[];
  /** Values in other functions to go on with, with no call in mind. */
  readonly foreign: { readonly file: FlowFile; readonly node: NodeId; readonly path: AccessPath }[];
  /** Whether more was to be asked than a search may ask. */
  readonly overflown: boolean;
  /** What tools are called whose answers the search begins at, by `keyOf` of where it does. */
  readonly toolNames: Map<string, string>;
  /** Values that are handed to a prompt template, by `keyOf`: the keys of records among them name placeholders. */
  readonly variables: Set<string>;
  /** Values that are put into a column of a table, by `keyOf`: their first alias is what the column is called. */
  readonly columns: Set<string>;
  readonly further: FurtherAccesses;
  start(ref: NodeRef, path: AccessPath, serialized?: Serialized, name?: string): void;
  visit(from: State, file: FlowFile, node: NodeId, path: AccessPath, step: Step, change?: Change): void;
  report(state: State, judgement: Judgement, entry?: string, label?: string): void;
  /** Whether the search asked for this, with no call in mind. */
  covers(ref: NodeRef, path: AccessPath): boolean;
}

const maxStates = 6000;
/** How sure data that came through a model must be. */
const leastOfAnswers = 0.4;

/** A search with nothing asked yet. */
export function createSearchContext(input: SolverInput): SearchContext {
  const queue: State[] = [];
  const seen = new Map<number, Set<number>>();
  const found: Found[] = [];
  const foundKeys = new Set<string>();
  const further = createFurtherAccesses();
  let overflown = false;

  /** Marks a question as asked; `false` where it was before. */
  function isNew(file: FlowFile, node: NodeId, path: AccessPath, entry: Entry | undefined): boolean {
    const id = entry ? entry.id : -1;
    let known = seen.get(id);
    if (!known) {
      known = new Set();
      seen.set(id, known);
    }
    const key = keyOf(file, node, path);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  }

  function start(ref: NodeRef, path: AccessPath, serialized: Serialized = "no", name?: string): void {
    if (!isNew(ref.file, ref.node, path, undefined)) return;
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
      aliases: name === undefined ? [] : [name],
      owners: [],
      serialized,
      weak: undefined,
      access: undefined,
      unseen: undefined,
      typed: undefined,
      via: undefined,
      changed: false,
      answered: false,
    });
  }

  function visit(
    from: State,
    file: FlowFile,
    node: NodeId,
    path: AccessPath,
    step: Step,
    change: Change = unchanged,
  ): void {
    const entry = "entry" in change ? change.entry : from.entry;
    if (queue.length >= maxStates) {
      overflown = true;
      return;
    }
    const access = "access" in change ? change.access : path.steps.length === 0 ? undefined : from.access;
    const isAgain = !isNew(file, node, path, entry);
    if (isAgain && access === undefined) return;
    const aliases = change.changed ? [] : from.aliases;
    const state: State = {
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
      access,
      unseen: change.unseen,
      typed: change.changed ? undefined : (change.typed ?? from.typed),
      via: change.via,
      changed: change.changed === true,
      answered: from.answered || change.answered === true,
    };
    if (isAgain) further.note(state);
    else queue.push(state);
  }

  function report(state: State, judgement: Judgement, entry?: string, label?: string): void {
    const at = state.access ?? state;
    const key = `${at.file.id}:${at.node}:${judgement.categories.join()}`;
    if (foundKeys.has(key)) return;
    const confidence = judgement.confidence * Math.max(state.answered ? 0 : 0.5, state.confidence);
    // A question that a model made up is called as a user's is.
    if (state.answered && judgement.isOwnTurn) return;
    // Too little is left of it to say so here: the call of the model is told.
    if (state.answered && confidence < leastOfAnswers) return;
    foundKeys.add(key);
    found.push({
      state,
      judgement: { ...judgement, confidence },
      place: { file: at.file, node: at.node },
      entry,
      label,
    });
  }

  return {
    ...input,
    queue,
    entries: new Map(),
    found,
    texts: [],
    toolNames: new Map(),
    variables: new Set(),
    columns: new Set(),
    foreign: [],
    further,
    get overflown() {
      return overflown;
    },
    start,
    visit,
    report,
    covers: ({ file, node }, path) => seen.get(-1)?.has(keyOf(file, node, path)) === true,
  };
}

const unchanged: Change = {};

/** A question as a number: 18 bits of file, 20 of node and 14 of path fit a double's 53. */
function keyOf(file: FlowFile, node: NodeId, path: AccessPath): number {
  return (file.id * 0x100000 + node) * 0x4000 + path.id;
}
