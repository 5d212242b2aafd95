import assert from "node:assert/strict";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { exampleFolder, expectedFindings, findingKey } from "../support/example.ts";
import { createFolder, promptveil, type Report, scanJson } from "./promptveil.ts";

function keysOf(report: Report): string[] {
  return report.findings
    .map(({ file, rule, range }) => findingKey(file, rule, range?.start ?? { line: -1, character: -1 }))
    .sort();
}

describe("the example on the command line", () => {
  it("gives the findings that are written down, and no other", async () => {
    const { code, report } = await scanJson(["--min-severity", "info", "."], { cwd: exampleFolder });
    assert.equal(code, 1);
    assert.deepEqual(report.errors, []);
    assert.deepEqual(keysOf(report), expectedFindings());
  });

  it("gives the same with several threads", async () => {
    const { report } = await scanJson(["--min-severity", "info", "--jobs", "3", "."], { cwd: exampleFolder });
    assert.deepEqual(keysOf(report), expectedFindings());
  });

  it("shows the way of the data under a finding in code", async () => {
    const { report } = await scanJson(["service"], { cwd: exampleFolder });
    for (const finding of report.findings.filter(({ rule }) => rule === "PV101")) {
      assert.ok(finding.flow.length >= 2, `${finding.file} ${finding.message}`);
    }
  });

  it("is clean, and stays so, when fixed", async () => {
    const folder = createFolder();
    const copy = join(folder.path, "bot");
    try {
      cpSync(exampleFolder, copy, { recursive: true });
      rmSync(join(copy, "expected-findings.yml"));
      await promptveil(["fix", "service", "web", "prompts", "notebooks"], { cwd: copy });
      const { report } = await scanJson(["--min-severity", "info", "service", "web", "notebooks"], { cwd: copy });
      assert.deepEqual(report.findings, []);
      const again = await promptveil(["fix", "service", "web", "prompts", "notebooks"], { cwd: copy });
      assert.match(again.stderr, /^0 findings were fixed in 0 files/m);
    } finally {
      folder.remove();
    }
  });
});
