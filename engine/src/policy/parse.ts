import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import { type Document, isMap, isPair, isScalar, type Node, parseDocument } from "yaml";
import catalogSchema from "../../../schemas/catalog.schema.json" with { type: "json" };
import policySchema from "../../../schemas/policy.schema.json" with { type: "json" };
import {
  createLineIndex,
  type LineIndex,
  type Policy,
  type PolicyProblem,
  type RulePolicy,
  rangeOf,
  type Severity,
} from "../model/index.ts";
import { defaultPolicy } from "./default.ts";

const validator = new Validator(policySchema as Schema, "2020-12", false);
validator.addSchema(catalogSchema as Schema);

/**
 * Reads a `.promptveil.yml`. With problems the policy is not to be trusted: a command line stops, an editor marks
 * the places and goes on with the defaults.
 */
export function parsePolicy(text: string): { readonly policy: Policy; readonly problems: readonly PolicyProblem[] } {
  const lines = createLineIndex(text);
  const document = parseDocument(text, { uniqueKeys: true, logLevel: "silent" });
  const problems: PolicyProblem[] = document.errors.map((error) => ({
    message: `This is not valid YAML: ${lowerFirst(firstLine(error.message))}`,
    range: rangeOf(lines, { start: error.pos[0], end: Math.max(error.pos[0], error.pos[1]) }),
  }));
  if (problems.length > 0) return { policy: defaultPolicy, problems };
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 100 });
  } catch {
    return {
      policy: defaultPolicy,
      problems: [{ message: "The aliases of this file refer to each other too often.", range: wholeOf(lines) }],
    };
  }
  if (content === null || content === undefined) {
    return {
      policy: defaultPolicy,
      problems: [{ message: "The policy is empty. It begins with `version: 1`.", range: wholeOf(lines) }],
    };
  }
  const result = validator.validate(content);
  if (result.valid) return { policy: toPolicy(content as Record<string, unknown>), problems: [] };
  return { policy: defaultPolicy, problems: describe(result.errors, document, lines) };
}

function toPolicy(content: Record<string, unknown>): Policy {
  const rules: Record<string, RulePolicy> = {};
  for (const [id, value] of Object.entries((content.rules as Record<string, unknown> | null) ?? {})) {
    rules[id] = typeof value === "string" ? { severity: value as Severity | "off" } : (value as RulePolicy);
  }
  return { ...defaultPolicy, ...(content as unknown as Policy), rules };
}

/** Errors of the deepest places alone: those above them only say that something below is wrong. */
function describe(errors: readonly OutputUnit[], document: Document, lines: LineIndex): PolicyProblem[] {
  const leaves = errors.filter(
    (error) =>
      !["properties", "items", "$ref", "additionalProperties", "anyOf", "propertyNames"].includes(error.keyword) ||
      !errors.some(
        (other) =>
          other !== error &&
          other.instanceLocation.startsWith(error.instanceLocation) &&
          other.keywordLocation.startsWith(`${error.keywordLocation}/`),
      ),
  );
  const unknownKeys = leaves.filter((error) => error.keyword === "false" || /additional/i.test(error.keyword));
  const problems = new Map<string, PolicyProblem>();
  for (const error of leaves) {
    if (leaves.some((other) => other.instanceLocation.startsWith(`${error.instanceLocation}/`))) continue;
    const path = pathOf(error.instanceLocation);
    const isKey = unknownKeys.includes(error) || error.keywordLocation.includes("propertyNames");
    const { node, keyNode } = find(document, path);
    const target = (isKey ? keyNode : node) ?? node ?? keyNode;
    const span = target?.range ? { start: target.range[0], end: target.range[1] } : { start: 0, end: 0 };
    const range = rangeOf(lines, span);
    const key = `${span.start}`;
    if (!problems.has(key)) problems.set(key, { message: message(error, path, isKey), range });
  }
  return [...problems.values()];
}

function message(error: OutputUnit, path: readonly string[], isKey: boolean): string {
  const where = path.length > 0 ? `\`${path.join(".")}\`` : "The policy";
  if (isKey) return `${where} is no key that a policy has.`;
  switch (error.keyword) {
    case "const":
      return `${where} must be 1.`;
    case "enum":
      return `${where} must be one of ${allowed(error).join(", ")}.`;
    case "required": {
      const missing = /"([^"]+)"/.exec(error.error)?.[1];
      return missing ? `${where} lacks \`${missing}\`.` : `${where} is incomplete.`;
    }
    case "type":
      return `${where} has the wrong type.`;
    case "minimum":
    case "maximum":
      return `${where} must be from 0 to 1.`;
    case "pattern":
      return `${where} is not written as it should be.`;
    default:
      return `${where} is not valid.`;
  }
}

/** The values that an `enum` error speaks of, looked up in the schema. */
function allowed(error: OutputUnit): string[] {
  return /severity/i.test(error.keywordLocation) || /severity|inTests|rules/.test(error.instanceLocation)
    ? [...policySchema.$defs.severityOrOff.enum]
    : [...policySchema.$defs.operator.enum];
}

function pathOf(pointer: string): string[] {
  return pointer
    .replace(/^#/, "")
    .split("/")
    .slice(1)
    .map((part) => decodeURIComponent(part).replace(/~1/g, "/").replace(/~0/g, "~"));
}

function find(document: Document, path: readonly string[]): { node: Node | undefined; keyNode: Node | undefined } {
  let node = document.contents as Node | null | undefined;
  let keyNode: Node | undefined;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key);
      keyNode = pair?.key as Node | undefined;
      node = pair?.value as Node | undefined;
    } else node = (node as { get?(index: number, keep: true): Node } | undefined)?.get?.(Number(key), true);
  }
  return { node: node ?? undefined, keyNode };
}

function wholeOf(lines: LineIndex) {
  return rangeOf(lines, { start: 0, end: lines.length });
}

function firstLine(text: string): string {
  return text
    .split("\n")[0]!
    .replace(/ at line \d+, column \d+:?/, "")
    .trim();
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
