import type { FlowFile } from "../file-facts.ts";
import type { NodeId } from "../ir.ts";
import { canonical } from "./api-values.ts";
import type { LinkContext } from "./context.ts";
import { type Denotation, unite } from "./denotation.ts";
import { classAt } from "./parts.ts";

const declaredResults = new WeakMap<FlowFile, Map<number, NodeId>>();

/** A declared type, as instances of it. */
export function instancesOf(context: LinkContext, file: FlowFile, typeNode: NodeId): readonly Denotation[] {
  const operation = file.ir.operation(typeNode);
  if (operation.op === "collection") return [{ kind: "collection", file, node: typeNode }];
  // What is declared as its own value in a loop, or an alias of itself, leads back here.
  const key = file.id * 0x100000 + typeNode;
  if (context.openTypes.has(key)) return [];
  context.openTypes.add(key);
  const instances =
    operation.op === "choice"
      ? unite(operation.inputs.map((one) => instancesOf(context, file, one)))
      : asInstance(context, context.denote(file, typeNode));
  context.openTypes.delete(key);
  return instances;
}

export function asInstance(context: LinkContext, list: readonly Denotation[]): readonly Denotation[] {
  return unite(
    list.map((one): readonly Denotation[] => {
      if (one.kind === "class") {
        const declared = classAt(one.file, one.index);
        if (declared.kind === "alias" && declared.fields.length === 0 && declared.bases.length > 0) {
          return unite(declared.bases.map((base) => instancesOf(context, one.file, base)));
        }
        return [{ kind: "instance", file: one.file, index: one.index }];
      }
      if (one.kind === "api") {
        return one.path[0] === "builtin" ? [] : canonical(context, [...one.path, "()"], undefined);
      }
      if (one.kind === "collection") return [one];
      return [];
    }),
  );
}

/** The declared return type: the front ends declare it on the function's node. */
export function declaredResult(file: FlowFile, index: number): NodeId | undefined {
  let known = declaredResults.get(file);
  if (!known) {
    known = new Map();
    const { types, codes, first } = file.ir.columns;
    for (let i = 0; i < types.length; i += 2) {
      const node = types[i]!;
      if (codes[node] === 17) known.set(first[node]!, types[i + 1]!);
    }
    declaredResults.set(file, known);
  }
  return known.get(index);
}
