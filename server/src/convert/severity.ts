import type { Severity } from "@promptveil/engine";
import { DiagnosticSeverity } from "vscode-languageserver";

const levels: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function diagnosticSeverity(severity: Severity): DiagnosticSeverity {
  return levels[severity];
}
