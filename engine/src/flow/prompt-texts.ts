import type { AccessPaths } from "./access-path.ts";
import { chainOf } from "./call-chain.ts";
import { namedPrompt, namedSanitizer, readsLikePrompt } from "./call-names.ts";
import { constantText } from "./constant-text.ts";
import type { FlowFile } from "./file-facts.ts";
import type { IrOperation, NodeId } from "./ir.ts";
import type { Linker } from "./link/linker.ts";
import type { SinkSite } from "./sink-site.ts";

/** The names that stand for each built string: variables, arguments, entries, the function that returns it. */
function namesOfValues(file: FlowFile): Map<NodeId, string> {
  const names = new Map<NodeId, string>();
  const note = (node: NodeId, name: string): void => {
    let at = node;
    for (let hops = 0; hops < 6; hops++) {
      const operation = file.ir.operation(at);
      if (operation.op === "same") at = operation.value;
      else if (operation.op === "choice") {
        for (const one of operation.inputs) if (!names.has(one)) names.set(one, name);
        return;
      } else break;
    }
    if (!names.has(at) || !namedPrompt(names.get(at)!)) names.set(at, name);
  };
  const { ir, facts } = file;
  for (const node of facts.binds) {
    const operation = ir.operation(node);
    if (operation.op === "bind") note(operation.value, operation.name);
  }
  for (const node of facts.updates) {
    const operation = ir.operation(node);
    if (operation.op === "update" && operation.name !== undefined) note(operation.value, operation.name);
  }
  for (const node of facts.calls) {
    const operation = ir.operation(node);
    if (operation.op !== "call") continue;
    for (const argument of operation.arguments) {
      if (argument.name !== undefined) note(argument.value, argument.name);
      const value = ir.operation(argument.value);
      if (value.op !== "collection" || value.kind !== "record") continue;
      for (const entry of value.entries) if (entry.key !== undefined) note(entry.value, entry.key);
    }
  }
  for (const made of ir.functions) for (const node of made.returns) note(node, made.name);
  return names;
}

/** Texts that stand in a call of the console or a log: `console.log(`User: ${name}`)` is no prompt. */
function printedTexts(file: FlowFile): Set<NodeId> {
  const printed = new Set<NodeId>();
  for (const node of file.facts.calls) {
    const operation = file.ir.operation(node);
    if (operation.op !== "call") continue;
    const base = chainOf(file, operation.callee).at(-2);
    if (base === undefined || !/^(?:console|log|logger|logging|winston)$/i.test(base)) continue;
    for (const argument of operation.arguments) {
      let at = argument.value;
      while (file.ir.operation(at).op === "same") at = (file.ir.operation(at) as IrOperation & { op: "same" }).value;
      printed.add(at);
    }
  }
  return printed;
}

/** Texts that are handed to what takes personal data out: `masker.mask(prompt)`. Where they go otherwise is told there. */
function maskedTexts(file: FlowFile): Set<NodeId> {
  const masked = new Set<NodeId>();
  for (const [name, calls] of file.facts.callsByName) {
    if (!namedSanitizer(name)) continue;
    for (const node of calls) {
      const operation = file.ir.operation(node);
      if (operation.op !== "call") continue;
      for (const { value } of operation.arguments) {
        let at = file.ir.operation(value);
        let text = value;
        while (at.op === "same" || at.op === "bind") {
          text = at.value;
          at = file.ir.operation(text);
        }
        masked.add(text);
      }
    }
  }
  return masked;
}

function isTemplateCall(file: FlowFile, node: NodeId): boolean {
  const operation = file.ir.operation(node);
  return operation.op === "call" || (operation.op === "string" && operation.pieces.length > 1);
}

/** Adds the texts of a file that are prompts by their name or wording, with no call in sight. */
export function promptTexts(linker: Linker, paths: AccessPaths, sites: SinkSite[], file: FlowFile): void {
  if (file.facts.strings.length === 0) return;
  const names = namesOfValues(file);
  const printed = printedTexts(file);
  const masked = maskedTexts(file);
  for (const node of file.facts.strings) {
    if (printed.has(node) || masked.has(node)) continue;
    const name = names.get(node);
    const byName = name !== undefined && namedPrompt(name);
    const constant = constantText(linker, file, node);
    const byText = readsLikePrompt(constant);
    if (!byName && !byText) continue;
    // One word with a hole is a key or a path, whatever it is named.
    if (byName && !byText && !/\s/.test(constant.trim())) {
      if (!isTemplateCall(file, node)) continue;
    }
    sites.push({
      file,
      node,
      kind: "prompt",
      entry: "prompt-text",
      title: "prompt text",
      confidence: byName && byText ? 0.85 : byText ? 0.75 : 0.7,
      form: "text",
      starts: [{ ref: { file, node }, path: paths.whole }],
    });
  }
}
