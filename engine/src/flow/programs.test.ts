import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { describe, it } from "mocha";
import { compareWithMarks, flowEngineOver } from "../../../test/support/flow.ts";

const folder = new URL("../../../test/fixtures/programs/", import.meta.url);

function readFolder(at: URL, prefix: string, files: Record<string, string>): Record<string, string> {
  for (const name of readdirSync(at).sort()) {
    const entry = new URL(name, at);
    if (statSync(entry).isDirectory()) readFolder(new URL(`${name}/`, at), `${prefix}${name}/`, files);
    else files[`${prefix}${name}`] = readFileSync(entry, "utf8");
  }
  return files;
}

describe("flows in whole programs", () => {
  for (const program of readdirSync(folder).sort()) {
    it(program, async () => {
      const files = readFolder(new URL(`${program}/`, folder), "", {});
      const engine = await flowEngineOver(files);
      const { missed, wrong } = compareWithMarks(engine, files);
      assert.deepEqual({ missed, wrong }, { missed: [], wrong: [] });
    });
  }
});
