import { type FlowFile, nameOfCallee } from "./file-facts.ts";
import type { NodeId } from "./ir.ts";

/** The names in what is called, outermost object first: `client`, `messages`, `create`. */
export function chainOf(file: FlowFile, callee: NodeId): string[] {
  const names: string[] = [];
  let node = callee;
  for (let hops = 0; hops < 12; hops++) {
    const operation = file.ir.operation(node);
    if (operation.op === "member") {
      names.unshift(operation.name);
      node = operation.base;
    } else if (operation.op === "same" || operation.op === "bind") {
      if (operation.op === "bind" && names.length === 0) names.unshift(operation.name);
      node = operation.value;
    } else {
      const name = nameOfCallee(file.ir, node);
      if (name !== undefined) names.unshift(name);
      break;
    }
  }
  return names;
}
