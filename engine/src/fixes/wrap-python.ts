import type { Node } from "web-tree-sitter";
import type { Span, TextEdit } from "../model/index.ts";
import type { CodeView } from "./code-view.ts";
import { formatAdjustment } from "./python-format.ts";
import {
  closest,
  exactNode,
  isField,
  namedChildren,
  parentOf,
  spanOfNode,
  type WrapOptions,
  type WrapPlace,
} from "./wrap-place.ts";

const expressions = new Set([
  "identifier",
  "attribute",
  "subscript",
  "call",
  "string",
  "concatenated_string",
  "binary_operator",
  "boolean_operator",
  "not_operator",
  "unary_operator",
  "comparison_operator",
  "conditional_expression",
  "named_expression",
  "lambda",
  "await",
  "yield",
  "list",
  "tuple",
  "set",
  "dictionary",
  "list_comprehension",
  "dictionary_comprehension",
  "set_comprehension",
  "generator_expression",
  "parenthesized_expression",
  "expression_list",
  "integer",
  "float",
]);

const records = new Set([
  "dictionary",
  "list",
  "set",
  "tuple",
  "expression_list",
  "list_comprehension",
  "dictionary_comprehension",
  "set_comprehension",
  "generator_expression",
  "integer",
  "float",
]);

/** Calls that turn their first argument into text; the redactor works better on what they are given. */
const serializers =
  /^(json\.dumps|orjson\.dumps|ujson\.dumps|simplejson\.dumps|dumps|str|repr|pformat|pprint\.pformat|yaml\.(safe_)?dump)$/;
const recordCalls = /(^|\.)(vars|dict|asdict|model_dump|to_dict|list|tuple|_asdict|dict_row)$/;

export function wrapPython(view: CodeView, span: Span, options: WrapOptions): WrapPlace | undefined {
  const found = exactNode(view.root, view.text, span);
  if (!found) return undefined;
  let node = descend(found);
  if (!node || !expressions.has(node.type) || node.hasError) return undefined;
  if (!isRead(node)) return undefined;
  if (isWrapped(node, options)) return undefined;
  let also: readonly TextEdit[] = [];
  let innerBefore = "";
  let innerAfter = "";
  const quote = quoteAt(node);

  const hole = parentOf(node)?.type === "interpolation" ? parentOf(node) : undefined;
  if (hole) {
    const adjusted = adjustHole(view, hole, node, quote);
    if (!adjusted) return undefined;
    ({ also, innerBefore, innerAfter } = adjusted);
  } else {
    const adjusted = formatAdjustment(view, node);
    if (adjusted === undefined) return undefined;
    also = adjusted;
  }

  if (options.acceptsAnything && node.type === "call" && innerBefore === "") {
    const argument = serializedArgument(node);
    if (argument) {
      if (isWrapped(argument, options) || isRedactorCall(argument, options)) return undefined;
      node = argument;
    }
  }
  if (isRedactorCall(node, options)) return undefined;
  let place = spanOfNode(node);
  if (node.type === "yield" || node.type === "expression_list") {
    innerBefore += "(";
    innerAfter = `)${innerAfter}`;
  }
  const parent = parentOf(node);
  if (node.type === "generator_expression" && parent?.type === "call" && isField(parent, "arguments", node)) {
    place = { start: node.startIndex + 1, end: node.endIndex - 1 };
    innerBefore += "(";
    innerAfter = `)${innerAfter}`;
  }
  return {
    span: place,
    node,
    outerBefore: "",
    innerBefore,
    innerAfter,
    quote,
    also,
    notText: records.has(node.type) || (node.type === "call" && recordCalls.test(calleeOf(node))),
    spread: parent?.type === "list_splat" || parent?.type === "dictionary_splat",
    canAwait: canAwait(view, node),
  };
}

/** From an entry of a call, a dict or a hole to the value in it. */
function descend(node: Node): Node | undefined {
  switch (node.type) {
    case "keyword_argument":
    case "pair":
      return node.childForFieldName("value") ?? undefined;
    case "list_splat":
    case "dictionary_splat":
      return node.namedChild(0) ?? undefined;
    case "interpolation":
      return node.childForFieldName("expression") ?? undefined;
    case "expression_statement":
      return node.namedChildCount === 1 ? (node.namedChild(0) ?? undefined) : undefined;
    default:
      return node;
  }
}

const bindingFields: Readonly<Record<string, readonly string[]>> = {
  assignment: ["left", "type"],
  augmented_assignment: ["left"],
  for_statement: ["left"],
  for_in_clause: ["left"],
  attribute: ["attribute"],
  call: ["function"],
  function_definition: ["name", "return_type"],
  typed_default_parameter: ["name", "type"],
  as_pattern: ["alias"],
  pair: ["key"],
};

