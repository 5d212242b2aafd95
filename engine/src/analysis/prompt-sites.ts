import { columnOf, textRowsOf } from "../datasets/rows.ts";
import type { DataField, MappedText, SourceDocument, TemplatePart } from "../documents/document.ts";
import { plainText } from "../documents/mapped-text.ts";
import { isSanitized, placeholdersOf } from "../documents/placeholders.ts";
import type { FileFlows, PlaceholderFlows } from "../flow/result.ts";
import type { Entity, PromptPart, PromptSite, ReconstructedPrompt, Span } from "../model/index.ts";
import { judgePlaceholder } from "../rules/placeholder-judgement.ts";

/** Rows of a data file that can be previewed. */
const mostRows = 500;

export interface PromptSiteContext {
  readonly document: SourceDocument;
  readonly flows: FileFlows | undefined;
  /** What code was seen to fill placeholders of a template with. */
  readonly filled: readonly PlaceholderFlows[];
  entities(text: MappedText): readonly Entity[];
}

type Message = ReconstructedPrompt["messages"][number];

/** Everything in a document that can be shown as the model would see it, in order. */
export function promptsOf(context: PromptSiteContext): ReconstructedPrompt[] {
  const { document } = context;
  if (document.code) return codePrompts(context);
  if (document.templates.length > 0) return templatePrompts(context);
  return rowPrompts(context);
}

function codePrompts({ document, flows, entities }: PromptSiteContext): ReconstructedPrompt[] {
  const source = document.code!.source;
  return (flows?.prompts ?? []).map(({ kind, title, span, messages }, index) => {
    let personalValues = 0;
    for (const { text, hole } of messages.flatMap((message) => message.parts)) {
      if (!hole) personalValues += entities(plainText(text)).length;
      else if (hole.categories.length > 0 && !hole.sanitized) personalValues++;
    }
    return { site: { id: `${kind}-${index}`, kind, span: source.toRaw(span), title, personalValues }, messages };
  });
}

/** Parts with roles are the messages of one prompt; a part without one is a prompt of its own. */
function templatePrompts(context: PromptSiteContext): ReconstructedPrompt[] {
  const groups: TemplatePart[][] = [];
  for (const part of context.document.templates) {
    if (part.role === "sample") continue;
    const last = groups.at(-1);
    if (part.role !== undefined && last?.at(-1)?.role !== undefined) last.push(part);
    else groups.push([part]);
  }
  return groups.map((parts, index) => {
    let personalValues = 0;
    const messages = parts.map((part): Message => {
      const { parts: pieces, personal } = templateParts(part, context.filled);
      personalValues += personal + context.entities(part.source).length;
      return part.role === undefined ? { role: "", parts: pieces } : { role: part.role, parts: trimmed(pieces) };
    });
    const spans = parts.map((part) => part.source.toRaw({ start: 0, end: part.source.text.length }));
    const span = { start: spans[0]!.start, end: spans.at(-1)!.end };
    return { site: { id: `template-${index}`, kind: "template", span, title: "template", personalValues }, messages };
  });
}

/** Without the space around a message, which stands between the markers of roles and is not sent. */
function trimmed(parts: readonly PromptPart[]): PromptPart[] {
  return parts.map((part, index) => {
    if (part.hole) return part;
    const started = index === 0 ? part.text.trimStart() : part.text;
    return { ...part, text: index === parts.length - 1 ? started.trimEnd() : started };
  });
}

function templateParts(
  { source, syntax }: TemplatePart,
  filled: readonly PlaceholderFlows[],
): { parts: PromptPart[]; personal: number } {
  const parts: PromptPart[] = [];
  const placeholders = placeholdersOf(source.text, syntax);
  let personal = 0;
  let at = 0;
  for (const placeholder of placeholders) {
    const { span, path } = placeholder;
    if (span.start < at) continue;
    if (span.start > at) parts.push({ text: source.text.slice(at, span.start) });
    const sanitized = isSanitized(placeholder);
    const raw = source.toRaw(span);
    const fill = filled.find((one) => one.span.start === raw.start && one.span.end === raw.end);
    const judged = judgePlaceholder(sanitized ? { ...placeholder, transforms: [] } : placeholder, placeholders);
    const named = judged ? [judged.category] : [];
    const categories = fill && !sanitized ? [...new Set(fill.flows.flatMap((flow) => flow.source.categories))] : named;
    if (categories.length > 0 && !sanitized) personal++;
    parts.push({
      text: source.text.slice(span.start, span.end),
      hole: { label: path.join("."), categories, sanitized },
    });
    at = span.end;
  }
  if (at < source.text.length) parts.push({ text: source.text.slice(at) });
  return { parts, personal };
}

function rowPrompts(context: PromptSiteContext): ReconstructedPrompt[] {
  const prompts: ReconstructedPrompt[] = [];
  for (const { row, fields, joined } of textRowsOf(context.document)) {
    if (prompts.length >= mostRows) break;
    const site: PromptSite = {
      id: `row-${row}`,
      kind: "row",
      span: spanOfRow(fields),
      title: `row ${row + 1}`,
      personalValues: context.entities(joined.text).length,
    };
    prompts.push({ site, messages: rowMessages(fields) });
  }
  return prompts;
}

function spanOfRow(fields: readonly DataField[]): Span {
  const raw = ({ value }: DataField) => value.toRaw({ start: 0, end: value.text.length });
  return { start: raw(fields[0]!).start, end: raw(fields.at(-1)!).end };
}

/** Chat rows by role; other rows as one message with a line for each field. */
function rowMessages(fields: readonly DataField[]): Message[] {
  const messages: Message[] = [];
  const rest: string[] = [];
  for (const field of fields) {
    const key = String(field.path.at(-1) ?? "");
    const parent = field.path.slice(0, -1).join("\u0000");
    const sibling = (names: readonly string[]) =>
      fields.find(
        (other) => names.includes(String(other.path.at(-1))) && other.path.slice(0, -1).join("\u0000") === parent,
      );
    const role = sibling(["role", "from"]);
    if (role === field) continue;
    if (role && (key === "content" || key === "value" || key === "text")) {
      messages.push({ role: role.value.text, parts: [{ text: field.value.text }] });
    } else rest.push(`${columnOf(field)}: ${field.value.text}`);
  }
  if (rest.length > 0) messages.push({ role: "", parts: [{ text: rest.join("\n") }] });
  return messages;
}
