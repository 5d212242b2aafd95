import type { Tree } from "web-tree-sitter";

/**
 * A walk over a syntax tree in preorder, by the parser's own functions. It stands on one node at a time; there is one
 * walk at a time, and nothing else is asked of the parser before it ends.
 */
export interface TreeWalk {
  /** Type id in the grammar of the node that the walk stands on. */
  typeId(): number;
  /** Id of the field under which the node stands in its parent; 0 for none. */
  fieldId(): number;
  /** UTF-16 offsets. */
  start(): number;
  end(): number;
  /** The parser's id of the node. */
  id(): number;
  /** Whether there is such a node, on which the walk stands then. */
  firstChild(): boolean;
  nextSibling(): boolean;
  parent(): void;
  finish(): void;
}

type OnTree = (tree: number) => number;

/** Functions of the WebAssembly module. The cursor that they move stays in the module's memory. */
interface CursorFunctions {
  readonly root: OnTree;
  readonly open: OnTree;
  readonly close: OnTree;
  readonly typeId: OnTree;
  readonly fieldId: OnTree;
  readonly start: OnTree;
  readonly end: OnTree;
  readonly id: OnTree;
  readonly firstChild: OnTree;
  readonly nextSibling: OnTree;
  readonly parent: OnTree;
}

const exportNames: Readonly<Record<keyof CursorFunctions, string>> = {
  root: "_ts_tree_root_node_wasm",
  open: "_ts_tree_cursor_new_wasm",
  close: "_ts_tree_cursor_delete_wasm",
  typeId: "_ts_tree_cursor_current_node_type_id_wasm",
  fieldId: "_ts_tree_cursor_current_field_id_wasm",
  start: "_ts_tree_cursor_start_index_wasm",
  end: "_ts_tree_cursor_end_index_wasm",
  id: "_ts_tree_cursor_current_node_id_wasm",
  firstChild: "_ts_tree_cursor_goto_first_child_wasm",
  nextSibling: "_ts_tree_cursor_goto_next_sibling_wasm",
  parent: "_ts_tree_cursor_goto_parent_wasm",
};

let functions: CursorFunctions | undefined;

/**
 * Takes the functions of the parser's module, where it has them all under the names known here, so that a walk does
 * not copy its cursor into the module and back for every property of every node.
 * @param module the object that the parser was initialized with, which holds the module's functions since
 */
export function useParserModule(module: object): void {
  const known = module as Readonly<Record<string, unknown>>;
  const found = Object.entries(exportNames).map(([name, exported]) => [name, known[exported]] as const);
  if (found.every(([, one]) => typeof one === "function")) {
    functions = Object.fromEntries(found) as unknown as CursorFunctions;
  }
}

/** Begins a walk at the root of a tree. */
export function walkTree(tree: Tree): TreeWalk {
  const address = (tree as unknown as { readonly 0?: unknown })[0];
  return functions && typeof address === "number" ? directWalk(functions, address) : publicWalk(tree);
}

function directWalk(module: CursorFunctions, tree: number): TreeWalk {
  const { typeId, fieldId, start, end, id, firstChild, nextSibling, parent, close } = module;
  module.root(tree);
  module.open(tree);
  return {
    typeId: () => typeId(tree),
    fieldId: () => fieldId(tree),
    start: () => start(tree),
    end: () => end(tree),
    id: () => id(tree),
    firstChild: () => firstChild(tree) === 1,
    nextSibling: () => nextSibling(tree) === 1,
    parent: () => void parent(tree),
    finish: () => void close(tree),
  };
}

/** The same by what the parser's package promises. */
export function publicWalk(tree: Tree): TreeWalk {
  const cursor = tree.walk();
  return {
    typeId: () => cursor.nodeTypeId,
    fieldId: () => cursor.currentFieldId,
    start: () => cursor.startIndex,
    end: () => cursor.endIndex,
    id: () => cursor.nodeId,
    firstChild: () => cursor.gotoFirstChild(),
    nextSibling: () => cursor.gotoNextSibling(),
    parent: () => void cursor.gotoParent(),
    finish: () => cursor.delete(),
  };
}
