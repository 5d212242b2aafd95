import assert from "node:assert/strict";
import { chooseFiles } from "./choose-files.ts";

describe("the files that are indexed", () => {
  const files = ["web/src/b.ts", "jobs/a.py", "web/src/a.ts", "web/c.ts"];

  it("are all, in the order of their names, where there are no more than may be", () => {
    assert.deepEqual(chooseFiles(files, ["web/c.ts"], 4), ["jobs/a.py", "web/c.ts", "web/src/a.ts", "web/src/b.ts"]);
  });

  it("are else those nearest to the open ones", () => {
    assert.deepEqual(chooseFiles(files, ["web/src/x.ts"], 2), ["web/src/a.ts", "web/src/b.ts"]);
    assert.deepEqual(chooseFiles(files, ["web/x.ts"], 3), ["web/c.ts", "web/src/a.ts", "web/src/b.ts"]);
    assert.deepEqual(chooseFiles(files, ["jobs/x.py", "web/src/x.ts"], 3), [
      "jobs/a.py",
      "web/src/a.ts",
      "web/src/b.ts",
    ]);
    assert.deepEqual(chooseFiles(files, [], 1), ["jobs/a.py"]);
  });
});
