import { isIndex, stepMatches } from "../access-path.ts";
import { isRoleKey } from "../file-facts.ts";
import type { IrOperation, NodeId } from "../ir.ts";
import type { SearchContext } from "./context.ts";
import { literalRecord } from "./literal-records.ts";
import type { State } from "./state.ts";
import { fillsPlaceholders, nameOfVariable } from "./template-variables.ts";

/** What reaches a list, record or set that is written out. */
export function collection(context: SearchContext, state: State, operation: IrOperation & { op: "collection" }): void {
  const { file, path } = state;
  const [first] = path.steps;
  literalRecord(context, state, operation);
  const isMessage = operation.kind === "record" && operation.entries.some((entry) => isRoleKey(entry.key));
  const fills = operation.kind === "record" && first === undefined && fillsPlaceholders(context, state);
  for (const entry of operation.entries) {
    if (entry.spread) {
      context.visit(state, file, entry.value, path, "value");
      continue;
    }
    if (first === undefined) {
      if (entry.key !== undefined && path.without.includes(entry.key)) continue;
      if (isMessage && isRoleKey(entry.key)) continue;
      context.visit(state, file, entry.value, context.paths.whole, "entry", {
        changed: true,
        access: undefined,
        ...(fills && entry.key !== undefined && { alias: nameOfVariable(context, entry.key) }),
      });
    } else if (stepMatches(first, entry.key)) {
      context.visit(state, file, entry.value, context.paths.rest(path), "entry", {
        access: undefined,
        ...(entry.key !== undefined && !isIndex(entry.key) && path.steps.length === 1 && { alias: entry.key }),
      });
    }
  }
}

/** `frame[["email", "plan"]]`: the same table with these columns only. */
export function projection(context: SearchContext, state: State, base: NodeId, columns: readonly string[]): void {
  const { file, path } = state;
  const asked = path.steps.find((step) => step !== "*" && !isIndex(step));
  if (asked === undefined) {
    for (const column of columns) {
      if (!path.without.includes(column)) context.visit(state, file, base, context.paths.of([column]), "member");
    }
  } else if (columns.includes(asked)) context.visit(state, file, base, path, "value");
}
