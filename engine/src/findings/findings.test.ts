import assert from "node:assert/strict";
import type { Certainty, Policy } from "../model/index.ts";
import { defaultPolicy } from "../policy/default.ts";
import type { Exposure } from "../rules/rule.ts";
import { createIdentity } from "./identity.ts";
import { mergeExposures } from "./merge.ts";
import { findingSeverity } from "./severity.ts";
import { readSuppressions } from "./suppression.ts";
import { isTestFile } from "./test-files.ts";

function exposure(more: Partial<Exposure> = {}): Exposure {
  return {
    span: { start: 0, end: 1 },
    message: "",
    categories: ["user.contact.email"],
    certainty: "certain",
    confidence: 1,
    symbol: "answer",
    shape: "chat.completions.create",
    site: "sink",
    flow: [],
    evidence: { kind: "column", path: ["x"] },
    ...more,
  };
}

describe("merging", () => {
  const merged = (...items: [string, Partial<Exposure>?][]) =>
    mergeExposures(items.map(([rule, more]) => ({ rule, exposure: exposure(more) }))).map(({ rule, alsoMatches }) => [
      rule,
      ...alsoMatches,
    ]);

  it("lets the most specific rule speak for a sink", () => {
    assert.deepEqual(merged(["PV101"], ["PV102"], ["PV103"]), [["PV102", "PV103", "PV101"]]);
    assert.deepEqual(merged(["PV104"], ["PV101"]), [["PV101", "PV104"]]);
    assert.deepEqual(merged(["PV101"], ["PV101", { site: "other" }]), [["PV101"], ["PV101"]]);
  });

  it("does not let a doubt hide a certainty", () => {
    assert.deepEqual(merged(["PV102", { certainty: "unsure" }], ["PV101"]), [["PV101", "PV102"]]);
  });

  it("takes what is likely for certain where it is certain whom it is about", () => {
    assert.deepEqual(merged(["PV102", { certainty: "likely" }], ["PV101"]), [["PV102", "PV101"]]);
    assert.deepEqual(merged(["PV102", { certainty: "likely" }], ["PV101", { site: "other" }]), [["PV102"], ["PV101"]]);
  });

  it("names and marks what the other rules of a site are as sure of", () => {
    const message = (titles: readonly string[]) => `Leave out ${titles.join(", ")}.`;
    const step = (start: number, label: string) => ({ file: "a.py", span: { start, end: start + 1 }, label });
    const sink = step(9, "sent");
    const [finding] = mergeExposures([
      {
        rule: "PV101",
        exposure: exposure({ wording: { titles: ["name"], message }, flow: [step(1, "`name`"), sink] }),
      },
      {
        rule: "PV102",
        exposure: exposure({ wording: { titles: ["health"], message }, flow: [step(2, "`ill`"), sink] }),
      },
      {
        rule: "PV104",
        exposure: exposure({
          wording: { titles: ["text"], message },
          flow: [step(3, "`text`"), sink],
          certainty: "unsure",
        }),
      },
    ]);
    assert.equal(finding!.exposure.message, "Leave out health, name.");
    assert.deepEqual(
      finding!.exposure.flow.map(({ label }) => label),
      ["`ill`", "`name` goes the same way", "sent"],
    );
  });

  it("keeps rules apart that do not speak of prompts", () => {
    assert.deepEqual(merged(["PV301"], ["PV302"]), [["PV301"], ["PV302"]]);
  });
});

describe("identity", () => {
  it("rests on what is exposed where, not on lines", () => {
    const first = createIdentity("a.py");
    const moved = createIdentity("a.py");
    assert.equal(
      first("PV101", exposure()),
      moved("PV101", exposure({ span: { start: 90, end: 95 }, message: "other words" })),
    );
    assert.notEqual(first("PV101", exposure()), moved("PV102", exposure()));
    assert.notEqual(createIdentity("b.py")("PV101", exposure()), createIdentity("a.py")("PV101", exposure()));
  });
});

