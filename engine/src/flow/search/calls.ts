import type { PropagatorEntry } from "../../catalog/entries.ts";
import { asksForField, isIndex } from "../access-path.ts";
import { firstMatch } from "../api-patterns.ts";
import { behindNames } from "../behind-names.ts";
import { carriesNothing, givenByName, looksUp, namedSanitizer, weakensOnly } from "../call-names.ts";
import { type FlowFile, nameOfCallee } from "../file-facts.ts";
import type { IrOperation, NodeId } from "../ir.ts";
import { queryBehind } from "../queries.ts";
import { askedColumns, pickedKeys, selectedFields } from "../selections.ts";
import { asksModelByName } from "../unseen-models.ts";
import { constantOf, isModule, isOfPromise, receiverOf, selectArguments } from "./call-parts.ts";
import { construct } from "./construction.ts";
import type { SearchContext } from "./context.ts";
import { enter } from "./functions.ts";
import { queriedFields } from "./graphql-queries.ts";
import { libraryCall } from "./library-calls.ts";
import { withFileName } from "./read-files.ts";
import { requestedThrough } from "./requests.ts";
import {
  catalogSource,
  matchSource,
  origin,
  pathsOf,
  queriedRows,
  readRows,
  relatedRows,
  selection,
} from "./sources.ts";
import type { State } from "./state.ts";
import { templateCall } from "./template-calls.ts";

/** What reaches the result of a call: out of the body where it is seen, else as the catalogue or the name says. */
export function call(context: SearchContext, state: State, operation: IrOperation & { op: "call" }): void {
  const { file, node, path } = state;
  const name = nameOfCallee(file.ir, operation.callee) ?? "";
  const denoted = context.linker.denote(file, operation.callee);
  const apis = denoted.flatMap((one) => (one.kind === "api" ? [one.path] : []));

  const sanitizer = firstMatch(context.sanitizers, apis);
  if (sanitizer && !sanitizer.weak && sanitizer.confidence >= 0.5) return;
  const selected = (file.ir.language === "python" ? askedColumns : selectedFields)(file.ir, operation);
  if (selected) {
    selection(context, state, operation, selected);
    return;
  }
  const read = name === "get" ? readByKey(context, file, operation) : undefined;
  if (read) {
    catalogSource(context, state, read);
    return;
  }
  const source = matchSource(
    file,
    context.sourceCalls,
    context.sourceCalls.lastNames.has(name) ? pathsOf(context, file, operation.callee) : apis,
  );
  if (source && (source.to ?? "result") === "result") {
    catalogSource(context, state, source);
    return;
  }
  const propagator = firstMatch(context.propagators, apis);
  if (propagator) {
    propagate(context, state, operation, propagator);
    return;
  }
  const query = queryBehind(file.ir, operation);
  if (query) {
    queriedRows(context, state, query);
    return;
  }
  const weak = sanitizer?.weak ?? (weakensOnly(name) ? name : undefined);

  let resolved = false;
  for (const one of denoted) {
    if (one.kind === "function") {
      if (namedSanitizer(name) && !givesBackItsParameter(context, one.file, one.index)) return;
      if (!resolved && !queriedFields(context, state, operation)) requestedThrough(context, state, operation);
      for (const target of context.linker.overrides(one.file, one.index)) {
        const made = context.linker.functionAt(target.file, target.index);
        const label = `returned by \`${made.name}\``;
        if (made.yields.length > 0) {
          // A field that is asked for is one of what a context manager yields, not of the elements.
          const [first] = path.steps;
          const wanted = first === "*" || (first !== undefined && isIndex(first)) ? context.paths.rest(path) : path;
          enter(context, state, node, target.file, target.index, made.yields, wanted, label);
        }
        if (made.returns.length > 0) enter(context, state, node, target.file, target.index, made.returns, path, label);
        if (made.yields.length + made.returns.length > 0) resolved = true;
      }
      const declared = context.linker.declaredResult(one.file, one.index);
      if (resolved || declared === undefined) {
        if (!context.linker.functionAt(one.file, one.index).isSignature) resolved = true;
        continue;
      }
      // A declaration with no body in sight: its type is all there is.
      origin(
        context,
        { ...state, typed: state.typed ?? { file: one.file, node: declared, length: path.steps.length } },
        name,
        true,
      );
      return;
    } else if (one.kind === "class") {
      construct(context, state, operation, one.file, one.index);
      resolved = true;
    } else if (one.kind === "instance") {
      const callable = context.linker.findMethod(one.file, one.index, "__call__");
      if (callable) {
        const made = context.linker.functionAt(callable.file, callable.index);
        enter(context, state, node, callable.file, callable.index, made.returns, path, `returned by \`${made.name}\``);
        resolved = true;
      }
    }
  }
  if (resolved) return;
  if (namedSanitizer(name) || queriedFields(context, state, operation)) return;
  // `all` is a question about a list, but `Promise.all` and a query's `all` give the things themselves.
  if (
    carriesNothing(name) &&
    !isOfPromise(file, operation) &&
    !(name === "all" && receiverOf(file, operation) !== undefined)
  )
    return;
  if (templateCall(context, state, operation)) return;
  // `session.get(Customer, id)` has a name that containers have, too.
  if (readRows(context, state, operation, 1)) return;
  if (picked(context, state, operation) || libraryCall(context, state, operation, name, weak)) return;
  if (readRows(context, state, operation)) return;
  // A call whose body is not seen: it may be named for what it gives, or pass on what it was given.
  if (keptUnderName(context, state, operation, name)) return;
  const before = context.found.length;
  // A class is named for what it makes, whatever goes into it.
  if (path.steps.length > 0 || !(operation.constructs || /^\p{Lu}/u.test(name))) {
    origin(context, withFileName(state, operation), givenByName(name), true);
    if (context.found.length === before) relatedRows(context, state, operation);
  }
  if (context.found.length > before) return;
  const receiver = receiverOf(file, operation);
  const answered =
    !context.modelCalls.isEmpty &&
    (firstMatch(context.modelCalls, apis) !== undefined || asksModelByName(file, operation, name) === "llm");
  const factor = answered ? 0.4 : weak ? 0.9 : 0.75;
  const change = {
    label: `through \`${name || "a call"}\``,
    factor,
    changed: true,
    answered,
    ...(weak && { weak }),
    access: undefined,
  };
  // A field of what an unseen call gives is judged by its name, unless it only says that it is what was given.
  const named = asksForField(path);
  if (receiver !== undefined && !isModule(file, receiver) && !isPartOfClient(context, file, receiver)) {
    context.visit(
      state,
      file,
      receiver,
      looksUp(name) || operation.constructs || named ? path : context.paths.whole,
      "call",
      {
        ...change,
        changed: false,
        unseen: "receiver",
        ...(looksUp(name) && { factor: 0.6 }),
      },
    );
  }
  if (looksUp(name) || named) return;
  for (const argument of operation.arguments) {
    context.visit(state, file, argument.value, argument.spread ? path : context.paths.whole, "argument", {
      ...change,
      unseen: "argument",
    });
  }
}

