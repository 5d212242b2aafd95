import type { Finding } from "../../engine/src/model/index.ts";

/** What a marker under a line of a fixture expects of that line. */
export interface Expectation {
  /** From 0. */
  readonly line: number;
  /** Columns that the finding must overlap, from 0; the whole line where absent. */
  readonly columns?: { readonly start: number; readonly end: number };
  readonly rule: string;
}

const opener = /^\s*(#|\/\/|\/\*|\{#|\{\{!-*|<!--|\{\/\*)/;
const marker = /(~+)\s*(PV\d{3}(?:\s*,\s*PV\d{3})*)/g;

/**
 * Reads the markers of a fixture: a comment of its own whose tildes stand under the offending code, with the rule.
 *
 *     prompt = f"Write to {customer.email}"
 *     #                    ~~~~~~~~~~~~~~ PV101
 *
 * Several comments under one line all speak of that line. A file without comments has its expectations beside it, in
 * `<file>.expected`: one `LINE RULE` a line, lines counted from 1.
 */
export function readMarkers(text: string, beside?: string): Expectation[] {
  if (beside !== undefined) {
    return [...beside.matchAll(/^(\d+)\s+(PV\d{3})/gm)].map((match) => ({
      line: Number(match[1]) - 1,
      rule: match[2]!,
    }));
  }
  const expectations: Expectation[] = [];
  let target = 0;
  for (const [number, line] of text.split(/\r\n|\r|\n/).entries()) {
    const marks = opener.test(line) ? [...line.matchAll(marker)] : [];
    if (marks.length === 0) {
      target = number;
      continue;
    }
    for (const mark of marks) {
      const columns = { start: mark.index, end: mark.index + mark[1]!.length };
      for (const rule of mark[2]!.split(/\s*,\s*/)) expectations.push({ line: target, columns, rule });
    }
  }
  return expectations;
}

/** What is wrong with the findings of a fixture, one sentence each. Hints count only where a marker asks for them. */
export function compareFindings(findings: readonly Finding[], expectations: readonly Expectation[]): string[] {
  const open = [...expectations];
  const unexpected: Finding[] = [];
  // A hint takes only an expectation that nothing graver meets.
  const graver = findings.filter((finding) => finding.severity !== "hint");
  for (const finding of [...graver, ...findings.filter((other) => other.severity === "hint")]) {
    const at = open.findIndex((expectation) => meets(finding, expectation));
    if (at >= 0) open.splice(at, 1);
    else if (finding.severity !== "hint") unexpected.push(finding);
  }
  return [
    ...open.map(({ line, rule }) => `line ${line + 1}: ${rule} is missing`),
    ...unexpected.map(
      ({ range, rule, message }) => `line ${(range?.start.line ?? 0) + 1}: ${rule} is unexpected: ${message}`,
    ),
  ];
}

function meets({ rule, range }: Finding, expectation: Expectation): boolean {
  if (rule !== expectation.rule || range?.start.line !== expectation.line) return false;
  const { columns } = expectation;
  if (!columns) return true;
  const end = range.end.line > range.start.line ? Number.POSITIVE_INFINITY : range.end.character;
  return range.start.character < columns.end && columns.start < end;
}
