import type { FlowFile, NodeRef } from "../file-facts.ts";
import type { LinkContext } from "./context.ts";
import type { Denotation } from "./denotation.ts";

/** The file behind an import, if it is one of the workspace. */
export function moduleFile(context: LinkContext, from: FlowFile, module: string): FlowFile | undefined {
  const found = context.modules.resolve(from.file, from.ir.language, module);
  if (found === undefined || found.endsWith("/")) return undefined;
  context.touched(found);
  return context.files.get(found);
}

/** What a file exports under a name, also through other files. */
export function exportedBy(
  context: LinkContext,
  target: FlowFile,
  name: string,
  seen = new Set<FlowFile>(),
): NodeRef | undefined {
  if (seen.has(target)) return undefined;
  seen.add(target);
  context.touched(target.file);
  const entry = target.facts.exportsByName.get(name);
  if (entry?.node !== undefined) return { file: target, node: entry.node };
  if (entry?.from) {
    const next = moduleFile(context, target, entry.from.module);
    if (next && entry.from.name !== "*") return exportedBy(context, next, entry.from.name, seen);
    return undefined;
  }
  for (const module of target.facts.starModules) {
    const next = moduleFile(context, target, module);
    const found = next && exportedBy(context, next, name, seen);
    if (found) return found;
  }
  return undefined;
}

/** What another module exports under a name. */
export function exported(context: LinkContext, from: FlowFile, module: string, name: string): NodeRef | undefined {
  const target = moduleFile(context, from, module);
  return target && exportedBy(context, target, name);
}

/** A module or a folder of modules inside a folder that is a package. */
export function inFolder(context: LinkContext, folder: string, name: string, from: FlowFile): readonly Denotation[] {
  const base = `${folder}${name}`;
  const file = context.files.get(`${base}.py`) ?? context.files.get(`${base}/__init__.py`);
  if (file) {
    context.touched(file.file);
    return [{ kind: "module", file }];
  }
  for (const known of context.files.keys())
    if (known.startsWith(`${base}/`)) return [{ kind: "folder", path: `${base}/`, from }];
  return [];
}
