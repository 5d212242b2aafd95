import assert from "node:assert/strict";
import { linksFromRoot } from "./links.ts";

describe("links of a report", () => {
  it("begin at the workspace folder", () => {
    assert.equal(linksFromRoot("- [line 3](app/a%20b.py#L3): so"), "- [line 3](/app/a%20b.py#L3): so");
  });

  it("stay where they lead elsewhere", () => {
    for (const link of ["[a](https://example.com/x)", "[a](#part)", "[a](/root.py)"])
      assert.equal(linksFromRoot(link), link);
  });
});
