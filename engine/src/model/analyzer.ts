import type { CodeLanguage } from "../documents/document.ts";
import type { CancellationToken } from "./cancellation.ts";
import type { CategoryName, Severity } from "./category.ts";
import type { Entity, EntityType } from "./entity.ts";
import type { FileError, Finding, RuleId, WorkspaceChange } from "./finding.ts";
import type { Policy } from "./policy.ts";
import type { Span } from "./span.ts";

export interface AnalyzerOptions {
  /** The policy that holds for a file: the nearest upwards. Asked again for every analysis. */
  policyFor(file: string): Policy;
  /** Restrict to these rules; all when absent. */
  readonly rules?: readonly RuleId[];
  /** The languages that files will be in, where that is known; default all. Others cannot be parsed then. */
  readonly languages?: readonly CodeLanguage[];
  /** Holds little in memory at a time, for a run over many files, each once; default false, as editors come back. */
  readonly compact?: boolean;
  /** Whether findings come with fixes; default true. Without them nothing is parsed again for their titles. */
  readonly offerFixes?: boolean;
  /** Milliseconds a file's analysis may take before it returns what it has, marked `partial`. Default 2000. */
  readonly timeBudget?: number;
  /**
   * Reads the workspace files that code imports, through the host, when nobody has set them: for editors, where
   * only open files are set. `removeFile` makes a changed one be read again. Default false: all files are set.
   */
  readonly readImports?: boolean;
  /**
   * What a token classifier found in a text. `undefined` when it is still at work: the analysis goes on without, is not
   * kept, and is to be asked for again.
   */
  proposed?(text: string): readonly Entity[] | undefined;
  /** Called when a rule or a file fails inside; the message holds no text of the file. */
  onInternalError?(context: string, error: unknown): void;
}

/** One change of an incremental edit: the span in the text before it, and what stands there after. */
export interface TextChange {
  readonly span: Span;
  readonly newText: string;
}

export interface FileInput {
  /** Path as the host names it, `/`-separated. Decides the kind of document together with `languageId`. */
  readonly file: string;
  readonly text: string;
  /** The editor's language id, when an editor is asking; wins over the file name. */
  readonly languageId?: string;
  /** The part of a data file that is on screen: its rows are analysed first, the others while time lasts. */
  readonly visible?: Span;
  /** From the text that was set before to `text`; lets the parser work incrementally. */
  readonly changes?: readonly TextChange[];
}

export interface FileAnalysis {
  readonly file: string;
  readonly findings: readonly Finding[];
  readonly errors: readonly FileError[];
  /** The time budget ran out; what is here is right, but more may be wrong with the file. */
  readonly partial: boolean;
  /** Set where the file was not analysed, with the reason in plain words. */
  readonly skipped?: string;
}

/** An LLM call, a prompt string, a template file or a dataset row that can be previewed. */
export interface PromptSite {
  /** Unique in the file, stable for the same text. Holds no personal data. */
  readonly id: string;
  readonly kind: "call" | "prompt" | "template" | "row";
  /** The call or the prompt as a whole. */
  readonly span: Span;
  /** Short, such as `chat.completions.create`. Holds no personal data. */
  readonly title: string;
  /** How many personal values go into it: placeholders filled with personal data plus literal entities. */
  readonly personalValues: number;
}

export interface PromptPart {
  readonly text: string;
  /** Set where the part is a hole that is filled at run time. `text` is then the source expression. */
  readonly hole?: {
    readonly label: string;
    readonly categories: readonly CategoryName[];
    readonly entityType?: EntityType;
    /** A sanitizer stands between the value and the prompt. */
    readonly sanitized: boolean;
  };
}

export interface ReconstructedPrompt {
  readonly site: PromptSite;
  readonly messages: readonly { readonly role: string; readonly parts: readonly PromptPart[] }[];
}

/** A code file in the form that data flows are searched in; plain data, for threads and caches. */
export interface LoweredFile {
  readonly file: string;
  /** Tells the text that was lowered from others. */
  readonly stamp: string;
  readonly bytes: Uint8Array;
}

/** The analysis of one workspace folder. Everything after creation is synchronous. */
export interface Analyzer {
  /** Adds a file or replaces its text. Cheap: work happens in `analyze`. */
  setFile(input: FileInput): void;
  removeFile(file: string): void;
  has(file: string): boolean;
  /** Lowers a file on its own, without adding it; `undefined` for what is no code. */
  lower(input: FileInput): LoweredFile | undefined;
  /**
   * Adds a file that was lowered before, here or in another thread. Its text is asked of the host when it is needed.
   * Where several callers of a function could stand for all, those of files added first do.
   */
  setLowered(lowered: LoweredFile): void;
  /**
   * Lets go of a file's text and of what was made of it, findings too; other files can still depend on it. Asked
   * for again, it is read through the host, which must give the text that was set.
   */
  release(file: string): void;
  /** Catalogue or policy changed: forget what rests on them. */
  invalidate(): void;
  /** @throws CancelledError */
  analyze(file: string, token?: CancellationToken): FileAnalysis;
  /** The files whose findings may have changed since the last call of this method, by edits of others. */
  takeAffected(): readonly string[];
  promptSites(file: string): readonly PromptSite[];
  reconstruct(file: string, siteId: string): ReconstructedPrompt | undefined;
  /** The edits of an offered fix, on the text that was last set; `undefined` when it no longer applies. */
  resolveFix(file: string, findingId: string, fixId: string): WorkspaceChange | undefined;
  /** All preferred fixes of a file as one change, minimal and non-overlapping. */
  fixAll(
    file: string,
    options?: { readonly rules?: readonly RuleId[]; readonly minSeverity?: Severity },
  ): WorkspaceChange;
  dispose(): void;
}

export interface DetectOptions {
  /** Minimum score of an entity; default the redaction threshold. */
  readonly threshold?: number;
  readonly types?: readonly EntityType[];
  /** What kind of text this is; `auto` looks. Structured text is judged key by key. */
  readonly format?: "auto" | "text" | "json" | "code";
  /** Entities that something else found, such as a `TokenClassifier`: judged together with the rest, by score. */
  readonly proposed?: readonly Entity[];
}

export interface Detector {
  /** Entities in order, not overlapping; offsets in UTF-16 code units of `text`. */
  detect(text: string, options?: DetectOptions): Entity[];
}
