import { behindVariables } from "../behind-names.ts";
import type { FlowFile } from "../file-facts.ts";
import type { NodeId } from "../ir.ts";
import { canonical } from "./api-values.ts";
import { findMethod, ofLibraryBases } from "./classes.ts";
import { contained } from "./containers.ts";
import type { LinkContext } from "./context.ts";
import { asInstance, declaredResult, instancesOf } from "./declared-types.ts";
import { asDefault, type Denotation, unite } from "./denotation.ts";
import { classAt, functionAt } from "./parts.ts";

/** Methods of a library's base class that make an instance of the class they are called on. */
const makers = new Set(
  "model_validate model_validate_json parse_obj parse_raw from_orm from_dict from_json construct model_construct validate structure".split(
    " ",
  ),
);
const takingOut = new Set(["get", "at", "find", "pop", "shift"]);

/** What a call gives. */
export function callResult(context: LinkContext, file: FlowFile, node: NodeId, callee: NodeId): readonly Denotation[] {
  const called = file.ir.operation(callee);
  if (called.op === "global" && called.name === "super" && file.ir.language === "python") {
    const owner = file.ir.functions[file.ir.functionOf(node)];
    if (owner?.class === undefined) return [];
    return unite(classAt(file, owner.class).bases.map((base) => asInstance(context, context.denote(file, base))));
  }
  if (called.op === "member" && makers.has(called.name)) {
    const classes = context.denote(file, called.base).filter((one) => one.kind === "class");
    const inherited = classes.filter((one) => !findMethod(context, one.file, one.index, called.name));
    if (inherited.length > 0) return unite(inherited.map((one) => resultOf(context, one, { file, node })));
  }
  const denoted = context.denote(file, callee);
  // `this.find.bind(this)` is the method itself.
  if (called.op === "member" && called.name === "bind" && file.ir.language !== "python") {
    const bound = denoted.filter((one) => one.kind === "function");
    if (bound.length > 0) return bound;
  }
  const results = unite([
    ...denoted.map((one) => resultOf(context, one, { file, node })),
    ...(isWholeModule(file, callee) ? denoted.map((one) => resultOf(context, asDefault(one), { file, node })) : []),
  ]);
  if (called.op !== "member" || !takingOut.has(called.name)) return results;
  const operation = file.ir.operation(node);
  const key = operation.op === "call" ? operation.arguments[0]?.value : undefined;
  const inside = unite([contained(context, file, called.base), written(context, file, called.base, key)]);
  return inside.length > 0 ? inside : results;
}

/** What was written into a record under a key, or under any: handlers in a table, `HANDLERS.get(name)`. */
function written(context: LinkContext, file: FlowFile, record: NodeId, key: NodeId | undefined): readonly Denotation[] {
  const asked = key === undefined ? undefined : file.ir.operation(behindVariables(file.ir, key));
  const name = asked?.op === "text" ? asked.text : undefined;
  return unite(
    context.denote(file, record).map((one) => {
      const operation = one.kind === "collection" ? one.file.ir.operation(one.node) : undefined;
      if (one.kind !== "collection" || operation?.op !== "collection" || operation.kind !== "record") return [];
      return unite(
        operation.entries
          .filter((entry) => name === undefined || entry.key === undefined || entry.key === name)
          .map((entry) => context.denote(one.file, entry.value).filter((value) => value.kind === "function")),
      );
    }),
  );
}

/** `const OpenAI = require("openai")`: a module that is called is its default export. */
function isWholeModule(file: FlowFile, node: NodeId): boolean {
  if (file.ir.language === "python" || file.ir.language === "go") return false;
  const operation = file.ir.operation(behindVariables(file.ir, node));
  return operation.op === "import" && operation.name === "*";
}

/** What a call of something gives. */
export function resultOf(
  context: LinkContext,
  one: Denotation,
  call: { file: FlowFile; node: NodeId } | undefined,
): readonly Denotation[] {
  switch (one.kind) {
    case "api":
      return canonical(context, [...one.path, "()"], call);
    case "class":
      return [{ kind: "instance", file: one.file, index: one.index }];
    case "function": {
      const made = functionAt(one.file, one.index);
      context.touched(one.file.file);
      const results = unite([...made.returns, ...made.yields].map((value) => context.denote(one.file, value)));
      if (results.length > 0) return results;
      const declared = declaredResult(one.file, one.index);
      return declared === undefined ? [] : instancesOf(context, one.file, declared);
    }
    case "instance": {
      const callable = findMethod(context, one.file, one.index, "__call__");
      if (callable) return resultOf(context, { kind: "function", file: callable.file, index: callable.index }, call);
      return unite([ofLibraryBases(context, one.file, one.index, "()")]);
    }
    default:
      return [];
  }
}
