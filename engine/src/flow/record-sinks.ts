import type { AccessPaths } from "./access-path.ts";
import { behindNames } from "./behind-names.ts";
import { constantText } from "./constant-text.ts";
import { type FlowFile, isContentKey, isRoleKey } from "./file-facts.ts";
import type { NodeId } from "./ir.ts";
import type { Linker } from "./link/linker.ts";
import { recordAt } from "./record-at.ts";
import type { SinkSite } from "./sink-site.ts";

/** Fields of a request to a model that say who asks, or go into the provider's records. */
const requestMetadata = new Set(["user", "metadata", "safety_identifier", "prompt_cache_key"]);

/** Adds a record with a role and content: a message to a model, whoever takes it. */
export function messageSink(paths: AccessPaths, sites: SinkSite[], file: FlowFile, node: NodeId): void {
  const operation = file.ir.operation(node);
  if (operation.op !== "collection") return;
  const role = operation.entries.find((entry) => isRoleKey(entry.key));
  const content = operation.entries.find((entry) => isContentKey(entry.key));
  if (!role || !content) return;
  const roleValue = file.ir.operation(role.value);
  if (
    roleValue.op === "text" &&
    !/^(?:system|user|assistant|developer|human|ai|tool|function|model)$/i.test(roleValue.text)
  ) {
    return;
  }
  sites.push({
    file,
    node,
    kind: "prompt",
    entry: "message-record",
    title: "message content",
    confidence: 0.85,
    form: "message",
    starts: [{ ref: { file, node: content.value }, path: paths.whole }],
  });
}

/** What a request to a model says of who asks: fields beside the prompt, written with it or set later. */
export function requestSinks(paths: AccessPaths, sites: SinkSite[], file: FlowFile): void {
  const own = new Set(file.facts.requests);
  const add = (node: NodeId, values: readonly NodeId[]): void => {
    if (values.length === 0) return;
    sites.push({
      file,
      node,
      kind: "metadata",
      entry: "request-record",
      title: "request metadata",
      confidence: 0.85,
      form: "call",
      starts: values.map((value) => ({ ref: { file, node: value }, path: paths.whole })),
    });
  };
  for (const node of own) {
    const operation = file.ir.operation(node);
    if (operation.op !== "collection") continue;
    const told = operation.entries.filter(({ key }) => key !== undefined && requestMetadata.has(key));
    add(
      node,
      told.map(({ value }) => value),
    );
  }
  for (const node of file.facts.updates) {
    const operation = file.ir.operation(node);
    if (operation.op !== "update" || operation.name === undefined || !requestMetadata.has(operation.name)) continue;
    if (isVersionOf(file, operation.base, own)) add(node, [operation.value]);
  }
}

/** Whether an object is a later version of one of some records. */
function isVersionOf(file: FlowFile, node: NodeId, records: ReadonlySet<NodeId>): boolean {
  let at = node;
  for (let hops = 0; hops < 20; hops++) {
    if (records.has(at)) return true;
    const operation = file.ir.operation(at);
    if (operation.op === "update") at = operation.base;
    else if (operation.op === "same" || operation.op === "bind") at = operation.value;
    else if (operation.op === "after") at = operation.before;
    else if (operation.op === "choice" && operation.inputs.length > 0) at = operation.inputs[0]!;
    else return false;
  }
  return false;
}

/** What an MCP tool answers: `{ content: [{ type: "text", text }] }`, in the tool or in a helper that makes it. */
export function answerSink(linker: Linker, paths: AccessPaths, sites: SinkSite[], file: FlowFile, node: NodeId): void {
  const operation = file.ir.operation(node);
  if (operation.op !== "collection") return;
  const content = operation.entries.find((entry) => entry.key === "content");
  const output = operation.entries.find((entry) => entry.key === "output");
  if (!output && (!content || !isTextList(linker, file, content.value))) return;
  sites.push({
    file,
    node,
    kind: "tool-result",
    entry: "tool-answer-record",
    title: "tool",
    confidence: 0.9,
    form: "message",
    starts: operation.entries
      .filter((entry) => entry === output || entry.key === "content" || entry.key === "structuredContent")
      .map(({ value }) => ({ ref: { file, node: value }, path: paths.whole })),
  });
}

/** Whether a value is a list of records like `{ type: "text", text }`. */
function isTextList(linker: Linker, file: FlowFile, node: NodeId): boolean {
  const list = file.ir.operation(behindNames(file.ir, node));
  if (list.op !== "collection" || list.kind === "record") return false;
  return list.entries.some((entry) => {
    const part = recordAt(file, entry.value);
    const type = part?.entries.find(({ key }) => key === "type");
    return (
      type !== undefined &&
      constantText(linker, file, type.value) === "text" &&
      part!.entries.some(({ key }) => key === "text") &&
      part!.entries.every(({ key }) => key === "type" || key === "text" || key === "annotations" || key === "_meta")
    );
  });
}
