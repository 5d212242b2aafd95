import { certainties, judgementOf } from "../origins.ts";
import { constantOf, selectArguments } from "./call-parts.ts";
import type { SearchContext } from "./context.ts";
import type { State } from "./state.ts";

/** What a form asks for by name is that, not free text: `iban = st.text_input("Account")`, `input("Phone number: ")`. */
export function askedFor(context: SearchContext, state: State): boolean {
  if (state.path.steps.length > 0) return false;
  const label = labelOf(state);
  for (const name of label === undefined ? state.aliases : [...state.aliases, label]) {
    const verdict = context.classify.identifier({ name });
    if (!verdict || verdict.document || verdict.confidence < certainties.likely) continue;
    // A variable with a name that is not sure may hold anything; a label says what is to be typed.
    if (verdict.tier !== "certain" && name !== label) continue;
    context.report(state, judgementOf(verdict, "identifier"));
    return true;
  }
  return label !== undefined && documentAskedFor(context, state, label);
}

/** A text that somebody brings along, as the label says: `st.text_area("Paste the patient's case summary")`. */
function documentAskedFor(context: SearchContext, state: State, label: string): boolean {
  let verdict = context.classify.identifier({ name: label });
  // A label stands before the thing itself: what is pasted under "Resume" is its text.
  if (verdict?.document && verdict.tier === "unsure") verdict = context.classify.identifier({ name: `${label}_text` });
  if (!verdict?.document || verdict.tier === "unsure") return false;
  context.report(state, judgementOf(verdict, "document", certainties.likely));
  return true;
}

const courtesies =
  /^(?:(?:please|kindly|enter|type|paste|insert|copy|upload|provide|give|input|specify|what is|what's|whats|your|the|a|an)\s+)+(?=\S)/i;
const places = /\s+(?:here|below)$/i;
const mostWords = 4;

/** What the person who fills a field in is asked for, as a name: `full_name` of `st.text_input("Enter your full name:")`. */
function labelOf({ file, node }: State): string | undefined {
  const operation = file.ir.operation(node);
  if (operation.op !== "call") return undefined;
  const written = ["label", "prompt", "0"].flatMap((path) => selectArguments(file, operation, path))[0];
  const text = written?.steps.length === 0 ? constantOf(file, written.node) : undefined;
  if (text === undefined) return undefined;
  const asked = text
    .replace(/\([^)]*\)/g, " ")
    .replace(/^[^\p{L}]+|[^\p{L}\d]+$/gu, "")
    .replace(places, "")
    .replace(courtesies, "")
    .replace(/['’]s\b/g, "");
  const words = asked.split(/\s+/);
  return asked === "" || words.length > mostWords ? undefined : words.join("_");
}
