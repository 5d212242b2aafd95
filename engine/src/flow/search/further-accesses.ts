import type { FlowFile } from "../file-facts.ts";
import type { Found } from "./context.ts";
import type { State } from "./state.ts";

/** Questions about a field that came again, from another access to it, by the question. */
export interface FurtherAccesses {
  note(again: State): void;
  /** What was found through one access, as it is found through the others; each function's first is enough. */
  of(found: Found): Found[];
}

const mostOfOne = 4;

/**
 * A question is asked once, and what is found behind it is told for the access that asked first. Where other functions
 * take the same field, `messages.map((m) => m.text)` twice, it enters there as well.
 */
export function createFurtherAccesses(): FurtherAccesses {
  const again = new Map<string, State[]>();

  function note(state: State): void {
    const key = questionOf(state);
    const known = again.get(key);
    if (known === undefined) again.set(key, [state]);
    else if (known.length < mostOfOne) known.push(state);
  }

  function of(found: Found): Found[] {
    const { access } = found.state;
    if (access === undefined || again.size === 0) return [];
    const told = new Set([functionOf(access)]);
    const result: Found[] = [];
    const behind: State[] = [];
    for (let at: State | undefined = found.state; at && at.access === access; at = at.parent) {
      for (const other of again.get(questionOf(at)) ?? []) {
        const from = other.access;
        if (from === undefined || told.has(functionOf(from))) continue;
        told.add(functionOf(from));
        const state = behind.reduceRight<State>((parent, one) => ({ ...one, parent, access: from }), other);
        result.push({ ...found, state, place: { file: from.file, node: from.node } });
      }
      behind.push(at);
    }
    return result;
  }

  return { note, of };
}

function questionOf({ entry, file, node, path }: State): string {
  return `${entry?.id ?? -1}:${file.id}:${node}:${path.id}`;
}

function functionOf({ file, node }: { readonly file: FlowFile; readonly node: number }): string {
  return `${file.id}:${file.ir.functionOf(node)}`;
}
