import { type FlowFile, nameOfCallee } from "../file-facts.ts";
import type { NodeId } from "../ir.ts";
import type { SearchContext } from "./context.ts";
import { enter } from "./functions.ts";
import { catalogSource, matchSource, origin, pathsOf } from "./sources.ts";
import type { State } from "./state.ts";

/** What reaches a field: out of the class where it is known, else out of the object that it is a field of. */
export function member(context: SearchContext, state: State, base: NodeId, name: string): void {
  const { file, node, path } = state;
  if (!context.sourceReads.isEmpty && context.sourceReads.lastNames.has(name)) {
    const source = matchSource(file, context.sourceReads, pathsOf(context, file, node));
    if (source) {
      catalogSource(context, state, source);
      return;
    }
  }
  const denoted = context.linker.denote(file, base);
  let resolved = false;
  for (const one of denoted) {
    if (one.kind === "class" || (one.kind === "instance" && isAccessor(context, one.file, one.index, name))) {
      const method = context.linker.findMethod(one.file, one.index, name);
      if (method) {
        const made = context.linker.functionAt(method.file, method.index);
        enter(context, state, node, method.file, method.index, made.returns, path, `returned by \`${made.name}\``);
        resolved = true;
        continue;
      }
      const owner = context.linker.classAt(one.file, one.index);
      if (owner.kind === "enum") return;
      for (const value of context.linker.fieldValues(one.file, one.index, name)) {
        context.visit(state, value.file, value.node, path, "field", { entry: undefined, alias: name });
        resolved = true;
      }
    } else if (one.kind === "module") {
      const target = context.linker.denote(file, node);
      if (target.length > 0 && target.every((found) => found.kind === "function" || found.kind === "class")) return;
    }
  }
  if (resolved) return;
  if (name === "length" || name === "size" || name === "shape") return;
  if (name === "__dict__") {
    context.visit(state, file, base, path, "serialize", {
      serialized: "record",
      label: "turned into a dictionary",
      access: undefined,
    });
    return;
  }
  context.visit(state, file, base, context.paths.under(name, path), "member", {
    access: path.steps.length === 0 ? state : (state.access ?? state),
  });
}

/** What reaches an imported name: out of the other file where it is in the workspace. */
export function imported(context: SearchContext, state: State, module: string, name: string): void {
  const { file, path } = state;
  if (name !== "*") {
    const target = context.linker.exported(file, module, name);
    if (target) {
      context.visit(state, target.file, target.node, path, "value", { entry: undefined });
      return;
    }
  } else if (path.steps[0] !== undefined) {
    const target = context.linker.exported(file, module, path.steps[0]);
    if (target) {
      context.visit(state, target.file, target.node, context.paths.rest(path), "value", { entry: undefined });
      return;
    }
  }
  if (context.linker.moduleFile(file, module)) return;
  const source = matchSource(file, context.sourceReads, context.linker.apiPaths(file, state.node));
  if (source) catalogSource(context, state, source);
  else if (path.steps.length > 0) origin(context, state, name === "*" ? module : name);
}

function isAccessor(context: SearchContext, file: FlowFile, index: number, name: string): boolean {
  const method = context.linker.findMethod(file, index, name);
  if (!method) return false;
  const owner = context.linker
    .lineage(file, index)
    .flatMap((one) => (one.file === method.file ? context.linker.classAt(one.file, one.index).methods : []))
    .find((candidate) => candidate.function === method.index);
  if (owner?.accessor === "get") return true;
  return context.linker
    .functionAt(method.file, method.index)
    .decorators.some((decorator) =>
      /^(?:cached_|hybrid_|computed_)?(?:property|field)$/.test(nameOfCallee(method.file.ir, decorator) ?? ""),
    );
}
