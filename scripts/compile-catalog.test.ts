import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { catalogOutput, compileCatalog } from "./compile-catalog.ts";

describe("compiled catalogue", () => {
  it("is fresh (`npm run catalog` makes it so)", () => {
    assert.equal(readFileSync(catalogOutput, "utf8"), compileCatalog(), "run `npm run catalog`");
  });
});
