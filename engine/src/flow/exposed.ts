import { splitIdentifier } from "../catalog/words.ts";
import type { AccessPath } from "./access-path.ts";
import { type NodeRef, nameOfCallee } from "./file-facts.ts";
import { statesTo } from "./flow-path.ts";
import type { Found } from "./search/context.ts";
import type { State } from "./search/state.ts";
import type { SinkSite } from "./sink-site.ts";

/** Whether what a search found leaves at the sink, and tells whoever is there something. */
export function isExposed(site: SinkSite, found: Found): boolean {
  return !isEcho(site, found) && !isKeptByClient(found) && !isMasked(found);
}

const masked = new Set("masked redacted sanitized sanitised scrubbed anonymized anonymised obfuscated safe".split(" "));

/** `const maskedToken = …`: what is called so shows that it was thought of. How well is asked for weak ways alone. */
function isMasked({ state, judgement }: Found): boolean {
  if (state.weak !== undefined || !judgement.categories.every((name) => name.startsWith("user.authorization"))) {
    return false;
  }
  return statesTo(state).some(({ file, node }) => {
    const operation = file.ir.operation(node);
    return operation.op === "bind" && masked.has(splitIdentifier(operation.name)[0] ?? "");
  });
}

/** What a framework hands to a tool beside the model's arguments. */
const besides = new Set(
  "ctx context contexts runtime wrapper extra config deps session state memory store env auth authinfo self cls".split(
    " ",
  ),
);

/** A tool that gives back what the model has called it with tells the model nothing. */
function isEcho(site: SinkSite, found: Found): boolean {
  if (site.kind !== "tool-result") return false;
  const states: readonly (NodeRef & Partial<State>)[] = [...statesTo(found.state), ...takenFrom(found.state)];
  return states.some(({ file, node, path }, index) => {
    // A caller that can be seen hands over what a call has given it: that is no argument of the model's.
    if (states[index + 1]?.step === "parameter" && states.slice(index + 1).some(isCall)) return false;
    const operation = file.ir.operation(node);
    if (operation.op !== "parameter" || operation.index < 0) return false;
    const isBeside = [operation.name, path?.steps[0] ?? ""].some((name) =>
      splitIdentifier(name).some((word) => besides.has(word)),
    );
    if (isBeside) return false;
    const made = file.ir.functionOf(node);
    return site.starts.some(({ ref }) => ref.file === file && file.ir.functionOf(ref.node) === made);
  });
}

function isCall({ file, node }: NodeRef): boolean {
  return file.ir.operation(node).op === "call";
}

/** Calls of schemas, which give what they were given: `schema.parse(input)`. */
const checks = /^(?:parse|safeParse|parseAsync|safeParseAsync|validate|validateSync|cast|model_validate)$/;

/** What a member that is a source by its name was taken from, as far as its file shows: up to a call, if one gave it. */
function takenFrom({ file, node }: State): (NodeRef & { readonly path?: AccessPath })[] {
  const values: NodeRef[] = [];
  let at = node;
  for (let hops = 0; hops < 12; hops++) {
    const operation = file.ir.operation(at);
    if (operation.op === "member" || operation.op === "element" || operation.op === "update") at = operation.base;
    else if (operation.op === "same" || operation.op === "bind") at = operation.value;
    else if (operation.op === "after") at = operation.before;
    else if (
      operation.op === "call" &&
      operation.arguments.length > 0 &&
      checks.test(nameOfCallee(file.ir, operation.callee) ?? "")
    ) {
      at = operation.arguments[0]!.value;
    } else break;
    values.push({ file, node: at });
  }
  return values;
}

/** A client is made with its key, and a request sent with it; what they give back does not hold it. */
function isKeptByClient(found: Found): boolean {
  if (!found.judgement.categories.every((name) => name.startsWith("user.authorization"))) return false;
  let isInside = false;
  let isInRecord = false;
  for (const { step, unseen } of statesTo(found.state).reverse()) {
    if (unseen === "receiver" ? isInside : unseen === "argument" && isInRecord) return true;
    if (step === "entry") isInRecord = true;
    if (isInRecord || unseen === "argument") isInside = true;
  }
  return false;
}
