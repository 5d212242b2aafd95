import type { FlowFile, NodeRef } from "../file-facts.ts";
import type { IrClass, IrFunction, NodeId } from "../ir.ts";

/** A function of a file. */
export function functionAt(file: FlowFile, index: number): IrFunction {
  return file.ir.functions[index]!;
}

/** A class of a file. */
export function classAt(file: FlowFile, index: number): IrClass {
  return file.ir.classes[index]!;
}

/** The name that a value was read by. */
export function nameBehind(file: FlowFile, node: NodeId): string | undefined {
  const operation = file.ir.operation(node);
  if (operation.op === "same") return nameBehind(file, operation.value);
  if (operation.op === "global" || operation.op === "member") return operation.name;
  if (operation.op === "import") return operation.name;
  return undefined;
}

/** The value a caller hands over for a parameter; `undefined` where it leaves it out or spreads. */
export function argumentFor(caller: NodeRef, target: IrFunction, index: number): NodeId | undefined {
  const operation = caller.file.ir.operation(caller.node);
  if (operation.op !== "call") return undefined;
  const parameter = target.parameters[index];
  for (const argument of operation.arguments) if (argument.name === parameter?.name) return argument.value;
  let position = 0;
  for (const argument of operation.arguments) {
    if (argument.name !== undefined || argument.spread) continue;
    if (position === index) return argument.value;
    position++;
  }
  return undefined;
}
