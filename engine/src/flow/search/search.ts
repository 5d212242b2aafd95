import type { AccessPath } from "../access-path.ts";
import type { NodeRef } from "../file-facts.ts";
import type { SinkStart } from "../sink-site.ts";
import { createSearchContext, type Found, type SolverInput } from "./context.ts";
import { withType } from "./declared-types.ts";
import { expand } from "./operations.ts";
import { keyOf } from "./requests.ts";
import { nameOfVariable } from "./template-variables.ts";

export interface Search {
  readonly found: readonly Found[];
  /** Constants that reach the sink, in this search. */
  readonly texts: readonly NodeRef[];
  readonly complete: boolean;
  /** Whether the search asked for this, with no call in mind. */
  covers(ref: NodeRef, path: AccessPath): boolean;
}

/**
 * Searches backwards from a value to the personal data that can reach it.
 * @param name what the value is called where it is used
 */
export function search(
  input: SolverInput,
  starts: readonly SinkStart[],
  outOfTime: () => boolean,
  name?: string,
): Search {
  const context = createSearchContext(input);
  for (const { ref, path, serialized, tool, variable, called } of starts) {
    if (tool !== undefined) context.toolNames.set(keyOf(ref.file, ref.node), tool);
    if (variable !== undefined) context.variables.add(keyOf(ref.file, ref.node));
    if (called !== undefined) context.columns.add(keyOf(ref.file, ref.node));
    context.start(ref, path, serialized, variable ? nameOfVariable(context, variable) : (called ?? name));
  }
  let late = false;
  for (let at = 0; at < context.queue.length; at++) {
    if ((at & 63) === 63 && outOfTime()) {
      late = true;
      break;
    }
    const state = withType(context.queue[at]!);
    context.touched(state.file.file);
    expand(context, state);
    for (const other of context.foreign.splice(0)) {
      context.visit(state, other.file, other.node, other.path, "parameter", { entry: undefined });
    }
  }
  const places = new Set(context.found.map(({ place }) => keyOf(place.file, place.node)));
  const further = context.found
    .flatMap((found) => context.further.of(found))
    .filter(({ place }) => !places.has(keyOf(place.file, place.node)));
  return {
    found: [...context.found, ...further],
    texts: context.texts,
    complete: !late && !context.overflown,
    covers: context.covers,
  };
}
