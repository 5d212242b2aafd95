import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { describe, it } from "mocha";
import { type Comparison, compareWithMarks, flowEngineOver, languageOf } from "../../../test/support/flow.ts";

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

describe("whole programs", () => {
  const scores = new Map<string, { right: number; wrong: number; missed: number }>();

  for (const program of readdirSync(folder).sort()) {
    it(program, async () => {
      const files = readFolder(new URL(`${program}/`, folder));
      const result: Comparison = compareWithMarks(await flowEngineOver(files), files);
      const language = Object.keys(files).some((file) => languageOf(file) === "python") ? "python" : "typescript";
      const score = scores.get(language) ?? { right: 0, wrong: 0, missed: 0 };
      score.right += result.right;
      score.wrong += result.wrong.length;
      score.missed += result.missed.length;
      scores.set(language, score);
      if (process.env.PROMPTVEIL_PROGRAMS)
        console.log(JSON.stringify({ missed: result.missed, wrong: result.wrong }, null, 1));
    });
  }

  it("are judged with precision of at least 0.95 and recall of at least 0.92", () => {
    for (const [language, { right, wrong, missed }] of scores) {
      const precision = right / (right + wrong);
      const recall = right / (right + missed);
      console.log(
        `      ${language}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)} (${right} right, ${wrong} wrong, ${missed} missed)`,
      );
      assert.ok(precision >= 0.95, `${language}: precision ${precision}`);
      assert.ok(recall >= 0.92, `${language}: recall ${recall}`);
    }
  });
});
