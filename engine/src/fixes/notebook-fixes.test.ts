import assert from "node:assert/strict";
import { changed, entrySubject, fixHost } from "../../../test/support/fix-cases.ts";
import { openDocument } from "../documents/open.ts";
import { buildFix } from "./index.ts";

type Source = string | readonly string[];

function notebook(...sources: readonly Source[]): string {
  const cells = sources.map((source) => ({
    cell_type: "code",
    metadata: {},
    outputs: [],
    execution_count: null,
    source,
  }));
  return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, undefined, 1);
}

/** The sources of the cells after a fix of the first place where `value` stands. */
async function fixed(fix: string, value: string, ...sources: readonly Source[]): Promise<Source[]> {
  const raw = notebook(...sources);
  const start = raw.indexOf(value);
  const files = { "a.ipynb": raw };
  const host = await fixHost(files, { open: (file, text) => openDocument({ file, text }) });
  const change = buildFix(host, entrySubject("a.ipynb", [{ start, end: start + value.length }]), fix);
  assert.ok(change, "the fix applies");
  const after = JSON.parse(changed(files, change)["a.ipynb"]!) as { cells: { source: Source }[] };
  return after.cells.map((cell) => cell.source);
}

describe("fixes in notebooks", () => {
  it("wrap a value and add the import to the imports of an earlier cell, on a line of its own", async () => {
    assert.deepEqual(
      await fixed(
        "redact",
        "row.email",
        ["import os\n", "import sys\n", "\n", "x = 1"],
        ['p = f"To {row.email}"\n', "ask(p)"],
      ),
      [
        ["import os\n", "import sys\n", "from promptveil_redact import redact\n", "\n", "x = 1"],
        ["p = f\"To {redact(row.email, 'EMAIL_ADDRESS')}\"\n", "ask(p)"],
      ],
    );
  });

  it("add the import to the cell itself where no cell before has any, after its magics", async () => {
    assert.deepEqual(await fixed("redact", "note", ["%load_ext a\n", "!pip install b\n", "ask(note)"]), [
      ["%load_ext a\n", "!pip install b\n", "from promptveil_redact import redact\n", "\n", "ask(redact(note))"],
    ]);
  });

  it("take sources that are one string", async () => {
    assert.deepEqual(await fixed("redact", "note", "import os\nask(note)"), [
      "import os\nfrom promptveil_redact import redact\nask(redact(note))",
    ]);
  });

  it("keep quotes and characters that JSON escapes", async () => {
    assert.deepEqual(await fixed("redact", "note", ['ask("\\tü", note)  # "x"']), [
      ["from promptveil_redact import redact\n", "\n", 'ask("\\tü", redact(note))  # "x"'],
    ]);
  });

  it("suppress on a line of its own", async () => {
    assert.deepEqual(await fixed("suppress", "note", ["if x:\n", "    ask(note)\n", "y"]), [
      ["if x:\n", "    # promptveil-ignore PV101 -- reviewed, this data is needed here\n", "    ask(note)\n", "y"],
    ]);
  });
});
