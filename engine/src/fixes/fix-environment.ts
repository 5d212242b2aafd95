import type { Node } from "web-tree-sitter";
import type { Span } from "../model/index.ts";
import { type CodeView, withCode, writesCode } from "./code-view.ts";
import type { FixResult } from "./edits.ts";
import { bindPythonImport } from "./import-python.ts";
import type { FixHost, FixSubject, LiteralTarget } from "./subject.ts";

/** Where a string can be that is no prompt but the setting of a client. */
const settings = new Set([
  "keyword_argument",
  "assignment",
  "pair",
  "variable_declarator",
  "assignment_expression",
  "public_field_definition",
]);

export function environmentTitle(host: FixHost, subject: FixSubject): string | undefined {
  const name = withSecret(host, subject, (_, literal) => variableFor(literal));
  return name === undefined ? undefined : `Read it from the environment as ${name}`;
}

/** Reads a secret that is a whole string from an environment variable, named as its library names it. */
export function buildEnvironment(host: FixHost, subject: FixSubject): FixResult | undefined {
  return withSecret(host, subject, (view, literal) => {
    const name = variableFor(literal);
    const span = { start: literal.startIndex, end: literal.endIndex };
    if (view.language !== "python") return result(subject.file, view, span, `process.env.${name}`, []);
    const bound = bindPythonImport(view, literal.startIndex, { module: "os", name: "*" });
    return result(subject.file, view, span, `${bound.local}.environ["${name}"]`, bound.edits);
  });
}

function result(file: string, view: CodeView, span: Span, text: string, shared: FixResult["files"][0]["shared"]) {
  const edit = view.replace(span, text);
  return { files: [{ file, edits: [edit], shared, claims: [edit.span] }], creates: [] };
}

/** Asks about the string literal that a secret fills from quote to quote. */
function withSecret<T>(
  host: FixHost,
  subject: FixSubject,
  use: (view: CodeView, literal: Node) => T | undefined,
): T | undefined {
  const [secret, ...others] = subject.literals ?? [];
  const document = host.document(subject.file);
  if (!secret || others.length > 0 || !document?.code || !isSecret(secret)) return undefined;
  return withCode(host, document, (view) => {
    if (!writesCode(view.language)) return undefined;
    const span = view.toCode(secret.span);
    let node = span && view.root.namedDescendantForIndex(span.start, Math.max(span.start, span.end - 1));
    while (node && node.type !== "string") node = node.parent ?? undefined;
    if (!node || !span || !node.parent || !settings.has(node.parent.type)) return undefined;
    const field = node.parent.childForFieldName("value") ?? node.parent.childForFieldName("right");
    if (field?.id !== node.id || !/^["']+$/.test(view.text.slice(node.startIndex, span.start))) return undefined;
    return /^["']+$/.test(view.text.slice(span.end, node.endIndex)) ? use(view, node) : undefined;
  });
}

function isSecret({ type }: LiteralTarget): boolean {
  return /KEY|TOKEN|SECRET|CREDENTIAL|PASSWORD/.test(type);
}

const generic = /^(API_?KEY|KEY|TOKEN|AUTH_TOKEN|ACCESS_TOKEN|SECRET|CREDENTIALS?|PASSWORD)$/;

/** `OPENAI_API_KEY` for `OpenAI(api_key=…)`, `CRM_TOKEN` for `crm_token = …`. */
function variableFor(literal: Node): string {
  const holder = literal.parent!;
  const named =
    holder.childForFieldName("name") ??
    holder.childForFieldName("key") ??
    holder.childForFieldName("left") ??
    holder.childForFieldName("property");
  const text = named?.text.replace(/^["']|["']$/g, "") ?? "API_KEY";
  const own = shouting(text.slice(text.lastIndexOf(".") + 1));
  const name = own === "APIKEY" ? "API_KEY" : own;
  if (!generic.test(name)) return name;
  for (let at: Node | null = holder; at; at = at.parent) {
    const callee = at.childForFieldName("function") ?? at.childForFieldName("constructor");
    if (!callee || !/^(call|call_expression|new_expression)$/.test(at.type)) continue;
    const library = shouting(
      callee.text
        .slice(callee.text.lastIndexOf(".") + 1)
        .replace(/^(Async|Chat|create)+(?=[A-Z])/, "")
        .replace(/(Client|SDK)$/, "")
        .replace(/OpenAI/, "Openai")
        .replace(/([a-z])AI$/, "$1Ai"),
    );
    return library === "" || library === name ? name : `${library}_${name}`;
  }
  return name;
}

function shouting(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toUpperCase();
}
