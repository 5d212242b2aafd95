import { carriesNothing, namedSanitizer } from "../../../engine/src/flow/call-names.ts";
import { type FlowFile, type NodeRef, nameOfCallee } from "../../../engine/src/flow/file-facts.ts";
import type { NodeId } from "../../../engine/src/flow/ir.ts";
import { asksService, isLastingStore } from "../../../engine/src/flow/keyed-reads.ts";
import { queryBehind } from "../../../engine/src/flow/queries.ts";
import { askedColumns, pickedKeys, selectedFields } from "../../../engine/src/flow/selections.ts";
import { drop, isNamed, melt, move, nothing, ofFacts, put, take, union, type Value } from "./facts.ts";
import {
  type CallOperation,
  type Calls,
  isModule,
  origin,
  type Reference,
  receiverOf,
  resultOf,
} from "./propagation.ts";

/** What the calls of the languages' own libraries do to values, said forwards; a name stands under what it does. */
const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const givesReceiver = words(
  `strip lstrip rstrip lower upper title capitalize casefold swapcase trim trimStart trimEnd slice substring substr
   toLowerCase toUpperCase toLocaleLowerCase toString normalize decode encode copy reverse toReversed sort toSorted filter
   flat zfill ljust rjust center expandtabs removeprefix removesuffix padStart padEnd isoformat strftime toISOString
   toLocaleDateString all first head tail catch finally asText scalars lean exec unwrap`,
);
const givesArguments = words(
  `list tuple set frozenset sorted reversed iter deepcopy structuredClone dedent cleandoc indent fill unescape resolve
   Array Set Map cast freeze flatten fromEntries chain Markdown Annotated shuffle islice cycle ensure_future run wait_for`,
);
const givesElement = words("next max min");
const makesText = words("str repr String int float Number parseInt parseFloat unicode");
const writesOut = words("dumps stringify pformat");
const readsInto = words("model_validate model_validate_json parse_obj parse_raw from_orm model_construct");
const writesItself = words(
  "model_dump model_dump_json dict json to_dict to_json toJSON toObject to_string to_markdown to_csv _asdict",
);
const looksInto = words("get pop getattr setdefault getItem");
const pairs = words("items entries iterrows");
const givesOne = words("at charAt find findLast shift");
const cutsUp = words("split splitlines rsplit partition rpartition match matchAll");
const fills = words("format format_map substitute safe_substitute render");
const callsBack = words(
  "map flatMap reduce then applymap apply partial to_thread run_in_executor run_in_threadpool submit imap",
);

