import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, it } from "mocha";
import { codeGrammars } from "../../../test/support/code-grammar.ts";
import { readPrograms } from "../../../test/support/flow.ts";
import { labelledPrograms } from "../../../test/support/programs.ts";
import { compareWithReference } from "../../../test/support/reference/compare.ts";

const folder = new URL("../../../test/fixtures/flow/", import.meta.url);
const isFull = process.env.PROMPTVEIL_FULL === "1";

/** The search against a plain forward propagation; `test/support/reference/compare.ts` says what is compared. */
describe("the search and a plain propagation", () => {
  for (const file of readdirSync(folder).sort()) {
    const extension = /\.(py|tsx?|jsx?|go)\.txt$/.exec(file)?.[1];
    if (!extension) continue;
    it(`agree on ${file.replace(".txt", "")}`, async function () {
      this.timeout(60_000);
      let fields = 0;
      for (const { name, files } of readPrograms(readFileSync(new URL(file, folder), "utf8"), `main.${extension}`)) {
        const agreement = await compareWithReference(files);
        assert.deepEqual(agreement.differences, [], name);
        fields += agreement.fields;
      }
      assert.ok(fields > 0);
    });
  }

  it("agree on whole programs", async function () {
    this.timeout(60_000);
    for (const { name, files } of labelledPrograms()) {
      assert.deepEqual((await compareWithReference(files)).differences, [], name);
    }
  });

  for (const { name, file, program } of codeGrammars) {
    it(`agree on code that means nothing, in ${name}`, async function () {
      this.timeout(isFull ? 0 : 60_000);
      await fc.assert(
        fc.asyncProperty(program, async (text) => {
          assert.deepEqual((await compareWithReference({ [file]: text })).differences, []);
        }),
        { numRuns: isFull ? 1000 : 60, seed: 17 },
      );
    });
  }
});
