import assert from "node:assert/strict";
import { parsePolicy } from "./parse.ts";
import { policyTemplate } from "./template.ts";

describe("the policy that init writes", () => {
  it("is valid as it stands", () => {
    assert.deepEqual(parsePolicy(policyTemplate).problems, []);
  });

  it("is valid with everything in it that is commented out", () => {
    const settings = policyTemplate.replace(/^# (?=[a-z]+:$|[ -])/gm, "");
    assert.notEqual(settings, policyTemplate);
    const { problems, policy } = parsePolicy(settings);
    assert.deepEqual(problems, []);
    assert.ok(policy.redactor?.python);
    assert.ok(policy.rules.PV104);
    assert.equal(policy.allow.length, 1);
  });
});
