import { splitIdentifier } from "../../catalog/words.ts";
import type { CategoryName } from "../../model/index.ts";
import { isIndex } from "../access-path.ts";
import { behindNames } from "../behind-names.ts";
import { looksUp, whatIsRead } from "../call-names.ts";
import { type FlowFile, nameOfCallee } from "../file-facts.ts";
import type { IrOperation, NodeId } from "../ir.ts";
import { certainties, isPlaceInFrame, type Judgement, judgeRecordNamed } from "../origins.ts";
import { isModule, receiverOf } from "./call-parts.ts";
import type { SearchContext } from "./context.ts";
import type { State } from "./state.ts";

type Call = IrOperation & { op: "call" };

/** What clients wrap the records of an answer in. */
const wrapsAnswer = new Set(
  "data body json result results records rows items value values response payload content list entries hits".split(" "),
);

/**
 * What a request answers is what its address, the function that makes it or the tool that gives it to a model is named
 * for, where it is written out whole: `fetch("/api/patients")`, `getUserProfile()`, the tool `search_contacts`.
 */
export function requestOnTheWay(context: SearchContext, state: State): void {
  if (!isWrittenOutWhole(state)) return;
  const operation = state.file.ir.operation(state.node);
  if (operation.op !== "call") return;
  const names = namesInAddress(state.file, operation);
  const isRequest = names.length > 0;
  const tools: string[] = [];
  let first = state;
  for (let at: State | undefined = state, hops = 0; at && hops < 40; at = at.parent, hops++) {
    first = at;
    if (at.step !== "return" || at.path.steps.length > 0) continue;
    const { name } = context.linker.functionAt(at.file, at.file.ir.functionOf(at.node)) ?? { name: "" };
    if (isRequest && looksUp(name)) names.push(name);
    tools.push(name);
  }
  if (reportNamed(context, state, names) || context.toolNames.size === 0) return;
  if (!readsSomething(state.file, operation)) return;
  if (reportNamed(context, state, namesInChain(state.file, operation))) return;
  tools.push(context.toolNames.get(keyOf(first.file, first.node)) ?? "");
  const tool = tools.find((name) => whatIsRead(name) !== undefined);
  if (tool !== undefined) reportTool(context, state, tool);
}

/** The records that a call of a function of the workspace asks an address for: `makeRequest("/contacts")`. */
export function requestedThrough(context: SearchContext, state: State, operation: Call): boolean {
  if (
    !isWrittenOutWhole(state) ||
    !/^(?:\w*[rR]equest\w*|\w*[fF]etch\w*|\w*[aA]pi\w*|\w*[cC]all\w*|get|query|_get|http\w*)$/.test(
      nameOfCallee(state.file.ir, operation.callee) ?? "",
    )
  )
    return false;
  return reportNamed(context, state, namesInAddress(state.file, operation));
}

export function keyOf(file: FlowFile, node: NodeId): string {
  return `${file.id}:${node}`;
}

function isWrittenOutWhole({ serialized, path }: State): boolean {
  return (
    serialized !== "no" &&
    path.steps.every(
      (step, at) => step === "*" || isIndex(step) || wrapsAnswer.has(step) || isPlaceInFrame(path.steps, at),
    )
  );
}

/** Words of an address or a tool's name that do not say what is asked for. */
const sayNothing = new Set(
  "search query queries list records record get find lookup all me details detail info batch page export filter basic full summary data api rest json graphql".split(
    " ",
  ),
);

/** What services keep of people under names that a program also gives to other things. */
const people = /(?:^|_)(?:contacts?|followers|tenants?|respondents|signers|accounts_?holders)$/;
/** What services keep that people wrote to each other. */
const letters =
  /(?:^|_)(?:e?mails?|inbox|messages?|conversations?|transcripts?|tickets?|(?:e?mail|message|thread)_(?:threads?|replies|body|content)|(?:conversations?|channel|chat|message)_(?:history|replies|messages))$/;

/** Reports the first of some names that says whose data is asked for. A name further back must say it for sure. */
function reportNamed(context: SearchContext, state: State, names: readonly string[]): boolean {
  let isNearest = true;
  for (const name of names) {
    const judgement = recordNamed(context, name, isNearest);
    if (judgement) {
      // What was read of the answer on the way leaves it what it is.
      context.report({ ...state, confidence: 1 }, judgement);
      return true;
    }
    if (!sayNothing.has(name)) isNearest = false;
  }
  return false;
}

function recordNamed(context: SearchContext, name: string, isNearest: boolean): Judgement | undefined {
  const words = splitIdentifier(name).join("_");
  if (isNearest && people.test(words)) return asked("record", "user");
  if (isNearest && letters.test(words)) return asked("document", "user.content.private");
  const judgement = judgeRecordNamed(name, context.classify);
  return judgement && (isNearest || judgement.confidence > certainties.likely) ? judgement : undefined;
}

