import type { Language, Tree } from "web-tree-sitter";
import { predecessors } from "../../documents/syntax.ts";
import { walkTree } from "../../documents/tree-walk.ts";

/**
 * A syntax tree as arrays, in preorder, so that a front end can look ahead and back at no cost: every property
 * of a node read through the parser's bindings crosses into WebAssembly. Nodes are numbers; the subtree of node
 * `n` is `n` up to but not including `next[n]`, its first child is `n + 1`.
 */
export interface FlatTree {
  readonly text: string;
  readonly count: number;
  /** Numbers of the front end's `TreeShape`. */
  readonly kind: Uint16Array;
  /** The same, of the field under which a node stands in its parent; 0 for none. */
  readonly field: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly next: Int32Array;
}

/** Which nodes of a grammar a front end wants to see, and as which numbers. */
export interface TreeShape {
  /** By type id of the grammar: the front end's kind; 0 leaves the node and all below it out. */
  readonly kinds: Uint16Array;
  /** By type id: 1 where nothing below the node is wanted. */
  readonly leaves: Uint8Array;
  /** By type id: 1 where no child stands in a field that is wanted. */
  readonly plain: Uint8Array;
  /** By field id of the grammar. */
  readonly fields: Uint8Array;
  /** Kind of the nodes that stand for what the parser could not read. */
  readonly error: number;
}

export interface ShapeOptions {
  /** Kind per named node type. Types that are not listed become `other`. */
  readonly named: Readonly<Record<string, number>>;
  /** Kind per keyword or punctuation token. Those that are not listed are left out. */
  readonly tokens: Readonly<Record<string, number>>;
  readonly fields: Readonly<Record<string, number>>;
  readonly other: number;
  readonly error: number;
  /** Named types whose inside does not matter. */
  readonly leaves: readonly string[];
  /** Named types to leave out, such as comments. */
  readonly omit: readonly string[];
  /** Named types with many children and none in a field. */
  readonly plain?: readonly string[];
}

/** Gives each name a number, counted up from `first`. */
export function numbered<Name extends string>(names: readonly Name[], first: number): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, index) => [name, index + first])) as Record<Name, number>;
}

/** Prepares a grammar for `flattenTree`. */
export function treeShape(language: Language, options: ShapeOptions): TreeShape {
  const { types } = language;
  const kinds = new Uint16Array(types.length);
  const leaves = new Uint8Array(types.length);
  const plain = new Uint8Array(types.length);
  const fields = new Uint8Array(language.fields.length);
  for (let id = 0; id < types.length; id++) {
    const type = types[id];
    if (!type) continue;
    if (language.nodeTypeIsNamed(id)) {
      kinds[id] = options.omit.includes(type) ? 0 : (options.named[type] ?? options.other);
      leaves[id] = options.leaves.includes(type) ? 1 : 0;
      plain[id] = options.plain?.includes(type) ? 1 : 0;
    } else {
      kinds[id] = options.tokens[type] ?? 0;
      leaves[id] = 1;
    }
  }
  for (let id = 0; id < fields.length; id++) fields[id] = options.fields[language.fields[id] ?? ""] ?? 0;
  return { kinds, leaves, plain, fields, error: options.error };
}

/** Levels below this are left out, so that no recursion over a tree can exhaust the stack. */
const maximumLevels = 1000;

/** Only nodes at least this long are looked for in the tree before: asking for an id costs a crossing, too. */
const shortestReused = 80;

/** A flat tree with its longer nodes, in preorder, for the next version of the file. */
interface Remembered {
  readonly flat: FlatTree;
  readonly shape: TreeShape;
  /** The parser's ids. */
  readonly ids: readonly number[];
  readonly nodes: readonly number[];
  readonly depths: readonly number[];
}

const remembered = new WeakMap<Tree, Remembered>();

interface Columns {
  kind: Uint16Array;
  field: Uint8Array;
  start: Int32Array;
  end: Int32Array;
  next: Int32Array;
}

function columnsFor(capacity: number): Columns {
  return {
    kind: new Uint16Array(capacity),
    field: new Uint8Array(capacity),
    start: new Int32Array(capacity),
    end: new Int32Array(capacity),
    next: new Int32Array(capacity),
  };
}

/** Columns of a tree that nobody needs any more, for the next one. */
let idle: Columns | undefined;

