import type { FlowFile, NodeRef } from "../file-facts.ts";
import type { NodeId } from "../ir.ts";

const demonstrations =
  /^(?:<module>|_?main|demo|example|examples|usage|(?:run|test|demo|example)_\w+|\w+_(?:demo|example))$/;

/**
 * Whether a call only shows how a function is used: it stands at the top of a file or in a demonstration, and hands
 * over nothing but constants. What the function is called with where it is in use remains unknown.
 */
export function isExampleCall({ file, node }: NodeRef): boolean {
  const operation = file.ir.operation(node);
  if (operation.op !== "call" || operation.arguments.length === 0) return false;
  const around = file.ir.functions[file.ir.functionOf(node)];
  if (around && !demonstrations.test(around.name)) return false;
  return operation.arguments.every((argument) => isConstant(file, argument.value));
}

function isConstant(file: FlowFile, node: NodeId, depth = 0): boolean {
  if (depth > 8) return false;
  const operation = file.ir.operation(node);
  const inside = (one: NodeId): boolean => isConstant(file, one, depth + 1);
  switch (operation.op) {
    case "text":
    case "literal":
      return true;
    case "bind":
    case "same":
      return inside(operation.value);
    case "capture":
      return operation.versions.every(inside);
    case "string":
      return operation.pieces.every(inside);
    case "collection":
      return operation.entries.every((entry) => inside(entry.value));
    default:
      return false;
  }
}