const neverValues = new Set([
  "parameters",
  "lambda_parameters",
  "typed_parameter",
  "dotted_name",
  "aliased_import",
  "import_statement",
  "import_from_statement",
  "global_statement",
  "nonlocal_statement",
  "delete_statement",
  "pattern_list",
  "tuple_pattern",
  "list_pattern",
  "as_pattern_target",
  "type",
  "decorator",
  "with_item",
  "case_pattern",
  "concatenated_string",
  "list_splat_pattern",
  "dictionary_splat_pattern",
]);

/** Nothing inside these is a value that is read. */
const neverAround = new Set(["delete_statement", "case_pattern", "type", "global_statement", "import_from_statement"]);

/** The node is a value that is read, not a name that is bound, called or declared. */
function isRead(node: Node): boolean {
  const parent = parentOf(node);
  if (!parent) return false;
  if (neverValues.has(parent.type) || closest(node, neverAround, statements)) return false;
  if (isField(parent, "name", node)) return false;
  const fields = bindingFields[parent.type];
  if (fields?.some((field) => isField(parent, field, node))) return false;
  return !(node.type === "string" && parent.type === "expression_statement");
}

function calleeOf(call: Node): string {
  return call.childForFieldName("function")?.text ?? "";
}

function isRedactorCall(node: Node, options: WrapOptions): boolean {
  return node.type === "call" && options.isRedactor(calleeOf(node));
}

/** The node is already what a redactor is called with, conversions such as `str(x)` aside. */
function isWrapped(node: Node, options: WrapOptions): boolean {
  let at: Node | null = parentOf(node);
  while (at && (at.type === "parenthesized_expression" || at.type === "argument_list" || at.type === "await")) {
    if (at.type === "argument_list") {
      const call: Node | null = parentOf(at);
      if (call?.type !== "call") return false;
      if (options.isRedactor(calleeOf(call))) return true;
      if (!/^(str|format|repr)$/.test(calleeOf(call))) return false;
      at = parentOf(call);
    } else at = parentOf(at);
  }
  return false;
}

function serializedArgument(call: Node): Node | undefined {
  if (!serializers.test(calleeOf(call))) return undefined;
  const list = call.childForFieldName("arguments");
  const first = list?.type === "argument_list" ? namedChildren(list)[0] : undefined;
  return first && expressions.has(first.type) ? first : undefined;
}

/** A quote that none of the f-strings around uses: before Python 3.12 theirs cannot be written in a hole. */
function quoteAt(node: Node): string {
  const plain = new Set<string>();
  const triple = new Set<string>();
  for (let at: Node | null = node; at; at = parentOf(at)) {
    if (at.type !== "interpolation") continue;
    const start = parentOf(at)?.child(0)?.text ?? "";
    const mark = start.at(-1) ?? '"';
    (start.endsWith(mark.repeat(3)) ? triple : plain).add(mark);
  }
  const candidates = ['"', "'"];
  const free = candidates.filter((quote) => !plain.has(quote));
  return free.find((quote) => !triple.has(quote)) ?? free[0] ?? "";
}

interface HoleAdjustment {
  readonly also: readonly TextEdit[];
  readonly innerBefore: string;
  readonly innerAfter: string;
}

/** What `{x:,.2f}` and `{x=}` need so that they still mean the same around a redacted value. */
function adjustHole(view: CodeView, hole: Node, value: Node, quote: string): HoleAdjustment | undefined {
  const also: TextEdit[] = [];
  let innerBefore = "";
  let innerAfter = "";
  const specifier = namedChildren(hole).find((child) => child.type === "format_specifier");
  const conversion = namedChildren(hole).find((child) => child.type === "type_conversion");
  if (specifier) {
    if (namedChildren(specifier).length > 0) return undefined;
    const spec = specifier.text.slice(1);
    if (!/^(.?[<>^])?\d*(\.\d+)?s?$/.test(spec) && !conversion) {
      if (quote === "" || spec.includes(quote) || spec.includes("\\")) return undefined;
      innerBefore = "format(";
      innerAfter = `, ${quote}${spec}${quote})`;
      also.push(view.replace(spanOfNode(specifier), ""));
    }
  }
  const equals = hole.children.find((child) => child?.type === "=");
  if (equals) {
    const next = conversion ?? specifier;
    const end = next?.startIndex ?? hole.endIndex - 1;
    const label = view.text.slice(hole.startIndex + 1, end);
    if (!/^[\w.\s]+=\s*$/.test(label)) return undefined;
    also.push(view.insertBefore(hole.startIndex, label));
    also.push(view.replace({ start: value.endIndex, end }, next ? "" : "!r"));
  }
  return { also, innerBefore, innerAfter };
}

const functionTypes = new Set(["function_definition", "lambda"]);
const statements = new Set(["block", "module", "argument_list"]);

function canAwait(view: CodeView, node: Node): boolean {
  const enclosing = closest(node, functionTypes);
  if (!enclosing) return view.part.cells !== undefined;
  return enclosing.child(0)?.type === "async";
}
