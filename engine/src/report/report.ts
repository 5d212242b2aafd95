import type { CategoryName, Certainty, FileError, Finding, Place, Range, RuleId, Severity } from "../model/index.ts";

/** What a run cost. */
export interface ReportStats {
  readonly files: number;
  readonly bytes: number;
  readonly milliseconds: number;
}

/** What a run found, before it is written in any format. */
export interface ScanResult {
  readonly findings: readonly Finding[];
  readonly errors: readonly FileError[];
  readonly stats: ReportStats;
}

/** What reports say about a rule. */
export interface RuleSummary {
  readonly id: RuleId;
  /** Kebab case: `personal-data-in-prompt`. */
  readonly name: string;
  /** A few words for a list. */
  readonly title: string;
  /** One or two sentences: what it flags and why. */
  readonly description: string;
  readonly defaultSeverity: Severity | "off";
  /** What the rule serves, as tags. */
  readonly practices: readonly string[];
  readonly helpUri: string;
}

/** A finding as JSON: what `schemas/report.schema.json` describes. Only ever gains optional fields. */
export interface ReportFinding {
  readonly id: string;
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly confidence: number;
  readonly message: string;
  readonly categories: readonly CategoryName[];
  readonly file: string;
  readonly range?: Range;
  readonly place?: Place;
  readonly cell?: number;
  readonly flow: readonly { readonly file: string; readonly range: Range; readonly label: string }[];
  readonly fixes: readonly { readonly title: string; readonly kind: string }[];
  readonly alsoMatches: readonly RuleId[];
}

/** The JSON report. */
export interface Report {
  readonly version: 1;
  readonly findings: readonly ReportFinding[];
  readonly errors: readonly FileError[];
  readonly stats: ReportStats;
}

/** The report of a run, with the fields that the schema names and no others. */
export function toReport(result: ScanResult): Report {
  return {
    version: 1,
    findings: result.findings.map(toReportFinding),
    errors: result.errors.map(({ file, message }) => ({ file, message })),
    stats: result.stats,
  };
}

/** One finding as the JSON report holds it. */
export function toReportFinding(finding: Finding): ReportFinding {
  return {
    id: finding.id,
    rule: finding.rule,
    severity: finding.severity,
    certainty: finding.certainty,
    confidence: Math.round(finding.confidence * 1000) / 1000,
    message: finding.message,
    categories: finding.categories,
    file: finding.file,
    ...(finding.range && { range: finding.range }),
    ...(finding.place && { place: finding.place }),
    ...(finding.cell !== undefined && { cell: finding.cell }),
    flow: finding.flow.map(({ file, range, label }) => ({ file, range, label })),
    fixes: finding.fixes.map(({ title, kind }) => ({ title, kind })),
    alsoMatches: finding.alsoMatches,
  };
}

/** Order for people: by file, then by place, then by rule. Stable for the same findings in any order. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    (a.range?.start.line ?? -1) - (b.range?.start.line ?? -1) ||
    (a.range?.start.character ?? -1) - (b.range?.start.character ?? -1) ||
    rowOf(a) - rowOf(b) ||
    compareText(a.rule, b.rule) ||
    compareText(a.id, b.id)
  );
}

function rowOf(finding: Finding): number {
  return finding.place && "row" in finding.place ? finding.place.row : -1;
}

/** Order by code units: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A place that has no line, in words: `row 12, column email`. */
export function describePlace(place: Place): string {
  if ("row" in place) return place.column === undefined ? `row ${place.row}` : `row ${place.row}, ${place.column}`;
  if ("page" in place) return `page ${place.page}`;
  return `sheet ${place.sheet}, cell ${place.cell}`;
}
