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

interface TrieNode<T> {
  readonly next: Map<string, TrieNode<T>>;
  /** Steps that end in `/*`: every module below a folder of a package. */
  readonly below: { readonly prefix: string; readonly node: TrieNode<T> }[];
  readonly values: { readonly value: T; readonly order: number }[];
}

function expandBraces(pattern: string): string[] {
  const open = pattern.indexOf("{");
  if (open < 0) return [pattern];
  let level = 0;
  let from = open + 1;
  const options: string[] = [];
  for (let at = open; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === "{") level++;
    else if (char === "," && level === 1) {
      options.push(pattern.slice(from, at));
      from = at + 1;
    } else if (char === "}" && --level === 0) {
      options.push(pattern.slice(from, at));
      const before = pattern.slice(0, open);
      return expandBraces(pattern.slice(at + 1)).flatMap((after) =>
        options.flatMap((option) => expandBraces(option).map((expanded) => before + expanded + after)),
      );
    }
  }
  return [pattern];
}

/** The steps of one pattern or path as written, braces expanded before: `a.B().c` is `a`, `B`, `()`, `c`. */
export function splitApiPath(text: string): string[] {
  return text
    .replace(/^~(?=\.)/, "**")
    .replaceAll("()", ".()")
    .replaceAll("[]", ".[]")
    .split(".")
    .filter((step) => step !== "");
}

/** Compiles patterns once; matching is a walk down a trie. */
export function createPatternSet<T>(
  entries: readonly { readonly patterns: readonly ApiPattern[]; readonly value: T }[],
): PatternSet<T> {
  const root: TrieNode<T> = { next: new Map(), below: [], values: [] };
  const lastNames = new Set<string>();
  const roots = new Set<string>();
  const memo = new Map<string, readonly T[]>();
  entries.forEach(({ patterns, value }, order) => {
    for (const pattern of patterns) {
      for (const expanded of expandBraces(pattern)) {
        const steps = splitApiPath(expanded);
        let node = root;
        for (const step of steps) {
          let next = node.next.get(step);
          if (!next) {
            next = { next: new Map(), below: [], values: [] };
            node.next.set(step, next);
            if (step.endsWith("/*")) node.below.push({ prefix: step.slice(0, -1), node: next });
          }
          node = next;
        }
        node.values.push({ value, order });
        lastNames.add(steps.at(-1) ?? "");
        if (steps[0] && !steps[0].includes("*")) roots.add(steps[0]);
      }
    }
  });

  function collect(node: TrieNode<T>, path: ApiPath, at: number, found: Map<T, number>): void {
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
    lastNames,
    roots,
    isEmpty: entries.length === 0,
  };
}
