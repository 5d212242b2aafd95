import assert from "node:assert/strict";
import { describeError } from "./log.ts";

describe("describeError", () => {
  it("tells the kind of an error and where it happened, never its message", () => {
    const error = new RangeError("jane@\n    at secret (file:1:2)\nmail");
    const described = describeError(error);
    assert.match(described, /^RangeError\n\s+at /);
    assert.doesNotMatch(described, /jane|mail/);
  });

  it("does not print what is thrown besides errors", () => {
    assert.equal(describeError("jane"), "string");
  });
});
