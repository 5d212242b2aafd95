import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { testHost } from "../../../test/support/engine-host.ts";
import { flowEngineOver, linesOf } from "../../../test/support/flow.ts";
import { labelledPrograms, type Program, rates, scoreBoard } from "../../../test/support/programs.ts";
import { createAnalyzer } from "../analyzer.ts";
import type { Finding } from "../model/index.ts";
import { parsePolicy } from "../policy/parse.ts";

/** What lines of one statement are marked to be reported by: every one of `rules`, each as any of its alternatives. */
interface Mark {
  readonly lines: readonly string[];
  readonly rules: readonly (readonly string[])[];
}

function marksOf({ files }: Program): Mark[] {
  return Object.entries(files).flatMap(([file, text]) => {
    if (file.endsWith(".md")) return [];
    const all = text.split("\n");
    return all.flatMap((line, index) => {
      const found = /(?:#|\/\/|\/\*|\{\{!--)\s*leak\b\s*(.*)$/.exec(line);
      if (!found) return [];
      const rules = found[1]!.replace(/",?$/, "").split(/,\s*/);
      return [
        {
          lines: statementEndingAt(all, index, found.index).map((at) => `${file}:${at + 1}`),
          rules: rules.map((one) => one.match(/PV\d+/g) ?? ["no rule"]),
        },
      ];
    });
  });
}

/** The lines that a mark speaks for: its own, and those of a template literal that ends there. */
function statementEndingAt(lines: readonly string[], index: number, end: number): number[] {
  const ticks = (text: string) => text.split("`").length - 1;
  const result = [index];
  if (ticks(lines[index]!.slice(0, end)) % 2 === 0) return result;
  for (let at = index - 1; at >= 0; at--) {
    result.push(at);
    if (ticks(lines[at]!) % 2 === 1) break;
  }
  return result;
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

const titles = { first: "shapes of code", second: "frameworks" } as const;

for (const set of ["first", "second"] as const) {
  describe(`rules over whole programs: ${titles[set]}`, () => {
    const byRule = scoreBoard();
    const byLanguage = scoreBoard();
    const programs = labelledPrograms().filter((program) => program.set === set);

    for (const program of programs) {
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
          const meets = (mark: Mark) => mark.lines.some((line) => lines.has(line));
          if (marks.some((mark) => meets(mark) && mark.rules.flat().includes(finding.rule))) continue;
          byRule.of(finding.rule).wrong++;
          byLanguage.of(program.language).wrong++;
          wrong.push(`${program.name}: ${finding.rule} at ${finding.file}:${(finding.range?.start.line ?? 0) + 1}`);
        }
        for (const mark of marks) {
          for (const any of mark.rules) {
            const met = findings.find(
              ({ finding, lines }) => mark.lines.some((line) => lines.has(line)) && any.includes(finding.rule),
            );
            const outcome = met ? "right" : "missed";
            byRule.of(met?.finding.rule ?? any[0]!)[outcome]++;
            byLanguage.of(program.language)[outcome]++;
            if (!met) missed.push(`${program.name}: ${any.join(" or ")} at ${mark.lines[0]}`);
          }
        }
      });
    }
    const wrong: string[] = [];
    const missed: string[] = [];

    it("are at least forty", () => assert.ok(programs.length >= 40));

    it("reach what they are to reach in every language", () => {
      for (const language of ["Python", "TypeScript", "JavaScript"]) {
        const { precision, recall } = rates(byLanguage.of(language));
        assert.ok(precision >= 0.95, `precision ${precision} in ${language}`);
        assert.ok(recall >= 0.92, `recall ${recall} in ${language}`);
      }
    });

    after(() => {
      console.log(`    ${titles[set]}, ${programs.length} programs`);
      for (const line of [...byLanguage.lines(), ...byRule.lines()]) console.log(`    ${line}`);
      for (const line of wrong) console.log(`    false alarm: ${line}`);
      for (const line of missed) console.log(`    missed: ${line}`);
    });
  });
}
