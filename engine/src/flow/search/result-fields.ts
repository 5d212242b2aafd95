import { type AccessPath, isIndex } from "../access-path.ts";

/** Fields that hold what a call made of its arguments. */
const resultFields = new Set(
  (
    "data value values result results content contents text texts body output outputs response message messages " +
    "prompt prompts payload json parsed items rows string html markdown page_content pageContent stdout choices parts input"
  ).split(" "),
);

/** Whether a field is asked for whose name says more than that it is what a call gave. */
export function asksForField(path: AccessPath): boolean {
  return path.steps.some((step) => step !== "*" && !isIndex(step) && !resultFields.has(step));
}
