import type { ColumnarIr } from "../ir-columns.ts";
import type { FlatTree } from "./flat-tree.ts";
import { beginModule } from "./lowering.ts";
import { lowerExpression } from "./python-expressions.ts";
import type { PythonLowering } from "./python-lowering.ts";
import { F, K } from "./python-shape.ts";
import { statements } from "./python-statements.ts";
import { lowerType } from "./python-types.ts";
import { child, textOf } from "./tree-reading.ts";

/** Lowers a Python file. Total: what cannot be read becomes `unknown`. */
export function lowerPython(tree: FlatTree): ColumnarIr {
  const { shared, module } = beginModule(tree, "python");
  const { builder, scopes } = shared;
  const lowering: PythonLowering = {
    ...shared,
    grammar: {
      identifier: K.identifier,
      binary: K.binary_operator,
      plus: K["+"],
      left: F.left,
      right: F.right,
      lowerExpression: (n) => lowerExpression(lowering, n),
      lowerType: (n) => lowerType(lowering, n),
    },
    imported: new Set(),
    moduleNames: new Set(),
    definedNames: new Set(),
    context: { returns: [], yields: [], throws: [], calls: [], watched: [], qualified: "", index: module },
    classPath: "",
    keepsTexts: false,
  };
  const { imported, moduleNames, definedNames, context } = lowering;
  for (let at = 0; at < tree.count; at++) {
    if (tree.kind[at] !== K.function_definition && tree.kind[at] !== K.class_definition) continue;
    const name = child(lowering, at, F.name);
    if (name >= 0) definedNames.add(textOf(lowering, name));
  }
  if (tree.count > 0) statements(lowering, 0);
  for (const name of new Set([...moduleNames, ...imported])) {
    if (scopes.declaresLocally(name)) {
      builder.addExport({ name, node: scopes.lookup(name, { start: 0, end: 0 }) });
    }
  }
  scopes.endFunction(module, { parameters: [], returns: [], yields: [], throws: context.throws, decorators: [] });
  return builder.finish();
}
