import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { compareWithMarks, flowEngineOver, readPrograms } from "../../../test/support/flow.ts";
import { compareWithReference } from "../../../test/support/reference/compare.ts";
import { openDocument } from "../documents/open.ts";

const fixtures = new URL("../../../test/fixtures/flow/notebooks.ipynb.txt", import.meta.url);

/** A notebook with the cells that follow `# %%` lines, as Jupyter writes it. */
function notebookOf(text: string): string {
  const cells = text
    .split(/^# %%\n/m)
    .slice(1)
    .map((source) => ({
      cell_type: "code",
      execution_count: null,
      metadata: {},
      outputs: [],
      source: source.trimEnd().split(/(?<=\n)/),
    }));
  return JSON.stringify({ cells, metadata: { language_info: { name: "python" } }, nbformat: 4, nbformat_minor: 5 });
}

describe("flows in notebooks", () => {
  for (const { name, files } of readPrograms(readFileSync(fixtures, "utf8"), "main.ipynb")) {
    it(name, async () => {
      const code = openDocument({ file: "main.ipynb", text: notebookOf(files["main.ipynb"]!) })?.code;
      assert.equal(code?.language, "python");
      const cells = { "main.py": code.source.text };
      const { missed, wrong } = compareWithMarks(await flowEngineOver(cells), cells);
      const { differences } = await compareWithReference(cells);
      assert.deepEqual({ missed, wrong, differences }, { missed: [], wrong: [], differences: [] });
    });
  }
});
