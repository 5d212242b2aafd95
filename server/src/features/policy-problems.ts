import type { PolicyProblem } from "@promptveil/engine";
import { DiagnosticSeverity } from "vscode-languageserver";
import type { ServerContext } from "../context.ts";
import { uriOfPath } from "../uris.ts";

/** Marks what is wrong with policy files in those files, whether they are open or not. */
export interface PolicyProblems {
  /** Brings what is marked up to date with the policies that were read. */
  publish(): void;
}

export function providePolicyProblems(context: ServerContext): PolicyProblems {
  const marked = new Map<string, readonly PolicyProblem[]>();

  function publish(): void {
    const { words } = context.client();
    const broken = new Map<string, readonly PolicyProblem[]>();
    for (const folder of context.folders.loaded()) {
      for (const { path, problems } of folder.policies?.known() ?? []) {
        if (path !== undefined && problems.length > 0) broken.set(uriOfPath(path), problems);
      }
    }
    for (const [uri, problems] of broken) {
      if (marked.get(uri) === problems) continue;
      void context.connection.sendDiagnostics({
        uri,
        diagnostics: problems.map(({ message, range }) => ({
          range,
          message: words("untilPolicyIsFixed", message),
          severity: DiagnosticSeverity.Error,
          source: "PromptVeil",
          code: "policy",
        })),
      });
    }
    for (const uri of marked.keys()) {
      if (!broken.has(uri)) void context.connection.sendDiagnostics({ uri, diagnostics: [] });
    }
    marked.clear();
    for (const [uri, problems] of broken) marked.set(uri, problems);
    context.status.setProblem("policy", broken.size > 0 ? words("policyHasErrors") : undefined);
  }

  return { publish };
}
