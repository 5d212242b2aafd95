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

/** What was read before, so that equal parts of many forms are read once and are one object. */
export interface FormReader {
  /** By code, for forms that mind case and for others. */
  readonly units: readonly [(FormTree | undefined)[], (FormTree | undefined)[]];
  readonly classes: readonly [Map<string, FormTree>, Map<string, FormTree>];
  /** Looks around that end a form, by how they are written. */
  readonly endings: readonly [Map<string, FormTree>, Map<string, FormTree>];
}

export function createFormReader(): FormReader {
  return { units: [[], []], classes: [new Map(), new Map()], endings: [new Map(), new Map()] };
}

/**
 * Reads the subset of regular expressions that forms are written in (without flags `u` and `v`), for a tree that
 * matches wherever the expression does. A group is told from what refers back to it no more: both are what the group is.
 */
export function parseForm(source: string, anyCase: boolean, reader: FormReader = createFormReader()): FormTree {
  const units = reader.units[anyCase ? 1 : 0];
  const classes = reader.classes[anyCase ? 1 : 0];
  const endings = reader.endings[anyCase ? 1 : 0];
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
      const count = source.slice(at + 1, close);
      if (!isDigit(count, 0)) return what;
      least = Number.parseInt(count, 10);
      const comma = count.indexOf(",");
      if (comma < 0) most = least;
      else if (isDigit(count, comma + 1)) most = Number.parseInt(count.slice(comma + 1), 10);
      at = close;
    } else if (sign !== "*") return what;
    at++;
    if (source[at] === "?") at++;
    return { kind: "repeat", what, least, most };
  };

  const single = (): FormTree => {
    const char = source[at++]!;
    if (char === "(") return source.startsWith("?!", at) ? ending() : group();
    if (char === "[") return unitClass();
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
    const escapedTo = escapedUnits();
    return typeof escapedTo === "number" ? unit(escapedTo) : { kind: "unit", units: escapedTo };
  };

  const unit = (code: number): FormTree => {
    let known = units[code];
    if (known === undefined) {
      known = { kind: "unit", units: unitsOf([[code, code]], anyCase) };
      units[code] = known;
    }
    return known;
  };

  /** A look around whose rest, where nothing else follows it, other forms have as well. */
  const ending = (): FormTree => {
    const rest = source.slice(at);
    const known = endings.get(rest);
    if (known) {
      at = source.length;
      return known;
    }
    const tree = group();
    // What it refers back to is another form's elsewhere.
    if (at === source.length && !/\\[1-9]/.test(rest)) endings.set(rest, tree);
    return tree;
  };

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

  const unitClass = (): FormTree => {
    // No class has a bracket in it but one that is escaped.
    let close = at;
    while (close < source.length && source[close] !== "]") close += source[close] === "\\" ? 2 : 1;
    const written = source.slice(at, close);
    let known = classes.get(written);
    if (known) at = close + 1;
    else {
      known = { kind: "unit", units: readClass() };
      classes.set(written, known);
    }
    return known;
  };

  const readClass = (): UnitSet => {
    const negated = source[at] === "^";
    if (negated) at++;
    const ranges: [number, number][] = [];
    let all = noUnits;
    while (at < source.length && source[at] !== "]") {
      const from = classPart();
      if (typeof from !== "number") {
        all = union(all, from);
        continue;
      }
      let to = from;
      if (source[at] === "-" && source[at + 1] !== "]") {
        at++;
        const last = classPart();
        if (typeof last === "number") to = last;
        else all = union(all, union(last, unitsOf([[45, 45]], false)));
      }
      ranges.push([from, to]);
    }
    at++;
    all = union(all, unitsOf(ranges, anyCase));
    return negated ? complement(all) : all;
  };

  const classPart = (): number | UnitSet => {
    if (source[at] !== "\\") return source.charCodeAt(at++);
    at++;
    if (source[at] !== "b") return escapedUnits();
    at++;
    return 8;
  };

  const group = (): FormTree => {
    let number = 0;
    let look: string | undefined;
    let ahead = true;
    if (source[at] !== "?") number = groups.push(anything);
    else if (source[at + 1] === ":") at += 2;
    else {
      ahead = source[at + 1] !== "<";
      const sign = source[at + (ahead ? 1 : 2)];
      if (sign === "=" || sign === "!") {
        look = sign;
        at += ahead ? 2 : 3;
      } else {
        number = groups.push(anything);
        at = source.indexOf(">", at) + 1;
      }
    }
    const inner = choice();
    at++;
    if (look !== undefined) return { kind: "look", ahead, negative: look === "!", what: inner };
    if (number > 0) groups[number - 1] = inner;
    return inner;
  };

  const tree = choice();
  return at >= source.length ? tree : anything;
}

function isDigit(text: string, at: number): boolean {
  const char = text[at];
  return char !== undefined && char >= "0" && char <= "9";
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
