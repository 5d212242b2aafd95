import type { IrArgument, NodeId } from "../ir.ts";
import { add, base, expression } from "./lowering.ts";
import { isPlace, writeBack } from "./python-assignment.ts";
import { unknownOf } from "./python-expressions.ts";
import type { PythonLowering } from "./python-lowering.ts";
import { F, K } from "./python-shape.ts";
import { child, childrenOf, textOf } from "./tree-reading.ts";

/** Methods that leave their receiver as it was. */
const pureMethods = new Set(
  (
    "format join strip lstrip rstrip lower upper title capitalize split rsplit splitlines startswith endswith get items " +
    "keys values copy encode decode isoformat strftime info debug warning error exception model_dump dict json " +
    "to_dict count index find isdigit isalpha"
  ).split(" "),
);
/** Builtins that change no argument. */
const pure = new Set(
  "len print str repr int float bool isinstance issubclass range enumerate zip sorted reversed min max sum any all hash id type format list tuple set dict map filter iter getattr hasattr open".split(
    " ",
  ),
);

export function call(lowering: PythonLowering, n: number): NodeId {
  const { kind } = lowering.tree;
  const { lowered } = lowering;
  const callee = child(lowering, n, F.function);
  const list = child(lowering, n, F.arguments);
  if (callee < 0 || list < 0) return unknownOf(lowering, n);
  const target = base(lowering, callee);
  const receiver = kind[callee] === K.attribute ? child(lowering, callee, F.object) : -1;
  const made: IrArgument[] = [];
  const syntax: number[] = [];
  if (kind[list] === K.generator_expression) {
    made.push({ value: expression(lowering, list) });
    syntax.push(list);
  } else {
    for (const at of childrenOf(lowering, list)) {
      if (kind[at] === K.keyword_argument) {
        const name = child(lowering, at, F.name);
        const value = child(lowering, at, F.value);
        if (name < 0 || value < 0) continue;
        made.push({ value: expression(lowering, value), name: textOf(lowering, name) });
        syntax.push(value);
      } else if (kind[at] === K.list_splat) {
        made.push({ value: expression(lowering, at), spread: "list" });
        syntax.push(at);
      } else if (kind[at] === K.dictionary_splat) {
        made.push({ value: expression(lowering, at), spread: "record" });
        syntax.push(at);
      } else {
        made.push({ value: expression(lowering, at) });
        syntax.push(at);
      }
    }
  }
  const node = add(lowering, { op: "call", callee: target, arguments: made, constructs: false }, n);
  lowering.context.calls.push(node);
  if (receiver >= 0 && !pureMethods.has(methodName(lowering, callee)) && isPlace(lowering, receiver)) {
    writeBack(
      lowering,
      receiver,
      add(lowering, { op: "after", call: node, argument: -1, before: lowered[receiver]! }, receiver),
    );
  }
  if (!(kind[callee] === K.identifier && pure.has(textOf(lowering, callee)))) {
    syntax.forEach((at, index) => {
      if (!isPlace(lowering, at)) return;
      writeBack(
        lowering,
        at,
        add(lowering, { op: "after", call: node, argument: index, before: made[index]!.value }, at),
      );
    });
  }
  return node;
}

function methodName(lowering: PythonLowering, callee: number): string {
  const name = child(lowering, callee, F.attribute);
  return name < 0 ? "" : textOf(lowering, name);
}
