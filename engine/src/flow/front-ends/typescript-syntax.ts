import type { Language, Tree } from "web-tree-sitter";
import { type FlatTree, flattenTree, type TreeShape, treeShape } from "./flat-tree.ts";

const named = [
  "identifier",
  "this",
  "super",
  "true",
  "false",
  "null",
  "undefined",
  "number",
  "string",
  "template_string",
  "template_substitution",
  "regex",
  "import",
  "meta_property",
  "private_property_identifier",
  "property_identifier",
  "shorthand_property_identifier",
  "shorthand_property_identifier_pattern",
  "statement_identifier",
  "type_identifier",
  "jsx_text",
  "program",
  "export_statement",
  "namespace_export",
  "export_clause",
  "export_specifier",
  "import_statement",
  "import_clause",
  "namespace_import",
  "named_imports",
  "import_specifier",
  "import_require_clause",
  "import_alias",
  "expression_statement",
  "variable_declaration",
  "lexical_declaration",
  "variable_declarator",
  "statement_block",
  "else_clause",
  "if_statement",
  "switch_statement",
  "switch_body",
  "switch_case",
  "switch_default",
  "for_statement",
  "for_in_statement",
  "while_statement",
  "do_statement",
  "try_statement",
  "catch_clause",
  "finally_clause",
  "with_statement",
  "break_statement",
  "continue_statement",
  "return_statement",
  "throw_statement",
  "labeled_statement",
  "parenthesized_expression",
  "yield_expression",
  "object",
  "object_pattern",
  "assignment_pattern",
  "object_assignment_pattern",
  "array",
  "array_pattern",
  "rest_pattern",
  "pair",
  "pair_pattern",
  "computed_property_name",
  "spread_element",
  "jsx_element",
  "jsx_self_closing_element",
  "jsx_opening_element",
  "jsx_closing_element",
  "jsx_attribute",
  "jsx_expression",
  "jsx_namespace_name",
  "nested_identifier",
  "class",
  "class_declaration",
  "abstract_class_declaration",
  "class_heritage",
  "extends_clause",
  "implements_clause",
  "class_body",
  "class_static_block",
  "method_definition",
  "method_signature",
  "abstract_method_signature",
  "public_field_definition",
  "function_expression",
  "function_declaration",
  "generator_function",
  "generator_function_declaration",
  "function_signature",
  "arrow_function",
  "formal_parameters",
  "required_parameter",
  "optional_parameter",
  "accessibility_modifier",
  "decorator",
  "call_expression",
  "new_expression",
  "arguments",
  "await_expression",
  "member_expression",
  "subscript_expression",
  "assignment_expression",
  "augmented_assignment_expression",
  "ternary_expression",
  "binary_expression",
  "unary_expression",
  "update_expression",
  "sequence_expression",
  "as_expression",
  "satisfies_expression",
  "non_null_expression",
  "type_assertion",
  "instantiation_expression",
  "ambient_declaration",
  "module",
  "internal_module",
  "interface_declaration",
  "extends_type_clause",
  "interface_body",
  "object_type",
  "property_signature",
  "type_alias_declaration",
  "enum_declaration",
  "enum_body",
  "enum_assignment",
  "type_annotation",
  "type_parameters",
  "type_parameter",
  "type_arguments",
  "predefined_type",
  "nested_type_identifier",
  "generic_type",
  "array_type",
  "readonly_type",
  "parenthesized_type",
  "optional_type",
  "union_type",
  "intersection_type",
  "literal_type",
  "type_query",
  "lookup_type",
  "tuple_type",
  "index_signature",
  "constraint",
] as const;

