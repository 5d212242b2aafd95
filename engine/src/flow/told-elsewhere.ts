import { behindNames } from "./behind-names.ts";
import type { FlowFile, NodeRef } from "./file-facts.ts";
import { statesTo } from "./flow-path.ts";
import type { NodeId } from "./ir.ts";
import type { Found } from "./search/context.ts";
import type { State } from "./search/state.ts";
import type { SinkSite } from "./sink-site.ts";
import type { SinkFinder } from "./sinks.ts";

/** Whether another sink of its own tells of it: the record that a handler of tools gives back, or what makes it. */
export function isToldElsewhere(site: SinkSite, found: Found, isAnswerShape: SinkFinder["isAnswerShape"]): boolean {
  if (site.kind !== "tool-result") return false;
  const states = statesTo(found.state);
  if (site.form === "message") return !isToldByAnswer(site, states);
  const at = states.findIndex(({ file, node }) => isAnswerShape(file, node));
  return at >= 0 && isToldByAnswer(states[at]!, states.slice(at));
}

/**
 * Whether a record that a tool answers with tells of what was found behind it, itself or by the calls of its maker. What
 * a function gives that the maker or a runner before it was handed, `toResult(() => …)`, is told of where that function
 * stands.
 * @param states from the record, or before it, to the source
 */
function isToldByAnswer(answer: NodeRef, states: readonly State[]): boolean {
  const { file } = answer;
  const maker = file.ir.functionOf(answer.node);
  const from = states.findIndex((state) => state.file === file && file.ir.functionOf(state.node) === maker);
  const last = states.at(-1)!;
  const source = last.file.ir.operation(last.node);
  if (source.op === "parameter" && last.file === file && file.ir.functionOf(last.node) === maker) return false;
  return !states.slice(from).some((state, index, rest) => {
    if (rest[index + 1]?.step !== "return") return false;
    const operation = state.file.ir.operation(state.node);
    return operation.op === "call" && isParameter(state.file, operation.callee);
  });
}

function isParameter(file: FlowFile, node: NodeId): boolean {
  const operation = file.ir.operation(behindNames(file.ir, node));
  if (operation.op === "capture") return operation.versions.some((version) => isParameter(file, version));
  return operation.op === "parameter" && operation.index >= 0;
}
