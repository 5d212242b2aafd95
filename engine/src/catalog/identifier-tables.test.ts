import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { classifyIdentifier, type IdentifierQuestion } from "./identifiers.ts";

const root = join(import.meta.dirname, "..", "..", "..", "test", "fixtures", "identifiers");

interface Line {
  readonly name: string;
  readonly expected: string;
}

/** The lines of a table, section by section: a section begins with a comment after an empty line. */
function sectionsOf(file: string): ReadonlyMap<string, readonly Line[]> {
  const sections = new Map<string, Line[]>();
  let title = "";
  for (const line of readFileSync(join(root, file), "utf8").split("\n")) {
    const content = /^(?!#)(.*\S)\s+(\S+)$/.exec(line);
    if (line.startsWith("#")) title = line.slice(1).trim();
    else if (content) {
      const lines = sections.get(title) ?? [];
      lines.push({ name: content[1]!.trim(), expected: content[2]! });
      sections.set(title, lines);
    }
  }
  return sections;
}

/** `-` where nothing personal is seen, or only a hint of it; else the category without `user.`. */
function judged(question: IdentifierQuestion): string {
  const verdict = classifyIdentifier(question);
  return !verdict || verdict.tier === "unsure" ? "-" : verdict.category.replace(/^user\./, "");
}

/** What a line says, as the verdict would have to be: a verdict may be more exact than the table. */
function answer(actual: string, expected: string): string {
  return expected !== "-" && actual.startsWith(`${expected}.`) ? expected : actual;
}

function assertTable(lines: readonly Line[], question: (name: string) => IdentifierQuestion): void {
  const actual = Object.fromEntries(
    lines.map(({ name, expected }) => [name, answer(judged(question(name)), expected)]),
  );
  assert.deepEqual(actual, Object.fromEntries(lines.map(({ name, expected }) => [name, expected])));
}

function inCode(path: string): IdentifierQuestion {
  const parts = path.split(".");
  return { name: parts.at(-1)!, receiver: parts.slice(0, -1) };
}

/** `Customer { id, name }: name` */
function inRecord(line: string): IdentifierQuestion {
  const [, type, fields, name] = /^(\w+) \{ (.*) \}: (\w+)$/.exec(line)!;
  return { name: name!, receiverType: type, siblings: fields!.split(", ") };
}

describe("tables of identifiers", () => {
  for (const file of ["code.txt", "languages.txt"]) {
    for (const [title, lines] of sectionsOf(file)) it(title, () => assertTable(lines, inCode));
  }
  for (const [, lines] of sectionsOf("records.txt")) it("fields of records", () => assertTable(lines, inRecord));
});