/** Tokens that decide what a node means. */
const tokens = {
  async: "async_token",
  static: "static_token",
  get: "get_token",
  set: "set_token",
  "*": "star_token",
  type: "type_token",
  typeof: "typeof_token",
  const: "const_token",
  default: "default_token",
  "=": "equals_token",
  of: "of_token",
  in: "in_token",
  "+": "plus_token",
  "+=": "plus_equals_token",
  "||": "or_token",
  "&&": "and_token",
  "??": "nullish_token",
  "||=": "or_equals_token",
  "&&=": "and_equals_token",
  "??=": "nullish_equals_token",
  delete: "delete_token",
  readonly: "readonly_token",
} as const;

const fieldNames = [
  "alias",
  "alternative",
  "argument",
  "arguments",
  "attribute",
  "body",
  "close_tag",
  "condition",
  "consequence",
  "constructor",
  "declaration",
  "decorator",
  "finalizer",
  "function",
  "handler",
  "increment",
  "index",
  "initializer",
  "key",
  "kind",
  "label",
  "left",
  "module",
  "name",
  "object",
  "open_tag",
  "operator",
  "parameter",
  "parameters",
  "pattern",
  "property",
  "return_type",
  "right",
  "source",
  "type",
  "type_arguments",
  "type_parameters",
  "value",
] as const;

type Kind = (typeof named)[number] | (typeof tokens)[keyof typeof tokens] | "error" | "other";

/** Numbers of the node kinds that lowering tells apart; 0 is not one. */
export const K = Object.fromEntries(
  ["error", "other", ...named, ...Object.values(tokens)].map((name, index) => [name, index + 1]),
) as Readonly<Record<Kind, number>>;

/** Kinds from here on are keywords and operators. */
export const firstToken = K.async_token;

/** Numbers of the fields that nodes stand in; 0 is none. */
export const F = Object.fromEntries(fieldNames.map((name, index) => [name, index + 1])) as Readonly<
  Record<(typeof fieldNames)[number], number>
>;

const shapes = new WeakMap<Language, TreeShape>();

function shapeOf(language: Language): TreeShape {
  let shape = shapes.get(language);
  if (!shape) {
    shape = treeShape(language, {
      named: Object.fromEntries(named.map((name) => [name, K[name]])),
      tokens: Object.fromEntries(Object.entries(tokens).map(([token, name]) => [token, K[name]])),
      fields: F,
      other: K.other,
      error: K.error,
      leaves: [
        "identifier",
        "this",
        "super",
        "true",
        "false",
        "null",
        "undefined",
        "number",
        "string",
        "regex",
        "import",
        "meta_property",
        "private_property_identifier",
        "property_identifier",
        "shorthand_property_identifier",
        "shorthand_property_identifier_pattern",
        "statement_identifier",
        "type_identifier",
        "predefined_type",
        "accessibility_modifier",
        "jsx_text",
        "jsx_closing_element",
      ],
      omit: [
        "comment",
        "html_comment",
        "hash_bang_line",
        "string_fragment",
        "escape_sequence",
        "html_character_reference",
        "optional_chain",
        "empty_statement",
        "debugger_statement",
        "override_modifier",
        "import_attribute",
      ],
    });
    shapes.set(language, shape);
  }
  return shape;
}

/** Reads a tree of the TypeScript, TSX or JavaScript grammar into arrays. */
export function flattenTypeScript(tree: Tree, text: string): FlatTree {
  return flattenTree(tree, text, shapeOf(tree.language));
}

/** The text that a string literal stands for; `raw` is with its quotes. */
export function decodeString(raw: string): string {
  const closed = raw.length > 1 && raw.endsWith(raw[0]!);
  return unescapeText(raw.slice(1, closed ? -1 : raw.length));
}

const simpleEscapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
  "\n": "",
  "\r\n": "",
  "\u2028": "",
  "\u2029": "",
};

/** Resolves the escapes of ECMAScript string and template literals. */
export function unescapeText(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(
    /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g,
    (_, point?: string, unit?: string, byte?: string, other?: string) => {
      if (point) {
        const code = Number.parseInt(point, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : "";
      }
      const hex = unit ?? byte;
      if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
      return simpleEscapes[other!] ?? other!;
    },
  );
}
