import { type RuleId, ruleById, rules, type Severity, severities } from "@promptveil/engine";
import { InvalidArgumentError } from "commander";

/** A severity as typed. */
export function parseSeverity(value: string): Severity {
  const severity = severities.find((name) => name === value.toLowerCase());
  if (severity === undefined) throw new InvalidArgumentError(`Use one of ${severities.join(", ")}.`);
  return severity;
}

/** Rule ids as typed: separated by commas, in any case. */
export function parseRules(value: string): RuleId[] {
  const ids = value.split(",").map((part) => part.trim());
  return ids.filter((id) => id !== "").map((id) => parseRule(id));
}

/** One rule's id as typed. */
export function parseRule(value: string): RuleId {
  const rule = ruleById(value) ?? rules.find(({ name }) => name === value);
  if (rule === undefined) throw new InvalidArgumentError(`There is no rule ${value}. "promptveil rules" lists them.`);
  return rule.id;
}

/** A whole number of at least one. */
export function parseCount(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError("Use a whole number from 1.");
  return number;
}

/** A number from 0 to 1. */
export function parseShare(value: string): number {
  const number = Number(value);
  if (value.trim() === "" || !(number >= 0 && number <= 1)) throw new InvalidArgumentError("Use a number from 0 to 1.");
  return number;
}
