import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkFlowFixes } from "../../../test/support/check-flow-fixes.ts";
import { readPrograms } from "../../../test/support/flow.ts";

const fixtures = fileURLToPath(new URL("../../../test/fixtures/", import.meta.url));

function programs(): [name: string, files: Record<string, string>][] {
  const found: [string, Record<string, string>][] = [];
  for (const name of existsSync(`${fixtures}flow`) ? readdirSync(`${fixtures}flow`).sort() : []) {
    const extension = /\.(\w+)\.txt$/.exec(name)?.[1];
    if (!extension) continue;
    for (const program of readPrograms(readFileSync(`${fixtures}flow/${name}`, "utf8"), `main.${extension}`)) {
      found.push([`${name}: ${program.name}`, { ...program.files }]);
    }
  }
  return found;
}

describe("redacting what reaches each sink of the flow fixtures", function () {
  this.timeout(300_000);

  it("ends the flow, makes no other, breaks no file, and applies at every sink", async () => {
    let applied = 0;
    const problems: string[] = [];
    for (const [name, files] of programs()) {
      const result = await checkFlowFixes(files);
      applied += result.applied;
      problems.push(...result.problems.map((problem) => `${name}: ${problem}`));
      problems.push(...result.declined.map((place) => `${name}: no call can be put around ${place}`));
    }
    assert.deepEqual(problems, []);
    assert.ok(applied > 0, "there are sinks to fix");
  });
});
