import type { EntityType } from "../model/index.ts";

/** Words and phrases by language (ISO 639-1). They are compared word by word, without case, `_`, `-` or camelCase. */
export type WordsByLanguage = Readonly<Record<string, readonly string[]>>;

/**
 * Where a recognizer's patterns are tried. The text is walked once; nothing runs anywhere else.
 *
 * - `digits`: at every run of digits. `min` and `max` count the digits of the whole match, separators aside.
 * - `token`: at the start of every word of letters and digits whose first characters have `shape`
 *   (`A` letter, `9` digit, `X` either).
 * - `literal`: where one of `literals` (two ASCII characters or more) begins at the start of a word; the patterns
 *   are tried `back` characters before it. Case counts unless `anyCase`.
 * - `around`: at a character such as `@`, after walking back over `before` (a character class without brackets);
 *   only where one of `after` (ASCII, a character class, too) follows it, if that is given.
 * - `label`: right after one of the recognizer's `labels` and what may stand between a label and its value
 *   ("number is", `": "`, `=`). With `linked`, a sign or a verb must stand between: "password reset" tells none.
 * - `word`: at one of `words`.
 */
export type Trigger =
  | { readonly on: "digits"; readonly min: number; readonly max: number }
  | { readonly on: "token"; readonly shape: string; readonly min?: number; readonly max?: number }
  | {
      readonly on: "literal";
      readonly literals: readonly string[];
      readonly anyCase?: boolean;
      readonly back?: number;
    }
  | {
      readonly on: "around";
      readonly char: string;
      readonly before: string;
      readonly maxBefore: number;
      readonly after?: string;
    }
  | { readonly on: "label"; readonly linked?: boolean }
  | { readonly on: "word"; readonly words: WordsByLanguage };

/** One form that a recognizer knows. */
export interface FormPattern {
  /**
   * A regular expression in the subset that JavaScript and Python share, without flags `\b`, `\d`, `\w` or
   * variable-width lookbehind. A group named `value`, where present, is the entity; else the whole match is.
   */
  readonly pattern: string;
  readonly anyCase?: boolean;
  /** Confidence that the form alone gives, from 0 to 1. */
  readonly score: number;
  /** This form counts only where one of the recognizer's context words stands near. */
  readonly needsContext?: boolean;
  /** Overrides the recognizer's validator; `none` for no check. */
  readonly validator?: string;
}

/** A recognizer as data: enough to run it here, and to generate it in another language. */
export interface Recognizer {
  /** Stable, `us-ssn`. */
  readonly id: string;
  readonly type: EntityType;
  readonly trigger: Trigger | readonly Trigger[];
  readonly patterns: readonly FormPattern[];
  /** Id of a validator in `validators/`: what it refuses is no entity. */
  readonly validator?: string;
  /** How much a passed check says, from 0 to 1. A check digit of base 10 says about 0.6, of base 97 about 0.95. */
  readonly checksumScore?: number;
  /** Words that make the entity likely when they stand near. */
  readonly context?: WordsByLanguage;
  /** Without one of its context words near, the recognizer does not run. */
  readonly needsContext?: boolean;
  /** Phrases that announce a value: "account number". Each counts as context, too. */
  readonly labels?: WordsByLanguage;
  /** Words that speak against it: "order", "sku". */
  readonly against?: WordsByLanguage;
  /** What matches is an example reserved by a standard or used in every manual: no personal data. */
  readonly reserved?: readonly string[];
  /** ISO 3166-1 alpha-2, for recognizers of one country. */
  readonly country?: string;
  /** For forms that no pattern says: looks at a place of the trigger. The rest of the data counts as for patterns. */
  readonly find?: FindForm;
  /** Where the form comes from: a standard, an authority's page. */
  readonly source?: string;
}

/** A check of a candidate; `true` keeps it. */
export type Validator = (value: string) => boolean;

/** What a `find` function sees: the place the trigger gave, and how far it may look. */
export interface FindRequest {
  readonly text: string;
  /** Where the trigger fired: start of the digit run, of the token, of the value after a label. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** Whether one of the recognizer's context words stands anywhere in the text. */
  readonly hasContext: boolean;
  /** Support that words near give, from 0 to 1; computed when first asked for. */
  support(): number;
}

export interface FoundForm {
  readonly start: number;
  readonly end: number;
  /** Confidence that the form alone gives. */
  readonly score: number;
  /** Overrides the recognizer's type. */
  readonly type?: EntityType;
}

export type FindForm = (request: FindRequest) => FoundForm | undefined;