/** What a call of a library gives; `undefined` where its name says nothing. */
export function libraryCall(
  reference: Reference,
  call: NodeRef,
  operation: CallOperation,
  name: string,
  receiver: NodeId | undefined,
  isPromise: boolean,
  calls: Calls | undefined,
): Value | undefined {
  const { file } = call;
  const { linker } = reference;
  const isPython = file.ir.language === "python";
  const at = (node: NodeId): Value => reference.valueAt(file, node, calls);
  const args = operation.arguments;
  const all = args.map((argument) => at(argument.value));
  const base = receiver === undefined ? "" : (nameOfCallee(file.ir, receiver) ?? "");
  const onValue = receiver !== undefined && !isModule(file, receiver);

  const selected = (isPython ? askedColumns : selectedFields)(file.ir, operation);
  if (selected) {
    // The rows may come on their own, in a list, or in a list in the answer's `data`.
    const row = origin(file, call.node);
    return union(
      ...selected.flatMap((field) => {
        // What is asked for of any column is not asked for once more below it.
        const value = selected.reduce((column, { name }) => drop(column, name), take(row, field.column));
        const column = put(field.name, field.below ? put(field.below, value) : value);
        return [column, put("#", column), put("data", column), put("data", put("#", column))];
      }),
    );
  }
  if (queryBehind(file.ir, operation)) return origin(file, call.node);
  if (isPromise && name !== "resolve") {
    return name === "race" || name === "any" ? take(union(...all), "*") : union(...all);
  }
  const made = pickedKeys(file.ir, operation);
  const object = all[0];
  if (made && object) {
    if (made.how === "pick") return union(...made.keys.map((key) => put(key, take(object, key))));
    return made.keys.reduce(drop, object);
  }
  if (givesReceiver.has(name)) return onValue ? at(receiver) : undefined;
  if (callsBack.has(name)) return callbackResult(reference, call, operation, name, receiver, calls);
  if (givesArguments.has(name) || givesElement.has(name) || name === "gather") {
    const isOther =
      (name === "run" && base !== "asyncio") ||
      (name === "resolve" && base !== "Promise") ||
      (name === "fill" && receiver !== undefined && base !== "textwrap") ||
      (receiver !== undefined && /^(?:list|set|max|min)$/.test(name) && base !== "Math");
    if (isOther) return undefined;
    const given = args.filter((argument) => argument.name === undefined || argument.name === "default");
    return union(
      ...given.map((argument) => {
        const value = at(argument.value);
        const index = args.indexOf(argument);
        const spread = args.findIndex((other) => other.spread);
        if (name === "gather" && !argument.spread)
          return put(spread < 0 || index < spread ? String(index) : "*", value);
        return givesElement.has(name) ? take(value, "*") : value;
      }),
    );
  }
  if (makesText.has(name)) return receiver === undefined ? melt(all[0] ?? nothing) : undefined;
  if (writesOut.has(name)) return melt(all[0] ?? nothing);
  if (name === "asdict" || name === "vars") return all[0] ?? nothing;
  if (readsInto.has(name)) return union(origin(file, call.node), all[0] ?? nothing);
  if (name === "itertuples" && receiver !== undefined) return at(receiver);
  if (writesItself.has(name) && receiver !== undefined) return at(receiver);
  if ((name === "parse" || name === "loads") && /^(?:JSON|json|yaml|parse)$/.test(base)) {
    return union(origin(file, call.node), melt(all[0] ?? nothing, "perhaps"));
  }
  if (looksInto.has(name)) {
    const [from, key, fallback] =
      name === "getattr" ? args.map((argument) => argument.value) : [receiver, args[0]?.value, args[1]?.value];
    if (from === undefined || isModule(file, from)) return undefined;
    const constant = key === undefined ? undefined : constantOf(file, key);
    if (name === "get" && asksService(linker.apiPaths(file, from), constant, file.ir.language)) return undefined;
    if (key !== undefined && constant === undefined && name === "get" && !isKept(file, from)) return undefined;
    return union(take(at(from), constant ?? "*"), fallback === undefined || key === undefined ? nothing : at(fallback));
  }
  if (base === "Object" && name === "values") return union(...all);
  if (base === "Object" && name === "entries") return asPairs(union(...all));
  if (name === "values" && receiver !== undefined) return at(receiver);
  if (pairs.has(name) && receiver !== undefined) return asPairs(at(receiver));
  if (givesOne.has(name) && onValue && !(name === "find" && isPython)) return take(at(receiver), "*");
  if (name === "concat") return union(receiver === undefined ? nothing : at(receiver), ...all);
  if (/^(?:from|assign|all_settled|allSettled)$/.test(name) && /^(?:Array|Object|Promise|Buffer)$/.test(base)) {
    return union(...all);
  }
  if (name === "enumerate") return asPairs(all[0] ?? nothing);
  if (name === "zip") return union(...all.map((value, index) => put("*", put(String(index), take(value, "*")))));
  if (/^(?:dict|OrderedDict|defaultdict)$/.test(name)) {
    return union(
      ...args.map((argument, index) => (argument.name === undefined ? all[index]! : put(argument.name, all[index]!))),
    );
  }
  if (cutsUp.has(name)) return onValue ? put("*", at(receiver)) : undefined;
  if ((name === "replace" || name === "replaceAll") && receiver !== undefined) {
    return union(at(receiver), melt(all[1] ?? nothing));
  }
  if (name === "sub" && args.length > 0) return melt(union(...all.slice(1, 3)));
  if (fills.has(name) && receiver !== undefined) return melt(union(at(receiver), ...all));
  if (name === "join" && receiver !== undefined) return melt(union(at(receiver), all[0] ?? nothing));
  return undefined;
}

/** Keys and values as pairs; data is in the values. */
function asPairs(value: Value): Value {
  return union(
    put("*", put("1", take(value, "*"))),
    // Of elements that are not looked into nobody takes a part.
    move(ofFacts([...value.values()].filter((fact) => fact.path.length === 0 && fact.kind === "holds")), () => [
      "*",
      "1",
    ]),
  );
}

