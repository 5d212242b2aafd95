import assert from "node:assert/strict";

describe("placeholder", () => {
  it("is replaced", () => assert.ok(true));
});
