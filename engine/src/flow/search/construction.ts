import type { FlowFile } from "../file-facts.ts";
import type { IrOperation } from "../ir.ts";
import type { SearchContext } from "./context.ts";
import { enter } from "./functions.ts";
import type { State } from "./state.ts";

/** An object of the workspace's class: from its constructor, or field by field for data classes. */
export function construct(
  context: SearchContext,
  state: State,
  operation: IrOperation & { op: "call" },
  file: FlowFile,
  index: number,
): void {
  const { path, node } = state;
  const made = context.linker.classAt(file, index);
  const maker =
    context.linker.findMethod(file, index, "__init__") ?? context.linker.findMethod(file, index, "constructor");
  const [name] = path.steps;
  if (name !== undefined && isShared(state)) {
    // Anyone who imports or captures the object can have changed it.
    for (const value of context.linker.fieldValues(file, index, name)) {
      context.visit(state, value.file, value.node, context.paths.rest(path), "field", {
        entry: undefined,
        alias: name,
        access: undefined,
        label: `kept in \`${name}\``,
      });
    }
  }
  if (maker) {
    const body = context.linker.functionAt(maker.file, maker.index);
    if (body.selfFinal !== undefined) {
      enter(context, state, node, maker.file, maker.index, [body.selfFinal], path, `kept in \`${made.name}\``);
    }
    if (name !== undefined) return;
  }
  const fields = context.linker
    .lineage(file, index)
    .flatMap((owner) => context.linker.classAt(owner.file, owner.index).fields);
  let position = 0;
  for (const argument of operation.arguments) {
    if (argument.spread) {
      context.visit(state, state.file, argument.value, path, "argument", {});
      continue;
    }
    const field = argument.name ?? fields[position++]?.name;
    if (name === undefined) {
      if (!maker)
        context.visit(state, state.file, argument.value, path, "entry", {
          changed: true,
          serialized: state.serialized,
        });
    } else if (field === name || name === "*" || field === undefined) {
      context.visit(state, state.file, argument.value, context.paths.rest(path), "entry", {
        alias: name,
        access: undefined,
        label: `set as \`${name}\``,
      });
    }
  }
  if (name !== undefined && !operation.arguments.some((argument) => argument.name === name)) {
    for (const value of context.linker.fieldValues(file, index, name)) {
      context.visit(state, value.file, value.node, context.paths.rest(path), "field", {
        entry: undefined,
        alias: name,
        access: undefined,
      });
    }
  }
}

/** Whether an object of a module was reached from inside a function or from another file. */
function isShared(state: State): boolean {
  if (state.file.ir.functionOf(state.node) !== 0) return false;
  for (let at = state.parent; at; at = at.parent) {
    const { op } = at.file.ir.operation(at.node);
    if (op === "capture" || op === "import") return true;
    if (op !== "bind" && op !== "same" && op !== "choice" && op !== "after" && op !== "update") return false;
  }
  return false;
}
