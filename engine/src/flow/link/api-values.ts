import { type ApiPath, splitApiPath } from "../api-patterns.ts";
import type { FlowFile } from "../file-facts.ts";
import type { NodeId } from "../ir.ts";
import type { LinkContext } from "./context.ts";
import type { Denotation } from "./denotation.ts";

/** Replaces a call that gives back something known by what it gives. */
export function canonical(
  context: LinkContext,
  path: ApiPath,
  call: { file: FlowFile; node: NodeId } | undefined,
): readonly Denotation[] {
  if (path.length > 24) return [];
  const before = path.at(-1) === "()" ? path.slice(0, -1) : undefined;
  const alias = before && !context.aliases.isEmpty ? context.aliases.match(before)[0] : undefined;
  if (!alias) {
    const { readAliases } = context;
    const same = readAliases.lastNames.has(path.at(-1) ?? "") ? readAliases.match(path)[0] : undefined;
    return [{ kind: "api", path: same ? splitApiPath(same.is) : path }];
  }
  if (alias.is === "receiver") return before && before.length > 1 ? [{ kind: "api", path: before.slice(0, -1) }] : [];
  const numbered = /^\d+$/.test(alias.is) ? Number(alias.is) : undefined;
  if (numbered === undefined) return [{ kind: "api", path: splitApiPath(alias.is) }];
  if (!call) return [];
  const operation = call.file.ir.operation(call.node);
  const argument = operation.op === "call" ? operation.arguments[numbered] : undefined;
  return argument ? context.denote(call.file, argument.value) : [];
}

/** A module's name as the steps of an API path. */
export function splitModule(module: string): string[] {
  return module.replace(/^node:/, "").split(".");
}
