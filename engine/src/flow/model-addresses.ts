import { behindNames } from "./behind-names.ts";
import { constantText } from "./constant-text.ts";
import { type FlowFile, nameOfCallee } from "./file-facts.ts";
import type { IrOperation, NodeId } from "./ir.ts";
import type { Linker } from "./link/linker.ts";
import { selectArguments } from "./search/call-parts.ts";

/** What is sent to a model by its address. */
export interface ModelRequest {
  readonly kind: "llm" | "embedding";
  readonly provider: string | undefined;
  /** The values that the model reads. */
  readonly sent: readonly NodeId[];
}

/** Where models are asked over HTTP, and who runs them. */
const hosts: readonly (readonly [RegExp, string | undefined])[] = [
  [/^https:\/\/(?:[\w-]+\.)?api\.openai\.com\//i, "openai"],
  [/^https:\/\/[\w-]*\.?openai\.azure\.com\//i, "azure"],
  [/^https:\/\/api\.anthropic\.com\//i, "anthropic"],
  [/^https:\/\/generativelanguage\.googleapis\.com\//i, "google"],
  [/^https:\/\/api\.groq\.com\//i, "groq"],
  [/^https:\/\/api\.mistral\.ai\//i, "mistral"],
  [/^https:\/\/api\.cohere\.(?:ai|com)\//i, "cohere"],
  [/^https:\/\/(?:api-inference|router)\.huggingface\.co\//i, "huggingface"],
  [/^https:\/\/api\.together\.(?:xyz|ai)\//i, "together"],
  [/^https:\/\/openrouter\.ai\/api\//i, "openrouter"],
  [/^https:\/\/api\.deepseek\.com\//i, "deepseek"],
  [/^https:\/\/api\.perplexity\.ai\//i, "perplexity"],
  [/^https:\/\/api\.replicate\.com\//i, "replicate"],
  [/^https:\/\/api\.x\.ai\//i, "xai"],
  [/^https:\/\/api\.fireworks\.ai\//i, "fireworks"],
  [/^https:\/\/integrate\.api\.nvidia\.com\//i, "nvidia"],
  [/^http:\/\/(?:localhost|127\.0\.0\.1|host\.docker\.internal):11434\/api\/(?:generate|chat|embed)/i, "ollama"],
];

/** Addresses of the same hosts at which no text is read. */
const otherAddress = /\/(?:audio|files|images|uploads|models\/?$|fine[_-]tun\w*|batches)\b/i;

/** Fields of a request in which the text stands that a model reads. */
const read = new Set(
  "inputs input prompt contents content messages text texts query question instances system documents".split(" "),
);

/**
 * What a call sends to a model over HTTP, known by the address: `requests.post(API_URL, json={"inputs": text})`,
 * `fetch("https://api.openai.com/v1/…", { body: JSON.stringify({ … }) })`.
 */
export function modelRequest(
  linker: Linker,
  file: FlowFile,
  operation: IrOperation & { op: "call" },
  name: string,
): ModelRequest | undefined {
  if (!/^(?:post|fetch|request|stream|axios)$/.test(name) || file.ir.language === "go") return undefined;
  const places = ["json", "data", "content", "1.body", "1.data", "0.data", ...(name === "post" ? ["1"] : [])];
  const payloads = places.flatMap((place) => written(file, operation, place)).slice(0, 1);
  if (payloads.length === 0) return undefined;
  const address = addressOf(linker, file, operation);
  const host = hosts.find(([pattern]) => pattern.test(address));
  if (!host || otherAddress.test(address)) return undefined;
  const sent = payloads.flatMap((payload) => whatIsRead(file, payload, 0));
  if (sent.length === 0) return undefined;
  return { kind: /embed/i.test(address) ? "embedding" : "llm", provider: host[1], sent };
}

function addressOf(linker: Linker, file: FlowFile, operation: IrOperation & { op: "call" }): string {
  for (const node of ["url", "0.url", "0", "1"].flatMap((place) => written(file, operation, place))) {
    const text = constantText(linker, file, node).trim();
    if (/^https?:\/\//.test(text)) return text;
  }
  return "";
}

/** The value of an argument, or of a field of a record that is written as one: `1.body`. */
function written(file: FlowFile, operation: IrOperation & { op: "call" }, place: string): NodeId[] {
  return selectArguments(file, operation, place).flatMap(({ node, steps: [field] }) => {
    if (field === undefined) return [node];
    const record = file.ir.operation(behindNames(file.ir, node));
    if (record.op !== "collection" || record.kind !== "record") return [];
    return record.entries.filter(({ key }) => key === field).map(({ value }) => value);
  });
}

/** The fields of a record that a model reads, inside of what writes it out; all of what is no record. */
function whatIsRead(file: FlowFile, node: NodeId, hops: number): NodeId[] {
  const operation = file.ir.operation(node);
  if (hops > 8) return [node];
  if (operation.op === "same" || operation.op === "bind") return whatIsRead(file, operation.value, hops + 1);
  if (operation.op === "call" && /^(?:dumps|stringify)$/.test(nameOfCallee(file.ir, operation.callee) ?? "")) {
    const first = operation.arguments[0];
    return first ? whatIsRead(file, first.value, hops + 1) : [];
  }
  if (operation.op !== "collection" || operation.kind !== "record") return [node];
  return operation.entries.filter(({ key }) => key === undefined || read.has(key)).map(({ value }) => value);
}
