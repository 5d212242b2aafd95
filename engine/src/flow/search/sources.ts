import type { SourceEntry } from "../../catalog/entries.ts";
import { splitIdentifier } from "../../catalog/words.ts";
import { isIndex } from "../access-path.ts";
import { type ApiPath, firstMatch, type PatternSet } from "../api-patterns.ts";
import { isForLanguageOf } from "../entry-language.ts";
import { type FlowFile, nameOfCallee } from "../file-facts.ts";
import type { IrOperation, NodeId } from "../ir.ts";
import { certainties, isChoiceOfConstants, type Judgement, judgeOrigin, judgeRecordNamed } from "../origins.ts";
import type { SqlQuery } from "../queries.ts";
import { relationsOf } from "../relations.ts";
import type { SelectedField } from "../selections.ts";
import { tableRead } from "../stores.ts";
import { memberChain, receiverOf } from "./call-parts.ts";
import type { SearchContext } from "./context.ts";
import { fieldsOf, nestedFieldsOf, textOfType, typeTextOf } from "./declared-types.ts";
import { askedFor } from "./form-fields.ts";
import { nameOnTheWay } from "./names-on-the-way.ts";
import type { State } from "./state.ts";

/** A value of which nothing more is known: its names and type decide. */
export function origin(context: SearchContext, state: State, name: string | undefined, isCall = false): void {
  const { file, node, path } = state;
  if (path.steps.length > 0 && saysHowMany(state.aliases[0])) return;
  const { typed } = state;
  const declared = typed && path.steps.length >= typed.length ? typed : undefined;
  const known =
    fieldsOf(context, context.linker.denote(file, node), path.steps) ??
    (declared &&
      fieldsOf(
        context,
        context.linker.instancesOf(declared.file, declared.node),
        path.steps.slice(path.steps.length - declared.length),
      ));
  // `client.get<Guest>()` declares what stands in the answer's `data`, or the answer itself.
  const [wrapper] = path.steps;
  if (isCall && known && wrapper !== undefined && /^(?:data|body)$/.test(wrapper)) {
    if (known.fields.every(({ name }) => name !== wrapper)) {
      origin(
        context,
        { ...state, path: context.paths.rest(path), typed: typed && { ...typed, length: typed.length - 1 } },
        name,
        isCall,
      );
      return;
    }
  }
  const written =
    typeTextOf(file, node) ??
    (declared && path.steps.length === declared.length ? textOfType(declared.file, declared.node) : undefined);
  const type = known?.className ?? written;
  const last = path.steps.findLast((step) => step !== "*" && !isIndex(step));
  const said = last === undefined ? written : known?.fields.find((field) => field.name === last)?.type;
  if (said !== undefined && isChoiceOfConstants(said)) return;
  const model = isCall ? queriedModel(state) : undefined;
  const judgement = judgeOrigin(
    {
      path: path.steps,
      name,
      aliases: state.aliases,
      owners: model === undefined ? state.owners : [model, ...state.owners],
      type,
      serialized: state.serialized,
      fields: known?.fields.filter((field) => path.steps.length > 0 || !path.without.includes(field.name)),
      nested:
        known && path.steps.length === 0 && state.serialized !== "no"
          ? nestedFieldsOf(context, [
              ...context.linker.denote(file, node),
              ...(declared ? context.linker.instancesOf(declared.file, declared.node) : []),
            ])
          : [],
      isCall,
      isStored: model !== undefined,
    },
    context.classify,
  );
  if (judgement && judgement.confidence >= certainties.likely) {
    context.report(state, judgement);
    return;
  }
  // A doubtful name says less than a good one that the value was given later: `email_body = part["body"]`.
  const before = context.found.length;
  nameOnTheWay(context, state);
  if (judgement && context.found.length === before) context.report(state, judgement);
}

/** `prisma.message.findMany()`: the model is what the method hangs on. */
function queriedModel({ file, node }: State): string | undefined {
  const operation = file.ir.operation(node);
  if (operation.op !== "call" || !/^find(?:Many|First|Unique)/.test(nameOfCallee(file.ir, operation.callee) ?? "")) {
    return undefined;
  }
  const receiver = receiverOf(file, operation);
  return receiver === undefined ? undefined : nameOfCallee(file.ir, receiver);
}

/** `flagger_count: record.unique_users` is a number, whatever it is read from. */
function saysHowMany(name: string | undefined): boolean {
  return name !== undefined && /(?:[a-z]Count|_count|^count)$/.test(name);
}

/** An instance of the workspace's class that comes out of a library: a row of a model, parsed data. */
export function instanceOrigin(
  context: SearchContext,
  state: State,
  file: FlowFile,
  index: number,
  isStored = false,
): boolean {
  const steps = state.path.steps.filter(
    (step) => step !== "objects" && step !== "query" && step !== "*" && !isIndex(step),
  );
  const known = fieldsOf(context, [{ kind: "instance", file, index }], steps);
  if (!known) return false;
  const judgement = judgeOrigin(
    {
      path: steps,
      name: context.linker.classAt(file, index).name,
      aliases: state.aliases,
      owners: state.owners,
      type: known.className,
      serialized: state.serialized,
      fields: known.fields,
      isCall: true,
      isStored,
    },
    context.classify,
  );
  if (judgement) context.report(state, judgement);
  return true;
}

