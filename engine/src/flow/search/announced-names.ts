import type { IdentifierVerdict } from "../../catalog/identifiers.ts";
import { splitIdentifier } from "../../catalog/words.ts";
import type { CategoryName } from "../../model/index.ts";
import { constantText } from "../constant-text.ts";
import { type FlowFile, nameOfCallee } from "../file-facts.ts";
import type { IrOperation, NodeId } from "../ir.ts";
import { certainties, type Judgement, judgementOf } from "../origins.ts";
import { constantOf } from "./call-parts.ts";
import type { SearchContext } from "./context.ts";
import type { State } from "./state.ts";

/** A document is what it is called, however it was read; what else is named so may have lost its data on the way. */
export function judgementOnTheWay(verdict: IdentifierVerdict): Judgement {
  return judgementOf(verdict, "identifier", verdict.confidence * (verdict.document ? 1 : 0.8));
}

/** Names of texts that say nothing of what stands in them. */
export const sayNothing =
  /^(?:raw_?|full_?|file_?|input_?|extracted_?)?(?:text|txt|content|contents|body|data|raw|document|doc|pages)$/i;
const says =
  /^(?:failed|failure|error|errors|cannot|could|unable|invalid|missing|no|not|unknown|skipping|sending|sent|loading|loaded|saving|saved|processing|creating|created|updating|updated|deleting|deleted|found|received|fetching|fetched)\b|^(?:\S+\s+){4}/i;

