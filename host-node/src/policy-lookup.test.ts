import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Policy } from "@promptveil/engine";
import { createPolicyLookup, type PolicyLookupOptions } from "./policy-lookup.ts";

describe("createPolicyLookup", () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "promptveil-policy-")));
    mkdirSync(join(folder, "a/b"), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const defaults: Policy = { version: 1, rules: {}, detect: {}, operators: {}, allow: [], deny: [] };
  const start = { line: 0, character: 0 };
  const parse: PolicyLookupOptions["parse"] = (text) => ({
    policy: { ...defaults, allow: [text] },
    problems: text === "broken" ? [{ message: "broken", range: { start, end: start } }] : [],
  });
  const lookup = (options: Partial<PolicyLookupOptions> = {}) =>
    createPolicyLookup({ root: folder, defaults, parse, ...options });

  it("takes the nearest file upwards", () => {
    writeFileSync(join(folder, ".promptveil.yml"), "top");
    writeFileSync(join(folder, "a/.promptveil.yml"), "middle");
    const policies = lookup();
    assert.deepEqual(policies.policyFor(join(folder, "a/b/x.py")).policy.allow, ["middle"]);
    assert.deepEqual(policies.policyFor(join(folder, "x.py")).policy.allow, ["top"]);
    assert.equal(policies.known().length, 2);
  });

  it("looks no further than its root", () => {
    writeFileSync(join(folder, ".promptveil.yml"), "top");
    const policies = lookup({ root: join(folder, "a") });
    assert.deepEqual(policies.policyFor(join(folder, "a/b/x.py")), { policy: defaults, problems: [] });
    assert.deepEqual(policies.policyFor(join(folder, "x.py")), { policy: defaults, problems: [] });
  });

  it("goes on with the defaults where the policy is broken, and says what is wrong", () => {
    writeFileSync(join(folder, ".promptveil.yml"), "broken");
    const found = lookup().policyFor(join(folder, "x.py"));
    assert.deepEqual(found.policy, defaults);
    assert.equal(found.problems[0]?.message, "broken");
    assert.equal(found.path, join(folder, ".promptveil.yml"));
  });

  it("takes a policy that cannot be decoded for a broken one", () => {
    writeFileSync(join(folder, ".promptveil.yml"), new Uint8Array([0x61, 0xff]));
    assert.match(lookup().policyFor(join(folder, "x.py")).problems[0]!.message, /UTF-8/);
  });

  it("sees changes and deletions after it was told to forget", () => {
    writeFileSync(join(folder, ".promptveil.yml"), "one");
    const policies = lookup();
    const allow = () => policies.policyFor(join(folder, "x.py")).policy.allow;
    assert.deepEqual(allow(), ["one"]);
    writeFileSync(join(folder, ".promptveil.yml"), "two");
    assert.deepEqual(allow(), ["one"]);
    policies.forget();
    assert.deepEqual(allow(), ["two"]);
    unlinkSync(join(folder, ".promptveil.yml"));
    policies.forget();
    assert.deepEqual(allow(), []);
  });

  it("prefers the text that stands unsaved in an editor", () => {
    writeFileSync(join(folder, ".promptveil.yml"), "saved");
    const policies = lookup({
      unsaved: (path) => (path === join(folder, ".promptveil.yml") ? "unsaved" : undefined),
    });
    assert.deepEqual(policies.policyFor(join(folder, "x.py")).policy.allow, ["unsaved"]);
  });
});
