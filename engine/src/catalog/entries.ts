import type { TemplateSyntax } from "../documents/document.ts";
import type { FlowSource, SinkKind } from "../flow/result.ts";
import type { CategoryName } from "../model/index.ts";

/**
 * A pattern over what a value is by its import: `openai.{OpenAI,AsyncOpenAI}().chat.completions.create`.
 * Begins with the module as it is imported (`@ai-sdk/openai`, `langchain_core.prompts`), then the imported name
 * (`default` for a default import or `module.exports`), members, `()` for the result of a call or construction,
 * `[]` for an element. `{a,b.c}` lists alternatives, `*` stands for one step, `**` for any number,
 * `package/folder/*` for every module below a folder, and `~` at the start for any module (`~.redact`, by name
 * alone). A builtin begins with `builtin`: `builtin.print`.
 */
export type ApiPattern = string;

/**
 * What of a call is meant: `0` the first argument, `prompt` a keyword argument, `receiver`, `*` any argument;
 * then fields and `[*]` for elements: `messages`, `0.messages[*].content`. A JavaScript options object is
 * `0.name`. `()` at the end means what the function given there returns: `0.execute()`; `decorated()` what the
 * function returns that the call decorates.
 */
export type ArgumentPath = string;

interface EntryBase {
  /** Unique, kebab-case, begins with the library: `openai-chat-completions`. */
  readonly id: string;
  /** Where the call shape is documented. */
  readonly documentation?: string;
  /** Absent: every language. `javascript` means TypeScript and TSX as well. */
  readonly language?: "python" | "javascript" | "go";
}

/** Section `sinks`: calls through which data leaves. */
export interface SinkEntry extends EntryBase {
  readonly kind: SinkKind;
  readonly calls: readonly ApiPattern[];
  /** Which of the call's data leaves. */
  readonly arguments: readonly ArgumentPath[];
  /** The arguments fill placeholders of a prompt: their names, or the keys of the records they are, are those of placeholders. */
  readonly variables?: boolean;
  /** Short and stable, for messages: `chat.completions.create`. Default: the last members of the pattern. */
  readonly title?: string;
  /** Key into the table of providers: `openai`. */
  readonly provider?: string;
  /**
   * Makes a call count, at lower confidence, when what it is called on is not known: the callee's last names
   * (`chat.completions.create`, `generateText`) and arguments that must be there.
   */
  readonly shape?: {
    readonly names: readonly string[];
    /** Paths of which at least one must be present. */
    readonly has: readonly ArgumentPath[];
    /** The record literal with that field must stand in the call itself, as the name alone says too little. */
    readonly written?: boolean;
    /** Default 0.7. */
    readonly confidence?: number;
  };
}

/** Section `sources`: calls, attributes and parameters that give personal data whatever they are named. */
export interface SourceEntry extends EntryBase {
  readonly kind: FlowSource["kind"];
  /** The result of these calls, or what they put into the argument that `to` names. */
  readonly calls?: readonly ApiPattern[];
  readonly to?: "result" | ArgumentPath;
  /** These attributes: `flask.request.form`. */
  readonly reads?: readonly ApiPattern[];
  /** Parameters of functions that carry one of these decorators, or are handed to one of these calls. */
  readonly handlers?: readonly ApiPattern[];
  /** Parameters and variables declared with one of these types. */
  readonly types?: readonly ApiPattern[];
  readonly categories: readonly CategoryName[];
  readonly label?: string;
  readonly confidence?: number;
}

/** Section `sanitizers`: calls whose result no longer holds personal data. */
export interface SanitizerEntry extends EntryBase {
  readonly calls: readonly ApiPattern[];
  /** How far to trust it, from 0 to 1; below 0.5 it is named in the finding but the flow goes on. */
  readonly confidence: number;
  /** Does not deserve the name: the flow goes on and PV108 says why. */
  readonly weak?: string;
  /** Everything sent through a client made by such a call is clean. */
  readonly wrapsClient?: boolean;
}

/** Section `propagators`: how data passes through calls whose body is not seen. */
export interface PropagatorEntry extends EntryBase {
  readonly calls: readonly ApiPattern[];
  /** Where data comes from; an empty list: the call carries none. */
  readonly from: readonly ArgumentPath[];
  /** Where it arrives: `result` (default), `receiver` or an argument. */
  readonly to?: "result" | ArgumentPath;
  /** Turns a record into text or a plain map with all of its fields: PV103. */
  readonly wholeRecord?: boolean;
  /** What happens, for the path: "serialized to JSON". */
  readonly label?: string;
}

/** Section `aliases`: calls that give back something already known: a configured client, a wrapped client. */
export interface AliasEntry extends EntryBase {
  readonly calls?: readonly ApiPattern[];
  /** Names that stand for something known without being called. */
  readonly reads?: readonly ApiPattern[];
  /** An API path as a pattern would name it, or `receiver` or an argument. */
  readonly is: string;
}

/**
 * Section `templates`: calls that make a template of a text or a file, and calls that fill one. An entry with
 * `values` fills what `file` or `text` names, else what the call is made on.
 */
export interface TemplateEntry extends EntryBase {
  readonly calls: readonly ApiPattern[];
  /** The argument that names the template's file. */
  readonly file?: ArgumentPath;
  /** The argument that is the template's text, or a template made before. */
  readonly text?: ArgumentPath;
  /** What fills the placeholders: `**` the keyword arguments, else an argument that holds them by name. */
  readonly values?: readonly ArgumentPath[];
  /** How placeholders are written; absent: as the text shows. */
  readonly syntax?: TemplateSyntax;
  /** Where files lie by convention: `templates`. */
  readonly folders?: readonly string[];
  /** Appended to a name that has none: `.ejs`. */
  readonly extensions?: readonly string[];
}

/** The sections of the catalogue that the flow engine reads. Every other section belongs to someone else. */
export interface FlowCatalog {
  readonly sinks: readonly SinkEntry[];
  readonly sources: readonly SourceEntry[];
  readonly sanitizers: readonly SanitizerEntry[];
  readonly propagators: readonly PropagatorEntry[];
  readonly aliases: readonly AliasEntry[];
  readonly templates: readonly TemplateEntry[];
}

/** The flow sections of a compiled catalogue, with those of a policy's own entries after them. */
export function flowCatalog(...catalogs: readonly Readonly<Record<string, unknown>>[]): FlowCatalog {
  const section = <T>(name: string): readonly T[] =>
    catalogs.flatMap((catalog) => (Array.isArray(catalog[name]) ? (catalog[name] as T[]) : []));
  return {
    sinks: section("sinks"),
    sources: section("sources"),
    sanitizers: section("sanitizers"),
    propagators: section("propagators"),
    aliases: section("aliases"),
    templates: section("templates"),
  };
}