/** The first source of the catalogue that one of the paths is. */
export function matchSource(
  file: FlowFile,
  set: PatternSet<SourceEntry>,
  list: readonly ApiPath[],
): SourceEntry | undefined {
  return firstMatch(set, list, (entry) => isForLanguageOf(file, entry));
}

/** What a value is by its import, and by the names it is written with: `request.POST` of an argument `request`. */
export function pathsOf(context: SearchContext, file: FlowFile, node: NodeId): readonly ApiPath[] {
  const known = context.linker.apiPaths(file, node);
  const { base, names } = memberChain(file, node, 6);
  const name = nameOfCallee(file.ir, base);
  return names.length > 0 && name !== undefined ? [...known, [name, ...names]] : known;
}

/** Reports a catalogue source, unless a field taken from it has a name that says more. */
export function catalogSource(context: SearchContext, state: State, entry: SourceEntry): void {
  const before = context.found.length;
  if (state.path.steps.length > 0) origin(context, state, undefined);
  if (context.found.length > before) return;
  // One field of a record, and its name says nothing.
  if ((entry.kind === "record" || entry.kind === "identifier") && asksForOneField(state)) return;
  if (entry.kind === "document" && asksAboutIt(state)) return;
  if (entry.kind === "input") {
    if (askedFor(context, state)) return;
    nameOnTheWay(context, state);
    if (context.found.length > before) return;
  }
  context.report(
    state,
    {
      kind: entry.kind,
      // Of what a messenger hands over only what was written is somebody's message.
      categories: entry.kind === "input" && !isText(state, entry) ? ["user.content"] : entry.categories,
      confidence: entry.confidence ?? 0.8,
      wholeRecord: entry.kind === "record",
    },
    entry.id,
    entry.label,
  );
}

/** Whether less than a whole record is asked for: `contact.id`, not `response.body.properties`. */
function asksForOneField({ path }: State): boolean {
  return path.steps.some((step) => step !== "*" && !isIndex(step) && !wholeOfAnswer.has(step));
}

const aboutDocument = new Set(
  "id ids uid uuid type types size sizes estimate count counts number total date timestamp created updated modified status state version format encoding label labels".split(
    " ",
  ),
);

/** Whether what is asked of a document says nothing of what stands in it: `message.id`, `part.mimeType`. */
function asksAboutIt({ path }: State): boolean {
  const last = path.steps.findLast((step) => step !== "*" && !isIndex(step));
  return last !== undefined && aboutDocument.has(splitIdentifier(last).at(-1) ?? "");
}

const textsOfMessage = new Set("text body content caption conversation transcript".split(" "));

/** Whether what is asked of an input is what was written in it: `ctx.message.text`. */
function isText(state: State, entry: SourceEntry): boolean {
  const last = state.path.steps.findLast((step) => step !== "*" && !isIndex(step));
  const isWritten = last === undefined ? entry.reads !== undefined : textsOfMessage.has(last.toLowerCase());
  return isWritten && !isCutUp(state);
}

const cutting = new Set("split rsplit partition match matchAll int float parseInt parseFloat Number".split(" "));

/** Whether only a word or a number of a text is used: `Number(text.split(" ")[1])`. */
function isCutUp(state: State): boolean {
  for (let at: State | undefined = state, hops = 0; at && hops < 40; at = at.parent, hops++) {
    const operation = at.file.ir.operation(at.node);
    if (operation.op === "call" && cutting.has(nameOfCallee(at.file.ir, operation.callee) ?? "")) return true;
  }
  return false;
}

const wholeOfAnswer = new Set(
  "data body result results records rows properties attributes fields items contacts tickets value user users customer customers session".split(
    " ",
  ),
);

/** The answer to a query that names its fields holds these alone. */
export function selection(
  context: SearchContext,
  state: State,
  operation: IrOperation & { op: "call" },
  selected: readonly SelectedField[],
): void {
  const { file, path } = state;
  const receiver = receiverOf(file, operation);
  const name = receiver === undefined ? undefined : nameOfCallee(file.ir, receiver);
  const [asked, ...beneath] = path.steps.filter((step) => step !== "*" && step !== "data" && !isIndex(step));
  const [below] = beneath;
  const judged: JudgedColumn[] = [];
  for (const field of selected) {
    if (asked !== undefined && field.name !== asked) continue;
    if (below !== undefined && field.below && field.below !== below) continue;
    if (field.below === "" && below === undefined) {
      const judgement = judgeRecordNamed(field.name, context.classify);
      if (judgement) judged.push({ name: field.name, judgement });
      continue;
    }
    const judgement = judgeOrigin(
      {
        path: field.below === "" ? [below!] : [field.column, ...(field.below ? [] : beneath)],
        name: field.below === "" ? field.name : (field.table ?? name),
        aliases: [],
        owners: state.owners,
        type: undefined,
        serialized: "no",
        fields: undefined,
        isCall: true,
      },
      context.classify,
    );
    if (judgement) judged.push({ name: field.name, judgement });
  }
  reportColumns(context, state, judged, asked === undefined);
}

