import type { NodeId } from "../ir.ts";
import { add, typeExpression } from "./lowering.ts";
import type { PythonLowering } from "./python-lowering.ts";
import { F, K } from "./python-shape.ts";
import { constantText } from "./python-texts.ts";
import { child, childrenOf, spanOf, textOf } from "./tree-reading.ts";

/** Type constructors that mean "any of their arguments" and "a container of them". */
const unions = new Set(["Optional", "Union", "Annotated", "ClassVar", "Final", "Required", "NotRequired", "Mapped"]);
const containers = new Set(
  "list List Sequence Iterable Iterator Set set frozenset Collection tuple Tuple AsyncIterator AsyncIterable Generator AsyncGenerator deque".split(
    " ",
  ),
);
const mappings = new Set(["dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "OrderedDict"]);

export function lowerType(lowering: PythonLowering, n: number): NodeId {
  const { kind } = lowering.tree;
  const { scopes } = lowering;
  switch (kind[n]) {
    case K.type:
    case K.parenthesized_expression: {
      const parts = childrenOf(lowering, n);
      return parts.length === 1 ? typeExpression(lowering, parts[0]!) : add(lowering, { op: "unknown", inputs: [] }, n);
    }
    case K.identifier:
      return scopes.lookup(textOf(lowering, n), spanOf(lowering, n));
    case K.attribute: {
      const object = child(lowering, n, F.object);
      const name = child(lowering, n, F.attribute);
      if (object < 0 || name < 0) return add(lowering, { op: "unknown", inputs: [] }, n);
      return add(lowering, { op: "member", base: typeExpression(lowering, object), name: textOf(lowering, name) }, n);
    }
    case K.string: {
      // A forward reference, by name.
      const name = constantText(lowering, n);
      const match = name === undefined ? null : /^[\w.]+$/.exec(name);
      if (!match) return add(lowering, { op: "literal" }, n);
      const [first, ...members] = match[0].split(".");
      let node = scopes.lookup(first!, spanOf(lowering, n));
      for (const member of members) node = add(lowering, { op: "member", base: node, name: member }, n);
      return node;
    }
    case K.union_type:
      return add(
        lowering,
        { op: "choice", inputs: childrenOf(lowering, n).map((at) => typeExpression(lowering, at)) },
        n,
      );
    case K.binary_operator: {
      const left = child(lowering, n, F.left);
      const right = child(lowering, n, F.right);
      const inputs = [left, right].filter((at) => at >= 0).map((at) => typeExpression(lowering, at));
      return add(lowering, { op: "choice", inputs }, n);
    }
    case K.generic_type:
    case K.subscript: {
      const [head, ...rest] = childrenOf(lowering, n);
      if (head === undefined) return add(lowering, { op: "unknown", inputs: [] }, n);
      const name = textOf(lowering, head).split(".").at(-1)!;
      const inner = rest.flatMap((at) => (kind[at] === K.type_parameter ? childrenOf(lowering, at) : [at]));
      if (unions.has(name))
        return add(lowering, { op: "choice", inputs: inner.map((at) => typeExpression(lowering, at)) }, n);
      if (containers.has(name) && inner[0] !== undefined) {
        return add(
          lowering,
          { op: "collection", kind: "list", entries: [{ key: undefined, value: typeExpression(lowering, inner[0]) }] },
          n,
        );
      }
      if (mappings.has(name) && inner[1] !== undefined) {
        return add(
          lowering,
          {
            op: "collection",
            kind: "record",
            entries: [{ key: undefined, value: typeExpression(lowering, inner[1]) }],
          },
          n,
        );
      }
      return typeExpression(lowering, head);
    }
    default:
      return add(lowering, { op: "literal" }, n);
  }
}
