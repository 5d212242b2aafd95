import type { CategoryName, Certainty, Severity } from "./category.ts";
import type { Range, Span, TextEdit } from "./span.ts";

/** A rule's stable id, `PV101`. */
export type RuleId = string;

/** One step of a flow, from the source to the sink. */
export interface FlowStep {
  /** Path of the file, as the host names it. */
  readonly file: string;
  readonly span: Span;
  readonly range: Range;
  /** A few words that make sense alone: "passed to `build_prompt`". Never holds personal data. */
  readonly label: string;
  /** Not a step of this way: another personal value, which goes the same way. */
  readonly furtherValue?: true;
}

/** Where a finding is when its file has no lines. */
export type Place =
  | { readonly row: number; readonly column?: string }
  | { readonly page: number }
  | { readonly sheet: string; readonly cell: string };

/** A fix that a finding offers; its edits are computed by `Analyzer.resolveFix`. */
export interface FixOffer {
  /** Unique within the finding, stable for the same text. */
  readonly id: string;
  readonly title: string;
  readonly kind: "quickfix";
  /** The one that fix-all and `promptveil fix` apply. At most one per finding. */
  readonly preferred: boolean;
}

/** Something that a rule objects to. Never holds the personal data itself. */
export interface Finding {
  /** Survives moved lines, renamed neighbours and reformatting. */
  readonly id: string;
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly certainty: Certainty;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly message: string;
  readonly categories: readonly CategoryName[];
  readonly file: string;
  /** In the raw text of the file. */
  readonly span?: Span;
  readonly range?: Range;
  readonly place?: Place;
  /** Index of the notebook cell, from 0. */
  readonly cell?: number;
  readonly flow: readonly FlowStep[];
  /**
   * Put together when first read, as most findings are only shown. Read or copy it before the file changes or goes:
   * after that nothing is offered.
   */
  readonly fixes: readonly FixOffer[];
  readonly alsoMatches: readonly RuleId[];
}

/** Something that could not be read or analysed; the rest of the run goes on. */
export interface FileError {
  readonly file: string;
  /** What, where and what to do; never any personal data. */
  readonly message: string;
}

/** The edits of one fix, over one or several files. */
export interface WorkspaceChange {
  readonly edits: readonly { readonly file: string; readonly edits: readonly TextEdit[] }[];
  /** Files to create; an existing one is left alone. */
  readonly creates: readonly { readonly file: string; readonly text: string }[];
}
