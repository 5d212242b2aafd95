import type { FileIr, NodeId } from "../ir.ts";

/**
 * A value as text, for tests: what it is made of, back to where it comes from. Bindings and casts are seen
 * through; alternatives stand in braces; `↺` is a value that is being shown already.
 */
export function valueText(ir: FileIr, node: NodeId): string {
  const open = new Set<NodeId>();
  const list = (nodes: readonly NodeId[]) => nodes.map(show).join(", ");
  const oneOf = (nodes: readonly NodeId[]) => {
    const texts = [...new Set(nodes.map(show))].filter((text) => text !== "↺");
    return texts.length === 1 ? texts[0]! : `{${texts.join(" | ")}}`;
  };
  function show(at: NodeId): string {
    if (open.has(at)) return "↺";
    open.add(at);
    const text = render(at);
    open.delete(at);
    return text;
  }
  function render(at: NodeId): string {
    const operation = ir.operation(at);
    switch (operation.op) {
      case "text":
        return JSON.stringify(operation.text);
      case "literal":
        return "literal";
      case "parameter":
        return operation.name === "" ? `parameter${operation.index}` : operation.name;
      case "import":
        return `import(${operation.module}).${operation.name}`;
      case "global":
        return operation.name;
      case "capture":
        return oneOf(operation.versions);
      case "choice":
        return oneOf(operation.inputs);
      case "bind":
      case "same":
        return show(operation.value);
      case "member":
        return `${show(operation.base)}.${operation.name}`;
      case "element":
        return `${show(operation.base)}[${operation.key === undefined ? "*" : show(operation.key)}]`;
      case "update":
        return `${show(operation.base)} with ${operation.name ?? "*"}=${show(operation.value)}`;
      case "call": {
        const values = operation.arguments.map(
          ({ name, spread, value }) => `${spread ? "..." : ""}${name ? `${name}=` : ""}${show(value)}`,
        );
        return `${operation.constructs ? "new " : ""}${show(operation.callee)}(${values.join(", ")})`;
      }
      case "after": {
        const call = ir.operation(operation.call);
        const name = call.op === "call" ? calleeName(call.callee) : "?";
        const values = call.op === "call" ? call.arguments.map(({ value }) => show(value)).join(", ") : "";
        return `(${show(operation.before)} after ${name}(${values})#${operation.argument})`;
      }
      case "collection": {
        const entries = operation.entries.map(({ key, spread, value }) =>
          spread
            ? `...${show(value)}`
            : operation.kind === "record" || key === undefined
              ? `${key ?? "*"}: ${show(value)}`
              : show(value),
        );
        return operation.kind === "record" ? `{ ${entries.join(", ")} }` : `[${entries.join(", ")}]`;
      }
      case "string":
        return `${operation.how}(${list(operation.pieces)})`;
      case "derived":
        return "derived";
      case "caught":
        return `caught(${[...operation.thrown, ...operation.calls].map(show).join(", ")})`;
      case "function":
        return `function ${ir.functions[operation.index]!.qualifiedName}`;
      case "class":
        return `class ${ir.classes[operation.index]!.name}`;
      case "unknown":
        return `?(${list(operation.inputs)})`;
    }
  }
  function calleeName(callee: NodeId): string {
    const operation = ir.operation(callee);
    if (operation.op === "member") return operation.name;
    return show(callee);
  }
  return show(node);
}

/** The texts of what is passed to each call of a global function, in order of the code. */
export function argumentsOf(ir: FileIr, global: string): string[] {
  const results: string[] = [];
  for (let node = 0; node < ir.nodeCount; node++) {
    const operation = ir.operation(node);
    if (operation.op !== "call") continue;
    const callee = ir.operation(operation.callee);
    if (callee.op !== "global" || callee.name !== global) continue;
    results.push(operation.arguments.map(({ value }) => valueText(ir, value)).join(", "));
  }
  return results;
}
