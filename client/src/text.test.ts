import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

function strings(file: string): Record<string, string> {
  return JSON.parse(readFileSync(join(root, file), "utf8"));
}

const placeholders = (text: string) => [...text.matchAll(/\{\d+\}|\]\(command:[^)]+\)/g)].map(String).sort();

/** What the code hands to `l10n.t`, word for word. */
function wordsOfTheCode(): string[] {
  const source = readFileSync(join(root, "client/src/text.ts"), "utf8");
  return [...source.matchAll(/l10n\.t\(\s*("(?:[^"\\]|\\.)*")/g)].map(([, literal]) => JSON.parse(literal!));
}

describe("localized text", () => {
  it("keeps all words in one file", () => {
    const sources = readdirSync(join(root, "client/src"), { recursive: true, encoding: "utf8" });
    for (const file of sources.filter((name) => name.endsWith(".ts") && !/text(\.test)?\.ts$/.test(name))) {
      assert.doesNotMatch(readFileSync(join(root, "client/src", file), "utf8"), /l10n\.t\(/, file);
    }
  });

  it("has the words of the code, and no others, in every language", () => {
    const wanted = [...new Set(wordsOfTheCode())].sort();
    assert.ok(wanted.length > 20);
    for (const file of readdirSync(join(root, "l10n"))) {
      assert.deepEqual(Object.keys(strings(`l10n/${file}`)).sort(), wanted, file);
    }
  });

  it("has the words of the manifest, and no others, in every language", () => {
    const wanted = Object.keys(strings("package.nls.json")).sort();
    const used = [...readFileSync(join(root, "package.json"), "utf8").matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key!);
    assert.deepEqual([...new Set(used)].sort(), wanted);
    for (const file of readdirSync(root).filter((name) => /^package\.nls\..+\.json$/.test(name))) {
      assert.deepEqual(Object.keys(strings(file)).sort(), wanted, file);
    }
  });

  it("keeps placeholders and links in every translation", () => {
    const bundles = readdirSync(join(root, "l10n")).map((file) => `l10n/${file}`);
    for (const file of bundles) {
      for (const [key, text] of Object.entries(strings(file)))
        assert.deepEqual(placeholders(text), placeholders(key), key);
    }
    const english = strings("package.nls.json");
    for (const file of readdirSync(root).filter((name) => /^package\.nls\..+\.json$/.test(name))) {
      for (const [key, text] of Object.entries(strings(file))) {
        assert.deepEqual(placeholders(text), placeholders(english[key] ?? ""), key);
      }
    }
  });
});
