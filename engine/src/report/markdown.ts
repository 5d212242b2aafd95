import { severities } from "../model/index.ts";
import { compareFindings, compareText, describePlace, type RuleSummary, type ScanResult } from "./report.ts";

/** What the table of a report says about a rule. */
type NamedRule = Pick<RuleSummary, "id" | "title">;

/**
 * What a run found, as Markdown: a table by rule, then the findings by file with their flows.
 * @param rules those that the table names by their titles, too
 */
export function toMarkdown(result: ScanResult, rules: readonly NamedRule[] = []): string {
  const { findings, errors, stats } = result;
  const lines = ["# PromptVeil audit", ""];
  lines.push(`${findings.length} findings in ${stats.files} files.`, "");
  if (findings.length > 0) lines.push(...ruleTable(result, rules), "");
  let file: string | undefined;
  for (const finding of [...findings].sort(compareFindings)) {
    if (finding.file !== file) {
      if (file !== undefined) lines.push("");
      file = finding.file;
      lines.push(`## ${link(file, file)}`, "");
    }
    const line = finding.range && finding.range.start.line + 1;
    const place =
      line === undefined
        ? inline((finding.place && describePlace(finding.place)) ?? "")
        : link(`line ${line}`, file, line);
    lines.push(`- **${finding.rule}** ${finding.severity}, ${place}: ${inline(finding.message)}`);
    for (const step of finding.flow) {
      const at = step.range.start.line + 1;
      lines.push(`  - ${link(`${step.file}:${at}`, step.file, at)} ${inline(step.label)}`);
    }
  }
  if (errors.length > 0) {
    lines.push("", "## Could not be checked, or only in part", "");
    for (const error of errors) lines.push(`- ${inline(error.file)}: ${inline(error.message)}`);
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

function ruleTable({ findings }: ScanResult, named: readonly NamedRule[]): string[] {
  const order = [...severities].reverse();
  const rules = [...new Set(findings.map((finding) => finding.rule))].sort(compareText);
  return [
    `| rule | ${order.join(" | ")} |`,
    `| --- |${" ---: |".repeat(order.length)}`,
    ...rules.map((rule) => {
      const ofRule = findings.filter((finding) => finding.rule === rule);
      const numbers = order.map((severity) => ofRule.filter((finding) => finding.severity === severity).length);
      const title = named.find(({ id }) => id === rule)?.title;
      return `| ${title === undefined ? rule : `${rule} ${inline(title)}`} | ${numbers.join(" | ")} |`;
    }),
  ];
}

/** A link to a file, or to one of its lines, as forges and editors understand it: relative to where the report lies. */
function link(text: string, file: string, line?: number): string {
  const path = file
    .split("/")
    .map(encodeURIComponent)
    .join("/")
    .replace(/[()]/g, (brace) => (brace === "(" ? "%28" : "%29"));
  return `[${inline(text)}](${path}${line === undefined ? "" : `#L${line}`})`;
}

/** Text that Markdown shows as it is; code spans in messages stay code. */
function inline(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f]/g, " ")
    .split(/(`[^`]*`)/)
    .map((piece, index) => (index % 2 === 1 ? piece : piece.replace(/[\\*_{}[\]<>#|]/g, "\\$&")))
    .join("");
}
