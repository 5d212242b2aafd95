import { isIndex, stepMatches } from "./access-path.ts";
import { carriesNothing, namedSanitizer } from "./call-names.ts";
import { type FlowFile, nameOfCallee } from "./file-facts.ts";
import type { IrOperation, NodeId } from "./ir.ts";
import type { Linker } from "./link/linker.ts";
import type { NameClassifier } from "./origins.ts";
import type { Serialized } from "./search/state.ts";
import type { SinkSite } from "./sink-site.ts";

/** A parameter whose value goes to a sink of its file as it is, so that each caller is what feeds the sink. */
export interface HandedParameter {
  readonly function: number;
  readonly parameter: number;
  /** What of the parameter goes there: `["prompt"]` of an options object. */
  readonly steps: readonly string[];
  readonly serialized: Serialized;
  readonly site: SinkSite;
}

/** Sinks that parameters are handed over to. What a log or a file is told is told beside other things, where it stands. */
export function takesHandedOver(site: SinkSite): boolean {
  if (site.form === "text") return false;
  if (site.kind === "tool-result") return site.form === "message" || site.leadsTo !== undefined;
  return site.kind === "llm" || site.kind === "prompt" || site.kind === "embedding" || site.kind === "metadata";
}

/** Sinks between which one exposure is told once. */
export function sinkGroup(site: Pick<SinkSite, "kind">): string {
  return site.kind === "llm" || site.kind === "prompt" ? "model" : site.kind;
}

/** Calls that give the text or the list that they are given, or that they are called on. */
const givingBack = new Set(
  (
    "format replace replaceAll join strip trim rstrip lstrip dedent concat slice substring substr toString str String " +
    "dumps stringify list tuple Array from lower upper format_map encode decode"
  ).split(" "),
);
const adding = new Set("append push extend insert unshift add".split(" "));
const maxVisits = 400;

/**
 * Walks back from the sinks of a file, inside the file only, to the parameters that feed them. A parameter that is named for personal data is not among them: there the file itself shows what is sent.
 */
