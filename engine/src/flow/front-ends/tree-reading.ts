import type { Span } from "../../model/index.ts";
import type { FlatTree } from "./flat-tree.ts";

/** What has a syntax tree at hand: the state of a front end. */
export interface WithTree {
  readonly tree: FlatTree;
}

export function spanOf({ tree }: WithTree, node: number): Span {
  return { start: tree.start[node]!, end: tree.end[node]! };
}

export function textOf({ tree }: WithTree, node: number): string {
  return tree.text.slice(tree.start[node], tree.end[node]);
}

export function childrenOf({ tree }: WithTree, node: number): number[] {
  const children: number[] = [];
  const end = tree.next[node]!;
  for (let child = node + 1; child < end; child = tree.next[child]!) children.push(child);
  return children;
}

/** The first child in a field; -1 where there is none. */
export function child({ tree }: WithTree, node: number, field: number): number {
  const end = tree.next[node]!;
  for (let at = node + 1; at < end; at = tree.next[at]!) if (tree.field[at] === field) return at;
  return -1;
}

/** The first child of a kind; -1 where there is none. */
export function childOfKind({ tree }: WithTree, node: number, kind: number): number {
  const end = tree.next[node]!;
  for (let at = node + 1; at < end; at = tree.next[at]!) if (tree.kind[at] === kind) return at;
  return -1;
}
