import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { languagesOf } from "./kind.ts";

describe("the languages of files", () => {
  it("are those of their code, each once", () => {
    assert.deepEqual(languagesOf(["b.ts", "a.py", "c.py", "data.csv", "view.tsx", "main.go"]), [
      "go",
      "python",
      "tsx",
      "typescript",
    ]);
  });

  it("are all that a notebook may be written in, and none for files without code", () => {
    assert.deepEqual(languagesOf(["a.ipynb"]), ["javascript", "python", "typescript"]);
    assert.deepEqual(languagesOf(["a.csv", "b.prompt"]), []);
  });
});
