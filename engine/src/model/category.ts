/**
 * A kind of personal data, named as the Fideslang taxonomy names it (`user.contact.email`, `user.name`,
 * `user.health_and_medical`). The table of all of them is `engine/catalog/categories.yaml`.
 */
export type CategoryName = string;

export interface Category {
  readonly name: CategoryName;
  /** In plain words, for messages: "e-mail address". */
  readonly title: string;
  /** Special category in the sense of GDPR Art. 9, or treated like one by PV102 (see `sensitive`). */
  readonly special: boolean;
  /** PV102 instead of PV101: special categories, government ids, financial and health data, credentials. */
  readonly sensitive: boolean;
  readonly defaultSeverity: Severity;
}

export type Severity = "hint" | "info" | "warning" | "error";

/** From least to most severe. */
export const severities: readonly Severity[] = ["hint", "info", "warning", "error"];

/** Whether `a` is at least as severe as `b`. */
export function atLeast(a: Severity, b: Severity): boolean {
  return severities.indexOf(a) >= severities.indexOf(b);
}

/**
 * How sure a finding is. `certain` is shown as warning or error, `likely` as information, `unsure` as hint.
 */
export type Certainty = "certain" | "likely" | "unsure";
