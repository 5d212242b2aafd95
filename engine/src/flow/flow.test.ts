import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { compareWithMarks, flowEngineOver, readPrograms } from "../../../test/support/flow.ts";

const folder = new URL("../../../test/fixtures/flow/", import.meta.url);

describe("flows", () => {
  for (const file of readdirSync(folder).sort()) {
    const extension = /\.(py|tsx?|jsx?)\.txt$/.exec(file)?.[1];
    if (!extension) continue;
    describe(file.replace(".txt", ""), () => {
      for (const program of readPrograms(readFileSync(new URL(file, folder), "utf8"), `main.${extension}`)) {
        it(program.name, async () => {
          const engine = await flowEngineOver(program.files);
          const { missed, wrong } = compareWithMarks(engine, program.files);
          assert.deepEqual({ missed, wrong }, { missed: [], wrong: [] });
        });
      }
    });
  }
});