describe("severity", () => {
  const category = {
    name: "user.name",
    title: "name",
    special: false,
    sensitive: false,
    defaultSeverity: "warning",
  } as const;
  const grave = { ...category, defaultSeverity: "error" } as const;
  const ask = (
    certainty: Certainty,
    more: {
      policy?: Partial<Policy>;
      isTest?: boolean;
      grave?: boolean;
      ruleDefault?: "warning" | "hint" | "off";
    } = {},
  ) =>
    findingSeverity({
      rule: "PV101",
      ruleDefault: more.ruleDefault ?? "warning",
      certainty,
      categories: [more.grave ? grave : category],
      isTest: more.isTest ?? false,
      policy: { ...defaultPolicy, ...more.policy },
    });

  it("follows certainty, then the gravest category", () => {
    assert.deepEqual([ask("certain"), ask("likely"), ask("unsure")], ["warning", "info", "hint"]);
    assert.deepEqual([ask("certain", { grave: true }), ask("likely", { grave: true })], ["error", "info"]);
    assert.equal(ask("certain", { grave: true, ruleDefault: "hint" }), "hint");
    assert.equal(ask("certain", { ruleDefault: "off" }), "off");
  });

  it("follows the policy, and is mild in tests", () => {
    const policy = { rules: { PV101: { severity: "error" as const, inTests: "info" as const } } };
    assert.equal(ask("certain", { policy }), "error");
    assert.equal(ask("unsure", { policy }), "hint");
    assert.equal(ask("certain", { isTest: true }), "hint");
    assert.equal(ask("certain", { policy, isTest: true }), "info");
  });
});

describe("test files", () => {
  it("are told by path", () => {
    for (const file of [
      "tests/a.py",
      "src/test_bot.py",
      "bot_test.go",
      "a.spec.ts",
      "src/__tests__/a.tsx",
      "db/seeds/users.csv",
      "conftest.py",
      "fixtures/a.json",
    ]) {
      assert.ok(isTestFile(file), file);
    }
    for (const file of ["src/bot.py", "contest/a.py", "latest.ts", "src/testimony.py", "attest.ts", "protest/a.json"])
      assert.ok(!isTestFile(file), file);
  });
});

describe("suppression comments", () => {
  const read = (raw: string, ...texts: string[]) =>
    readSuppressions(
      raw,
      texts.map((text) => ({ text, span: { start: raw.indexOf(text), end: raw.indexOf(text) + text.length } })),
    );

  it("name rules and a reason in every comment form", () => {
    for (const text of [
      "# promptveil-ignore PV101, PV102 -- they agreed",
      "// promptveil-ignore: PV101,PV102 -- they agreed",
      "/* promptveil-ignore PV101, PV102 -- they agreed */",
      "{/* promptveil-ignore PV101, PV102 -- they agreed */}",
      "<!-- promptveil-ignore PV101, PV102 -- they agreed -->",
      "{# promptveil-ignore pv101, pv102 -- they agreed #}",
      "{{!-- promptveil-ignore PV101, PV102 -- they agreed --}}",
    ]) {
      const [suppression] = read(`${text}\nx\n`, text);
      assert.deepEqual(
        [suppression?.rules, suppression?.reason, suppression?.scope],
        [["PV101", "PV102"], "they agreed", "next"],
        text,
      );
    }
  });

  it("cover their line, the next, a block or the file", () => {
    const covered = (raw: string, ...texts: string[]) =>
      read(raw, ...texts).map(({ covers }) => raw.slice(covers.start, covers.end));
    const mark = (form: string) => `# promptveil-ignore${form} PV101 -- why`;
    assert.deepEqual(covered(`a\nb ${mark("")}\nc`, mark("")), [`b ${mark("")}`]);
    assert.deepEqual(covered(`a\n${mark("")}\n\n# more\n  c\nd`, mark(""), "# more"), ["  c"]);
    assert.deepEqual(covered(`a ${mark("-next-line")}\nb`, mark("-next-line")), ["b"]);
    assert.deepEqual(covered(`a\n${mark("-file")}\nb`, mark("-file")), [`a\n${mark("-file")}\nb`]);
    assert.deepEqual(covered(`${mark("-start")}\na\n${mark("-end")}\nb`, mark("-start"), mark("-end")), [
      `${mark("-start")}\na\n${mark("-end")}`,
    ]);
    assert.deepEqual(covered("# promptveil-ignored PV101\na", "# promptveil-ignored PV101"), []);
  });
});
