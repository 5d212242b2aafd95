import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { testHost } from "../../../test/support/engine-host.ts";
import { compareFindings, readMarkers } from "../../../test/support/markers.ts";
import { createAnalyzer } from "../analyzer.ts";
import type { Analyzer } from "../model/index.ts";
import { parsePolicy } from "../policy/parse.ts";
import { rules } from "./registry.ts";

const root = join(import.meta.dirname, "..", "..", "..", "test", "fixtures", "rules");

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** Invented, and put together here so that no scanner takes a fixture for a leak. */
const secret = ["sk", "proj", "Zk4v9QmT2xLb7Ws1RfYh8Nc3Jd6Pg5Ua"].join("-");

function readFixture(path: string): string {
  return readFileSync(path, "utf8").replaceAll("@@SECRET@@", secret);
}

/** Each folder of `test/fixtures/rules` is one workspace; see `docs/contributing.md`. */
describe("rule fixtures", () => {
  for (const name of readdirSync(root).sort()) {
    describe(name, () => {
      const folder = join(root, name);
      const files = filesUnder(folder);
      const policyFile = join(folder, ".promptveil.yml");
      let analyzer: Analyzer;
      const internalErrors: string[] = [];

      before(async () => {
        const { policy, problems } = parsePolicy(
          existsSync(policyFile) ? readFileSync(policyFile, "utf8") : "version: 1\n",
        );
        assert.deepEqual(problems, []);
        const texts = Object.fromEntries(files.map((file) => [file, readFixture(join(folder, file))]));
        analyzer = await createAnalyzer(testHost(texts), {
          policyFor: () => policy,
          timeBudget: 60_000,
          onInternalError: (context, error) => internalErrors.push(`${context}: ${String(error)}`),
        });
        for (const file of files) analyzer.setFile({ file, text: texts[file]! });
      });
      after(() => analyzer.dispose());

      for (const file of files) {
        if (file.endsWith(".expected") || file === ".promptveil.yml") continue;
        it(file, () => {
          const beside = join(folder, `${file}.expected`);
          const text = readFixture(join(folder, file));
          const expected = readMarkers(text, existsSync(beside) ? readFileSync(beside, "utf8") : undefined);
          const { findings } = analyzer.analyze(file);
          assert.deepEqual(internalErrors, []);
          assert.deepEqual(compareFindings(findings, expected), []);
        });
      }
    });
  }

  it("exist for every rule, with a leak and a clean counterpart", () => {
    const folders = new Set(readdirSync(root));
    const missing = rules.filter(({ id }) => {
      if (!folders.has(id)) return true;
      const files = filesUnder(join(root, id)).filter((file) => !file.endsWith(".expected"));
      const expects = (file: string) => {
        const beside = join(root, id, `${file}.expected`);
        const markers = readMarkers(
          readFileSync(join(root, id, file), "utf8"),
          existsSync(beside) ? readFileSync(beside, "utf8") : undefined,
        );
        return markers.some((marker) => marker.rule === id);
      };
      return !files.some(expects) || files.every(expects);
    });
    assert.deepEqual(
      missing.map((rule) => rule.id),
      [],
    );
  });
});
