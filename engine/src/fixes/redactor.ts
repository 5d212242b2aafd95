/** A way to make the redaction call in one file: what is called, what must be imported, what must be created. */
export interface Redactor {
  /** As the fix's title names it: `redact`, `scrub`. */
  readonly name: string;
  /** Absent where the call needs no import. */
  readonly import?: RedactorImport;
  /**
   * The call around an expression.
   * @param local what the import is bound to in the file
   * @param entityType set where the whole value is one entity
   * @param quote for string literals at that place; empty where none can be written
   */
  call(local: string, entityType: string | undefined, quote: string): CallText;
  /** Takes records, numbers and `null` as well, and gives them back in kind. */
  readonly acceptsAnything: boolean;
  /** Gives a promise. */
  readonly async: boolean;
  /** Files that the import needs and that are not there yet. */
  readonly creates: readonly { readonly file: string; readonly text: string }[];
}

export interface RedactorImport {
  /** `promptveil_redact`, `.promptveil_redact`, `./promptveil-redact.js`, `@promptveil/redact`. */
  readonly module: string;
  /** The imported name; `*` to bind the module itself, `default` for a default import. */
  readonly name: string;
  /** What it is bound to when that is not the name. */
  readonly local?: string;
}

/** The text to put before and after the expression. */
export interface CallText {
  readonly before: string;
  readonly after: string;
}
