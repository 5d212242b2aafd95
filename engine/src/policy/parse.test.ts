import assert from "node:assert/strict";
import fc from "fast-check";
import { parsePolicy } from "./parse.ts";

function problems(text: string): string[] {
  return parsePolicy(text).problems.map(
    ({ message, range }) => `${range.start.line + 1}:${range.start.character + 1} ${message}`,
  );
}

describe("policy", () => {
  it("accepts every key of the contract", () => {
    const { policy, problems } = parsePolicy(`version: 1
redactor:
  python: { import: "from app.privacy import redact", call: redact }
  typescript: { import: "@/lib/privacy", call: redact }
rules:
  PV101: error
  PV104: { severity: info }
  PV201: { inTests: "off", options: { anything: 1 } }
detect:
  languages: [en, de]
  ignoreEntities: [URL]
  ignoreCategories: [user.device]
  recognizers: [{ id: ticket }]
  reservedExamples: true
  thresholds: { editor: 0.6, audit: 0.5, redaction: 0.4 }
catalog: { sinks: [] }
operators:
  PERSON: pseudonymize
  EMAIL_ADDRESS: { operator: mask, keep: 2 }
datasets: { k: 5 }
allow: [support@mycompany.example]
deny: [Nightjar]
providers: { allow: [openai], deny: [] }
register: [{ purpose: support }]
retention: { conversations: 30d }
`);
    assert.deepEqual(problems, []);
    assert.equal(policy.rules.PV101?.severity, "error");
    assert.equal(policy.rules.PV201?.inTests, "off");
    assert.deepEqual(policy.detect.ignoreEntities, ["URL"]);
    assert.deepEqual(policy.allow, ["support@mycompany.example"]);
  });

  it("fills in what is not said", () => {
    const { policy } = parsePolicy("version: 1\n");
    assert.deepEqual(policy, { version: 1, rules: {}, detect: {}, operators: {}, allow: [], deny: [] });
  });

  it("says what is wrong, where", () => {
    assert.deepEqual(problems("version: 2\n"), ["1:10 `version` must be 1."]);
    assert.deepEqual(problems("rules: {}\n"), ["1:1 The policy lacks `version`."]);
    assert.deepEqual(problems("version: 1\nrulez:\n  PV101: error\n"), ["2:1 `rulez` is no key that a policy has."]);
    assert.deepEqual(problems("version: 1\nrules:\n  PV101:\n    severity: fatal\n"), [
      "4:15 `rules.PV101.severity` must be one of off, hint, info, warning, error.",
    ]);
    assert.deepEqual(problems("version: 1\nrules:\n  pv101: error\n"), [
      "3:3 `rules.pv101` is no key that a policy has.",
    ]);
    assert.deepEqual(problems("version: 1\ndetect:\n  thresholds:\n    editor: 60\n"), [
      "4:13 `detect.thresholds.editor` must be from 0 to 1.",
    ]);
    assert.deepEqual(problems("version: 1\nallow: me@x.org\n"), ["2:8 `allow` has the wrong type."]);
    assert.deepEqual(problems("version: 1\nallow: [a, 1]\n"), ["2:12 `allow.1` has the wrong type."]);
    assert.deepEqual(problems("version: 1\nredactor:\n  python: { call: x }\n"), [
      "3:11 `redactor.python` lacks `import`.",
    ]);
    assert.match(problems("version: 1\nrules: [\n").join(), /not valid YAML/);
    assert.match(problems("").join(), /empty/);
    assert.match(problems("- a\n").join(), /1:1 The policy has the wrong type/);
  });

  it("checks catalogue entries as well", () => {
    const entry = "{ id: ours-redact, calls: ['~.our_redact'], confidence: 1 }";
    assert.deepEqual(problems(`version: 1\ncatalog:\n  sanitizers: [${entry}]\n`), []);
    assert.deepEqual(problems("version: 1\ncatalog:\n  sanitizers:\n    - id: ours-redact\n      confidence: 1\n"), [
      "4:7 `catalog.sanitizers.0` lacks `calls`.",
    ]);
  });

  it("never fails on any text", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            "version: 1\n",
            "rules:",
            "\n",
            "  ",
            "PV101: ",
            "off",
            "{",
            "}",
            "[",
            "]",
            "&a ",
            "*a",
            "- ",
            "x",
            ": ",
            "'",
            "!!",
            "null",
            "\t",
          ),
          { maxLength: 15 },
        ),
        (parts) => {
          parsePolicy(parts.join(""));
        },
      ),
      { numRuns: 500 },
    );
  });
});