export function handedParameters(
  file: FlowFile,
  sites: readonly SinkSite[],
  linker: Linker,
  classify: NameClassifier,
): readonly HandedParameter[] {
  const { ir } = file;
  const parameters: HandedParameter[] = [];
  const known = new Set<string>();

  for (const site of sites) {
    if (!takesHandedOver(site)) continue;
    const seen = new Set<string>();
    for (const { ref, path, serialized = "no" } of site.starts) {
      if (ref.file === file) walk(site, ref.node, path.steps, serialized, seen);
    }
  }
  return parameters;

  function walk(
    site: SinkSite,
    node: NodeId,
    steps: readonly string[],
    serialized: Serialized,
    seen: Set<string>,
  ): void {
    const key = `${node}:${steps.join(".")}`;
    if (seen.has(key) || seen.size > maxVisits || steps.length > 4) return;
    seen.add(key);
    const go = (next: NodeId, wanted: readonly string[] = steps, how: Serialized = serialized): void =>
      walk(site, next, wanted, how, seen);
    const operation = ir.operation(node);
    switch (operation.op) {
      case "bind":
      case "same":
        go(operation.value);
        return;
      case "capture":
        for (const version of operation.versions) go(version);
        return;
      case "choice":
      case "unknown":
        for (const one of operation.inputs) go(one);
        return;
      case "member":
        go(operation.base, [operation.name, ...steps]);
        return;
      case "element":
        go(operation.base, ["*", ...steps]);
        return;
      case "string":
        for (const piece of operation.pieces) go(piece, [], operation.how === "concatenation" ? serialized : "text");
        return;
      case "collection":
        for (const entry of operation.entries) {
          if (entry.spread) go(entry.value);
          else if (steps.length === 0) go(entry.value);
          else if (stepMatches(steps[0]!, entry.key)) go(entry.value, steps.slice(1));
        }
        return;
      case "update":
        go(operation.base);
        if (steps.length === 0) go(operation.value);
        else if (operation.name === undefined || stepMatches(steps[0]!, operation.name)) {
          go(operation.value, steps.slice(1));
        }
        return;
      case "after": {
        go(operation.before);
        const call = ir.operation(operation.call);
        if (call.op !== "call" || operation.argument !== -1) return;
        if (!adding.has(nameOfCallee(ir, call.callee) ?? "")) return;
        for (const argument of call.arguments) {
          go(argument.value, argument.spread ? steps : isElement(steps[0]) ? steps.slice(1) : steps);
        }
        return;
      }
      case "call":
        called(site, operation, steps, serialized, seen);
        return;
      case "parameter":
        if (operation.index >= 0) handed(site, node, operation, steps, serialized, seen);
        return;
    }
  }

  function called(
    site: SinkSite,
    operation: IrOperation & { op: "call" },
    steps: readonly string[],
    serialized: Serialized,
    seen: Set<string>,
  ): void {
    const name = nameOfCallee(ir, operation.callee) ?? "";
    if (namedSanitizer(name) || carriesNothing(name)) return;
    const functions = linker.denote(file, operation.callee).filter((one) => one.kind === "function");
    for (const one of functions) {
      if (one.file !== file) continue;
      for (const value of linker.functionAt(file, one.index).returns) walk(site, value, steps, serialized, seen);
    }
    if (functions.length > 0) return;
    const builds = operation.constructs || /^\p{Lu}/u.test(name);
    if (!builds && !givingBack.has(name)) return;
    const how = name === "dumps" || name === "stringify" ? "record" : serialized;
    const callee = ir.operation(operation.callee);
    if (callee.op === "member" && !builds) walk(site, callee.base, [], serialized, seen);
    for (const argument of operation.arguments) walk(site, argument.value, [], how, seen);
  }

  function handed(
    site: SinkSite,
    node: NodeId,
    operation: IrOperation & { op: "parameter" },
    steps: readonly string[],
    serialized: Serialized,
    seen: Set<string>,
  ): void {
    const index = ir.functionOf(node);
    const target = linker.functionAt(file, index);
    for (const call of file.facts.callsByName.get(target.name) ?? []) {
      const made = ir.operation(call);
      if (made.op !== "call") continue;
      if (!linker.denote(file, made.callee).some((one) => one.kind === "function" && one.index === index)) continue;
      for (const given of argumentsFor(made, target.parameters, operation.index, steps)) {
        walk(site, given.value, given.steps, serialized, seen);
      }
    }
    if (target.name === "<lambda>" || target.name === "<module>") return;
    if (speaksForItself(operation.name, steps)) return;
    const key = `${sinkGroup(site)}:${index}:${operation.index}:${steps.join(".")}`;
    if (known.has(key)) return;
    known.add(key);
    parameters.push({ function: index, parameter: operation.index, steps, serialized, site });
  }

  /** Whether a parameter, or what is taken from it, is named for personal data or for a person. */
  function speaksForItself(name: string, steps: readonly string[]): boolean {
    const named = [name, ...steps.filter((step) => step !== "*" && !isIndex(step))];
    const last = named.at(-1)!;
    const verdict = classify.identifier({ name: last, receiver: named.slice(0, -1) });
    if (verdict && verdict.tier !== "unsure") return true;
    // `user` is as often the user's part of a prompt.
    return named.some((one) => (classify.record(one) ?? "unsure") !== "unsure");
  }
}

function isElement(step: string | undefined): boolean {
  return step === "*" || (step !== undefined && isIndex(step));
}

/** The values that a call hands over for a parameter, with what remains of the steps below them. */
export function argumentsFor(
  call: IrOperation & { op: "call" },
  parameters: readonly { readonly name: string; readonly kind: string }[],
  index: number,
  steps: readonly string[],
): { readonly value: NodeId; readonly steps: readonly string[] }[] {
  const parameter = parameters[index];
  if (!parameter) return [];
  const all = (list: typeof call.arguments) => list.map(({ value }) => ({ value, steps }));
  if (parameter.kind === "keywordRest") {
    const own = new Set(parameters.map(({ name }) => name));
    return call.arguments.flatMap(({ value, name, spread }) => {
      if (spread === "record") return [{ value, steps }];
      if (name === undefined || own.has(name)) return [];
      if (steps.length === 0) return [{ value, steps }];
      return stepMatches(steps[0]!, name) ? [{ value, steps: steps.slice(1) }] : [];
    });
  }
  const named = call.arguments.filter((argument) => argument.name === parameter.name);
  if (named.length > 0) return all(named);
  const positional = call.arguments.filter((argument) => argument.name === undefined && !argument.spread);
  if (parameter.kind === "rest") return all(positional.slice(index));
  return parameter.kind === "positional" ? all(positional.slice(index, index + 1)) : [];
}
