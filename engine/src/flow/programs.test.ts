import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { describe, it } from "mocha";
import { compareWithMarks, flowEngineOver, languageOf } from "../../../test/support/flow.ts";

const folder = new URL("../../../test/fixtures/programs/", import.meta.url);

function readFolder(path: URL, prefix = ""): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(path).sort()) {
    const at = new URL(name, path);
    if (statSync(at).isDirectory()) Object.assign(files, readFolder(new URL(`${name}/`, path), `${prefix}${name}/`));
    else files[prefix + name] = readFileSync(at, "utf8");
  }
  return files;
}

describe("flows in whole programs", () => {
  const scores = new Map<string, { right: number; wrong: number; missed: number }>();

  for (const program of readdirSync(folder).sort()) {
    it(program, async () => {
      const files = readFolder(new URL(`${program}/`, folder));
      const { right, wrong, missed } = compareWithMarks(await flowEngineOver(files), files);
      const language = Object.keys(files).some((file) => languageOf(file) === "python") ? "Python" : "TypeScript";
      const score = scores.get(language) ?? { right: 0, wrong: 0, missed: 0 };
      scores.set(language, {
        right: score.right + right,
        wrong: score.wrong + wrong.length,
        missed: score.missed + missed.length,
      });
      assert.deepEqual({ missed, wrong }, { missed: [], wrong: [] });
    });
  }

  after(() => {
    for (const [language, { right, wrong, missed }] of scores) {
      const precision = (right / (right + wrong)).toFixed(3);
      const recall = (right / (right + missed)).toFixed(3);
      console.log(`    ${language}: precision ${precision}, recall ${recall} over ${right + missed} marked sinks`);
    }
  });
});
