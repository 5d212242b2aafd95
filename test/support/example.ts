import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

/** The example that the README opens. */
export const exampleFolder = resolve(import.meta.dirname, "../../examples/support-bot");

/** A finding by file, place (both numbers from 0) and rule, as text: `service/app/chains.py:40:25 PV101`. */
export type ExpectedFinding = string;

/** Writes a finding as `expectedFindings` does. */
export function findingKey(file: string, rule: string, start: { line: number; character: number }): ExpectedFinding {
  return `${file}:${start.line}:${start.character} ${rule}`;
}

/**
 * The findings of severity information and above that the example is to give, from its one list, sorted.
 * @throws when the text that marks a finding does not stand exactly once in its file
 */
export function expectedFindings(): ExpectedFinding[] {
  const list = parse(readFileSync(join(exampleFolder, "expected-findings.yml"), "utf8")) as Record<
    string,
    { readonly rule: string; readonly at: string }[]
  >;
  return Object.entries(list)
    .flatMap(([file, findings]) => {
      const text = readFileSync(join(exampleFolder, file), "utf8");
      return findings.map(({ rule, at }) => findingKey(file, rule, positionOf(text, at, file)));
    })
    .sort();
}

function positionOf(text: string, part: string, file: string): { line: number; character: number } {
  const offset = text.indexOf(part);
  if (offset < 0 || text.indexOf(part, offset + 1) >= 0) throw new Error(`${file} does not hold ${part} exactly once`);
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
