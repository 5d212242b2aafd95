import { namesResult } from "../../../engine/src/flow/call-names.ts";
import type { FlowFile } from "../../../engine/src/flow/file-facts.ts";
import type { NodeId } from "../../../engine/src/flow/ir.ts";
import { isPlaceInFrame } from "../../../engine/src/flow/origins.ts";

/**
 * One thing that is known of a value: at `path` in it there is `taken` of an origin, a value of which nothing more
 * is known. A step is a name, an index, `*` (any key) or `#` (any index).
 */
export interface Fact {
  readonly kind: /** It is that very thing: what is taken from it is taken from the origin. */
    | "is"
    /** A text or another thing made of it: whatever is taken from it holds it as well. */
    | "holds"
    /** What an unseen call may have made of it: a named field of that is the call's own. */
    | "perhaps"
    /** What an unseen look-up may have found in it: a named field of that is its own, other names are taken from it. */
    | "found"
    /** The object of a method that was called by nobody in particular. */
    | "self"
    /** A new object of the class with the index `node`: what the class's body says of its fields. */
    | "object"
    /** A module of the workspace. */
    | "module";
  readonly file: FlowFile;
  readonly node: NodeId;
  readonly path: readonly string[];
  readonly taken: readonly string[];
  /** Names that were overwritten, and are not to be taken from it. */
  readonly without: readonly string[];
}

/** How deep paths are followed; the engine that is compared is asked to go as deep. */
export const maxPath = 8;

/** What lies so deep that only a part of the way to it is known is not compared. */
export function isDeep(steps: readonly string[]): boolean {
  return steps.length >= maxPath;
}

/** Facts by their identity. */
export type Value = ReadonlyMap<string, Fact>;

export const nothing: Value = new Map();

export function ofFacts(facts: Iterable<Fact>): Value {
  const result = new Map<string, Fact>();
  for (const fact of facts) {
    const { kind, file, node, path, taken, without } = fact;
    result.set(`${kind} ${file.id}:${node} ${path.join(".")} ${taken.join(".")} ${without.join(".")}`, fact);
  }
  return result;
}

export function union(...values: readonly Value[]): Value {
  const filled = values.filter((value) => value.size > 0);
  if (filled.length <= 1) return filled[0] ?? nothing;
  return new Map(filled.flatMap((value) => [...value]));
}

export function isIndex(step: string): boolean {
  return /^-?\d+$/.test(step);
}

export function isNamed(step: string): boolean {
  return step !== "*" && step !== "#" && !isIndex(step);
}

/** Before a name that nobody asks for. */
export const hidden = "\u0000";

/** Whether a step that is asked for can be a step at which something is known. */
function meets(asked: string, known: string): boolean {
  if (asked === "*" || known === "*" || asked === known) return true;
  return (known === "#" && (asked === "#" || isIndex(asked))) || (asked === "#" && isIndex(known));
}

/** What is at `step` of a value. */
export function take(value: Value, step: string): Value {
  return ofFacts(
    [...value.values()].flatMap((fact): Fact[] => {
      const [first, ...rest] = fact.path;
      if (first !== undefined) return meets(step, first) ? [{ ...fact, path: rest }] : [];
      if (fact.without.includes(step)) return [];
      if (fact.kind === "holds") return [fact];
      if (fact.kind === "perhaps") return isNamed(step) && !namesResult(step) ? [] : [fact];
      if (fact.kind === "found" && isNamed(step) && !namesResult(step)) return [];
      if (fact.kind === "is" || fact.kind === "found")
        return [{ ...fact, taken: [...fact.taken, step].slice(0, maxPath), without: [] }];
      return [];
    }),
  );
}

/** A value at `step` of another one. */
export function put(step: string, value: Value): Value {
  return ofFacts([...value.values()].map((fact) => ({ ...fact, path: [step, ...fact.path].slice(0, maxPath) })));
}

/** Whether a fact says where data comes from. */
function isThing({ kind }: Fact): boolean {
  return kind === "is" || kind === "holds" || kind === "perhaps" || kind === "found";
}

/** All of a value, in a text or something else that keeps no fields. */
export function melt(value: Value, kind: "holds" | "perhaps" = "holds"): Value {
  return ofFacts([...value.values()].filter(isThing).map((fact) => ({ ...fact, kind, path: [], without: [] })));
}

/** A value after a field was overwritten. */
export function drop(value: Value, name: string): Value {
  return ofFacts(
    [...value.values()].flatMap((fact) => {
      if (fact.path.length > 0) return fact.path[0] === name ? [] : [fact];
      return [{ ...fact, without: [...new Set([...fact.without, name])].sort() }];
    }),
  );
}

/** A value with other paths. */
export function move(value: Value, change: (path: readonly string[]) => readonly string[]): Value {
  return ofFacts([...value.values()].map((fact) => ({ ...fact, path: change(fact.path).slice(0, maxPath) })));
}

/** The names under which data is taken from origins that reach `path` of a value, as `namesOf` reads what is taken. */
export function fieldsIn(
  value: Value,
  path: readonly string[],
  namesOf: (fact: Fact) => readonly string[],
): Set<string> {
  let rest = value;
  for (const step of path) rest = take(rest, step);
  const fields = new Set<string>();
  for (const fact of rest.values()) {
    if (!isThing(fact) || isDeep(fact.taken)) continue;
    for (const name of namesOf(fact)) fields.add(name);
  }
  return fields;
}

/** The name that says what is taken; one that only says that it is what a call gave leaves it to the one before. */
export function lastName(steps: readonly string[]): readonly string[] {
  const asked = steps.map((step) => (step === "#" ? "*" : step));
  const name = asked
    .filter((step, at) => isNamed(step) && !isPlaceInFrame(asked, at))
    .slice(-2)
    .findLast((step) => !namesResult(step));
  return name === undefined ? [] : [name];
}
