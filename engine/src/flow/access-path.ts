import { namesResult } from "./call-names.ts";

/**
 * What of a value is asked for: `["messages", "*", "content"]`. Empty: all of it. `*` is an element whose key is
 * not known. Paths are cut at `maxLength`: then everything below the last name is meant.
 */
export interface AccessPath {
  readonly id: number;
  readonly steps: readonly string[];
  /** With no steps: names of the value itself that are not meant, because something overwrote them. */
  readonly without: readonly string[];
}

export const maxLength = 4;
const maxWithout = 12;
/** Paths beyond these are cut after their first step. */
const mostPaths = 12_000;

export interface AccessPaths {
  readonly whole: AccessPath;
  of(steps: readonly string[], without?: readonly string[]): AccessPath;
  /** `path` below `name`. */
  under(name: string, path: AccessPath): AccessPath;
  /** `path` without its first step. */
  rest(path: AccessPath): AccessPath;
}

/** Interns paths, so that they compare by identity; longer ones than `limit` are cut. */
export function createAccessPaths(limit = maxLength): AccessPaths {
  const known = new Map<string, AccessPath>();
  /** By the number of a path: what it is without its first step, and below names. */
  const rests: (AccessPath | undefined)[] = [];
  const unders: (Map<string, AccessPath> | undefined)[] = [];
  const isFull = (): boolean => known.size >= mostPaths;

  function of(steps: readonly string[], omitted: readonly string[] = []): AccessPath {
    const without = omitted.length > 1 ? [...new Set(omitted)].sort().slice(0, maxWithout) : omitted;
    const longest = isFull() ? 1 : limit;
    const cut = steps.length > longest ? steps.slice(0, longest) : steps;
    const key = without.length === 0 ? cut.join("\u0000") : `${cut.join("\u0000")}\u0001${without.join("\u0000")}`;
    let path = known.get(key);
    if (!path) {
      path = { id: known.size, steps: cut, without };
      known.set(key, path);
    }
    return path;
  }

  function under(name: string, path: AccessPath): AccessPath {
    if (isFull()) return of([name, ...path.steps]);
    const below = unders[path.id] ?? new Map<string, AccessPath>();
    unders[path.id] = below;
    let made = below.get(name);
    if (!made) {
      made = of([name, ...path.steps]);
      below.set(name, made);
    }
    return made;
  }

  function rest(path: AccessPath): AccessPath {
    if (isFull()) return of(path.steps.slice(1));
    const made = rests[path.id] ?? of(path.steps.slice(1));
    rests[path.id] = made;
    return made;
  }

  return { whole: of([]), of, under, rest };
}

/** Whether a field is asked for whose name says more than that it is what a call gave. */
export function asksForField(path: AccessPath): boolean {
  return path.steps.some((step) => step !== "*" && !isIndex(step) && !namesResult(step));
}

/** Whether a step that is asked for can be the key of an entry. */
export function stepMatches(step: string, key: string | undefined): boolean {
  return key === undefined || step === "*" || step === key;
}

export function isIndex(step: string): boolean {
  return /^-?\d+$/.test(step);
}
