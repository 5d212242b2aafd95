import type { Node } from "web-tree-sitter";
import type { TextEdit } from "../model/index.ts";
import type { CodeView } from "./code-view.ts";
import { namedChildren, parentOf } from "./wrap-place.ts";

/**
 * A redacted value is text. Where it is formatted by `%d` or `{:.2f}`, that conversion becomes one for text.
 * `undefined` where the format cannot be read, so that the call could break the program.
 */
export function formatAdjustment(view: CodeView, value: Node): readonly TextEdit[] | undefined {
  return percentOperand(view, value) ?? formatArgument(view, value) ?? loggingArgument(view, value) ?? [];
}

/** `"%d" % x`, `"%d %s" % (x, y)`, `"%(age)d" % {"age": x}`. */
function percentOperand(view: CodeView, value: Node): readonly TextEdit[] | undefined {
  let operand = value;
  let slot: number | string = 0;
  const parent = parentOf(value);
  const record = parent && parentOf(parent);
  if (parent?.type === "tuple") {
    operand = parent;
    slot = indexIn(parent, value);
  } else if (parent?.type === "pair" && record?.type === "dictionary") {
    const key = parent.childForFieldName("key");
    if (key?.type !== "string") return undefined;
    operand = record;
    slot = key.text.slice(1, -1);
  }
  const operation = parentOf(operand);
  if (operation?.type !== "binary_operator" || operation.childForFieldName("operator")?.text !== "%") return undefined;
  if (operation.childForFieldName("right")?.id !== operand.id) return undefined;
  const left = operation.childForFieldName("left");
  return left ? percentEdits(view, left, slot) : undefined;
}

/** `logger.info("%d", x)`: the arguments after the format are its operands. */
function loggingArgument(view: CodeView, value: Node): readonly TextEdit[] | undefined {
  const list = parentOf(value);
  const call = list?.type === "argument_list" ? parentOf(list) : undefined;
  const callee = call?.childForFieldName("function");
  if (!list || callee?.type !== "attribute") return undefined;
  const method = callee.childForFieldName("attribute")?.text ?? "";
  if (!/^(debug|info|warning|warn|error|critical|exception|log)$/.test(method)) return undefined;
  const parts = namedChildren(list).filter((child) => child.type !== "keyword_argument");
  const format = parts.findIndex((child) => child.type === "string" || child.type === "concatenated_string");
  const index = parts.findIndex((child) => child.id === value.id);
  return format >= 0 && index > format ? percentEdits(view, parts[format]!, index - format - 1) : undefined;
}

const percentConversion = /%(?:%|(?:\(([^)]*)\))?[-#0 +]*(\*|\d+)?(?:\.(\*|\d+))?[hlL]?([a-zA-Z]))/g;

function percentEdits(view: CodeView, format: Node, slot: number | string): readonly TextEdit[] {
  if (format.type !== "string" && format.type !== "concatenated_string") return [];
  let index = 0;
  for (const match of format.text.matchAll(percentConversion)) {
    if (match[0] === "%%") continue;
    if (match[2] === "*") index++;
    if (match[3] === "*") index++;
    const mine = match[1] === undefined ? slot === index : slot === match[1];
    if (match[1] === undefined) index++;
    if (!mine) continue;
    if (/[sra]/.test(match[4]!)) return [];
    const start = format.startIndex + match.index;
    const key = match[1] === undefined ? "" : `(${match[1]})`;
    return [view.replace({ start, end: start + match[0].length }, `%${key}s`)];
  }
  return [];
}

/** `"{:.2f}".format(x)`, `"{age:d}".format(age=x)`. */
function formatArgument(view: CodeView, value: Node): readonly TextEdit[] | undefined {
  const holder = parentOf(value);
  const argument = holder?.type === "keyword_argument" ? holder : value;
  const list = parentOf(argument);
  const call = list?.type === "argument_list" ? parentOf(list) : undefined;
  const callee = call?.childForFieldName("function");
  if (!list || callee?.type !== "attribute" || callee.childForFieldName("attribute")?.text !== "format") {
    return undefined;
  }
  const template = callee.childForFieldName("object");
  if (template?.type !== "string") return undefined;
  const slot =
    argument.type === "keyword_argument"
      ? (argument.childForFieldName("name")?.text ?? "")
      : String(indexIn(list, argument));
  const edits: TextEdit[] = [];
  let automatic = 0;
  for (const match of template.text.matchAll(/\{\{|\}\}|\{([^{}:!]*)(![rsa])?(:[^{}]*)?\}/g)) {
    if (match[1] === undefined) continue;
    const field = match[1] === "" ? String(automatic++) : match[1];
    const spec = match[3];
    if (field !== slot || spec === undefined || match[2] || /^:(.?[<>^])?\d*(\.\d+)?s?$/.test(spec)) continue;
    const start = template.startIndex + match.index + 1 + match[1].length;
    edits.push(view.replace({ start, end: start + spec.length }, ""));
  }
  return edits;
}

function indexIn(parent: Node, child: Node): number {
  return namedChildren(parent).findIndex((other) => other.id === child.id);
}
