import type { Node } from "web-tree-sitter";
import type { Span } from "../model/index.ts";
import type { CodeView } from "./code-view.ts";
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
  "shorthand_property_identifier",
  "member_expression",
  "subscript_expression",
  "call_expression",
  "new_expression",
  "string",
  "template_string",
  "binary_expression",
  "unary_expression",
  "ternary_expression",
  "await_expression",
  "yield_expression",
  "object",
  "array",
  "parenthesized_expression",
  "sequence_expression",
  "as_expression",
  "satisfies_expression",
  "non_null_expression",
  "assignment_expression",
  "number",
  "this",
]);

const records = new Set(["object", "array", "number"]);
const serializers =
  /^(JSON\.stringify|String|inspect|util\.inspect|superjson\.stringify|yaml\.(stringify|dump)|YAML\.stringify)$/;

export function wrapScript(view: CodeView, span: Span, options: WrapOptions): WrapPlace | undefined {
  const found = exactNode(view.root, view.text, span);
  if (!found) return undefined;
  let node = descend(found);
  if (!node || !expressions.has(node.type) || node.hasError) return undefined;
  if (!isRead(node) || isWrapped(node, options)) return undefined;
  if (options.acceptsAnything && node.type === "call_expression") {
    const argument = serializedArgument(node);
    if (argument) {
      if (isRedactorCall(argument, options)) return undefined;
      node = argument;
    }
  }
  if (isRedactorCall(node, options)) return undefined;
  const sequence = node.type === "sequence_expression";
  return {
    span: spanOfNode(node),
    node,
    outerBefore: node.type === "shorthand_property_identifier" ? `${node.text}: ` : "",
    innerBefore: sequence ? "(" : "",
    innerAfter: sequence ? ")" : "",
    quote: '"',
    also: [],
    notText: records.has(node.type),
    spread: parentOf(node)?.type === "spread_element",
    canAwait: canAwait(node),
  };
}

/** From a property, a hole or a spread to the value in it. */
function descend(node: Node): Node | undefined {
  switch (node.type) {
    case "pair":
      return node.childForFieldName("value") ?? undefined;
    case "parenthesized_expression":
    case "spread_element":
    case "template_substitution":
    case "jsx_expression": {
      const inner = namedChildren(node)[0];
      return inner ? descend(inner) : undefined;
    }
    case "jsx_attribute":
    case "expression_statement": {
      const inner = namedChildren(node).at(-1);
      return inner ? descend(inner) : undefined;
    }
    default:
      return node;
  }
}

const bindingFields: Readonly<Record<string, readonly string[]>> = {
  assignment_expression: ["left"],
  augmented_assignment_expression: ["left"],
  for_in_statement: ["left"],
  member_expression: ["property"],
  call_expression: ["function"],
  new_expression: ["constructor"],
  pair: ["key"],
  arrow_function: ["parameter"],
  required_parameter: ["pattern"],
  optional_parameter: ["pattern"],
};

const neverValues = new Set([
  "formal_parameters",
  "object_pattern",
  "array_pattern",
  "rest_pattern",
  "pair_pattern",
  "object_assignment_pattern",
  "import_specifier",
  "import_clause",
  "import_statement",
  "namespace_import",
  "export_specifier",
  "type_annotation",
  "type_query",
  "nested_identifier",
  "catch_clause",
  "update_expression",
  "decorator",
  "computed_property_name",
  "labeled_statement",
]);

/** Types: nothing inside them is a value. */
const typePlaces =
  /^(type_annotation|type_arguments|type_parameters|literal_type|lookup_type|type_alias_declaration|interface_declaration|extends_type_clause|implements_clause|index_type_query|template_literal_type|predefined_type|union_type|object_type|enum_body|asserts|type_predicate|generic_type)$/;
const valueBoundaries = /^(arguments|statement_block|program|object|array|template_substitution|jsx_expression)$/;

function isWithinType(node: Node): boolean {
  for (let at: Node | null = parentOf(node); at && !valueBoundaries.test(at.type); at = parentOf(at)) {
    if (typePlaces.test(at.type)) return true;
  }
  return false;
}

function isRead(node: Node): boolean {
  const parent = parentOf(node);
  if (!parent || neverValues.has(parent.type) || isWithinType(node)) return false;
  if (parent.type === "import_statement" || (parent.type === "export_statement" && node.type === "string"))
    return false;
  if (parent.type === "unary_expression" && /^(delete|typeof|void)/.test(parent.text)) return false;
  if (isField(parent, "name", node)) return false;
  const fields = bindingFields[parent.type];
  if (fields?.some((field) => isField(parent, field, node))) return false;
  if (parent.type === "jsx_attribute" && node.type !== "jsx_expression") return false;
  return !(node.type === "string" && parent.type === "expression_statement");
}

function calleeOf(call: Node): string {
  return call.childForFieldName("function")?.text ?? "";
}

function isRedactorCall(node: Node, options: WrapOptions): boolean {
  if (node.type === "await_expression" || node.type === "parenthesized_expression") {
    const inner = namedChildren(node)[0];
    return inner !== undefined && isRedactorCall(inner, options);
  }
  return node.type === "call_expression" && options.isRedactor(calleeOf(node));
}

/** The node is already what a redactor is called with, conversions such as `String(x)` aside. */
function isWrapped(node: Node, options: WrapOptions): boolean {
  let at: Node | null = parentOf(node);
  while (at && (at.type === "parenthesized_expression" || at.type === "arguments")) {
    if (at.type === "arguments") {
      const call: Node | null = parentOf(at);
      if (call?.type !== "call_expression") return false;
      if (options.isRedactor(calleeOf(call))) return true;
      if (!/^(String|JSON\.stringify)$/.test(calleeOf(call))) return false;
      at = parentOf(call);
    } else at = parentOf(at);
  }
  return false;
}

function serializedArgument(call: Node): Node | undefined {
  if (!serializers.test(calleeOf(call))) return undefined;
  const list = call.childForFieldName("arguments");
  const first = list ? namedChildren(list)[0] : undefined;
  return first && expressions.has(first.type) ? first : undefined;
}

const functionTypes = new Set([
  "function_declaration",
  "function_expression",
  "arrow_function",
  "method_definition",
  "generator_function",
  "generator_function_declaration",
]);

function canAwait(node: Node): boolean {
  const enclosing = closest(node, functionTypes);
  if (!enclosing) return false;
  return enclosing.children.some((child) => child?.type === "async");
}