const saysNoRow = new Set(["error", "count", "status", "statusText", "message", "rowCount", "length", "size", "id"]);

/** The rows of a table, collection or class that a chain of calls reads. `true` where they are personal data. */
export function readRows(
  context: SearchContext,
  state: State,
  operation: IrOperation & { op: "call" },
  mostCalls?: number,
): boolean {
  if (state.typed) return false;
  const read = tableRead(state.file.ir, operation, mostCalls);
  if (!read) return false;
  const before = context.found.length;
  const [asked] = state.path.steps.filter((step) => step !== "*" && !isIndex(step) && !rowsOfResult.has(step));
  if (asked === undefined ? state.serialized === "no" : saysNoRow.has(asked)) return false;
  const classes = read.rows === undefined ? [] : context.linker.denote(state.file, read.rows);
  const known = classes.find((one) => one.kind === "class");
  if (known?.kind === "class") instanceOrigin(context, state, known.file, known.index, true);
  else queriedRows(context, state, { table: read.name, columns: undefined });
  return context.found.length > before;
}

/** The rows of a query that come with those of people: `order.findMany({ include: { customer: true } })`. */
export function relatedRows(context: SearchContext, state: State, operation: IrOperation & { op: "call" }): void {
  const isWhole = state.path.steps.every((step) => step === "*" || step === "data" || isIndex(step));
  if (!isWhole || state.serialized === "no") return;
  for (const name of relationsOf(state.file.ir, operation)) {
    const certainty = context.classify.record(name);
    if (certainty === undefined || certainty === "unsure") continue;
    const confidence = certainties[certainty];
    const judgement: Judgement = { kind: "record", categories: ["user"], confidence, wholeRecord: true };
    context.report(state, judgement, undefined, `\`${name}\``);
    return;
  }
}

export interface JudgedColumn {
  readonly name: string;
  readonly judgement: Judgement;
}

/** Columns that are taken one by one, or a row with all of them: that is one source, as sure as its surest column. */
export function reportColumns(
  context: SearchContext,
  state: State,
  columns: readonly JudgedColumn[],
  isWholeRow: boolean,
): void {
  const [best, ...others] = [...columns].sort((a, b) => b.judgement.confidence - a.judgement.confidence);
  if (!best) return;
  if (!isWholeRow) {
    for (const { judgement } of columns) context.report(state, judgement);
    return;
  }
  const sure = others.filter(({ judgement }) => judgement.confidence >= Math.min(0.5, best.judgement.confidence));
  const categories = [best, ...sure].flatMap(({ judgement }) => judgement.categories);
  const judgement = { ...best.judgement, categories: [...new Set(categories)] };
  context.report(state, judgement, undefined, `\`${best.name}\``);
}

const rowsOfResult = new Set(
  "rows data results records recordset _mapping _asdict docs documents Item Items".split(" "),
);

/** The rows of an SQL query: the columns it names, by place or by name, with the table as what they belong to. */
export function queriedRows(context: SearchContext, state: State, query: SqlQuery): void {
  const { path } = state;
  const steps = path.steps.filter((step) => step !== "*" && !rowsOfResult.has(step));
  const asked = steps.find((step) => !isIndex(step));
  const place = asked === undefined ? placeOf(path.steps, query) : undefined;
  if (query.columns === undefined && asked === undefined) {
    const judgement = judgeRecordNamed(query.table, context.classify);
    if (judgement) context.report(state, judgement);
    return;
  }
  const below = asked === undefined ? [] : steps.slice(steps.indexOf(asked) + 1);
  const columns = query.columns ?? [{ name: asked!, column: asked! }];
  const judged: JudgedColumn[] = [];
  columns.forEach((field, index) => {
    if (asked !== undefined ? field.name !== asked : place !== undefined && place !== index) return;
    if (field.column === "") return;
    const judgement = judgeOrigin(
      {
        path: [field.column, ...below],
        name: undefined,
        aliases: place === undefined && asked === undefined ? [] : state.aliases,
        // Whatever the rows are kept in, the table tells whose columns they are.
        owners: [...state.owners, query.table],
        type: undefined,
        serialized: "no",
        fields: query.columns?.map(({ column }) => ({ name: column, type: undefined })),
        isCall: true,
        isStored: true,
      },
      context.classify,
    );
    if (judgement) judged.push({ name: field.name, judgement });
  });
  reportColumns(context, state, judged, asked === undefined);
}

/** The column that `row[1]` takes: the last number asked for, where a row has more columns than one. */
function placeOf(steps: readonly string[], query: SqlQuery): number | undefined {
  const last = steps.findLast((step) => step !== "*");
  if (last === undefined || !isIndex(last) || steps.includes("rows")) return undefined;
  const place = Number(last);
  return query.columns && place < query.columns.length ? place : undefined;
}
