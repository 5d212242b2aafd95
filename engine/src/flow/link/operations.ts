import type { FlowFile } from "../file-facts.ts";
import type { IrFunction, NodeId } from "../ir.ts";
import { callers } from "./callers.ts";
import { contained, elementsOf } from "./containers.ts";
import type { LinkContext } from "./context.ts";
import { instancesOf } from "./declared-types.ts";
import { type Denotation, isUseful, unite } from "./denotation.ts";
import { exportedBy, moduleFile } from "./exports.ts";
import { importOf, member } from "./members.ts";
import { argumentFor, classAt, nameBehind } from "./parts.ts";
import { callResult, resultOf } from "./results.ts";

/** Callers of a function that are asked what they hand over. */
const maxCallers = 12;

/** What a value is, by what makes it; what goes into it is asked for through the context. */
export function compute(context: LinkContext, file: FlowFile, node: NodeId): readonly Denotation[] {
  const operation = file.ir.operation(node);
  switch (operation.op) {
    case "function":
      return [{ kind: "function", file, index: operation.index }];
    case "class":
      return [{ kind: "class", file, index: operation.index }];
    case "import":
      return importOf(context, file, operation.module, operation.name);
    case "global": {
      if (operation.name === "super" && file.ir.language !== "python") return classesAbove(context, file, node);
      for (const module of file.facts.starModules) {
        const target = moduleFile(context, file, module);
        const found = target && exportedBy(context, target, operation.name);
        if (found) return context.denote(found.file, found.node);
      }
      return [{ kind: "api", path: ["builtin", operation.name] }];
    }
    case "capture":
      return unite(operation.versions.map((version) => context.denote(file, version)));
    case "choice":
    case "unknown":
      return unite(operation.inputs.map((one) => context.denote(file, one)));
    case "bind": {
      const declared = file.ir.typeOf(node);
      const value = context.denote(file, operation.value);
      return declared === undefined ? value : unite([value, instancesOf(context, file, declared)]);
    }
    case "same": {
      const declared = file.ir.typeOf(node);
      const value = context.denote(file, operation.value);
      return declared === undefined ? value : unite([value, instancesOf(context, file, declared)]);
    }
    case "after":
      return context.denote(file, operation.before);
    case "update":
      return context.denote(file, operation.base);
    case "parameter":
      return parameter(context, file, node, operation.index);
    case "member":
      return member(context, file, operation.base, operation.name);
    case "element":
      return unite([
        elementsOf(context, file, context.denote(file, operation.base)),
        contained(context, file, operation.base),
      ]);
    case "call":
      return callResult(context, file, node, operation.callee);
    case "collection":
      return [{ kind: "collection", file, node }];
    case "string":
      // Go: what is written to a hash or a builder leaves it what it is.
      return file.ir.language === "go" && operation.pieces.length > 0 ? context.denote(file, operation.pieces[0]!) : [];
    default:
      return [];
  }
}

export function parameter(context: LinkContext, file: FlowFile, node: NodeId, index: number): readonly Denotation[] {
  const declared = file.ir.typeOf(node);
  if (declared !== undefined) {
    const typed = instancesOf(context, file, declared);
    if (typed.length > 0) return typed;
  }
  const owner = file.ir.functions[file.ir.functionOf(node)];
  if (!owner) return [];
  if (index === -1) {
    if (owner.class === undefined) return [];
    const isClass = owner.decorators.some((decorator) => {
      const decorated = file.ir.operation(decorator);
      return decorated.op === "global" && decorated.name === "classmethod";
    });
    const byRead = owner.decorators.some((decorator) => nameBehind(file, decorator) === "classmethod");
    return [{ kind: isClass || byRead ? "class" : "instance", file, index: owner.class }];
  }
  const own = owner.parameters[index];
  if (own?.default !== undefined) {
    const fallback = context.denote(file, own.default);
    if (fallback.length > 0) return dependency(context, file, own.default) ?? fallback;
  }
  if (context.depth > 20) return [];
  // What callers hand over, where they agree on something known.
  const functionIndex = file.ir.functionOf(node);
  return unite(
    callers(context, file, functionIndex)
      .slice(0, maxCallers)
      .map((caller) => {
        const value = argumentFor(caller, owner, index);
        return value === undefined ? [] : context.denote(caller.file, value).filter(isUseful);
      }),
  );
}

/** `client = Depends(get_client)` gives what the function gives. */
function dependency(context: LinkContext, file: FlowFile, node: NodeId): readonly Denotation[] | undefined {
  const operation = file.ir.operation(node);
  if (operation.op !== "call" || nameBehind(file, operation.callee) !== "Depends") return undefined;
  const provider = operation.arguments[0];
  if (!provider) return undefined;
  return unite(context.denote(file, provider.value).map((one) => resultOf(context, one, undefined)));
}

/** What `super` means at a place. */
function classesAbove(context: LinkContext, file: FlowFile, node: NodeId): readonly Denotation[] {
  for (let index: number | undefined = file.ir.functionOf(node); index !== undefined; ) {
    const around: IrFunction | undefined = file.ir.functions[index];
    if (around?.class !== undefined) {
      return unite(
        classAt(file, around.class)
          .bases.slice(0, 1)
          .map((base) => context.denote(file, base)),
      );
    }
    index = around?.enclosing;
  }
  return [];
}
