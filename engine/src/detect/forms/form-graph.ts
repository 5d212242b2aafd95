import { createFormReader, type FormTree, lastUnits, parseForm, shortMatches } from "./parse-form.ts";
import { digitsIn, hasAscii, type UnitSet } from "./unit-set.ts";

/** An expression of a recognizer, tried from a place on. */
export interface Form {
  readonly source: string;
  readonly anyCase: boolean;
}

export enum NodeKind {
  /** Takes a unit of a set. */
  Unit,
  /** Goes on in two ways. */
  Split,
  /** The unit before the form is of a set, or is not. */
  Previous,
  NotPrevious,
  /** The next unit is not of a set. */
  NotNext,
  /** Nothing follows that is forbidden. */
  Tail,
  /** The text ends. */
  End,
  /** A form matches. */
  Form,
}

/** What must not follow: a unit, or a unit and one after it, as numbers of sets. */
export type Forbidden = readonly (readonly [first: number, second: number | undefined])[];

/** Forms as one graph (Thompson's construction); what a form matches is a way from its start to its end. */
export interface FormGraph {
  readonly kinds: NodeKind[];
  /** By node: the number of a set, of an entry of `tails`, or of a form. */
  readonly values: number[];
  readonly nexts: number[];
  /** By node: where a split goes on besides. */
  readonly others: number[];
  /** By node: the form that it is of. */
  readonly owners: number[];
  readonly tails: Forbidden[];
  /** By form. */
  readonly starts: readonly number[];
  /** By ASCII code: the class of the unit. */
  readonly classes: Uint8Array;
  /** The class of all units beyond ASCII. */
  readonly beyond: number;
  /** The class that stands for the end of the text, and before a form for its beginning. */
  readonly ending: number;
  /** By class of ASCII units: one of them. */
  readonly examples: readonly number[];
  readonly sets: readonly UnitSet[];
}

/** 2 where all units of a class are in a set, 1 where some are or may be, else 0. */
export function partIn({ sets, examples, beyond, ending }: FormGraph, set: number, unitClass: number): number {
  const units = sets[set]!;
  if (unitClass === digitClass) return digitsIn(units);
  if (unitClass === ending) return 0;
  if (unitClass === beyond) return units.beyond === "all" ? 2 : units.beyond === "some" ? 1 : 0;
  return hasAscii(units, examples[unitClass]!) ? 2 : 0;
}

/** Counted repetitions are written out up to this; more are taken for any number. */
const mostCopies = 64;

/** Makes the graph. Where an expression says more than the graph can, the graph matches more. */
export function createFormGraph(forms: readonly Form[]): FormGraph {
  const kinds: NodeKind[] = [];
  const values: number[] = [];
  const nexts: number[] = [];
  const others: number[] = [];
  const owners: number[] = [];
  const tails: Forbidden[] = [];
  const sets: UnitSet[] = [];
  const setNumbers = new Map<UnitSet, number>();
  const tailNumbers = new Map<FormTree, number>();
  const reader = createFormReader();
  let owner = 0;

  const setNumber = (units: UnitSet): number => {
    let number = setNumbers.get(units);
    if (number === undefined) {
      number = sets.push(units) - 1;
      setNumbers.set(units, number);
    }
    return number;
  };
  const node = (kind: NodeKind, value: number, next: number, other = -1): number => {
    kinds.push(kind);
    values.push(value);
    nexts.push(next);
    others.push(other);
    return owners.push(owner) - 1;
  };
  const split = (one: number, other: number): number => (one === other ? one : node(NodeKind.Split, 0, one, other));

  /** The first node of what matches `tree` and goes on at `next`. */
  const compile = (tree: FormTree, next: number): number => {
    switch (tree.kind) {
      case "unit":
        return node(NodeKind.Unit, setNumber(tree.units), next);
      case "sequence": {
        let first = next;
        for (let i = tree.parts.length - 1; i >= 0; i--) first = compile(tree.parts[i]!, first);
        return first;
      }
      case "choice":
        return tree.options.map((option) => compile(option, next)).reduce(split);
      case "repeat":
        return compileRepeat(tree.what, tree.least, tree.most, next);
      case "look":
        return tree.ahead
          ? compileAhead(tree.what, tree.negative, next)
          : compileBehind(tree.what, tree.negative, next);
      case "end":
        return node(NodeKind.End, 0, next);
      case "anything":
        return node(NodeKind.Form, owner, -1);
    }
  };
  const compileRepeat = (what: FormTree, least: number, most: number, next: number): number => {
    let first = next;
    if (most > mostCopies) {
      const loop = node(NodeKind.Split, 0, next, next);
      nexts[loop] = compile(what, loop);
      first = loop;
    } else for (let i = least; i < most; i++) first = split(compile(what, first), next);
    for (let i = Math.min(least, mostCopies); i > 0; i--) first = compile(what, first);
    return first;
  };
  const compileBehind = (what: FormTree, negative: boolean, next: number): number => {
    if (!negative) {
      const last = lastUnits(what);
      return last ? node(NodeKind.Previous, setNumber(last), next) : next;
    }
    const single = shortMatches(what).filter((units) => units.length === 1);
    return single.reduce((after, [units]) => node(NodeKind.NotPrevious, setNumber(units!), after), next);
  };
  const compileAhead = (what: FormTree, negative: boolean, next: number): number => {
    const isLast = kinds[next] === NodeKind.Form;
    // At the end of a form it makes no difference whether what follows is taken or looked at.
    if (!negative) return isLast ? compile(what, next) : next;
    const known = tailNumbers.get(what);
    if (isLast && known !== undefined) return node(NodeKind.Tail, known, next);
    const short = shortMatches(what).map(
      ([first, second]) => [setNumber(first!), second ? setNumber(second) : undefined] as const,
    );
    if (isLast) {
      const tail = tails.push(short) - 1;
      tailNumbers.set(what, tail);
      return node(NodeKind.Tail, tail, next);
    }
    const single = short.filter(([, second]) => second === undefined);
    return single.reduce((after, [units]) => node(NodeKind.NotNext, units, after), next);
  };

  const starts = forms.map(({ source, anyCase }, form) => {
    owner = form;
    return compile(parseForm(source, anyCase, reader), node(NodeKind.Form, form, -1));
  });
  const { classes, examples } = classesOf(sets);
  const beyond = examples.length;
  return {
    ...{ kinds, values, nexts, others, owners, tails, starts, classes, examples, sets },
    beyond,
    ending: beyond + 1,
  };
}

const digitClass = 0;
const zero = 48;
const nine = 57;

/**
 * ASCII units that no set tells apart are one class. Digits are one class whatever the sets say: which they are would
 * make too many states, and no form is told from others by them alone.
 */
function classesOf(sets: readonly UnitSet[]): { classes: Uint8Array; examples: number[] } {
  const classes = new Uint8Array(128).fill(1);
  classes.fill(digitClass, zero, nine + 1);
  let count = 2;
  /** By class and whether in the set: the class that such units go to. */
  const parts = new Int16Array(2 * 128);
  for (const units of sets) {
    parts.fill(-1);
    for (let code = 0; code < 128; code++) {
      const from = classes[code]!;
      if (from === digitClass) continue;
      const key = from * 2 + (hasAscii(units, code) ? 1 : 0);
      // Of the two parts of a class, the first that is met keeps its number.
      if (parts[key]! < 0) parts[key] = parts[key ^ 1]! < 0 ? from : count++;
      classes[code] = parts[key]!;
    }
  }
  const examples: number[] = [];
  classes.forEach((unitClass, code) => {
    examples[unitClass] ??= code;
  });
  return { classes, examples };
}
