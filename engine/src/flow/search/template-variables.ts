import type { FlowFile } from "../file-facts.ts";
import type { NodeId } from "../ir.ts";
import { constantOf } from "./call-parts.ts";
import type { SearchContext } from "./context.ts";
import { keyOf } from "./requests.ts";
import type { State } from "./state.ts";

/**
 * What a value is called that fills a placeholder of that name.
 * What takes the place of `{resume}` is its text, whatever else the word means.
 */
export function nameOfVariable(context: SearchContext, placeholder: string): string {
  const verdict = context.classify.identifier({ name: placeholder });
  return verdict?.document && verdict.tier === "unsure" ? `${placeholder}_text` : placeholder;
}

/** Whether the keys of a record are names of placeholders: it is handed to a prompt template, by its own name or another. */
export function fillsPlaceholders(context: SearchContext, state: State): boolean {
  for (let at: State | undefined = state; at; at = at.parent) {
    if (at.step === "start") return context.variables.has(keyOf(at.file, at.node));
    if (at.step === "piece") return isPercent(at);
    if (at.step !== "value" && at.step !== "bind" && at.step !== "parameter") return false;
  }
  return false;
}

/** Whether what is asked for takes a placeholder's place, and has its name as its last. */
export function isVariable(context: SearchContext, state: State): boolean {
  if (state.step === "piece") return true;
  if (state.step === "start") return context.variables.has(keyOf(state.file, state.node));
  return state.step === "entry" && state.parent !== undefined && fillsPlaceholders(context, state.parent);
}

const placeholder =
  /^(?:\{\{\s*(\w+)\s*\}\}|\$?\{\s*(\w+)\s*\}|<<?\s*(\w+)\s*>?>|\[\[?\s*(\w+)\s*\]?\]|%(\w+)%|\$(\w+)|__(\w+?)__|#(\w+)#)$/;

/** The name of a placeholder that a constant is: `{{NAME}}`, `<name>`, `[NAME]`, `$name`. */
export function placeholderIn(file: FlowFile, node: NodeId): string | undefined {
  const text = constantOf(file, node);
  return text === undefined
    ? undefined
    : placeholder
        .exec(text)
        ?.slice(1)
        .find((name) => name !== undefined)
        ?.toLowerCase();
}

/** `"Patient %(name)s" % record`: the keys name what is written. */
function isPercent({ parent, file }: State): boolean {
  if (!parent || parent.file !== file) return false;
  const operation = file.ir.operation(parent.node);
  return operation.op === "string" && operation.how === "percent";
}
