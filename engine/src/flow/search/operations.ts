import { type AccessPath, isIndex, stepMatches } from "../access-path.ts";
import { type FlowFile, nameOfCallee } from "../file-facts.ts";
import type { NodeId } from "../ir.ts";
import { listedNames } from "../selections.ts";
import { call } from "./calls.ts";
import { after, changes, writtenBack } from "./changed-objects.ts";
import { collection, projection } from "./collections.ts";
import type { SearchContext } from "./context.ts";
import { enter } from "./functions.ts";
import { imported, member } from "./members.ts";
import { parameter } from "./parameters.ts";
import { catalogSource, instanceOrigin, matchSource, origin } from "./sources.ts";
import type { Entry, State } from "./state.ts";

/** Asks what reaches a value, one step away. */
export function expand(context: SearchContext, state: State): void {
  const { file, node, path } = state;
  const operation = file.ir.operation(node);
  switch (operation.op) {
    case "text":
      context.texts.push({ file, node });
      return;
    case "class":
      // `Contact.objects.filter(…)`: what is taken from the model as a whole.
      if (
        (path.steps.length > 1 || path.steps[0] === "objects" || path.steps[0] === "query") &&
        context.linker.classAt(file, operation.index).kind !== "enum"
      ) {
        instanceOrigin(context, state, file, operation.index);
      }
      return;
    case "literal":
    case "derived":
    case "function":
      return;
    case "parameter":
      parameter(context, state, operation.name, operation.index);
      return;
    case "import":
      imported(context, state, operation.module, operation.name);
      return;
    case "global": {
      const source = matchSource(file, context.sourceReads, context.linker.apiPaths(file, node));
      if (source) catalogSource(context, state, source);
      else {
        const denoted = context.linker.denote(file, node);
        if (!denoted.some((one) => one.kind !== "api")) origin(context, state, operation.name);
      }
      return;
    }
    case "capture":
      for (const version of operation.versions)
        context.visit(state, file, version, path, "value", leftFunction(state, version));
      return;
    case "choice":
      for (const one of operation.inputs) context.visit(state, file, one, path, "value");
      return;
    case "bind":
      if (path.steps.length > 1 && isEmptyCollection(file, operation.value)) {
        // What is going to be kept there is what the variable is declared to hold.
        if (file.ir.typeOf(node) !== undefined) origin(context, state, operation.name, true);
        return;
      }
      context.visit(state, file, operation.value, path, "bind", {
        ...(path.steps.length === 0 ? { alias: operation.name } : { owner: operation.name }),
      });
      return;
    case "same":
      context.visit(state, file, operation.value, path, "value");
      return;
    case "member":
      member(context, state, operation.base, operation.name);
      return;
    case "element": {
      const columns =
        file.ir.language === "python" && operation.key !== undefined ? listedNames(file.ir, operation.key) : undefined;
      if (columns) projection(context, state, operation.base, columns);
      else context.visit(state, file, operation.base, context.paths.under("*", path), "value", {});
      return;
    }
    case "update": {
      const [first] = path.steps;
      const back = writtenBack(file, operation);
      if (back) {
        context.visit(state, file, operation.base, path, "value");
        const inner = below(context, path, back.keys);
        if (inner) changes(context, state, back.call, inner);
      } else if (first === undefined) {
        context.visit(state, file, operation.value, context.paths.whole, "entry", { changed: true });
        const without = operation.name === undefined ? path.without : [...path.without, operation.name];
        context.visit(state, file, operation.base, context.paths.of([], without), "value");
      } else if (operation.name === undefined || first === "*" || first === operation.name) {
        context.visit(state, file, operation.value, context.paths.rest(path), "entry", {
          access: undefined,
          ...(operation.name !== undefined && { alias: operation.name }),
        });
        if (operation.name !== first) context.visit(state, file, operation.base, path, "value");
      } else context.visit(state, file, operation.base, path, "value");
      return;
    }
    case "call":
      call(context, state, operation);
      return;
    case "after":
      after(context, state, operation);
      return;
    case "collection":
      collection(context, state, operation);
      return;
    case "string":
      for (const piece of operation.pieces) {
        const keeps = operation.how === "concatenation" && path.steps.length > 0;
        const wanted = keeps
          ? context.paths.of(path.steps.map((step, index) => (index === 0 && isIndex(step) ? "*" : step)))
          : context.paths.whole;
        if (operation.how === "concatenation" && isList(context, file, piece)) {
          context.visit(state, file, piece, path.steps.length > 0 ? wanted : path, "value");
          continue;
        }
        // Elements are asked for, or joined, and nothing here is a text: these are lists.
        const asList = operation.how === "concatenation" && (keeps || isJoined(state));
        if (asList && !operation.pieces.some((one) => isText(file, one))) {
          context.visit(state, file, piece, wanted, "value", { changed: true, access: undefined });
          continue;
        }
        context.visit(state, file, piece, wanted, "piece", {
          label:
            operation.how === "interpolation"
              ? file.ir.language === "python"
                ? "interpolated into an f-string"
                : "interpolated into a template literal"
              : "built into a text",
          changed: true,
          access: undefined,
          // Of an object in a text, all of it shows.
          serialized: !keeps && operation.how !== "concatenation" ? "text" : state.serialized,
        });
      }
      return;
    case "caught":
      for (const one of operation.thrown)
        context.visit(state, file, one, context.paths.whole, "value", { changed: true });
      for (const one of operation.calls) {
        const made = file.ir.operation(one);
        if (made.op !== "call") continue;
        for (const target of context.linker.denote(file, made.callee)) {
          if (target.kind !== "function") continue;
          const body = context.linker.functionAt(target.file, target.index);
          if (body.throws.length > 0) {
            enter(
              context,
              state,
              one,
              target.file,
              target.index,
              body.throws,
              context.paths.whole,
              `thrown by \`${body.name}\``,
            );
          }
        }
      }
      return;
    case "unknown":
      if (operation.inputs.length === 0) {
        const inside = context.linker.functionAt(file, file.ir.functionOf(node));
        origin(context, state, inside?.isSignature ? inside.name : undefined, true);
      }
      for (const one of operation.inputs) context.visit(state, file, one, path, "value", { factor: 0.85 });
  }
}

