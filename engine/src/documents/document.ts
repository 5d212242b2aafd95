import type { Span } from "../model/span.ts";

/** What kind of file a document is; decides which parts of it are prompt, data or code. */
export type DocumentKind =
  | "python"
  | "typescript"
  | "tsx"
  | "javascript"
  | "go"
  | "notebook"
  | "jinja"
  | "handlebars"
  | "ejs"
  | "prompty"
  | "prompt"
  | "yaml"
  | "json"
  | "jsonl"
  | "csv"
  | "tsv";

/** Languages that have a front end in `flow/`. */
export type CodeLanguage = "python" | "typescript" | "tsx" | "javascript" | "go";

/** A decoded text and where each of its code units stands in the raw file. */
export interface MappedText {
  readonly text: string;
  /** The raw span that a span of `text` was decoded from. Total: clamps, never throws. */
  toRaw(span: Span): Span;
  /** Present where decoded and raw text are not the same units, so that a raw replacement needs escaping. */
  readonly escape?: (replacement: string) => string;
}

/** Code to analyse: the whole file, or the code cells of a notebook joined in order. */
export interface CodePart {
  readonly language: CodeLanguage;
  readonly source: MappedText;
  /** Notebook cells in order, as spans of `source.text`. */
  readonly cells?: readonly { readonly index: number; readonly span: Span }[];
}

/**
 * How placeholders are written: `{{ x }}` with statements, `{{x}}` with helpers, `{x}`, `$x` and `${x}`, `<%= x %>`.
 */
export type TemplateSyntax = "jinja" | "handlebars" | "braces" | "dollar" | "ejs" | "none";

/** The text of a prompt, with or without placeholders. */
export interface TemplatePart {
  readonly syntax: TemplateSyntax;
  /** Where it stands in a file of keys and values. */
  readonly key?: readonly (string | number)[];
  readonly source: MappedText;
  readonly role?: string;
  /** From 0 to 1: how sure it is that the text goes to a model; 1 when absent. */
  readonly confidence?: number;
}

/** One value of a data file. */
export interface DataField {
  /** From 0. */
  readonly row: number;
  /** Keys and indexes from the row down to the value: `["messages", 0, "content"]`, `["email"]`. */
  readonly path: readonly (string | number)[];
  readonly value: MappedText;
}

export interface DocumentProblem {
  readonly message: string;
  readonly span: Span;
}

/** A file, taken apart. Every part maps back to the raw text exactly. */
export interface SourceDocument {
  readonly kind: DocumentKind;
  readonly file: string;
  readonly raw: string;
  /** Why nothing of it is looked at. */
  readonly skipped?: string;
  readonly code?: CodePart;
  readonly templates: readonly TemplatePart[];
  /** The named columns of a delimited file and where their names stand in the raw text. */
  readonly columns?: readonly { readonly name: string; readonly span: Span }[];
  /** Fields of a data file, lazily, row by row. */
  fields(): Iterable<DataField>;
  readonly problems: readonly DocumentProblem[];
}
