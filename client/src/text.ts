import { l10n } from "vscode";

/** All words that the extension shows from code, localizable. Never put personal data into one. */
export const text = {
  preview: (title: string) => l10n.t("{0} ↔ anonymized", title),
  noPrompt: () => l10n.t("There is no prompt here. Put the cursor into an LLM call, a prompt string or a prompt file."),
  pickPrompt: () => l10n.t("Which prompt?"),
  line: (number: number) => l10n.t("line {0}", number),
  personalValues: (count: number) => (count === 1 ? l10n.t("1 personal value") : l10n.t("{0} personal values", count)),
  noSelection: () => l10n.t("Select the text to redact first."),
  nothingPersonal: () => l10n.t("No personal data found in the selection."),
  redacted: (count: number) =>
    count === 1 ? l10n.t("1 personal value replaced.") : l10n.t("{0} personal values replaced.", count),
  copied: (count: number) =>
    count === 1
      ? l10n.t("Copied, with 1 personal value replaced.")
      : l10n.t("Copied, with {0} personal values replaced.", count),
  documentChanged: () => l10n.t("The file changed meanwhile. Try again."),
  auditing: () => l10n.t("Auditing the workspace for personal data"),
  auditDone: (findings: number, files: number) => l10n.t("Audit finished: {0} findings in {1} files.", findings, files),
  auditCancelled: () => l10n.t("Audit cancelled. Nothing was changed."),
  auditReport: () => l10n.t("PromptVeil audit"),
  nothingToFix: () => l10n.t("There is nothing in this file that can be fixed automatically."),
  fixed: () => l10n.t("Fixed. Undo takes all of it back in one step."),
  noFinding: () => l10n.t("There is no finding here."),
  explanation: (rule: string) => l10n.t("PromptVeil {0}", rule),
  policyExists: () => l10n.t("This folder has a policy file already."),
  noFolder: () => l10n.t("Open a folder first."),
  pickFolder: () => l10n.t("Which folder is the policy for?"),
  noEditor: () => l10n.t("Open a file first."),
  serverFailed: () => l10n.t("PromptVeil's language server could not start."),
  showOutput: () => l10n.t("Show Output"),
  restart: () => l10n.t("Restart"),
  starting: () => l10n.t("PromptVeil is starting"),
  ready: () => l10n.t("PromptVeil"),
  failed: () => l10n.t("PromptVeil stopped"),
  findings: (count: number) => (count === 1 ? l10n.t("1 finding") : l10n.t("{0} findings", count)),
  noFindings: () => l10n.t("No findings"),
  indexing: (done: number, total: number) => l10n.t("Indexing {0} of {1} files", done, total),
  listing: () => l10n.t("Indexing: looking for files"),
  partial: () => l10n.t("The time for this file ran out: there may be more to find."),
  skipped: () => l10n.t("Not checked"),
} as const;
