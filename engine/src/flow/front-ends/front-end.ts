import type { Language, Tree } from "web-tree-sitter";
import type { CodeLanguage } from "../../documents/document.ts";
import { type ColumnarIr, irOfColumns } from "../ir-columns.ts";
import { type FlatTree, flattenTree, type TreeShape } from "./flat-tree.ts";
import { lowerGo } from "./go.ts";
import { goShape } from "./go-shape.ts";
import { lowerPython } from "./python.ts";
import { pythonShape } from "./python-shape.ts";
import { lowerTypeScript } from "./typescript.ts";
import { typeScriptShape } from "./typescript-syntax.ts";

/** A language of the flow engine. A new one is one front end and its line in `frontEnds`. */
export interface FrontEnd {
  shape(language: Language): TreeShape;
  /** Total: what cannot be read becomes `unknown`. */
  lower(tree: FlatTree, language: CodeLanguage): ColumnarIr;
}

const python: FrontEnd = { shape: pythonShape, lower: lowerPython };
const go: FrontEnd = { shape: goShape, lower: lowerGo };
const typescript: FrontEnd = { shape: typeScriptShape, lower: lowerTypeScript };

export const frontEnds: Readonly<Partial<Record<CodeLanguage, FrontEnd>>> = {
  python,
  typescript,
  tsx: typescript,
  javascript: typescript,
  go,
};

const shapes = new WeakMap<Language, TreeShape>();

/**
 * Lowers a parsed file; `undefined` where the language has no front end. The tree can be deleted afterwards.
 * @param again whether the file is being edited, so that what stays of it is worth remembering
 */
export function lowerTree(language: CodeLanguage, tree: Tree, text: string, again = false): ColumnarIr | undefined {
  const frontEnd = frontEnds[language];
  if (!frontEnd) return undefined;
  let shape = shapes.get(tree.language);
  if (!shape) {
    shape = frontEnd.shape(tree.language);
    shapes.set(tree.language, shape);
  }
  const hasErrors = tree.rootNode.hasError;
  const ir = frontEnd.lower(flattenTree(tree, text, shape, again), language);
  return hasErrors ? irOfColumns({ ...ir.columns, hasErrors }) : ir;
}
