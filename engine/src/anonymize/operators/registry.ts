import { hash } from "./hash.ts";
import { keep } from "./keep.ts";
import { mask } from "./mask.ts";
import type { Operator } from "./operator.ts";
import { pseudonymize } from "./pseudonymize.ts";
import { redact } from "./redact.ts";
import { replace } from "./replace.ts";

/** Every operator. A new one is a file in this folder and a line here. */
export const operators: readonly Operator[] = [replace, redact, mask, hash, pseudonymize, keep];

export function operatorByName(name: string): Operator | undefined {
  return operators.find((operator) => operator.name === name);
}
