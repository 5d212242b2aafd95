import type { Severity } from "./severity.ts";

/** The settings below `promptveil.` that the server reads, per document. */
export interface Settings {
  readonly enable: boolean;
  /** Less severe findings are not shown. */
  readonly minSeverity: Severity;
  /** Rules by id: another severity, or `off`. A policy's word on a rule comes first. */
  readonly rules: Readonly<Record<string, Severity | "off">>;
  /** In megabytes; larger code files are left to the audit. */
  readonly maxFileSize: number;
  readonly codeLens: { readonly enable: boolean };
  readonly index: {
    /** Code files of a workspace folder that are read in the background for the flows between files; 0 for none. */
    readonly maxFiles: number;
  };
  /** A token-classification model of this machine; both empty for none. Of the user, never of a workspace. */
  readonly model: {
    /** Folder of the model. */
    readonly folder: string;
    /** Folder where `@huggingface/transformers` is installed; empty for in or above the model's folder. */
    readonly runtime: string;
  };
}

export const defaultSettings: Settings = {
  enable: true,
  minSeverity: "hint",
  rules: {},
  maxFileSize: 2,
  codeLens: { enable: true },
  index: { maxFiles: 10_000 },
  model: { folder: "", runtime: "" },
};

/** What a client may hand over in `initialize`; all of it is optional. */
export interface InitializationOptions {
  /** For clients without `workspace/configuration`. */
  readonly settings?: Partial<Settings>;
  /** A folder for caches; else the system's own place for them is taken. `null` turns caching off. */
  readonly cacheFolder?: string | null;
  /** Whether the client wants `StatusNotification` and `DocumentStatusNotification`. */
  readonly status?: boolean;
  /** Whether the client sends `HiddenDocumentsNotification`. */
  readonly hiddenDocuments?: boolean;
  /**
   * The client's command that previews a prompt, called with the document's URI and the site's id. Without it
   * there are no code lenses.
   */
  readonly previewCommand?: string;
}
