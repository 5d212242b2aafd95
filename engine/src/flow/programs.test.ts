import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { compareWithMarks, flowEngineOver } from "../../../test/support/flow.ts";
import { labelledPrograms, scoreBoard } from "../../../test/support/programs.ts";

describe("flows in whole programs", () => {
  const scores = scoreBoard();

  for (const { name, language, files, set } of labelledPrograms()) {
    // The second set is marked for rules, some of which look at more than flows.
    if (set === "second") continue;
    it(name, async () => {
      const { right, wrong, missed } = compareWithMarks(await flowEngineOver(files), files);
      const score = scores.of(language);
      score.right += right;
      score.wrong += wrong.length;
      score.missed += missed.length;
      assert.deepEqual({ missed, wrong }, { missed: [], wrong: [] });
    });
  }

  after(() => {
    for (const line of scores.lines()) console.log(`    ${line}`);
  });
});
