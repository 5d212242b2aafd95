import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { rules } from "./registry.ts";

const sections = [
  "What it flags",
  "Why it matters",
  "Law and standards",
  "Leak and fix",
  "Configure",
  "When to suppress",
];

describe("rule pages", () => {
  for (const { id, name } of rules) {
    it(`${id} has its page`, () => {
      const page = readFileSync(new URL(`../../../docs/rules/${id}.md`, import.meta.url), "utf8");
      assert.ok(page.startsWith(`# ${id} ${name}\n`));
      const headings = [...page.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
      assert.deepEqual(headings, sections);
      for (const link of page.matchAll(/\]\((PV\d{3})\.md\)/g)) {
        assert.ok(
          rules.some((rule) => rule.id === link[1]),
          `${link[1]} is a rule`,
        );
      }
    });
  }
});
