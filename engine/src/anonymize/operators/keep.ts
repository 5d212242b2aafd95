import type { Operator } from "./operator.ts";

/** Leaves the value as it is. */
export const keep: Operator = {
  name: "keep",
  description: "Leaves the value as it is.",
  prepare: () => (value) => value,
};
