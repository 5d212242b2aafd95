import type { ApiPattern } from "../catalog/entries.ts";

/** What a value is by its import, step by step: `["openai", "OpenAI", "()", "chat"]`. */
export type ApiPath = readonly string[];

/** A set of API patterns with something known for each; see `ApiPattern` for the notation. */
export interface PatternSet<T> {
  /** All that is known for a path, in the order of the entries. */
  match(path: ApiPath): readonly T[];
  /** The names a matching path can end with; `undefined` where any can. */
  readonly lastNames: ReadonlySet<string>;
  /** The modules that patterns begin with, up to the first dot. */
  readonly roots: ReadonlySet<string>;
  readonly isEmpty: boolean;
}

/** What is left of a pattern below a node. */
interface Rest<T> {
  readonly pattern: string;
  readonly value: T;
  readonly order: number;
}

interface TrieNode<T> {
  readonly next: Map<string, TrieNode<T>>;
  /** Steps that end in `/*`: every module below a folder of a package. */
  readonly below: { readonly prefix: string; readonly node: TrieNode<T> }[];
  readonly values: { readonly value: T; readonly order: number }[];
  /** Spread over the nodes below only when a path comes this far: braces multiply, and few paths are ever asked for. */
  pending: Rest<T>[];
}

const braceOrComma = /[{},]/g;

/** The alternatives of the braces that open at a place, and what follows them. */
function firstBraces(pattern: string, open: number): { readonly options: readonly string[]; readonly after: string } {
  let level = 0;
  let from = open + 1;
  const options: string[] = [];
  braceOrComma.lastIndex = open;
  for (let found = braceOrComma.exec(pattern); found; found = braceOrComma.exec(pattern)) {
    const [char] = found;
    const at = found.index;
    if (char === "{") level++;
    else if (char === "," && level === 1) {
      options.push(pattern.slice(from, at));
      from = at + 1;
    } else if (char === "}" && --level === 0) {
      options.push(pattern.slice(from, at));
      return { options, after: pattern.slice(at + 1) };
    }
  }
  return { options: [pattern.slice(from)], after: "" };
}

/** The steps of one path as written: `a.B().c` is `a`, `B`, `()`, `c`. */
export function splitApiPath(text: string): string[] {
  return withCallsAsSteps(text)
    .split(".")
    .filter((step) => step !== "");
}

function withCallsAsSteps(text: string): string {
  return text
    .replace(/^~(?=\.)/, "**")
    .replaceAll("()", ".()")
    .replaceAll("[]", ".[]");
}

/** What a pattern can begin with, each with what is left of it then; an empty step where the pattern can end. */
function firstSteps(pattern: string): (readonly [step: string, rest: string])[] {
  const at = pattern.search(/[.{]/);
  if (at < 0) return [[pattern, ""]];
  if (pattern[at] === ".") {
    const rest = pattern.slice(at + 1);
    return at === 0 ? firstSteps(rest) : [[pattern.slice(0, at), rest]];
  }
  const { options, after } = firstBraces(pattern, at);
  return options.flatMap((option) => firstSteps(pattern.slice(0, at) + option + after));
}

/** What a pattern can end with, from its end backwards: of braces in its middle nothing is expanded. */
function lastSteps(pattern: string): string[] {
  const at = Math.max(pattern.lastIndexOf("."), pattern.lastIndexOf("}"));
  const end = pattern.slice(at + 1);
  if (at < 0) return end === "" ? [] : [end];
  if (pattern[at] === ".") return end === "" ? lastSteps(pattern.slice(0, at)) : [end];
  const open = openingBrace(pattern, at);
  const { options } = firstBraces(pattern, open);
  const before = pattern.slice(0, open);
  const isWhole = before === "" || before.endsWith(".");
  return options.flatMap((option) => {
    const step = option + end;
    return isWhole && step !== "" && !/[.{]/.test(step) ? [step] : lastSteps(before + step);
  });
}

/** Where the braces open that close at a place. */
function openingBrace(pattern: string, close: number): number {
  let level = 0;
  for (let at = close; at >= 0; at--) {
    if (pattern[at] === "}") level++;
    else if (pattern[at] === "{" && --level === 0) return at;
  }
  return 0;
}

/** Matching is a walk down a trie, which grows where it is walked. */
export function createPatternSet<T>(
  entries: readonly { readonly patterns: readonly ApiPattern[]; readonly value: T }[],
): PatternSet<T> {
  const compiled = entries.flatMap(({ patterns, value }, order) =>
    patterns.map((pattern): Rest<T> => ({ pattern: withCallsAsSteps(pattern), value, order })),
  );
  const root = nodeWith(compiled);
  const memo = new Map<string, readonly T[]>();
  let lastNames: ReadonlySet<string> | undefined;
  let roots: ReadonlySet<string> | undefined;

  function nodeWith(pending: Rest<T>[]): TrieNode<T> {
    return { next: new Map(), below: [], values: [], pending };
  }

  function spread(node: TrieNode<T>): void {
    const { pending } = node;
    node.pending = [];
    for (const { pattern, value, order } of pending) {
      for (const [step, rest] of firstSteps(pattern)) {
        if (step === "") {
          node.values.push({ value, order });
          continue;
        }
        let next = node.next.get(step);
        if (!next) {
          next = nodeWith([]);
          node.next.set(step, next);
          if (step.endsWith("/*")) node.below.push({ prefix: step.slice(0, -1), node: next });
        }
        next.pending.push({ pattern: rest, value, order });
      }
    }
  }

  function collect(node: TrieNode<T>, path: ApiPath, at: number, found: Map<T, number>): void {
    if (node.pending.length > 0) spread(node);
    const any = node.next.get("**");
    if (any) for (let skip = at; skip <= path.length; skip++) collect(any, path, skip, found);
    if (at === path.length) {
      for (const { value, order } of node.values) found.set(value, order);
      return;
    }
    const step = path[at]!;
    const exact = node.next.get(step);
    if (exact) collect(exact, path, at + 1, found);
    for (const { prefix, node: under } of node.below) {
      if (step.startsWith(prefix)) collect(under, path, at + 1, found);
    }
    const one = step === "()" ? undefined : node.next.get("*");
    if (one) collect(one, path, at + 1, found);
  }

  return {
    match(path) {
      const key = path.join(".");
      let known = memo.get(key);
      if (!known) {
        const found = new Map<T, number>();
        collect(root, path, 0, found);
        known = [...found].sort((a, b) => a[1] - b[1]).map(([value]) => value);
        if (memo.size > 20_000) memo.clear();
        memo.set(key, known);
      }
      return known;
    },
    get lastNames() {
      lastNames ??= new Set(compiled.flatMap(({ pattern }) => lastSteps(pattern)));
      return lastNames;
    },
    get roots() {
      const steps = () => compiled.flatMap(({ pattern }) => firstSteps(pattern).map(([step]) => step));
      roots ??= new Set(steps().filter((step) => step !== "" && !step.includes("*")));
      return roots;
    },
    isEmpty: entries.length === 0,
  };
}

/** The first entry that matches one of the paths, taken in their order, and is accepted. */
export function firstMatch<T>(
  set: PatternSet<T>,
  paths: readonly ApiPath[],
  accepts: (entry: T) => boolean = () => true,
): T | undefined {
  if (set.isEmpty) return undefined;
  for (const path of paths) {
    const entry = set.match(path).find(accepts);
    if (entry) return entry;
  }
  return undefined;
}
