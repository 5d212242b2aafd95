import { anyUnit, complement, noUnits, type UnitSet, union, unitsOf } from "./unit-set.ts";

/** A form's expression as a tree. What is not understood is `anything`. */
export type FormTree =
  | { readonly kind: "unit"; readonly units: UnitSet }
  | { readonly kind: "sequence"; readonly parts: readonly FormTree[] }
  | { readonly kind: "choice"; readonly options: readonly FormTree[] }
  | { readonly kind: "repeat"; readonly what: FormTree; readonly least: number; readonly most: number }
  | { readonly kind: "look"; readonly ahead: boolean; readonly negative: boolean; readonly what: FormTree }
  | { readonly kind: "end" }
  | { readonly kind: "anything" };

const nothing: FormTree = { kind: "sequence", parts: [] };
const anything: FormTree = { kind: "anything" };
const end: FormTree = { kind: "end" };

const classEscapes: Readonly<Record<string, UnitSet>> = {
  d: unitsOf([[48, 57]], false),
  s: union(
    unitsOf(
      [
        [9, 13],
        [32, 32],
      ],
      false,
    ),
    { ...noUnits, beyond: "some" },
  ),
  w: unitsOf(
    [
      [48, 57],
      [65, 90],
      [95, 95],
      [97, 122],
    ],
    false,
  ),
};
const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };
const newlines = union(
  unitsOf(
    [
      [10, 10],
      [13, 13],
    ],
    false,
  ),
  { ...noUnits, beyond: "some" },
);
const notNewline = complement(newlines);

/**
 * Reads the subset of regular expressions that forms are written in (without flags `u` and `v`), for a tree that
 * matches wherever the expression does. A group is told from what refers back to it no more: both are what the group is.
 */
export function parseForm(source: string, anyCase: boolean): FormTree {
  const groups: FormTree[] = [];
  let at = 0;

  const choice = (): FormTree => {
    const options = [sequence()];
    while (source[at] === "|") {
      at++;
      options.push(sequence());
    }
    return options.length === 1 ? options[0]! : { kind: "choice", options };
  };

  const sequence = (): FormTree => {
    const parts: FormTree[] = [];
    while (at < source.length && source[at] !== "|" && source[at] !== ")") parts.push(repeated(single()));
    return parts.length === 1 ? parts[0]! : { kind: "sequence", parts };
  };

  const repeated = (what: FormTree): FormTree => {
    const sign = source[at];
    let least = 0;
    let most = Number.POSITIVE_INFINITY;
    if (sign === "?") most = 1;
    else if (sign === "+") least = 1;
    else if (sign === "{") {
      const close = source.indexOf("}", at);
      const [low = "", high] = source.slice(at + 1, close).split(",");
      if (close < 0 || !isCount(low) || (high !== undefined && high !== "" && !isCount(high))) return what;
      least = Number(low);
      if (high === undefined) most = least;
      else if (high !== "") most = Number(high);
      at = close;
    } else if (sign !== "*") return what;
    at++;
    if (source[at] === "?") at++;
    return { kind: "repeat", what, least, most };
  };

  const single = (): FormTree => {
    const char = source[at++]!;
    if (char === "(") return group();
    if (char === "[") return { kind: "unit", units: unitClass() };
    if (char === ".") return { kind: "unit", units: notNewline };
    if (char === "$") return end;
    if (char === "^") return nothing;
    if (char !== "\\") return unit(char.charCodeAt(0));
    const escaped = source[at]!;
    if (escaped >= "1" && escaped <= "9") {
      at++;
      return groups[Number(escaped) - 1] ?? anything;
    }
    if (escaped === "b" || escaped === "B") {
      at++;
      return nothing;
    }
    const units = escapedUnits();
    return typeof units === "number" ? unit(units) : { kind: "unit", units };
  };

  const unit = (code: number): FormTree => ({ kind: "unit", units: unitsOf([[code, code]], anyCase) });

  /** What stands after a backslash: one unit, or a set of them. */
  const escapedUnits = (): number | UnitSet => {
    const escaped = source[at++]!;
    const digits = escaped === "u" ? 4 : escaped === "x" ? 2 : 0;
    if (digits > 0) {
      const code = Number.parseInt(source.slice(at, at + digits), 16);
      at += digits;
      return code;
    }
    const known = classEscapes[escaped.toLowerCase()];
    if (known) return escaped === escaped.toLowerCase() ? known : complement(known);
    return controls[escaped] ?? escaped.charCodeAt(0);
  };

  const unitClass = (): UnitSet => {
    const negated = source[at] === "^";
    if (negated) at++;
    const ranges: [number, number][] = [];
    let units = noUnits;
    while (at < source.length && source[at] !== "]") {
      const from = classPart();
      if (typeof from !== "number") {
        units = union(units, from);
        continue;
      }
      let to = from;
      if (source[at] === "-" && source[at + 1] !== "]") {
        at++;
        const last = classPart();
        if (typeof last === "number") to = last;
        else units = union(units, union(last, unitsOf([[45, 45]], false)));
      }
      ranges.push([from, to]);
    }
    at++;
    units = union(units, unitsOf(ranges, anyCase));
    return negated ? complement(units) : units;
  };

  const classPart = (): number | UnitSet => {
    if (source[at] !== "\\") return source.charCodeAt(at++);
    at++;
    if (source[at] !== "b") return escapedUnits();
    at++;
    return 8;
  };

  const group = (): FormTree => {
    const number = opensGroup() ? groups.push(anything) : 0;
    const look = /^\?(<?)([=!])/.exec(source.slice(at, at + 3));
    if (look) at += look[0].length;
    else if (source.startsWith("?:", at)) at += 2;
    else if (source.startsWith("?<", at)) at = source.indexOf(">", at) + 1;
    const inner = choice();
    at++;
    if (look) return { kind: "look", ahead: look[1] === "", negative: look[2] === "!", what: inner };
    if (number > 0) groups[number - 1] = inner;
    return inner;
  };

  const opensGroup = (): boolean => source[at] !== "?" || /^\?<[^=!]/.test(source.slice(at, at + 3));

  const tree = choice();
  return at >= source.length ? tree : anything;
}

