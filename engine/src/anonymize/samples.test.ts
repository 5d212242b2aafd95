import assert from "node:assert/strict";
import { sampleValue } from "./samples.ts";

describe("sampleValue", () => {
  it("is the same each time for the same place", () => {
    assert.equal(sampleValue("EMAIL_ADDRESS", "user.email"), sampleValue("EMAIL_ADDRESS", "user.email"));
    assert.match(sampleValue("EMAIL_ADDRESS", "user.email"), /@example\.(com|org|net)$/);
  });

  it("tells the places of one prompt apart", () => {
    const labels = ["user.email", "agent.email", "customer.email", "owner.email"];
    assert.ok(new Set(labels.map((label) => sampleValue("EMAIL_ADDRESS", label))).size > 1);
  });

  it("shows the label where it knows no values of the kind", () => {
    assert.equal(sampleValue(undefined, "notes"), "«notes»");
    assert.equal(sampleValue("SOMETHING_NEW", "notes"), "«notes»");
  });
});
