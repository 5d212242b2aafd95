import { add } from "./lowering.ts";
import type { PythonLowering } from "./python-lowering.ts";
import { F, K } from "./python-shape.ts";
import { child, textOf } from "./tree-reading.ts";

export function importModule(lowering: PythonLowering, n: number): void {
  const { kind } = lowering.tree;
  const { imported, scopes } = lowering;
  if (kind[n] === K.aliased_import) {
    const name = child(lowering, n, F.name);
    const alias = child(lowering, n, F.alias);
    if (name < 0 || alias < 0) return;
    imported.add(textOf(lowering, alias));
    scopes.assign(
      textOf(lowering, alias),
      add(lowering, { op: "import", module: compact(lowering, name), name: "*" }, n),
      "function",
    );
  } else if (kind[n] === K.dotted_name) {
    const first = compact(lowering, n).split(".")[0]!;
    imported.add(first);
    scopes.assign(first, add(lowering, { op: "import", module: first, name: "*" }, n), "function");
  }
}

export function importFrom(lowering: PythonLowering, n: number): void {
  const { next, kind } = lowering.tree;
  const { builder, imported, scopes } = lowering;
  const from = child(lowering, n, F.module_name);
  if (from < 0) return;
  const module = compact(lowering, from);
  for (let at = next[from]!; at < next[n]!; at = next[at]!) {
    if (kind[at] === K.wildcard_import) {
      builder.addExport({ name: "*", from: { module, name: "*" } });
      continue;
    }
    const name = kind[at] === K.aliased_import ? child(lowering, at, F.name) : at;
    const alias = kind[at] === K.aliased_import ? child(lowering, at, F.alias) : at;
    if (name < 0 || alias < 0 || (kind[name] !== K.dotted_name && kind[name] !== K.identifier)) continue;
    imported.add(textOf(lowering, alias));
    scopes.assign(
      textOf(lowering, alias),
      add(lowering, { op: "import", module, name: compact(lowering, name) }, at),
      "function",
    );
  }
}

function compact(lowering: PythonLowering, n: number): string {
  return textOf(lowering, n).replace(/\s+/g, "");
}
