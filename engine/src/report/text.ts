import { atLeast, type Finding, type FlowStep, type Severity, severities } from "../model/index.ts";
import { compareFindings, compareText, describePlace, type ScanResult } from "./report.ts";

export interface TextOptions {
  /** ANSI colours, for terminals. */
  readonly color: boolean;
  /** Said after the summary where something can be fixed: `promptveil fix src`. */
  readonly fixCommand?: string;
}

type Style = "bold" | "dim" | "red" | "yellow" | "blue" | "cyan" | "underline";

/** SGR parameters of ECMA-48, section 8.3.117: how a style begins and ends. */
const codes: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  underline: [4, 24],
  red: [31, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
};

const severityStyles: Readonly<Record<Severity, Style>> = {
  error: "red",
  warning: "yellow",
  info: "blue",
  hint: "dim",
};

/** What a run found, for people: by file, the flow under each finding, a summary at the end. Ends with a newline. */
export function toText(result: ScanResult, options: TextOptions): string {
  const paint = (style: Style, text: string) =>
    options.color ? `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m` : text;
  const lines: string[] = [];
  for (const [file, findings] of byFile(result.findings)) {
    lines.push(paint("underline", printable(file)));
    const placeWidth = Math.max(...findings.map((finding) => placeOf(finding).length));
    for (const finding of findings) {
      const severity = paint(severityStyles[finding.severity], finding.severity.padEnd(7));
      const place = placeOf(finding).padEnd(placeWidth);
      const categories = finding.categories.length > 0 ? `  ${paint("dim", finding.categories.join(", "))}` : "";
      lines.push(
        `  ${place}  ${severity}  ${paint("bold", finding.rule)}  ${printable(finding.message)}${categories}`,
        ...flowLines(finding, placeWidth + 4, (text) => paint("dim", text)),
      );
    }
    lines.push("");
  }
  if (result.errors.length > 0) {
    lines.push(paint("bold", "Could not be checked, or only in part:"));
    for (const error of result.errors) lines.push(`  ${printable(error.file)}: ${printable(error.message)}`);
    lines.push("");
  }
  lines.push(paint("bold", summary(result)));
  const fixable = result.findings.filter(
    // What is unsure is left to people.
    ({ severity, fixes }) => atLeast(severity, "info") && fixes.some((fix) => fix.preferred),
  ).length;
  if (fixable > 0 && options.fixCommand !== undefined) {
    const them = fixable === 1 ? "1 of them can be fixed" : `${fixable} of them can be fixed`;
    lines.push(`${them} at once: ${paint("cyan", printable(options.fixCommand))}`);
  }
  return `${lines.join("\n")}\n`;
}

function flowLines(finding: Finding, indent: number, dim: (text: string) => string): string[] {
  if (finding.flow.length === 0) return [];
  const places = finding.flow.map((step) => stepPlace(step, finding.file));
  const width = Math.max(...places.map((place) => place.length));
  return finding.flow.map((step, index) => {
    const branch = index === finding.flow.length - 1 ? "└─" : "├─";
    return dim(`${" ".repeat(indent)}${branch} ${places[index]?.padEnd(width)}  ${printable(step.label)}`);
  });
}

function stepPlace(step: FlowStep, file: string): string {
  const place = `${step.range.start.line + 1}:${step.range.start.character + 1}`;
  return step.file === file ? place : `${printable(step.file)}:${place}`;
}

function placeOf(finding: Finding): string {
  const cell = finding.cell === undefined ? "" : ` (cell ${finding.cell + 1})`;
  if (finding.range) return `${finding.range.start.line + 1}:${finding.range.start.character + 1}${cell}`;
  return finding.place ? printable(describePlace(finding.place)) : "";
}

function byFile(findings: readonly Finding[]): [string, Finding[]][] {
  const files = new Map<string, Finding[]>();
  for (const finding of [...findings].sort(compareFindings)) {
    const list = files.get(finding.file);
    if (list) list.push(finding);
    else files.set(finding.file, [finding]);
  }
  return [...files].sort(([a], [b]) => compareText(a, b));
}

function summary({ findings, stats, errors }: ScanResult): string {
  const files = `${count(stats.files, "file")} in ${seconds(stats.milliseconds)}`;
  const trouble = errors.length > 0 ? ` ${count(errors.length, "problem")} kept parts from being checked.` : "";
  if (findings.length === 0) return `No personal data found in ${files}.${trouble}`;
  const parts = [...severities]
    .reverse()
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => (severity === "info" ? `${number} info` : count(number, severity)));
  const affected = new Set(findings.map((finding) => finding.file)).size;
  return `${count(findings.length, "finding")} (${parts.join(", ")}) in ${affected} of ${files}.${trouble}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Text from the workspace (a file's name) without what would steer a terminal: controls, bidirectional overrides. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, "\uFFFD");
}

/** Whether a run has a finding that fails it. */
export function fails(findings: readonly Finding[], failOn: Severity): boolean {
  return findings.some((finding) => atLeast(finding.severity, failOn));
}
