import { behindNames } from "./behind-names.ts";
import type { FlowFile } from "./file-facts.ts";
import type { IrOperation, NodeId } from "./ir.ts";

/** The record literal that a value is, here or where a variable got it. */
export function recordAt(file: FlowFile, node: NodeId): (IrOperation & { op: "collection" }) | undefined {
  const operation = file.ir.operation(behindNames(file.ir, node));
  return operation.op === "collection" && operation.kind === "record" ? operation : undefined;
}
