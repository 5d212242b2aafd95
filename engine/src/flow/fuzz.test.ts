import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { codeGrammars } from "../../../test/support/code-grammar.ts";
import { flowEngineOver, languageOf, testSyntax } from "../../../test/support/flow.ts";
import { labelledPrograms } from "../../../test/support/programs.ts";

const isFull = process.env.PROMPTVEIL_FULL === "1";

describe("code that means nothing", () => {
  for (const { name, file, program } of codeGrammars) {
    it(`is read without a crash, the same each time, in ${name}`, async function () {
      this.timeout(isFull ? 0 : 60_000);
      const parser = await testSyntax();
      const engine = await flowEngineOver({});
      const language = languageOf(file)!;
      fc.assert(
        fc.property(program, (text) => {
          const ask = () => {
            const tree = parser.parse(language, text);
            engine.setFile(file, language, text, tree);
            tree.delete();
            const flows = engine.flows(file, undefined, 60_000);
            for (const { span } of [...flows.sinks, ...flows.literals, ...flows.prompts]) {
              assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
            }
            assert.equal(flows.partial, false);
            return { sinks: flows.sinks, fills: engine.templateFlows("prompts/a.j2").placeholders.length };
          };
          assert.deepEqual(ask(), ask());
        }),
        { numRuns: isFull ? 5000 : 150, ...(!isFull && { seed: 11 }) },
      );
    });
  }
});

describe("a search that runs out of time", () => {
  /** Where each flow enters, and what kind of data it is. */
  const exposures = (flows: { sinks: readonly { flows: readonly { entry: unknown; source: unknown }[] }[] }) =>
    new Set(flows.sinks.flatMap((hit) => hit.flows.map(({ source }) => JSON.stringify(source))));

  it("gives what it has by then, says that it is not all, and says all when it is asked again", async function () {
    this.timeout(120_000);
    for (const { name, files } of labelledPrograms()) {
      let clock = 0;
      // Every look at the clock takes a millisecond.
      const engine = await flowEngineOver(files, () => clock++);
      for (const file of Object.keys(files)) {
        if (!engine.has(file)) continue;
        for (const budget of [0, 1, 3, 8]) {
          const started = clock;
          const cut = engine.flows(file, undefined, budget);
          const looks = clock - started;
          assert.ok(looks <= budget + 3, `${name}: looked at the clock ${looks} times with ${budget} ms to spend`);
          if (!cut.partial) continue;
          const all = engine.flows(file, undefined, 1e9);
          assert.equal(all.partial, false);
          const known = exposures(all);
          for (const one of exposures(cut)) assert.ok(known.has(one), `${name}: ${one}`);
          break;
        }
      }
    }
  });
});
