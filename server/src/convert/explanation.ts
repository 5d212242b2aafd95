import type { Finding } from "@promptveil/engine";
import type { Engine } from "../engine.ts";

const certainties: Readonly<Record<Finding["certainty"], string>> = {
  certain: "certain",
  likely: "likely; look at it",
  unsure: "unsure; shown as a hint",
};

const severities: Readonly<Record<Finding["severity"], string>> = {
  error: "error",
  warning: "warning",
  info: "information",
  hint: "hint",
};

export interface ExplanationOptions {
  readonly engine: Engine;
  /** Where a step is, as a Markdown link or plain words. */
  stepLink?(file: string, line: number): string;
}

/** What is said about a finding when one points at it: what, how sure, why it matters, which fix. Markdown. */
export function hoverText(finding: Finding, { engine }: ExplanationOptions): string {
  const rule = engine.ruleById(finding.rule);
  const lines = [
    `**${rule?.title ?? finding.rule}** ([${finding.rule}](${engine.ruleUrl(finding.rule)}))`,
    finding.message,
    `*How sure:* ${certainties[finding.certainty]} (${severities[finding.severity]}). ${kinds(finding)}`,
  ];
  if (rule) lines.push(`*Why it matters:* ${rule.description}`);
  if (finding.flow.length > 1) lines.push(`*How it got here:* ${finding.flow.map((step) => step.label).join(" → ")}`);
  const fix = finding.fixes.find((offer) => offer.preferred) ?? finding.fixes[0];
  if (fix) lines.push(`*Quick fix:* ${fix.title}`);
  return lines.map((line) => line.trim()).join("\n\n");
}

/** A finding in full, as a page of Markdown. */
export function explanation(finding: Finding, options: ExplanationOptions): string {
  const { engine, stepLink } = options;
  const rule = engine.ruleById(finding.rule);
  const sections = [
    `# ${rule?.title ?? finding.rule} (${finding.rule})`,
    finding.message,
    `- Severity: ${severities[finding.severity]}\n- How sure: ${certainties[finding.certainty]} (${Math.round(finding.confidence * 100)} %)${
      finding.categories.length > 0 ? `\n- Kinds of data: ${codes(finding.categories)}` : ""
    }${finding.alsoMatches.length > 0 ? `\n- Also matches: ${codes(finding.alsoMatches)}` : ""}`,
  ];
  if (rule) sections.push(`## Why it matters\n\n${rule.description}`);
  if (rule && rule.legalBasis.length > 0) {
    sections.push(rule.legalBasis.map(({ title, url }) => `- [${title}](${url})`).join("\n"));
  }
  if (finding.flow.length > 0) {
    const steps = finding.flow.map((step, index) => {
      const line = step.range.start.line + 1;
      return `${index + 1}. ${step.label} (${stepLink ? stepLink(step.file, line) : `${step.file}:${line}`})`;
    });
    sections.push(`## How the data gets there\n\n${steps.join("\n")}`);
  }
  if (finding.fixes.length > 0) {
    const fixes = finding.fixes.map((fix) => `- ${fix.title}${fix.preferred ? " (preferred)" : ""}`);
    sections.push(`## Fixes\n\n${fixes.join("\n")}`);
  }
  sections.push(`More: [${finding.rule}](${engine.ruleUrl(finding.rule)})`);
  return `${sections.join("\n\n")}\n`;
}

function kinds(finding: Finding): string {
  return finding.categories.length === 0 ? "" : `Kinds of data: ${codes(finding.categories)}.`;
}

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
