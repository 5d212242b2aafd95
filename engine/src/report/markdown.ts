import { severities } from "../model/index.ts";
import { compareFindings, compareText, describePlace, type ScanResult } from "./report.ts";

/** What a run found, as Markdown: a table by rule, then the findings by file with their flows. */
export function toMarkdown(result: ScanResult, title = "PromptVeil audit"): string {
  const { findings, errors, stats } = result;
  const lines = [`# ${title}`, ""];
  lines.push(`${findings.length} findings in ${stats.files} files.`, "");
  if (findings.length > 0) lines.push(...ruleTable(result), "");
  let file: string | undefined;
  for (const finding of [...findings].sort(compareFindings)) {
    if (finding.file !== file) {
      if (file !== undefined) lines.push("");
      file = finding.file;
      lines.push(`## ${inline(file)}`, "");
    }
    const place = finding.range
      ? `line ${finding.range.start.line + 1}`
      : finding.place && describePlace(finding.place);
    lines.push(`- **${finding.rule}** ${finding.severity}, ${inline(place ?? "")}: ${inline(finding.message)}`);
    for (const step of finding.flow) {
      lines.push(`  - ${inline(step.file)}:${step.range.start.line + 1} ${inline(step.label)}`);
    }
  }
  if (errors.length > 0) {
    lines.push("", "## Could not be checked, or only in part", "");
    for (const error of errors) lines.push(`- ${inline(error.file)}: ${inline(error.message)}`);
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

function ruleTable({ findings }: ScanResult): string[] {
  const order = [...severities].reverse();
  const rules = [...new Set(findings.map((finding) => finding.rule))].sort(compareText);
  return [
    `| rule | ${order.join(" | ")} |`,
    `| --- |${" ---: |".repeat(order.length)}`,
    ...rules.map((rule) => {
      const ofRule = findings.filter((finding) => finding.rule === rule);
      const numbers = order.map((severity) => ofRule.filter((finding) => finding.severity === severity).length);
      return `| ${rule} | ${numbers.join(" | ")} |`;
    }),
  ];
}

/** Text that Markdown shows as it is; code spans in messages stay code. */
function inline(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f]/g, " ")
    .split(/(`[^`]*`)/)
    .map((piece, index) => (index % 2 === 1 ? piece : piece.replace(/[\\*_{}[\]<>#|]/g, "\\$&")))
    .join("");
}
