import type { DataField, MappedText, SourceDocument } from "../documents/document.ts";
import type { Suppression } from "../findings/suppression.ts";
import type { FileFlows, PlaceholderFlows, PromptLiteral, SinkHit, TaintFlow } from "../flow/result.ts";
import type {
  Category,
  CategoryName,
  Certainty,
  DetectOptions,
  Entity,
  FlowStep,
  Place,
  Policy,
  RuleId,
  Severity,
  Span,
} from "../model/index.ts";

/** The privacy practices that rules serve; the words of the rules table. */
export type Practice =
  | "anonymization"
  | "minimization"
  | "encryption"
  | "zero trust"
  | "training excludes PII"
  | "responsible AI"
  | "transparency"
  | "audits"
  | "internal policies";

export interface LegalReference {
  readonly title: string;
  readonly url: string;
}

/** Something to look for: plain data and one function. One file, one rule; `registry.ts` lists them. */
export interface Rule {
  readonly id: RuleId;
  /** Kebab case, as in the rules table: `personal-data-in-prompt`. */
  readonly name: string;
  /** A few words for a list: "Personal data in a prompt". */
  readonly title: string;
  /** One or two sentences: what it flags and why. */
  readonly description: string;
  readonly practices: readonly Practice[];
  readonly defaultSeverity: Severity | "off";
  readonly legalBasis: readonly LegalReference[];
  /** Yields what it objects to. Asks `checkpoint` in every longer loop. */
  check(context: RuleContext): Iterable<Exposure>;
}

/** What a rule may look at. All spans it yields are in the raw text of the document. */
export interface RuleContext {
  readonly document: SourceDocument;
  readonly policy: Policy;
  /** Present for code; its spans are in the text of the code part. */
  readonly flows: FileFlows | undefined;
  /** What is on screen of a data file, in the raw text; its rows come first. */
  readonly visible: Span | undefined;
  /** The suppression comments of the file, in order. */
  readonly suppressions: readonly Suppression[];
  /** A test, a fixture, a seed script, judged by its path. */
  readonly isTest: boolean;
  /** The placeholders of a template that code of the workspace was seen to fill, with the personal data in it. */
  filled(): readonly PlaceholderFlows[];
  /** All text of the document that belongs to a prompt: template parts, and string literals of code. */
  promptTexts(): readonly PromptText[];
  /** Literal personal data, with the policy applied; offsets are in `text.text`. Repeated questions are free. */
  entities(text: MappedText, format?: DetectOptions["format"]): readonly Entity[];
  category(name: CategoryName): Category;
  /** A span of a file's code part as a span of its raw text. */
  toRaw(file: string, span: Span): Span;
  /** Notes something that keeps the analysis from being complete; ends up in `errors`. Holds no personal data. */
  problem(message: string, span: Span): void;
  /** @throws CancelledError or when the time budget is spent */
  checkpoint(): void;
}

/** A stretch of literal text that reaches a model, or reads as if it would. */
export interface PromptText {
  readonly text: MappedText;
  /** What it is a part of, for identity: a function's qualified name, a role, a key path. */
  readonly symbol: string;
  readonly format: "text" | "json" | "code";
  /** From 0 to 1: how sure it is that this is prompt text. */
  readonly confidence: number;
  readonly literal?: PromptLiteral;
}

/** What an exposure rests on; fixes work from it. Stays inside the engine, for it may hold personal data. */
export type Evidence =
  /** `entity` has offsets in `text`. `literal` is the string constant of code that it stands in. */
  | { readonly kind: "entity"; readonly entity: Entity; readonly text: MappedText; readonly literal?: PromptLiteral }
  /** Spans in the sink and its flows are in the text of the code part. */
  | { readonly kind: "sink"; readonly sink: SinkHit; readonly flows: readonly TaintFlow[] }
  /** `span` covers the placeholder with its braces, in the raw text. */
  | { readonly kind: "placeholder"; readonly expression: string; readonly span: Span }
  | { readonly kind: "field"; readonly field: DataField; readonly entity: Entity }
  | { readonly kind: "column"; readonly path: readonly string[] }
  /** An option in the code; `fix` says what should stand at a span of the raw text instead. */
  | { readonly kind: "setting"; readonly fix?: SettingFix }
  | { readonly kind: "suppression"; readonly suppression: Suppression };

export interface SettingFix {
  readonly span: Span;
  readonly replacement: string;
  /** As the light bulb says it: "Use https". */
  readonly title: string;
}

/** Something a rule objects to, before identity, severity, suppression and merging are settled. */
export interface Exposure {
  /** In the raw text; where the squiggle goes. */
  readonly span: Span;
  readonly place?: Place;
  /** Plain and short; holds no personal data. */
  readonly message: string;
  /** How the message is made of what is exposed, so that one finding can name what several rules saw at its site. */
  readonly wording?: { readonly titles: readonly string[]; message(titles: readonly string[]): string };
  readonly categories: readonly CategoryName[];
  readonly certainty: Certainty;
  /** From 0 to 1. */
  readonly confidence: number;
  /** What it stands in, for identity: a function's qualified name, a column, a key path without indexes. */
  readonly symbol: string;
  /** What kind of place it is, for identity: `chat.completions.create`, `prompt text`. */
  readonly shape: string;
  /** Exposures of several rules at the same site are one finding: the most specific rule's. */
  readonly site: string;
  /** From the source to the sink; spans in the raw text of their file. */
  readonly flow: readonly Omit<FlowStep, "range">[];
  readonly evidence: Evidence;
}