/** A heading or a tag of its own line, as prompts part their texts: `## Resume`, `[Transcript]`, `<clinical_note>`. */
const headingAtEnd =
  /(?:^|\n)[ \t]*(?:#{1,5} ?|\[|<|\*\*|-{3,} ?|={3,} ?)(\p{L}[\p{L} _-]{1,39}?)(?:\]|>|\*\*| ?-{3,}| ?={3,})?:?[ \t]*\n\s*$/u;

/** What the text says right before a hole: `Resume:\n{text}`. */
export function labelBefore(context: SearchContext, at: State): boolean {
  const text = textBefore(context, at);
  if (text === undefined) return false;
  if (documentNamed(context, at, text)) return true;
  const label = /(?:^|[\n.;,(])\W*(\p{L}[\p{L} _-]{1,39})\s*[:=]\s*["'<([]*$/u.exec(text) ?? headingAtEnd.exec(text);
  if (!label) return recordAnnounced(context, at, text);
  // "Failed to send e-mail:" names what went wrong, not what follows.
  if (says.test(label[1]!)) return false;
  const name = label[1]!.trim().replace(/[ -]+/g, "_");
  const isWhole = isWrittenOut(at.file, at.node) || isTextOfRow(at, name);
  if (isWhole && context.classify.record(name) === "certain") {
    // `User Profile: ${JSON.stringify(context)}`: the label says whose record it is.
    context.report(at, { kind: "record", categories: ["user"], confidence: certainties.likely, wholeRecord: true });
    return true;
  }
  let verdict = context.classify.identifier({ name });
  // A label stands before the thing itself: what follows "Resume:" is its text.
  if (verdict?.document && verdict.tier === "unsure") verdict = context.classify.identifier({ name: `${name}_text` });
  if (!verdict || verdict.tier === "unsure" || (!verdict.document && verdict.tier !== "certain")) {
    return recordAnnounced(context, at, text);
  }
  context.report(at, judgementOnTheWay(verdict));
  return true;
}

/** Words that are other things elsewhere, and on a line of their own in a prompt the text of that document. */
const documentsOnly = /^(?:resume|cv|ticket)$/i;

/** `{resume}` after a heading of whatever words: in code `resume` may be what goes on, in a prompt it is the document. */
function documentNamed(context: SearchContext, at: State, text: string): boolean {
  const own = ownName(at.file, at.node);
  if (own === undefined || !documentsOnly.test(own) || !/[:\]>]\s*\n\s*$/.test(text)) return false;
  const verdict = context.classify.identifier({ name: `${own}_text` });
  if (!verdict?.document) return false;
  context.report(at, judgementOf(verdict, "document", certainties.likely));
  return true;
}

const nameFollows =
  /(?<!\b(?:your|its|bot|assistant|agent|file|product|company|business|project|character)(?:['’]s)?(?: full| first| last)? )\bname is ["'*]*$|\b(?:talking|speaking|chatting) (?:to|with) ["'*]*$/i;
const personLabel = /(?:^|[\n.;,(])\W*(\p{L}+)\s*[:=]\s*["'<([]*$/u;
const notPerson = /bot|assistant|agent|persona|character|model|compan|business|brand|product|store|shop|project|file/i;

/** Whether a hole is filled with the whole of a record, as JSON. */
function isWrittenOut(file: FlowFile, node: NodeId): boolean {
  const operation = file.ir.operation(node);
  if (operation.op === "same") return isWrittenOut(file, operation.value);
  return operation.op === "call" && /^(?:stringify|dumps)$/.test(nameOfCallee(file.ir, operation.callee) ?? "");
}

const recordLabel = /_(?:record|profile|details|info|information|data)$/i;
const textOfRow =
  /^(?:row|record|entry|details|info|data)(?:_?(?:text|str|string|line|lines|content|data|dict|json))?$/i;

/** `Employee record: {row_text}`: a text made of the fields of what the label names. */
function isTextOfRow(at: State, label: string): boolean {
  const own = ownName(at.file, at.node);
  return own !== undefined && recordLabel.test(label) && textOfRow.test(own);
}

/** The constant text right before a hole. */
function textBefore(context: SearchContext, at: State): string | undefined {
  const whole = at.parent?.file === at.file ? at.file.ir.operation(at.parent.node) : undefined;
  if (whole?.op === "call") return textInTemplate(context, at, whole);
  if (whole?.op !== "string") return undefined;
  const before = whole.pieces[whole.pieces.indexOf(at.node) - 1];
  return before === undefined ? undefined : constantOf(at.file, before);
}

/** What stands before the hole that an argument fills: `TEMPLATE.format(text=…)`, `TEMPLATE.replace("{text}", …)`. */
function textInTemplate(
  context: SearchContext,
  { file, node }: State,
  operation: IrOperation & { op: "call" },
): string | undefined {
  const callee = file.ir.operation(operation.callee);
  const argument = operation.arguments.findIndex(({ value }) => value === node);
  if (callee.op !== "member" || argument < 0) return undefined;
  const hole = holeOf(file, operation, callee.name, argument);
  if (!hole) return undefined;
  const template = constantText(context.linker, file, callee.base);
  const found = [...template.matchAll(hole.pattern)][hole.index];
  return found && template.slice(0, found.index);
}

/** Which of the places that a pattern finds in a template an argument fills. */
function holeOf(
  file: FlowFile,
  { arguments: args }: IrOperation & { op: "call" },
  name: string,
  argument: number,
): { readonly pattern: RegExp; readonly index: number } | undefined {
  if (name === "replace") {
    const sought = args[0] && argument === 1 ? constantOf(file, args[0].value) : undefined;
    return sought ? { pattern: new RegExp(sought.replace(/[^\w\s]/g, "\\$&"), "g"), index: 0 } : undefined;
  }
  if (name !== "format" || args.some(({ spread }) => spread)) return undefined;
  const key = args[argument]!.name;
  if (key !== undefined) return { pattern: new RegExp(`(?<!\\{)\\{${key}(?:[!:][^{}]*)?\\}`, "g"), index: 0 };
  return { pattern: /(?<!\{)\{(?:[!:][^{}]*)?\}/g, index: argument };
}

/** A name that is announced as a person's: `The user's name is {displayName}`, `Candidate: {username}`. */
export function nameBefore(context: SearchContext, at: State): boolean {
  const text = textBefore(context, at);
  const own = text === undefined ? undefined : ownName(at.file, at.node);
  if (text === undefined || own === undefined || notPerson.test(own)) return false;
  const words = splitIdentifier(own);
  const label = personLabel.exec(text)?.[1];
  const isName = words.some((word) => /^(?:name|username|nickname|displayname|fullname)$/.test(word));
  if (!isName) return false;
  const follows = nameFollows.test(text);
  if (!follows && (label === undefined || (context.classify.record(label) ?? "unsure") === "unsure")) return false;
  const verdict = context.classify.identifier({ name: "full_name" });
  if (!verdict) return false;
  context.report(at, {
    kind: "identifier",
    categories: [verdict.category],
    // A sentence leaves less doubt than a label.
    confidence: follows ? 0.75 : certainties.likely,
    wholeRecord: false,
  });
  return true;
}

/** What stands in a hole is called: `displayName` of `settings.displayName.trim()`. */
function ownName(file: FlowFile, node: NodeId): string | undefined {
  let at = node;
  for (let hops = 0; hops < 8; hops++) {
    const operation = file.ir.operation(at);
    if (operation.op === "member") return operation.name;
    if (operation.op === "bind" || operation.op === "parameter" || operation.op === "capture") return operation.name;
    if (operation.op === "same") at = operation.value;
    else if (operation.op === "choice" && operation.inputs.length > 0) at = operation.inputs[0]!;
    else if (operation.op === "call") {
      const callee = file.ir.operation(operation.callee);
      if (callee.op !== "member") return undefined;
      at = callee.base;
    } else return undefined;
  }
  return undefined;
}

const announced =
  /\b(?:following|current|given|available|here (?:is|are)(?: the)?|these|this|of the|about the) (?:\w+ )?((?:patient|customer|client|candidate|applicant|employee|student|user|member)(?:['’]s)?(?: (?:current|medical|health|personal|basic|full|complete))* (?:information|info|details|data|profile|record|records|history))\b[^.?!{}]{0,160}:\s*["'`<([]*$/i;

const announcedTexts =
  /\b(?:(?:following|given|attached|these|this|of the|from the|below) (?:\w+ ){0,2}?)(e-?mails?|e-?mail threads?|résumés?|resumes?|cvs?|transcripts?|conversations|chats|chat logs|support tickets?|customer (?:reviews?|complaints?|feedback|conversations?)|(?:medical|clinical|patient|discharge|radiology) (?:reports?|notes?|records?|summary|summaries))\b[^.?!{}]{0,120}:\s*["'`<([]*$/i;

/** What the texts are that a sentence announces, as a name would say it. */
function textNamed(words: string): string {
  const last = words
    .toLowerCase()
    .replace(/é/g, "e")
    .replace(/e-mail/, "email");
  if (/^(?:medical|clinical|patient|discharge|radiology|lab)/.test(last)) return "medical_report";
  if (/^(?:conversation|chat|transcript)|(?:conversation|chat|messages|discussion|dialogue)s?$|logs?$/.test(last)) {
    return "call_transcript";
  }
  return /^(?:resume|cv)/.test(last) ? "resume_text" : "email_text";
}

/** A sentence that says whose data follows: `Based on the following patient information, suggest a specialist:`. */
function recordAnnounced(context: SearchContext, at: State, text: string): boolean {
  const end = text.slice(-320);
  const phrase = announced.exec(end)?.[1];
  if (phrase === undefined) return textsAnnounced(context, at, end) || textAbove(context, at, text);
  const name = phrase
    .replace(/['’]s\b| (?:current|personal|basic|full|complete)\b/gi, "")
    .replace(/ +/g, "_")
    .replace(/information$/i, "info")
    .toLowerCase();
  const verdict = context.classify.identifier({ name });
  if (!verdict && context.classify.record(name) === undefined) return false;
  context.report(at, {
    kind: "record",
    categories: [verdict?.category ?? "user"],
    confidence: certainties.likely,
    wholeRecord: true,
  });
  return true;
}

/** A sentence that says what kind of other people's texts follow: `Find complaints in these conversations:`. */
function textsAnnounced(context: SearchContext, at: State, text: string): boolean {
  const words = announcedTexts.exec(text)?.[1];
  return textNamedSo(context, at, words);
}

const namedAbove =
  /\b(?:following|given|attached|provided|this|these|the|an?) (?:\w+ ){0,2}?((?:medical|clinical|patient|discharge|radiology|lab(?:oratory)?) (?:reports?|notes?|records?|summary|summaries|text|documents?)|résumés?|resumes?|cvs?|e-?mails?|support tickets?|transcripts?)\b(?: (?:text|content|document))?(?:['’]s)? (?:below|that follows|provided|given here)\b/i;

/** `Based on the following clinical note, write a summary. Text:` speaks of one text, which is the one that follows. */
const followingOne =
  /\bfollowing (?:(?!about|of|on|for|from|in|with)\w+ ){0,2}?((?:medical|clinical|patient|discharge|radiology|lab(?:oratory)?) (?:reports?|notes?|records?|summary|text|documents?)|résumés?|resumes?|cvs?|e-?mails?|support tickets?|(?:call|meeting|chat) transcripts?|(?:telegram|whatsapp|slack|discord|teams|group|team|customer|support|sales|call|phone|meeting) (?:chat )?(?:conversations?|chats?|chat logs?|messages|discussions?|dialogues?))\b(?! (?:template|format|rules|guidelines|address|history))/i;

/** A text with a label that says nothing, where the prompt has said above what it is: `… of the medical report below.` */
function textAbove(context: SearchContext, at: State, text: string): boolean {
  const own = ownName(at.file, at.node);
  if (own === undefined || !sayNothing.test(own)) return false;
  return (
    textNamedSo(context, at, (namedAbove.exec(text) ?? followingOne.exec(text))?.[1]) || textToRead(context, at, text)
  );
}

/** A key of a record as a prompt shows the form of an answer: `"email": ""`. */
const keyOfAnswer = /["'](\w{3,40})["']\s*:/g;

/** A text from which the prompt asks for what people are: `{"policyholderName": "", "phone": ""}`, then the text. */
function textToRead(context: SearchContext, at: State, text: string): boolean {
  const asked = new Set<CategoryName>();
  let isSure = false;
  for (const [, key] of text.matchAll(keyOfAnswer)) {
    const verdict = context.classify.identifier({ name: key! });
    if (!verdict || verdict.document || verdict.tier === "unsure") continue;
    asked.add(verdict.category);
    isSure ||= verdict.tier === "certain";
  }
  if (asked.size < 2 || !isSure || !/\b(?:extract|parse|find|identify|pull)\b/i.test(text)) return false;
  context.report(at, { kind: "document", categories: [...asked], confidence: certainties.likely, wholeRecord: false });
  return true;
}

function textNamedSo(context: SearchContext, at: State, words: string | undefined): boolean {
  const verdict = words === undefined ? undefined : context.classify.identifier({ name: textNamed(words) });
  if (!verdict) return false;
  context.report(at, judgementOf(verdict, "document", certainties.likely));
  return true;
}
