import { placeholder } from "../placeholder.ts";
import type { Operator } from "./operator.ts";

/** Puts the placeholder of the type, or the text of `new_value`, in place of the value. */
export const replace: Operator = {
  name: "replace",
  description: "Puts a placeholder such as <EMAIL_ADDRESS>, or a text of your own, in its place.",
  prepare({ new_value: text }) {
    if (text === undefined) return (_, type) => placeholder(type);
    if (typeof text !== "string") return { problem: "`new_value` of `replace` must be a text." };
    return () => text;
  },
};
