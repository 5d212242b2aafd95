import type { CodeLanguage } from "../../documents/document.ts";
import type { NodeId } from "../ir.ts";
import { createIrBuilder } from "../ir-builder.ts";
import type { ColumnarIr } from "../ir-columns.ts";
import { createScopes } from "../scopes.ts";
import type { FlatTree } from "./flat-tree.ts";
import { childrenOf } from "./tree-reading.ts";
import { declareVars } from "./typescript-declarations.ts";
import type { Lowering } from "./typescript-lowering.ts";
import { finishExports } from "./typescript-modules.ts";
import { lowerStatements } from "./typescript-statements.ts";

/**
 * Lowers a file of TypeScript, TSX or JavaScript (ECMAScript modules, CommonJS, JSX) to a value graph. Never fails on broken code: what the parser
 * could not read is left out or unknown.
 */
export function lowerTypeScript(tree: FlatTree, language: CodeLanguage): ColumnarIr {
  const { text } = tree;
  const builder = createIrBuilder(language);
  const scopes = createScopes(builder);
  const span = { start: 0, end: text.length };
  const throws: NodeId[] = [];
  const module = scopes.beginFunction({
    name: "<module>",
    qualifiedName: "<module>",
    span,
    isAsync: true,
    isGenerator: false,
    isStatic: false,
  });
  const lowering: Lowering = {
    tree,
    builder,
    scopes,
    typeScopes: [new Map()],
    inert: new Set(),
    globalTypes: new Map(),
    exports: [],
    commonJs: /\bexports\b/.test(text) && !/^\s*(?:import|export)\b(?!\s*\()/m.test(text),
    current: { path: "", returns: [], yields: [], throws, returnType: undefined, guarded: [] },
    depth: 0,
  };
  if (lowering.commonJs) {
    const start = { start: 0, end: 0 };
    const given = scopes.declare("exports", builder.add({ op: "collection", kind: "record", entries: [] }, start));
    const entries = [{ key: "exports", value: given.versions[0]! }];
    scopes.declare("module", builder.add({ op: "collection", kind: "record", entries }, start));
  }
  declareVars(lowering, 0);
  lowerStatements(lowering, childrenOf(lowering, 0));
  finishExports(lowering);
  scopes.endFunction(module, { parameters: [], returns: [], yields: [], throws, decorators: [] });
  return builder.finish();
}
