import { stepMatches } from "../access-path.ts";
import { asksService } from "../keyed-reads.ts";
import { constantOf, isContainerLike, isModule } from "./call-parts.ts";
import { type LibraryCall, whole } from "./library-call.ts";

/** Lists, dictionaries and maps read, copied and put together. `true` where the call is one. */
export function containerCall(made: LibraryCall): boolean {
  const { context, state, operation, name, receiver, base, through, tail } = made;
  const { file, path } = state;
  const args = operation.arguments;
  if (name === "dict" || name === "OrderedDict" || name === "defaultdict") {
    for (const argument of args) {
      if (argument.name === undefined) context.visit(state, file, argument.value, path, "value");
      else if (path.steps[0] === undefined)
        context.visit(state, file, argument.value, path, "entry", { changed: true });
      else if (stepMatches(path.steps[0], argument.name)) {
        context.visit(state, file, argument.value, tail, "entry", { alias: argument.name });
      }
    }
    return true;
  }
  if ((name === "values" || name === "entries") && base === "Object") {
    for (const argument of args) {
      if (name === "values" || path.steps.length === 0) context.visit(state, file, argument.value, path, "value");
      else if (path.steps.length === 1) context.visit(state, file, argument.value, context.paths.of(["*"]), "value");
      else if (path.steps[1] !== "0")
        context.visit(state, file, argument.value, context.paths.of(["*", ...path.steps.slice(2)]), "value");
    }
    return true;
  }
  switch (name) {
    case "get":
    case "pop":
    case "getattr":
    case "setdefault":
    case "getItem": {
      const [object, key, fallback] =
        name === "getattr"
          ? [args[0]?.value, args[1]?.value, args[2]?.value]
          : [receiver, args[0]?.value, args[1]?.value];
      if (object === undefined || isModule(file, object)) return false;
      // A client of a library answers a request: it is no container.
      const constant = key === undefined ? undefined : constantOf(file, key);
      if (name === "get" && asksService(context.linker.apiPaths(file, object), constant, file.ir.language))
        return false;
      if (key === undefined) {
        context.visit(state, file, object, context.paths.under("*", path), "member", { access: undefined });
        return true;
      }
      if (constant === undefined && name === "get" && !isContainerLike(file, object)) return false;
      context.visit(state, file, object, context.paths.under(constant ?? "*", path), "member", {
        access: path.steps.length === 0 ? state : (state.access ?? state),
      });
      if (fallback !== undefined) context.visit(state, file, fallback, path, "value");
      return true;
    }
    case "values":
      if (receiver === undefined) return false;
      context.visit(state, file, receiver, path, "value");
      return true;
    case "itertuples":
      if (receiver === undefined) return false;
      context.visit(state, file, receiver, path, "value");
      return true;
    case "items":
    case "entries":
    case "iterrows":
      if (receiver === undefined) return false;
      if (path.steps.length === 0) context.visit(state, file, receiver, path, "value");
      else if (path.steps.length === 1) context.visit(state, file, receiver, context.paths.of(["*"]), "value");
      else if (path.steps[1] !== "0")
        context.visit(state, file, receiver, context.paths.of(["*", ...path.steps.slice(2)]), "value");
      return true;
    case "at":
    case "charAt":
    case "find":
    case "findLast":
    case "shift":
      if (receiver === undefined || isModule(file, receiver) || (name === "find" && file.ir.language === "python"))
        return false;
      if (args.length > 0 && name === "find" && file.ir.functions.length === 0) return false;
      context.visit(state, file, receiver, context.paths.under("*", path), "value", through);
      return true;
    case "concat":
      if (receiver !== undefined) context.visit(state, file, receiver, path, "value");
      for (const argument of args) context.visit(state, file, argument.value, path, "value");
      return true;
    case "from":
    case "assign":
    case "all_settled":
    case "allSettled":
      if (base !== "Array" && base !== "Object" && base !== "Promise" && base !== "Buffer") return false;
      for (const argument of args) context.visit(state, file, argument.value, path, "value", through);
      return true;
    case "enumerate":
      if (path.steps.length < 2) whole(made, args[0]);
      else if (path.steps[1] !== "0" && args[0]) {
        context.visit(state, file, args[0].value, context.paths.of(["*", ...path.steps.slice(2)]), "value");
      }
      return true;
    case "zip":
      args.forEach((argument, index) => {
        const step = path.steps[1];
        if (path.steps.length < 2) context.visit(state, file, argument.value, context.paths.of(path.steps), "value");
        else if (step === "*" || step === String(index)) {
          context.visit(state, file, argument.value, context.paths.of(["*", ...path.steps.slice(2)]), "value");
        }
      });
      return true;
  }
  return false;
}
