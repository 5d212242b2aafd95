import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

export interface ExpectedFinding {
  readonly rule: string;
  /** A piece of the line on which the finding begins. */
  readonly at: string;
}

/** What is to be found in the example, by file: the one list that all layers check. */
export function expectedFindings(root: string): ReadonlyMap<string, readonly ExpectedFinding[]> {
  const text = readFileSync(join(root, "examples", "support-bot", "expected-findings.yml"), "utf8");
  return new Map(Object.entries(parse(text) as Record<string, ExpectedFinding[]>));
}
