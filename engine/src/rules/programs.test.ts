import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { testHost } from "../../../test/support/engine-host.ts";
import { flowEngineOver, linesOf } from "../../../test/support/flow.ts";
import { labelledPrograms, type Program, rates, scoreBoard } from "../../../test/support/programs.ts";
import { createAnalyzer } from "../analyzer.ts";
import type { Finding } from "../model/index.ts";
import { parsePolicy } from "../policy/parse.ts";

/** What a line is marked to be reported by: every one of `rules`, each as any of its alternatives. */
interface Mark {
  readonly line: string;
  readonly rules: readonly (readonly string[])[];
}

function marksOf({ files }: Program): Mark[] {
  return Object.entries(files).flatMap(([file, text]) =>
    text.split("\n").flatMap((line, index) => {
      const rules = /(?:#|\/\/|\/\*)\s*leak\b\s*(.*)$/.exec(line)?.[1];
      if (rules === undefined) return [];
      return [
        { line: `${file}:${index + 1}`, rules: rules.split(/,\s*/).map((one) => one.match(/PV\d+/g) ?? ["no rule"]) },
      ];
    }),
  );
}

async function findingsOf({ files }: Program): Promise<Finding[]> {
  const { policy } = parsePolicy("version: 1\n");
  const analyzer = await createAnalyzer(testHost(files), { policyFor: () => policy, timeBudget: 60_000 });
  for (const [file, text] of Object.entries(files)) analyzer.setFile({ file, text });
  const findings = Object.keys(files).flatMap((file) => analyzer.analyze(file).findings);
  analyzer.dispose();
  // Figures about being right count information and above.
  return findings.filter(({ severity }) => severity !== "hint");
}

/** The lines that a finding speaks for: its own, those of its path, and those of everything else in its exposure. */
function spokenFor(finding: Finding, exposures: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const own = [finding, ...finding.flow].flatMap(({ file, range }) => {
    const first = range ? range.start.line + 1 : 1;
    const count = range ? range.end.line - range.start.line + 1 : 1;
    return Array.from({ length: count }, (_, index) => `${file}:${first + index}`);
  });
  const lines = new Set(own);
  for (const exposure of exposures) if (exposure.has(own[0]!)) for (const line of exposure) lines.add(line);
  return lines;
}

describe("rules over whole programs", () => {
  const byRule = scoreBoard();
  const byLanguage = scoreBoard();

  for (const program of labelledPrograms()) {
    it(program.name, async () => {
      const marks = marksOf(program);
      assert.deepEqual(
        marks.filter(({ rules }) => rules.flat().includes("no rule")),
        [],
        "every mark names its rule",
      );
      const engine = await flowEngineOver(program.files);
      const exposures = Object.keys(program.files).flatMap((file) =>
        engine.has(file) ? engine.flows(file).sinks.map((hit) => new Set(linesOf(program.files, hit))) : [],
      );
      const findings = (await findingsOf(program)).map((finding) => ({
        finding,
        lines: spokenFor(finding, exposures),
      }));
      for (const { finding, lines } of findings) {
        const isRight = marks.some(({ line, rules }) => lines.has(line) && rules.flat().includes(finding.rule));
        if (isRight) continue;
        byRule.of(finding.rule).wrong++;
        byLanguage.of(program.language).wrong++;
      }
      for (const { line, rules } of marks) {
        for (const any of rules) {
          const met = findings.find(({ finding, lines }) => lines.has(line) && any.includes(finding.rule));
          const outcome = met ? "right" : "missed";
          byRule.of(met?.finding.rule ?? any[0]!)[outcome]++;
          byLanguage.of(program.language)[outcome]++;
        }
      }
    });
  }

  it("reach what they are to reach in every language", () => {
    for (const language of ["Python", "TypeScript", "JavaScript"]) {
      const { precision, recall } = rates(byLanguage.of(language));
      assert.ok(precision >= 0.95, `precision ${precision} in ${language}`);
      assert.ok(recall >= 0.92, `recall ${recall} in ${language}`);
    }
  });

  after(() => {
    for (const line of [...byLanguage.lines(), ...byRule.lines()]) console.log(`    ${line}`);
  });
});
