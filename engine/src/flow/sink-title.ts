import type { SinkEntry } from "../catalog/entries.ts";
import { createPatternSet } from "./api-patterns.ts";

const namesOfEntries = new WeakMap<SinkEntry, ReadonlySet<string>>();

/** The names that a call of an entry can have. */
function namesOf(entry: SinkEntry): ReadonlySet<string> {
  let names = namesOfEntries.get(entry);
  if (!names) {
    const { lastNames } = createPatternSet([{ patterns: entry.calls ?? [], value: entry }]);
    names = new Set([...lastNames, ...(entry.shape?.names ?? [])]);
    namesOfEntries.set(entry, names);
  }
  return names;
}

/**
 * What a sink is called where it is spoken of. An entry with one title for several calls, `generateText` and
 * `streamText`, is called by the one that stands in the code.
 */
export function titleOfSink(entry: SinkEntry, called: string | undefined): string {
  const { title } = entry;
  if (title === undefined || called === undefined) return title ?? called ?? entry.id;
  if (entry.kind !== "llm" && entry.kind !== "embedding") return title;
  const last = title.split(".").at(-1) ?? title;
  if (last === called || !namesOf(entry).has(last) || !namesOf(entry).has(called)) return title;
  return title.slice(0, -last.length) + called;
}
