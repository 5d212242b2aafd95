import type { NodeId } from "../ir.ts";
import { spanOf, textOf } from "./tree-reading.ts";
import { lower, parenthesized } from "./typescript-expressions.ts";
import { childIn, firstChild, keyText, type Lowering, maximumDepth, unknownNode } from "./typescript-lowering.ts";
import { F, K } from "./typescript-syntax.ts";

/** An expression as an access path: where a changed value is written back to. */
export interface Place {
  readonly node: NodeId;
  /** The local variable, or `this`, that the path starts from; absent where nothing can be written back. */
  readonly root: string | undefined;
  /** The name that the path starts from, where nothing in the file binds it. */
  readonly global: string | undefined;
  readonly parent: Place | undefined;
  /** The last step; absent where the key is not known. */
  readonly name: string | undefined;
  readonly steps: number;
}

/** Longer access paths are not written back. */
export const maximumSteps = 3;

/** Reads a name: a variable, or a global. */
export function lowerName(lowering: Lowering, name: string, node: number): Place {
  const { scopes, builder } = lowering;
  const span = spanOf(lowering, node);
  const variable = scopes.find(name);
  if (!variable) {
    const global = builder.add({ op: "global", name }, span);
    return { node: global, root: undefined, global: name, parent: undefined, name: undefined, steps: 0 };
  }
  return {
    node: scopes.lookup(name, span),
    root: lowering.inert.has(variable) ? undefined : name,
    global: undefined,
    parent: undefined,
    name: undefined,
    steps: 0,
  };
}

function noPlace(node: NodeId): Place {
  return { node, root: undefined, global: undefined, parent: undefined, name: undefined, steps: 0 };
}

/** An expression and the access path that it is. */
export function lowerPlace(lowering: Lowering, node: number): Place {
  const { tree, builder } = lowering;
  switch (tree.kind[node]) {
    case K.identifier:
    case K.shorthand_property_identifier:
      return lowerName(lowering, textOf(lowering, node), node);
    case K.this:
      return lowerName(lowering, "this", node);
    case K.super:
      return noPlace(builder.add({ op: "global", name: "super" }, spanOf(lowering, node)));
    case K.member_expression: {
      const base = deeper(lowering, childIn(lowering, node, F.object));
      const property = childIn(lowering, node, F.property);
      const name = property ? textOf(lowering, property) : "";
      return step(lowering, node, base, name, undefined);
    }
    case K.subscript_expression: {
      const base = deeper(lowering, childIn(lowering, node, F.object));
      const index = childIn(lowering, node, F.index);
      const kind = tree.kind[index];
      const name = index && (kind === K.string || kind === K.number) ? keyText(lowering, index) : undefined;
      const key = name === undefined && index ? lower(lowering, index) : undefined;
      return step(lowering, node, base, name, key);
    }
    case K.parenthesized_expression: {
      const inner = parenthesized(lowering, node);
      return inner ? deeper(lowering, inner) : noPlace(unknownNode(lowering, spanOf(lowering, node)));
    }
    case K.assignment_expression:
    case K.augmented_assignment_expression: {
      // `(a.b ??= []).push(x)` changes `a.b`.
      const left = childIn(lowering, node, F.left);
      const value = lower(lowering, node);
      const kind = tree.kind[left];
      if (kind !== K.identifier && kind !== K.member_expression && kind !== K.subscript_expression)
        return noPlace(value);
      return deeper(lowering, left);
    }
    case K.non_null_expression: {
      const inner = deeper(lowering, firstChild(lowering, node));
      const cast = builder.add({ op: "same", why: "cast", value: inner.node }, spanOf(lowering, node));
      return { ...inner, node: cast };
    }
    default:
      return noPlace(node ? lower(lowering, node) : unknownNode(lowering, spanOf(lowering, node)));
  }
}

function deeper(lowering: Lowering, node: number): Place {
  if (lowering.depth >= maximumDepth || node === 0) return noPlace(unknownNode(lowering, spanOf(lowering, node)));
  lowering.depth++;
  const place = lowerPlace(lowering, node);
  lowering.depth--;
  return place;
}

function step(lowering: Lowering, node: number, base: Place, name: string | undefined, key: NodeId | undefined): Place {
  const span = spanOf(lowering, node);
  const result =
    name === undefined
      ? lowering.builder.add({ op: "element", base: base.node, ...(key !== undefined && { key }) }, span)
      : lowering.builder.add({ op: "member", base: base.node, name }, span);
  return { node: result, root: base.root, global: base.global, parent: base, name, steps: base.steps + 1 };
}

/** Binds a new version of an object to the variable it came from, along the access path. */
export function writePlace(lowering: Lowering, place: Place, value: NodeId, node: number): void {
  if (place.root === undefined || place.steps > maximumSteps) return;
  const span = spanOf(lowering, node);
  let changed = value;
  for (let at: Place | undefined = place; at?.parent; at = at.parent) {
    changed = lowering.builder.add({ op: "update", base: at.parent.node, name: at.name, value: changed }, span);
  }
  lowering.scopes.writeBack(place.root, changed);
}
