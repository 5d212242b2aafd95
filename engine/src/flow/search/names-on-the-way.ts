import { splitIdentifier } from "../../catalog/words.ts";
import { isIndex } from "../access-path.ts";
import { firstMatch } from "../api-patterns.ts";
import { nameOfCallee } from "../file-facts.ts";
import type { IrOperation } from "../ir.ts";
import { certainties, judgementOf, judgeOrigin } from "../origins.ts";
import { asksModelByName } from "../unseen-models.ts";
import { judgementOnTheWay, labelBefore, nameBefore, sayNothing } from "./announced-names.ts";
import { constantOf, memberChain } from "./call-parts.ts";
import type { SearchContext } from "./context.ts";
import { fieldsOf, typeTextOf } from "./declared-types.ts";
import { keyOf, requestOnTheWay } from "./requests.ts";
import type { State } from "./state.ts";
import { isVariable } from "./template-variables.ts";

/**
 * What was made of something unknown and given a name that says what it is: `resume_text = "\n".join(pages)`.
 * A sanitizer on the way would have ended the search before.
 */
export function nameOnTheWay(context: SearchContext, state: State): void {
  for (let at: State | undefined = state, hops = 0; at && hops < 60; at = at.parent, hops++) {
    if (at.path.steps.length === 0 && !at.through && at.step === "piece" && nameBefore(context, at)) return;
  }
  for (let at: State | undefined = state, hops = 0; at && hops < 60; at = at.parent, hops++) {
    if (at.path.steps.length > 0 || at.through) continue;
    if (at.step === "piece" && labelBefore(context, at)) return;
    if (variableOnTheWay(context, at)) return;
    const operation = at.file.ir.operation(at.node);
    if (operation.op === "call" && numberInMessenger(context, at, operation)) return;
    if (operation.op === "call" && textOfCall(context, at, operation)) return;
    if (operation.op === "member" && fieldOnTheWay(context, at)) return;
    if (operation.op !== "bind" && operation.op !== "parameter") continue;
    const verdict = context.classify.identifier({ name: operation.name, declaredType: typeTextOf(at.file, at.node) });
    if (!verdict || verdict.tier === "unsure") continue;
    // A question that a model made up is called as a user's is.
    if (verdict.isOwnTurn && (state.answered || isModelAnswer(context, state))) continue;
    context.report(at, judgementOnTheWay(verdict));
    return;
  }
  if (!textOfFunction(context, state) && !conversationOfFunction(context, state)) requestOnTheWay(context, state);
}

function isModelAnswer(context: SearchContext, { file, node }: State): boolean {
  const operation = file.ir.operation(node);
  if (operation.op !== "call") return false;
  if (firstMatch(context.modelCalls, context.linker.apiPaths(file, operation.callee))) return true;
  return asksModelByName(file, operation, nameOfCallee(file.ir, operation.callee) ?? "") === "llm";
}

/**
 * What fills a placeholder is what the placeholder is called, `chain.invoke({ resume: pages.join() })`, and what goes into
 * a column what the column is.
 */
function variableOnTheWay(context: SearchContext, at: State): boolean {
  const [name] = at.aliases;
  const isOfColumn = at.step === "start" && context.columns.has(keyOf(at.file, at.node));
  if (name === undefined || (!isOfColumn && !isVariable(context, at))) return false;
  const verdict = context.classify.identifier({ name });
  if (!verdict || verdict.tier === "unsure") return false;
  context.report(at, judgementOnTheWay(verdict));
  return true;
}

/** WhatsApp writes a telephone number as `49…@c.us`; what takes the end off is after the number. */
function numberInMessenger(context: SearchContext, at: State, operation: IrOperation & { op: "call" }): boolean {
  const callee = at.file.ir.operation(operation.callee);
  if (callee.op !== "member" || (callee.name !== "replace" && callee.name !== "split")) return false;
  const cut = operation.arguments[0] && constantOf(at.file, operation.arguments[0].value);
  if (cut !== "@c.us" && cut !== "@s.whatsapp.net") return false;
  const verdict = context.classify.identifier({ name: "phone_number" });
  if (!verdict) return false;
  context.report(at, {
    kind: "identifier",
    categories: [verdict.category],
    confidence: verdict.confidence,
    wholeRecord: false,
  });
  return true;
}

const readsText =
  /^(?:parse|analy[sz]e|extract|summari[sz]e|classify|score|screen|process|review|rate|evaluate|improve|tailor|triage)$/;

