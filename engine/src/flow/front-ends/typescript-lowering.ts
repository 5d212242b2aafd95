import type { Span } from "../../model/index.ts";
import type { IrBuilder, NodeId } from "../ir.ts";
import type { Variable } from "../scope-state.ts";
import type { Scopes } from "../scopes.ts";
import { textOf, type WithTree } from "./tree-reading.ts";
import { decodeString, firstToken, K } from "./typescript-syntax.ts";

/** What the parts of the TypeScript front end share while they lower one file. */
export interface Lowering extends WithTree {
  readonly builder: IrBuilder;
  readonly scopes: Scopes;
  /** Names of types, innermost scope last. */
  readonly typeScopes: Map<string, TypeName>[];
  /** Variables that nothing changes: imports, functions, classes, enums. */
  readonly inert: Set<Variable>;
  /** Node per builtin type or global type that is named in the file. */
  readonly globalTypes: Map<string, NodeId>;
  readonly exports: PendingExport[];
  /** The file gives what it exports through `module` and `exports`. */
  readonly commonJs: boolean;
  /** The function being lowered. */
  current: FunctionState;
  /** How deep expressions and statements are nested; what is nested absurdly deep is left unknown. */
  depth: number;
}

export interface FunctionState {
  /** Qualified name, empty for the module. */
  readonly path: string;
  readonly returns: NodeId[];
  readonly yields: NodeId[];
  readonly throws: NodeId[];
  readonly returnType: NodeId | undefined;
  /** The `try` blocks with a handler around this point, innermost last. */
  readonly guarded: { readonly thrown: NodeId[]; readonly calls: NodeId[] }[];
}

/** A named type: known, or a choice to complete when it is. A type parameter is known to be nothing. */
export interface TypeName {
  node?: NodeId | undefined;
  pending?: NodeId;
  settled: boolean;
}

/** An export whose node is looked up when the module ends. */
export interface PendingExport {
  readonly name: string;
  readonly local?: string;
  readonly node?: NodeId;
  readonly span: Span;
}

/** Deeper than people write, shallower than the stack. */
export const maximumDepth = 300;

/** The first child in a field; 0, which is the program and nobody's child, where there is none. */
export function childIn({ tree }: Lowering, node: number, field: number): number {
  const end = tree.next[node]!;
  for (let child = node + 1; child < end; child = tree.next[child]!) if (tree.field[child] === field) return child;
  return 0;
}

export function childOfKind({ tree }: Lowering, node: number, kind: number): number {
  const end = tree.next[node]!;
  for (let child = node + 1; child < end; child = tree.next[child]!) if (tree.kind[child] === kind) return child;
  return 0;
}

/** The first child that is not a keyword or operator, 0 where there is none. */
export function firstChild({ tree }: Lowering, node: number): number {
  const end = tree.next[node]!;
  for (let child = node + 1; child < end; child = tree.next[child]!) if (tree.kind[child]! < firstToken) return child;
  return 0;
}

/** The name of a property, parameter key or enum member, where it is a constant. */
export function keyText(lowering: Lowering, node: number): string | undefined {
  switch (lowering.tree.kind[node]) {
    case K.property_identifier:
    case K.private_property_identifier:
    case K.identifier:
    case K.shorthand_property_identifier:
    case K.shorthand_property_identifier_pattern:
    case K.number:
      return textOf(lowering, node);
    case K.string:
      return decodeString(textOf(lowering, node));
    case K.computed_property_name: {
      const inner = firstChild(lowering, node);
      const kind = lowering.tree.kind[inner];
      return inner && (kind === K.string || kind === K.number) ? keyText(lowering, inner) : undefined;
    }
    default:
      return undefined;
  }
}

export function textNode(lowering: Lowering, text: string, span: Span): NodeId {
  return lowering.builder.add({ op: "text", text }, span);
}

export function unknownNode(lowering: Lowering, span: Span, inputs: readonly NodeId[] = []): NodeId {
  return lowering.builder.add({ op: "unknown", inputs }, span);
}

export function qualified(lowering: Lowering, name: string): string {
  return lowering.current.path ? `${lowering.current.path}.${name}` : name;
}

/** Whether running a subtree can change a variable or an object. */
export function hasEffects({ tree }: Lowering, node: number): boolean {
  const end = tree.next[node]!;
  for (let at = node; at < end; at++) {
    switch (tree.kind[at]) {
      case K.call_expression:
      case K.new_expression:
      case K.assignment_expression:
      case K.augmented_assignment_expression:
      case K.update_expression:
      case K.delete_token:
        return true;
      default:
    }
  }
  return false;
}
