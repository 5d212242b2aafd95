import assert from "node:assert/strict";
import { applyEdits } from "./edits.ts";

const at = (start: number, end: number, newText: string) => ({ span: { start, end }, newText });

describe("applying edits", () => {
  it("takes them in any order, in spans of the text before", () => {
    assert.equal(applyEdits("abcdef", [at(4, 5, "X"), at(0, 1, "longer")]), "longerbcdXf");
  });

  it("keeps insertions at one place in their order", () => {
    assert.equal(applyEdits("ab", [at(1, 1, "1"), at(1, 1, "2")]), "a12b");
  });

  it("writes new lines as the file does", () => {
    assert.equal(applyEdits("a\r\nb\r\n", [at(0, 0, "import x\n")]), "import x\r\na\r\nb\r\n");
    assert.equal(applyEdits("a\nb\n", [at(0, 0, "import x\n")]), "import x\na\nb\n");
  });

  it("keeps a byte order mark", () => {
    assert.equal(applyEdits("\uFEFFa", [at(1, 2, "b")]), "\uFEFFb");
  });

  it("refuses edits that overlap", () => {
    assert.throws(() => applyEdits("abc", [at(0, 2, "x"), at(1, 3, "y")]), /overlap/);
  });
});
