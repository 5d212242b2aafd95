import type { Category, Certainty, Policy, RuleId, Severity } from "../model/index.ts";
import { severities } from "../model/index.ts";

export interface SeverityQuestion {
  readonly rule: RuleId;
  readonly ruleDefault: Severity | "off";
  readonly certainty: Certainty;
  readonly categories: readonly Category[];
  readonly isTest: boolean;
  readonly policy: Policy;
}

/**
 * What a finding is shown as. A certain one takes the policy's severity for the rule, else the gravest of its
 * categories', never under `warning` unless the rule itself is milder; a likely one is at most information, an
 * unsure one a hint. In tests it is at most what the policy says for tests, by default a hint.
 */
export function findingSeverity(question: SeverityQuestion): Severity | "off" {
  const rulePolicy = question.policy.rules[question.rule];
  const chosen = rulePolicy?.severity ?? question.ruleDefault;
  if (chosen === "off") return "off";
  let severity = chosen;
  if (!rulePolicy?.severity && rank(chosen) >= rank("warning")) {
    for (const category of question.categories) severity = higher(severity, category.defaultSeverity);
  }
  if (question.certainty === "likely") severity = lower(severity, "info");
  if (question.certainty === "unsure") severity = lower(severity, "hint");
  if (!question.isTest) return severity;
  const inTests = rulePolicy?.inTests ?? "hint";
  return inTests === "off" ? "off" : lower(severity, inTests);
}

function rank(severity: Severity): number {
  return severities.indexOf(severity);
}

function higher(a: Severity, b: Severity): Severity {
  return rank(a) >= rank(b) ? a : b;
}

function lower(a: Severity, b: Severity): Severity {
  return rank(a) <= rank(b) ? a : b;
}
