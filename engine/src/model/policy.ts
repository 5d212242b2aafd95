import type { CategoryName, Severity } from "./category.ts";
import type { EntityType } from "./entity.ts";
import type { RuleId } from "./finding.ts";
import type { Range } from "./span.ts";

/** `.promptveil.yml`, validated. `schemas/policy.schema.json` owns the keys; this mirrors it. */
export interface Policy {
  readonly version: 1;
  readonly redactor?: RedactorPolicy;
  readonly rules: Readonly<Record<RuleId, RulePolicy>>;
  readonly detect: DetectPolicy;
  /** Catalogue entries in the format of `engine/catalog/`, appended to the built-in ones. */
  readonly catalog?: unknown;
  readonly operators: Readonly<Record<EntityType, unknown>>;
  readonly datasets?: unknown;
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  readonly providers?: { readonly allow?: readonly string[]; readonly deny?: readonly string[] };
  readonly register?: unknown;
  readonly retention?: unknown;
}

/** The redaction call that this code base uses. */
export interface RedactorPolicy {
  readonly python?: { readonly import: string; readonly call: string };
  readonly typescript?: { readonly import: string; readonly call: string };
}

export interface RulePolicy {
  readonly severity?: Severity | "off";
  /** Severity in test files, fixtures and seed scripts; default `hint`. */
  readonly inTests?: Severity | "off";
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface DetectPolicy {
  readonly languages?: readonly string[];
  readonly ignoreEntities?: readonly EntityType[];
  readonly ignoreCategories?: readonly CategoryName[];
  readonly recognizers?: readonly unknown[];
  /** Shows reserved examples (`example.com`, 555-01xx) as well. */
  readonly reservedExamples?: boolean;
  readonly thresholds?: { readonly editor?: number; readonly audit?: number; readonly redaction?: number };
}

export interface PolicyProblem {
  readonly message: string;
  /** In the policy file. */
  readonly range: Range;
}