function asked(kind: "record" | "document", category: CategoryName): Judgement {
  return { kind, categories: [category], confidence: certainties.likely, wholeRecord: kind === "record" };
}

/** What a tool says that it reads: records of people, or texts that they wrote. */
function reportTool(context: SearchContext, state: State, tool: string): void {
  const object = whatIsRead(tool);
  if (object === undefined) return;
  const isRecord = people.test(object) || context.classify.record(object) !== undefined;
  if (!isRecord && !letters.test(object)) return;
  const judgement = isRecord ? asked("record", "user") : asked("document", "user.content.private");
  context.report({ ...state, confidence: 1 }, judgement);
}

const sending =
  /^(?:put|patch|delete|del|remove|destroy|create|insert|update|upsert|save|write|send|post|add|set|push|publish|log|now|parse|random\w*)$/i;
const asking = /^(?:call|request|execute|invoke|ask)$/;
const settings =
  /^(?:env|environ|config|settings|options|params|headers|args|arguments|request|req|searchParams|formData|localStorage|logger|console|Math|Date|JSON|Object|path|os|crypto)$/;

/** Whether a call asks something outside of the program for data, as far as its name shows. */
function readsSomething(file: FlowFile, operation: Call): boolean {
  if (operation.constructs) return false;
  const name = nameOfCallee(file.ir, operation.callee) ?? "";
  if (/^\p{Lu}/u.test(name) || sending.test(name)) return false;
  const receiver = receiverOf(file, operation);
  if (receiver === undefined || isModule(file, receiver)) return looksUp(name) || asking.test(name);
  return !settings.test(nameOfCallee(file.ir, receiver) ?? "");
}

/** The words of a request's address, the last one first: `["messages", "users"]` of `/users/${id}/messages?limit=9`. */
function namesInAddress(file: FlowFile, operation: Call): string[] {
  if (isWriting(file, operation)) return [];
  const texts = operation.arguments.slice(0, 2).map(({ value }) => textOf(file, value));
  const text = texts.find((one) => /^(?:(?:https?:)?\/|\0\/|\w*:\/\/)\S*$/.test(one.trim()));
  if (text === undefined || texts.some((one) => /^(?:PUT|PATCH|DELETE)$/.test(one))) return [];
  const path = text.replace(/^\w+:\/\/[^/]*/, "").replace(/[?#].*$/s, "");
  const words = path.split("/").flatMap((part) => {
    const word = part.replace(/\.json\0?$|\0$/, "");
    return /^[a-zA-Z][a-zA-Z._-]{2,40}$/.test(word) ? [word] : [];
  });
  return words.some((word) => splitIdentifier(word).some((one) => changing.has(one)))
    ? []
    : words.reverse().map((part) => part.replaceAll(".", "_"));
}

/** Words of an address at which something is changed: `/chat.postMessage`. */
const changing = new Set("post send create update delete remove add upload import subscribe unsubscribe".split(" "));

/**
 * The parts of a client that a call goes through, the last one first, and the table of a query: `["contacts", "crm"]` of
 * `client.crm.contacts.getPage()`, `["users"]` of `db.select().from(users)`.
 */
function namesInChain(file: FlowFile, operation: Call): string[] {
  const names: string[] = [];
  let called: Call | undefined = operation;
  let at = operation.callee;
  for (let hops = 0; hops < 12; hops++) {
    const value: IrOperation = file.ir.operation(behindNames(file.ir, at));
    if (value.op === "member") {
      const [table] = called?.arguments ?? [];
      if (value.name === "from" && table) names.push(nameOfCallee(file.ir, table.value) ?? "");
      else if (hops > 0 && !/^(?:\w*Api|\w*_api|v\d+|then|execute|where|limit|orderBy|order_by)$/.test(value.name))
        names.push(value.name);
      called = undefined;
      at = value.base;
    } else if (value.op === "call") {
      called = value;
      at = value.callee;
    } else if (value.op === "after") at = value.before;
    else break;
  }
  return names.filter((name) => name !== "" && !looksUp(name));
}

/** What a client answers to a change is what it was sent. */
function isWriting(file: FlowFile, operation: Call): boolean {
  return /^(?:put|patch|delete|del)$/.test(nameOfCallee(file.ir, operation.callee) ?? "");
}

/** The constant text of an address, with a zero character for each hole. */
function textOf(file: FlowFile, node: NodeId, hops = 0): string {
  if (hops > 6) return "\0";
  const operation = file.ir.operation(behindNames(file.ir, node));
  if (operation.op === "text") return operation.text;
  if (operation.op === "string") return operation.pieces.map((piece) => textOf(file, piece, hops + 1)).join("");
  return "\0";
}
