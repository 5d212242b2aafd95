import type { FlowFile } from "./file-facts.ts";
import type { NodeId } from "./ir.ts";
import type { Linker } from "./link/linker.ts";

/** The constant text of a built string, near enough to read it. */
export function constantText(linker: Linker, file: FlowFile, node: NodeId, depth = 0): string {
  if (depth > 6) return "";
  const operation = file.ir.operation(node);
  switch (operation.op) {
    case "text":
      return operation.text;
    case "string":
      return operation.pieces.map((piece) => constantText(linker, file, piece, depth + 1)).join("");
    case "same":
    case "bind":
      return constantText(linker, file, operation.value, depth + 1);
    case "capture": {
      // A text that was handed to a call is there once more, as it is after that.
      const given = operation.versions.filter((version) => file.ir.operation(version).op !== "after");
      return given.length === 1 ? constantText(linker, file, given[0]!, depth + 1) : "";
    }
    case "collection":
      return operation.entries.map((entry) => constantText(linker, file, entry.value, depth + 1)).join(" ");
    case "call": {
      const callee = file.ir.operation(operation.callee);
      if (callee.op !== "member") return "";
      if (callee.name === "join") {
        return `${constantText(linker, file, callee.base, depth + 1)} ${operation.arguments
          .map((argument) => constantText(linker, file, argument.value, depth + 1))
          .join(" ")}`;
      }
      return constantText(linker, file, callee.base, depth + 1);
    }
    case "import": {
      const target = linker.exported(file, operation.module, operation.name);
      return target ? constantText(linker, target.file, target.node, depth + 1) : "";
    }
    default:
      return "";
  }
}