/** What is asked for was handed on from where it is joined into a text. */
function isJoined(state: State): boolean {
  let at = state;
  while (at.parent && (at.step === "value" || at.step === "bind" || at.step === "parameter")) at = at.parent;
  if (at.step !== "piece" || !at.parent || at.parent.file !== at.file) return false;
  const above = at.file.ir.operation(at.parent.node);
  return above.op === "call" && nameOfCallee(at.file.ir, above.callee) === "join";
}

function isEmptyCollection(file: FlowFile, node: NodeId): boolean {
  const operation = file.ir.operation(node);
  return operation.op === "collection" && operation.entries.length === 0;
}

function isText(file: FlowFile, node: NodeId): boolean {
  const { op } = file.ir.operation(node);
  return op === "text" || op === "string";
}

function isList(context: SearchContext, file: FlowFile, node: NodeId): boolean {
  return context.linker.denote(file, node).some((one) => one.kind === "collection");
}

/** Through a captured variable the function that was called is left without a trace. */
function leftFunction(state: State, version: NodeId): { entry?: Entry | undefined } {
  const entry = state.entry;
  if (!entry) return {};
  return state.file.ir.functionOf(version) === state.file.ir.functionOf(state.node) ? {} : { entry: undefined };
}

/** What is asked of the value under the keys, where something of an object is asked for; nothing, where something else is. */
function below(
  context: SearchContext,
  path: AccessPath,
  keys: readonly (string | undefined)[],
): AccessPath | undefined {
  let inner = path;
  for (const key of keys) {
    const [first] = inner.steps;
    if (first === undefined) break;
    if (!stepMatches(first, key)) return undefined;
    inner = context.paths.rest(inner);
  }
  return inner;
}
