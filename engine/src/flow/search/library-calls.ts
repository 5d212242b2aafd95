import { stepMatches } from "../access-path.ts";
import { nameOfCallee } from "../file-facts.ts";
import type { IrOperation } from "../ir.ts";
import { isModule, isOfPromise, receiverOf } from "./call-parts.ts";
import { callbackResult } from "./callbacks.ts";
import { containerCall } from "./container-calls.ts";
import type { SearchContext } from "./context.ts";
import type { LibraryCall } from "./library-call.ts";
import { serializingCall } from "./serializing-calls.ts";
import type { State } from "./state.ts";
import { textCall } from "./text-calls.ts";

/** Methods that give back what they are called on, or a part, a copy or another spelling of it. */
const givesReceiver = new Set(
  (
    "strip lstrip rstrip lower upper title capitalize casefold swapcase trim trimStart trimEnd slice " +
    "substring substr toLowerCase toUpperCase toLocaleLowerCase toString normalize decode encode " +
    "copy reverse toReversed sort toSorted filter flat zfill ljust rjust center expandtabs " +
    "removeprefix removesuffix padStart padEnd isoformat strftime toISOString toLocaleDateString all " +
    "first head tail catch finally asText scalars lean exec unwrap"
  ).split(" "),
);

/** Functions that give back what they are given, or a part, a copy or another spelling of it. */
const givesArguments = new Set(
  (
    "list tuple set frozenset sorted reversed iter next deepcopy structuredClone dedent cleandoc " +
    "indent fill unescape gather max min resolve Array Set Map cast freeze flatten fromEntries chain " +
    "Markdown Annotated shuffle islice cycle ensure_future run wait_for"
  ).split(" "),
);

/** Functions that give back what a function gives that they were given. */
const givesCallbackResult = new Set(
  "map flatMap reduce then applymap apply partial to_thread run_in_executor run_in_threadpool submit imap".split(" "),
);

/** Calls of the languages' own libraries, by name. `true` where the call is dealt with. */
export function libraryCall(
  context: SearchContext,
  state: State,
  operation: IrOperation & { op: "call" },
  name: string,
  weak: string | undefined,
): boolean {
  const { file, path } = state;
  const receiver = receiverOf(file, operation);
  const made: LibraryCall = {
    context,
    state,
    operation,
    name,
    receiver,
    base: receiver === undefined ? "" : (nameOfCallee(file.ir, receiver) ?? ""),
    through: { label: undefined, ...(weak && { weak }) },
    tail: path.steps[0] === undefined ? path : context.paths.rest(path),
  };
  if (isOfPromise(file, operation) && name !== "resolve") {
    const settled = name === "race" || name === "any" ? context.paths.under("*", path) : path;
    for (const argument of operation.arguments)
      context.visit(state, file, argument.value, settled, "value", made.through);
    return true;
  }
  if (givesReceiver.has(name)) {
    if (receiver === undefined || isModule(file, receiver)) return false;
    context.visit(state, file, receiver, path, "value", made.through);
    return true;
  }
  if (givesCallbackResult.has(name)) return callbackResult(context, state, operation, name, receiver, path, made.tail);
  if (givesArguments.has(name)) return argumentsGiven(made);
  return serializingCall(made) || containerCall(made) || textCall(made);
}

function argumentsGiven(made: LibraryCall): boolean {
  const { context, state, operation, name, receiver, base, through, tail } = made;
  const { file, path } = state;
  const args = operation.arguments;
  if (name === "run" && base !== "asyncio") return false;
  if (name === "resolve" && base !== "Promise") return false;
  if (name === "fill" && receiver !== undefined && base !== "textwrap") return false;
  if (
    receiver !== undefined &&
    (name === "list" || name === "set" || name === "max" || name === "min") &&
    base !== "Math"
  )
    return false;
  const element = name === "next" || name === "max" || name === "min";
  const spread = args.findIndex((argument) => argument.spread);
  const [first] = path.steps;
  for (const [index, argument] of args.entries()) {
    if (argument.name !== undefined && argument.name !== "default") continue;
    // The results of tasks come in the order of the tasks.
    const hasPlace = name === "gather" && (spread < 0 || index < spread);
    if (hasPlace && first !== undefined && !stepMatches(first, String(index))) continue;
    const gathered = name === "gather" || (name === "chain" && !argument.spread);
    context.visit(
      state,
      file,
      argument.value,
      name === "gather" && !argument.spread ? tail : element ? context.paths.under("*", path) : path,
      "value",
      gathered ? {} : through,
    );
  }
  return true;
}