/**
 * Reads a whole tree in one walk. The tree can be deleted afterwards. What an incremental parse took over from the
 * tree before is copied from there.
 * @param again whether a later version of the file will want to take over from this tree; if not, the result holds
 *   until the next call only
 */
export function flattenTree(tree: Tree, text: string, shape: TreeShape, again = true): FlatTree {
  const columns = (again ? undefined : idle) ?? columnsFor(Math.max(256, text.length >> 2));
  if (!again) idle = columns;
  let { kind, field, start, end, next } = columns;
  let capacity = kind.length;
  let count = 0;
  const { kinds, leaves, plain, fields } = shape;
  const open: number[] = [];
  const openPlain: boolean[] = [];
  let inPlain = false;
  const predecessor = predecessors.get(tree);
  predecessors.delete(tree);
  const before = predecessor && remembered.get(predecessor);
  const old = before?.shape === shape ? before : undefined;
  const places = new Map(old?.ids.map((id, place) => [id, place]));
  const ids: number[] = [];
  const nodes: number[] = [];
  const depths: number[] = [];
  const walk = walkTree(tree);
  const reserve = (wanted: number): void => {
    if (wanted <= capacity) return;
    while (capacity < wanted) capacity *= 2;
    kind = grow(kind, new Uint16Array(capacity));
    field = grow(field, new Uint8Array(capacity));
    start = grow(start, new Int32Array(capacity));
    end = grow(end, new Int32Array(capacity));
    next = grow(next, new Int32Array(capacity));
    if (!again) idle = { kind, field, start, end, next };
  };
  /** Appends what is below a node of the tree before, which the node just added is as well. */
  const takeOver = (from: Remembered, place: number, node: number): void => {
    const { flat } = from;
    const first = from.nodes[place]!;
    const last = flat.next[first]!;
    count = node + last - first;
    reserve(count);
    kind.set(flat.kind.subarray(first + 1, last), node + 1);
    field.set(flat.field.subarray(first + 1, last), node + 1);
    const moved = start[node]! - flat.start[first]!;
    const shift = node - first;
    for (let at = first + 1; at < last; at++) {
      start[at + shift] = flat.start[at]! + moved;
      end[at + shift] = flat.end[at]! + moved;
      next[at + shift] = flat.next[at]! + shift;
    }
    for (let at = place + 1; at < from.nodes.length && from.nodes[at]! < last; at++) {
      ids.push(from.ids[at]!);
      nodes.push(from.nodes[at]! + shift);
      depths.push(from.depths[at]!);
    }
    next[node] = count;
  };
  preorder: for (;;) {
    const type = walk.typeId();
    const known = type < kinds.length;
    const nodeKind = known ? kinds[type]! : shape.error;
    if (nodeKind !== 0) {
      reserve(count + 1);
      const node = count++;
      kind[node] = nodeKind;
      field[node] = inPlain ? 0 : (fields[walk.fieldId()] ?? 0);
      start[node] = walk.start();
      end[node] = walk.end();
      const isLeaf = known && leaves[type] === 1;
      let place: number | undefined;
      if (again && !isLeaf && end[node]! - start[node]! >= shortestReused) {
        const id = walk.id();
        place = old && sameNode(old, places.get(id), nodeKind, end[node]! - start[node]!, open.length);
        ids.push(id);
        nodes.push(node);
        depths.push(open.length);
      }
      if (old && place !== undefined) takeOver(old, place, node);
      else {
        if (!isLeaf && open.length < maximumLevels && walk.firstChild()) {
          open.push(node);
          openPlain.push(inPlain);
          inPlain = known && plain[type] === 1;
          continue;
        }
        next[node] = count;
      }
    }
    while (!walk.nextSibling()) {
      const parent = open.pop();
      if (parent === undefined) break preorder;
      inPlain = openPlain.pop()!;
      walk.parent();
      next[parent] = count;
    }
  }
  walk.finish();
  const flat: FlatTree = { text, count, kind, field, start, end, next };
  if (again) remembered.set(tree, { flat, shape, ids, nodes, depths });
  return flat;
}

/** Where the tree before has a node, if it has it in the same place of the tree and with the same extent. */
function sameNode(
  { flat, nodes, depths }: Remembered,
  place: number | undefined,
  kind: number,
  length: number,
  depth: number,
): number | undefined {
  if (place === undefined || depths[place] !== depth) return undefined;
  const node = nodes[place]!;
  return flat.kind[node] === kind && flat.end[node]! - flat.start[node]! === length ? place : undefined;
}

function grow<T extends Uint16Array | Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
