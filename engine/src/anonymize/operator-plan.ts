import type { EntityType } from "../model/index.ts";
import { isProblem, type OperatorContext, type Replace } from "./operators/operator.ts";
import { operatorByName, operators } from "./operators/registry.ts";
import { replace } from "./operators/replace.ts";

/** Which operator stands for which entity type, ready to use. */
export interface OperatorPlan {
  /** What stands for a value. */
  apply: Replace;
  /** The operator's name for a type. */
  nameFor(type: EntityType): string;
}

/** The key of the operator for types that have none of their own. */
export const defaultOperatorKey = "DEFAULT";

/**
 * Prepares the operators of a policy: `EMAIL_ADDRESS: mask`, or with options `{ operator: mask, … }`; `DEFAULT` for
 * all other types, which is `replace` unless said otherwise. One plan gives one run: pseudonyms are consistent
 * within it. Where an operator cannot be prepared its types are replaced, never kept, and the problem is told.
 */
export function operatorPlan(
  config: Readonly<Record<EntityType, unknown>> = {},
  context: OperatorContext = {},
): { readonly plan: OperatorPlan; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const safe = replace.prepare({}, context) as Replace;
  const prepared = new Map<EntityType, { readonly name: string; readonly replace: Replace }>();
  const shared = new Map<string, Replace>();
  for (const [type, entry] of Object.entries(config)) {
    const { operator: name, ...parameters } = typeof entry === "string" ? { operator: entry } : asRecord(entry);
    const operator = typeof name === "string" ? operatorByName(name) : undefined;
    if (!operator) {
      problems.push(`The operator of ${type} must be one of ${operators.map((known) => known.name).join(", ")}.`);
      prepared.set(type, { name: replace.name, replace: safe });
      continue;
    }
    const key = JSON.stringify([operator.name, parameters]);
    const result = shared.get(key) ?? operator.prepare(parameters, context);
    if (isProblem(result)) {
      problems.push(`${type}: ${result.problem}`);
      prepared.set(type, { name: replace.name, replace: safe });
    } else {
      shared.set(key, result);
      prepared.set(type, { name: operator.name, replace: result });
    }
  }
  const fallback = prepared.get(defaultOperatorKey) ?? { name: replace.name, replace: safe };
  const operatorFor = (type: EntityType) => prepared.get(type) ?? fallback;
  return {
    plan: {
      apply: (value, type) => operatorFor(type).replace(value, type),
      nameFor: (type) => operatorFor(type).name,
    },
    problems,
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