function callbackResult(
  reference: Reference,
  call: NodeRef,
  operation: CallOperation,
  name: string,
  receiver: NodeId | undefined,
  calls: Calls | undefined,
): Value {
  const { linker } = reference;
  const { file } = call;
  const results: Value[] = [];
  const isElement = /^(?:map|imap|applymap)$/.test(name) || (name === "apply" && receiver !== undefined);
  for (const argument of operation.arguments) {
    for (const one of linker.denote(file, argument.value)) {
      if (one.kind !== "function") continue;
      const made = linker.functionAt(one.file, one.index);
      const uses = one.file === file ? file.facts.handedOver.get(one.index) : undefined;
      const isHanded = uses?.some((use) => use.call === call.node) === true;
      if (!isHanded && made.returns.length > 0 && namedSanitizer(made.name)) return union(...results);
      const value = isHanded
        ? resultOf(reference, call, one, { ...made, yields: [] }, calls)
        : union(...made.returns.map((returned) => reference.valueAt(one.file, returned, undefined)));
      results.push(isElement ? put("#", value) : value);
    }
  }
  if (results.length > 0) return union(...results);
  for (const argument of operation.arguments) {
    const handed = nameOfCallee(file.ir, argument.value);
    if (handed !== undefined && (namedSanitizer(handed) || carriesNothing(handed))) return nothing;
  }
  const source = receiver !== undefined && name !== "submit" ? receiver : operation.arguments.at(-1)?.value;
  return source === undefined ? nothing : reference.valueAt(file, source, calls);
}

/** What a call of a container's method puts into it. */
export function mutation(
  reference: Reference,
  file: FlowFile,
  call: CallOperation,
  name: string,
  changed: number,
  calls: Calls | undefined,
): Value {
  const at = (node: NodeId): Value => reference.valueAt(file, node, calls);
  const args = call.arguments;
  if (changed >= 0) {
    if (!/^(?:assign|heappush|insort)$/.test(name)) return nothing;
    return union(...args.filter((_, index) => index !== changed).map((argument) => at(argument.value)));
  }
  if (
    /^(?:append|push|add|unshift|appendleft|enqueue|put|put_nowait|write|add_message|addMessage|addRow)$/.test(name)
  ) {
    return union(
      ...args.map((argument) => (argument.spread ? indexed(at(argument.value)) : put("#", at(argument.value)))),
    );
  }
  if (name === "extend" || name === "extendleft") return union(...args.map((argument) => indexed(at(argument.value))));
  if (name === "insert" || name === "splice") {
    return union(...args.slice(name === "insert" ? 1 : 2).map((argument) => put("#", at(argument.value))));
  }
  if (name === "update" || name === "merge") {
    return union(
      ...args.map((argument) =>
        argument.name === undefined ? at(argument.value) : put(argument.name, at(argument.value)),
      ),
    );
  }
  if (/^(?:set|setdefault|setItem|__setitem__)$/.test(name)) {
    const [key, value] = args;
    if (!key || !value) return nothing;
    const constant = constantOf(file, key.value);
    const store = receiverOf(file, call);
    // A key that varies is none of those that are written out, in a store that others share.
    const unknown = store !== undefined && isLastingStore(file, store) ? "#" : "*";
    return put(constant ?? unknown, at(value.value));
  }
  return nothing;
}

/** Elements of one list as elements of another: only what is at an index. */
function indexed(value: Value): Value {
  const facts = [...value.values()];
  const whole = ofFacts(facts.filter((fact) => fact.path.length === 0));
  const elements = facts.filter(({ path: [first] }) => first !== undefined && !isNamed(first));
  return union(put("#", take(whole, "*")), ofFacts(elements));
}

/** The text that a value always is. */
export function constantOf(file: FlowFile, node: NodeId): string | undefined {
  const operation = file.ir.operation(node);
  if (operation.op === "text") return operation.text;
  if (operation.op === "same" || operation.op === "bind") return constantOf(file, operation.value);
  if (operation.op === "capture" && operation.versions.length === 1) return constantOf(file, operation.versions[0]!);
  return undefined;
}

/** Whether a value is one that a program keeps, and looks things up in. */
function isKept(file: FlowFile, node: NodeId): boolean {
  const operation = file.ir.operation(node);
  if (operation.op === "capture") return operation.versions.some((version) => isWrittenCollection(file, version));
  return ["bind", "same", "parameter", "member", "element"].includes(operation.op);
}

function isWrittenCollection(file: FlowFile, node: NodeId): boolean {
  const operation = file.ir.operation(node);
  if (operation.op === "same" || operation.op === "bind") return isWrittenCollection(file, operation.value);
  return operation.op === "collection";
}
