import type { Operator } from "./operator.ts";

/** Takes the value out and leaves nothing. */
export const redact: Operator = {
  name: "redact",
  description: "Takes the value out and leaves nothing in its place.",
  prepare: () => () => "",
};
