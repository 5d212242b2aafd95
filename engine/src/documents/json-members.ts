import { type Node, type ParseError, parseTree } from "jsonc-parser";
import type { Span } from "../model/index.ts";

/**
 * Every member of JSON text that stands at a path, one at a time, as the span to take out so that what is left is JSON: with one of
 * the commas and line breaks beside it.
 * Lines that are no JSON are left as they are.
 * @param path keys from a row down; lists on the way are gone through item by item
 * @param lines whether each line is a value of its own
 */
export function* jsonMembers(raw: string, path: readonly string[], lines: boolean): Generator<Span> {
  for (const { start, end } of lines ? linesOf(raw) : [{ start: 0, end: raw.length }]) {
    const errors: ParseError[] = [];
    const tree = parseTree(raw.slice(start, end), errors);
    if (tree && errors.length === 0) yield* membersAt(tree, path, start);
  }
}

function* linesOf(raw: string): Generator<Span> {
  for (let start = 0; start < raw.length; ) {
    const newline = raw.indexOf("\n", start);
    const end = newline < 0 ? raw.length : newline;
    if (end > start) yield { start, end };
    start = end + 1;
  }
}

function* membersAt(node: Node, path: readonly string[], base: number): Generator<Span> {
  if (node.type === "array") {
    for (const item of node.children ?? []) yield* membersAt(item, path, base);
    return;
  }
  if (node.type !== "object") return;
  const members = node.children ?? [];
  const [key, ...rest] = path;
  for (const [index, member] of members.entries()) {
    const value = member.children?.[1];
    if (!value || member.children?.[0]?.value !== key) continue;
    if (rest.length > 0) yield* membersAt(value, rest, base);
    else if (value.type !== "object") yield spanOf(members, index, base);
  }
}

function spanOf(members: readonly Node[], index: number, base: number): Span {
  const member = members[index]!;
  const start = base + member.offset;
  const end = start + member.length;
  const previous = members[index - 1];
  const next = members[index + 1];
  if (next) return { start, end: base + next.offset };
  return { start: previous ? base + previous.offset + previous.length : start, end };
}
