import type { SanitizerEntry } from "../catalog/entries.ts";
import type { ApiPath, PatternSet } from "./api-patterns.ts";
import type { FlowFile } from "./file-facts.ts";
import type { IrEntry, IrOperation, NodeId } from "./ir.ts";
import type { Linker } from "./link/linker.ts";

type Call = IrOperation & { op: "call" };

/** Says whether what a call sends goes through a client, or through an agent's middleware, that takes personal data out. */
export function createClientJudge(
  wrappers: PatternSet<SanitizerEntry>,
  linker: Linker,
): (file: FlowFile, call: Call) => boolean {
  if (wrappers.isEmpty) return () => false;

  /** Whether something on the way to a member was made by a wrapper: `GuardrailsOpenAI().responses`. */
  const comesOfWrapper = (path: ApiPath): boolean =>
    path.some((step, at) => step === "()" && wrappers.match(path.slice(0, at)).length > 0);

  const hasMiddleware = (file: FlowFile, maker: Call): boolean =>
    maker.arguments.some(({ name, value }) => {
      if (name !== undefined) return name === "middleware" && listsWrapper(file, value);
      return entriesOf(file, value).some(({ key, value: given }) => key === "middleware" && listsWrapper(file, given));
    });

  const listsWrapper = (file: FlowFile, list: NodeId): boolean =>
    entriesOf(file, list).some(({ value }) => linker.apiPaths(file, value).some(comesOfWrapper));

  return (file, call) => {
    if (linker.apiPaths(file, call.callee).some(comesOfWrapper)) return true;
    const callee = file.ir.operation(call.callee);
    if (callee.op !== "member") return false;
    const makers = behind(file, callee.base).map((node) => file.ir.operation(node));
    return makers.length > 0 && makers.every((maker) => maker.op === "call" && hasMiddleware(file, maker));
  };
}

function entriesOf(file: FlowFile, node: NodeId): readonly IrEntry[] {
  return behind(file, node).flatMap((one) => {
    const operation = file.ir.operation(one);
    return operation.op === "collection" ? operation.entries : [];
  });
}

/** The values that a name can stand for in its file; names that a loop leads back to are passed over. */
function behind(file: FlowFile, node: NodeId, seen = new Set<NodeId>()): readonly NodeId[] {
  if (seen.has(node) || seen.size > 40) return [];
  seen.add(node);
  const operation = file.ir.operation(node);
  switch (operation.op) {
    case "same":
    case "bind":
      return behind(file, operation.value, seen);
    case "after":
      return behind(file, operation.before, seen);
    case "capture":
      return operation.versions.flatMap((version) => behind(file, version, seen));
    default:
      return [node];
  }
}