/** `text` in a function that reads a kind of document is that document's: `def screen_resume(text)`. */
function textOfFunction(context: SearchContext, state: State): boolean {
  for (let at: State | undefined = state, hops = 0; at && hops < 60; at = at.parent, hops++) {
    if (at.path.steps.length > 0 || at.through) continue;
    const operation = at.file.ir.operation(at.node);
    if ((operation.op !== "bind" && operation.op !== "parameter") || !sayNothing.test(operation.name)) continue;
    const { name } = context.linker.functionAt(at.file, at.file.ir.functionOf(at.node)) ?? { name: "" };
    const [verb, ...object] = splitIdentifier(name);
    if (object.length === 0 || !readsText.test(verb!)) continue;
    const verdict = context.classify.identifier({ name: [...object, "text"].join("_") });
    if (!verdict?.document || verdict.tier === "unsure") continue;
    context.report(at, judgementOf(verdict, "document", certainties.likely));
    return true;
  }
  return false;
}

const givesText = /^(?:load|read|extract|parse|open|ocr|transcribe|import)$/;

/** What a call of that name gives is the document that it reads, whatever is done there: `load_resume(upload)`. */
function textOfCall(context: SearchContext, at: State, operation: IrOperation & { op: "call" }): boolean {
  const [verb, ...words] = splitIdentifier(nameOfCallee(at.file.ir, operation.callee) ?? "");
  const end = words.findIndex((word) => sourceFollows.test(word));
  const object = end < 0 ? words : words.slice(0, end);
  if (object.length === 0 || !givesText.test(verb!)) return false;
  const named = sayNothing.test(object.at(-1)!) ? object : [...object, "text"];
  const verdict = context.classify.identifier({ name: named.join("_") });
  if (!verdict?.document || verdict.tier === "unsure") return false;
  context.report(at, judgementOf(verdict, "document", certainties.likely));
  return true;
}

const sourceFollows = /^(?:from|file|files|pdf|docx|by|with|for)$/;

const turns = /^(?:(?:chat|recent|previous|all|user)_?)?(?:messages|history|conversation|turns|dialogue|thread)$/i;
const readsConversation =
  /^(?:analy[sz]e|extract|summari[sz]e|classify|score|rate|evaluate|review|triage|detect|infer|judge|categori[sz]e)$/;

/**
 * What was said in a conversation is a text about people where a function reads it instead of answering:
 * `extractLead(messages)` that joins `message.text`.
 */
function conversationOfFunction(context: SearchContext, state: State): boolean {
  let from: State | undefined = state;
  for (let hops = 0; from && hops < 40 && !isTurnsOfReader(context, from); hops++) from = from.parent;
  if (!from || !isTurnsOfReader(context, from)) return false;
  const verdict = context.classify.identifier({ name: "call_transcript" });
  if (!verdict) return false;
  context.report(from, {
    kind: "document",
    categories: [verdict.category],
    confidence: certainties.likely,
    wholeRecord: false,
  });
  return true;
}

/** Whether what is asked for is the texts of the turns that a function takes to read them. */
function isTurnsOfReader(context: SearchContext, { file, node, path }: State): boolean {
  const operation = file.ir.operation(node);
  if (operation.op !== "parameter" || !turns.test(operation.name)) return false;
  const said = path.steps.findLast((step) => step !== "*" && !isIndex(step));
  if (said === undefined || !/^(?:content|text|message|body)$/.test(said)) return false;
  const { name } = context.linker.functionAt(file, file.ir.functionOf(node)) ?? { name: "" };
  return readsConversation.test(splitIdentifier(name)[0] ?? "");
}

/** A field that is read of what was put together from something unknown: `contact.email` of what a gateway answers. */
function fieldOnTheWay(context: SearchContext, at: State): boolean {
  const { base, names: steps } = memberChain(at.file, at.node, 3);
  const known = fieldsOf(context, context.linker.instancesOf(at.file, base), steps);
  const judgement = judgeOrigin(
    {
      path: steps,
      name: nameOfCallee(at.file.ir, base),
      aliases: [],
      owners: [],
      type: known?.className,
      serialized: "no",
      fields: known?.fields,
      isCall: false,
    },
    context.classify,
  );
  if (!judgement || judgement.wholeRecord || judgement.confidence < certainties.likely) return false;
  context.report(at, judgement);
  return true;
}
