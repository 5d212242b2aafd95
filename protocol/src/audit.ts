import type { Range, WorkDoneProgressParams } from "vscode-languageserver-protocol";
import type { Severity } from "./severity.ts";

/**
 * Checks all files of the workspace, open or not; `null` where that failed. Cancellable by `$/cancelRequest`; progress by `workDoneToken`.
 * The server also publishes the findings of closed files as diagnostics and keeps them fresh until `ClearAudit`.
 */
export namespace AuditRequest {
  export const method = "promptveil/audit";

  export interface Params extends WorkDoneProgressParams {
    /** URIs of the folders to check, workspace folders or folders in them; every workspace folder when absent. */
    readonly folders?: readonly string[];
    /** Less severe findings are left out; default `info`. */
    readonly minSeverity?: Severity;
  }

  export interface Result {
    readonly findings: readonly AuditFinding[];
    readonly errors: readonly { readonly uri: string; readonly message: string }[];
    /** A report for people, in Markdown; links are relative to the first folder. */
    readonly markdown: string;
    readonly stats: { readonly files: number; readonly bytes: number; readonly milliseconds: number };
  }

  export interface AuditFinding {
    readonly id: string;
    readonly rule: string;
    readonly severity: Severity;
    readonly message: string;
    readonly categories: readonly string[];
    readonly uri: string;
    readonly range?: Range;
    /** Index of the notebook cell, from 0; `range` is in the raw `.ipynb` text. */
    readonly cell?: number;
  }
}

/** Takes back the diagnostics that the last audit published for closed files. */
export namespace ClearAudit {
  export const method = "promptveil/clearAudit";
}
