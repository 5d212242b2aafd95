import type { Certainty } from "../model/index.ts";

/** The tier of a confidence from 0 to 1. */
export function certaintyOf(confidence: number): Certainty {
  if (confidence >= 0.75) return "certain";
  return confidence >= 0.6 ? "likely" : "unsure";
}

const order: readonly Certainty[] = ["unsure", "likely", "certain"];

/** The less certain of two. */
export function leastCertain(a: Certainty, b: Certainty): Certainty {
  return order.indexOf(a) <= order.indexOf(b) ? a : b;
}