function isCount(text: string): boolean {
  return /^[0-9]+$/.test(text);
}

/** The units that can end what a tree matches; undefined where that is not plain. */
export function lastUnits(tree: FormTree): UnitSet | undefined {
  switch (tree.kind) {
    case "unit":
      return tree.units;
    case "sequence":
      return tree.parts.length === 0 ? undefined : lastUnits(tree.parts.at(-1)!);
    case "choice": {
      let all = noUnits;
      for (const option of tree.options) {
        const units = lastUnits(option);
        if (!units) return undefined;
        all = union(all, units);
      }
      return all;
    }
    case "repeat":
      return tree.least > 0 ? lastUnits(tree.what) : undefined;
    default:
      return undefined;
  }
}

/** What a tree matches where that is one or two units long, as sets by place; longer and other matches are left out. */
export function shortMatches(tree: FormTree): readonly (readonly UnitSet[])[] {
  return matchesOf(tree).filter((units) => units.length === 1 || units.length === 2);
}

const tooLong: readonly UnitSet[] = [anyUnit, anyUnit, anyUnit];

/** All matches as sets by place; those of three units and more are cut there. */
function matchesOf(tree: FormTree): (readonly UnitSet[])[] {
  switch (tree.kind) {
    case "unit":
      return [[tree.units]];
    case "choice":
      return tree.options.flatMap(matchesOf);
    case "sequence": {
      let all: (readonly UnitSet[])[] = [[]];
      for (const part of tree.parts) {
        const next = matchesOf(part);
        all = all.flatMap((before) =>
          before.length > 2 ? [before] : next.map((units) => [...before, ...units].slice(0, 3)),
        );
        if (all.length > 64) return [tooLong];
      }
      return all;
    }
    case "repeat": {
      const once = matchesOf(tree.what);
      const result: (readonly UnitSet[])[] = [];
      let times: (readonly UnitSet[])[] = [[]];
      for (let count = 0; count <= Math.min(tree.most, 3); count++) {
        if (count >= tree.least) result.push(...times);
        times = times.flatMap((before) => once.map((units) => [...before, ...units].slice(0, 3)));
        if (times.length > 64) break;
      }
      return result.length > 0 ? result : [tooLong];
    }
    default:
      return [tooLong];
  }
}
