import type { Finding, Severity } from "../model/index.ts";
import { compareFindings, describePlace, type ScanResult } from "./report.ts";

const commands: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
  hint: "notice",
};

/**
 * What a run found, as workflow commands that GitHub Actions shows as annotations beside the lines.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function toGithub(result: ScanResult): string {
  const lines = [...result.findings].sort(compareFindings).map(findingCommand);
  for (const error of result.errors) lines.push(`::warning file=${property(error.file)}::${data(error.message)}`);
  return lines.map((line) => `${line}\n`).join("");
}

function findingCommand(finding: Finding): string {
  const { range } = finding;
  // Columns are understood only where a finding begins and ends on one line.
  const columns =
    range && range.start.line === range.end.line
      ? `,col=${range.start.character + 1},endColumn=${Math.max(range.end.character, range.start.character + 1)}`
      : "";
  const lines = range ? `,line=${range.start.line + 1},endLine=${range.end.line + 1}${columns}` : "";
  const place = !range && finding.place ? ` (${describePlace(finding.place)})` : "";
  const steps = finding.flow.map((step) => `\n${step.file}:${step.range.start.line + 1} ${step.label}`).join("");
  const title = property(`PromptVeil ${finding.rule}`);
  const command = commands[finding.severity];
  return `::${command} file=${property(finding.file)}${lines},title=${title}::${data(`${finding.message}${place}${steps}`)}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
