import assert from "node:assert/strict";
import { staleDocs } from "./generate-docs.ts";

describe("what is generated from the rules and the settings", () => {
  it("is fresh: run npm run generate after changing them", () => {
    assert.deepEqual(staleDocs(false), []);
  });
});