/** `voiceClient.phoneNumber.list()`: a part of a client's interface is named for what it is about. */
function isPartOfClient(context: SearchContext, file: FlowFile, node: NodeId): boolean {
  const operation = file.ir.operation(node);
  if (operation.op !== "member" || context.classify.identifier({ name: operation.name })?.tier !== "certain")
    return false;
  return /(?:[a-z]Client|_client|[a-z]Api|_api|[a-z]Sdk|_sdk|^api|^sdk)$/.test(
    nameOfCallee(file.ir, operation.base) ?? "",
  );
}

/** `form.get("From")` reads what `form.From` reads. */
function readByKey(context: SearchContext, file: FlowFile, operation: IrOperation & { op: "call" }) {
  const receiver = receiverOf(file, operation);
  const key = operation.arguments[0] && constantOf(file, operation.arguments[0].value);
  if (receiver === undefined || key === undefined || !context.sourceReads.lastNames.has(key)) return undefined;
  const paths = pathsOf(context, file, receiver).map((path) => [...path, key]);
  return matchSource(file, context.sourceReads, paths);
}

function propagate(
  context: SearchContext,
  state: State,
  operation: IrOperation & { op: "call" },
  entry: PropagatorEntry,
): void {
  const label = entry.label ?? undefined;
  if (entry.to && entry.to !== "result") return;
  for (const from of entry.from) {
    for (const { node, steps } of selectArguments(state.file, operation, from)) {
      const wanted = entry.wholeRecord ? context.paths.of(steps) : context.paths.of([...steps, ...state.path.steps]);
      context.visit(state, state.file, node, wanted, entry.wholeRecord ? "serialize" : "argument", {
        label,
        ...(entry.wholeRecord && { serialized: "record" as const, changed: true, access: undefined }),
      });
    }
  }
}

/** What a class that is not seen makes holds its arguments under their names: `Config(system=prompt).system`. */
function keptUnderName(
  context: SearchContext,
  state: State,
  operation: IrOperation & { op: "call" },
  name: string,
): boolean {
  const [field] = state.path.steps;
  if (field === undefined || !(operation.constructs || /^\p{Lu}/u.test(name))) return false;
  const given = operation.arguments.find((argument) => argument.name === field);
  if (!given) return false;
  context.visit(state, state.file, given.value, context.paths.rest(state.path), "entry", {
    alias: field,
    access: undefined,
    label: `set as \`${field}\``,
  });
  return true;
}

/** `pick` and `omit` of constant keys. `true` where the call is one. */
function picked(context: SearchContext, state: State, operation: IrOperation & { op: "call" }): boolean {
  const made = pickedKeys(state.file.ir, operation);
  const object = operation.arguments[0];
  if (!made || !object) return false;
  const { file, path } = state;
  const [first] = path.steps;
  if (first !== undefined && first !== "*") {
    if (made.keys.includes(first) === (made.how === "pick")) context.visit(state, file, object.value, path, "value");
  } else if (made.how === "pick") {
    for (const key of made.keys)
      context.visit(state, file, object.value, context.paths.of([key]), "value", { access: undefined });
  } else context.visit(state, file, object.value, context.paths.of([], [...path.without, ...made.keys]), "value");
  return true;
}

/** A function named as a sanitizer that hands back what it was given. */
function givesBackItsParameter(context: SearchContext, file: FlowFile, index: number): boolean {
  const made = context.linker.functionAt(file, index);
  if (made.returns.length === 0) return false;
  return made.returns.every((value) => {
    return file.ir.operation(behindNames(file.ir, value)).op === "parameter";
  });
}
