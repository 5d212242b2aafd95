import {
  atLeast,
  fails,
  type RuleId,
  rules,
  ruleUrl,
  type Severity,
  toGithub,
  toReport,
  toSarif,
  toText,
} from "@promptveil/engine";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { modelOf } from "../model.ts";
import { createProgress } from "../progress.ts";
import { type ScanOutcome, scan } from "../scan.ts";
import type { Terminal } from "../terminal.ts";
import { version } from "../version.ts";

export const scanFormats = ["text", "json", "sarif", "github"] as const;
export type ScanFormat = (typeof scanFormats)[number];

export interface ScanCommandOptions {
  readonly format: ScanFormat;
  readonly minSeverity: Severity;
  readonly failOn: Severity;
  readonly rules?: readonly RuleId[];
  readonly config?: string;
  readonly jobs?: number;
  readonly cache: boolean;
  readonly model?: string;
  readonly modelRuntime?: string;
}

/** `promptveil scan`: reports what stands in files. */
export async function scanCommand(
  terminal: Terminal,
  paths: readonly string[],
  options: ScanCommandOptions,
): Promise<ExitCode> {
  const { config, rules: wanted, jobs } = options;
  const model = modelOf(options);
  const outcome = await scan(
    {
      cwd: terminal.cwd,
      paths,
      ...(config !== undefined && { config }),
      ...(wanted && { rules: wanted }),
      ...(jobs !== undefined && { jobs }),
      ...(model && { model }),
      // Only the report in JSON names the fixes.
      fixes: options.format === "json",
      cache: options.cache,
    },
    createProgress(terminal, "Scanning"),
  );
  const shown = outcome.findings.filter((finding) => atLeast(finding.severity, options.minSeverity));
  terminal.out(write({ ...outcome, findings: shown }, options.format, terminal, paths));
  if (outcome.failed) return exitCodes.failure;
  return fails(outcome.findings, options.failOn) ? exitCodes.findings : exitCodes.clean;
}

function write(outcome: ScanOutcome, format: ScanFormat, terminal: Terminal, paths: readonly string[]): string {
  switch (format) {
    case "json":
      return `${JSON.stringify(toReport(outcome), undefined, 2)}\n`;
    case "sarif": {
      const summaries = rules.map((rule) => ({ ...rule, helpUri: ruleUrl(rule.id) }));
      return `${JSON.stringify(toSarif(outcome, { version, rules: summaries }), undefined, 2)}\n`;
    }
    case "github":
      return toGithub(outcome);
    case "text":
      return toText(outcome, {
        color: terminal.color,
        fixCommand: `promptveil fix ${paths.map(quoted).join(" ")}`,
      });
  }
}

/** A path as a shell takes it. */
function quoted(path: string): string {
  return /^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
