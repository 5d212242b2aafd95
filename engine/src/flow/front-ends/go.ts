import type { ColumnarIr } from "../ir-columns.ts";
import type { FlatTree } from "./flat-tree.ts";
import { importSpec, typeDeclaration } from "./go-declarations.ts";
import { lowerExpression } from "./go-expressions.ts";
import type { GoLowering } from "./go-lowering.ts";
import { F, K } from "./go-shape.ts";
import { statement } from "./go-statements.ts";
import { lowerType } from "./go-types.ts";
import { beginModule } from "./lowering.ts";
import { child, childrenOf, textOf } from "./tree-reading.ts";

/** Lowers a Go file. Total: what cannot be read becomes `unknown`. */
export function lowerGo(tree: FlatTree): ColumnarIr {
  const { kind } = tree;
  const { shared, module } = beginModule(tree, "go");
  const { builder, scopes } = shared;
  const lowering: GoLowering = {
    ...shared,
    grammar: {
      identifier: K.identifier,
      binary: K.binary_expression,
      plus: K["+"],
      left: F.left,
      right: F.right,
      lowerExpression: (n) => lowerExpression(lowering, n),
      lowerType: (n) => lowerType(lowering, n),
    },
    packages: new Map(),
    functionNames: new Set(),
    classes: new Map(),
    context: { returns: [], throws: [], results: [], watched: [], qualified: "", index: module },
  };
  const { functionNames, context } = lowering;
  const top = tree.count > 0 ? childrenOf(lowering, 0) : [];
  for (const at of top) {
    if (kind[at] === K.import_declaration) {
      for (const spec of childrenOf(lowering, at)) {
        if (kind[spec] === K.import_spec) importSpec(lowering, spec);
        else {
          for (const one of childrenOf(lowering, spec)) if (kind[one] === K.import_spec) importSpec(lowering, one);
        }
      }
    } else if (kind[at] === K.function_declaration) {
      const name = child(lowering, at, F.name);
      if (name >= 0) functionNames.add(textOf(lowering, name));
    }
  }
  // What a file declares is known in all of it: types first, then variables, then what runs.
  for (const at of top) if (kind[at] === K.type_declaration) typeDeclaration(lowering, at);
  for (const at of top) if (isVariable(at)) statement(lowering, at);
  for (const at of top) if (!isVariable(at)) statement(lowering, at);
  scopes.endFunction(module, { parameters: [], returns: [], yields: [], throws: context.throws, decorators: [] });
  return builder.finish();

  function isVariable(n: number): boolean {
    return kind[n] === K.const_declaration || kind[n] === K.var_declaration;
  }
}
