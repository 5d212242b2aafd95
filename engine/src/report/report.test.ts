import assert from "node:assert/strict";
import fc from "fast-check";
import { reportProblems, sarifProblems } from "../../../test/support/schemas.ts";
import { type Certainty, type Finding, type Range, severities } from "../model/index.ts";
import {
  compareFindings,
  fails,
  printable,
  type RuleSummary,
  type ScanResult,
  toGithub,
  toMarkdown,
  toReport,
  toSarif,
  toText,
} from "./index.ts";

const rules: RuleSummary[] = [
  {
    id: "PV101",
    name: "personal-data-in-prompt",
    title: "Personal data in a prompt",
    description: "Personal data reaches a model with nothing on the way that removes it.",
    defaultSeverity: "warning",
    practices: ["anonymization"],
    helpUri: "https://example.com/PV101",
  },
];

function range(line: number, start: number, end: number): Range {
  return { start: { line, character: start }, end: { line, character: end } };
}

const flowFinding: Finding = {
  id: "a1",
  rule: "PV101",
  severity: "warning",
  certainty: "certain",
  confidence: 0.9,
  message: "An e-mail address reaches `chat.completions.create`.",
  categories: ["user.contact.email"],
  file: "app/main.py",
  range: range(9, 4, 20),
  flow: [
    { file: "app/main.py", span: { start: 0, end: 1 }, range: range(1, 2, 3), label: "`user.email` is read" },
    { file: "app/main.py", span: { start: 0, end: 1 }, range: range(9, 4, 20), label: "passed to the model" },
  ],
  fixes: [{ id: "wrap", title: "Redact `user.email`", kind: "quickfix", preferred: true }],
  alsoMatches: ["PV104"],
};
const rowFinding: Finding = {
  id: "b2",
  rule: "PV301",
  severity: "info",
  certainty: "likely",
  confidence: 0.5,
  message: "A phone number in a training file.",
  categories: [],
  file: "data/a b,c%.parquet",
  place: { row: 3, column: "text" },
  flow: [],
  fixes: [],
  alsoMatches: [],
};
const result: ScanResult = {
  findings: [rowFinding, flowFinding],
  errors: [{ file: "x.py", message: "The file may not be read: permission denied." }],
  stats: { files: 3, bytes: 1200, milliseconds: 42 },
};

const anyRange = fc
  .record({ line: fc.nat(9999), length: fc.nat(9), start: fc.nat(200), end: fc.nat(200) })
  .map(({ line, length, start, end }) => ({
    start: { line, character: start },
    end: { line: line + length, character: length === 0 ? Math.max(start, end) : end },
  }));
const anyText = fc.string({ unit: "binary", minLength: 1, maxLength: 40 });
const anyFile = fc
  .array(fc.string({ unit: "binary", minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join("/"));
const anyFinding: fc.Arbitrary<Finding> = fc
  .record({
    id: fc.stringMatching(/^[0-9a-f]{8,20}$/),
    severity: fc.constantFrom(...severities),
    certainty: fc.constantFrom<Certainty>("certain", "likely", "unsure"),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    message: anyText,
    file: anyFile,
    range: anyRange,
    flow: fc.array(fc.record({ file: anyFile, range: anyRange, label: anyText }), { maxLength: 3 }),
  })
  .map(
    (values): Finding => ({
      ...values,
      rule: "PV101",
      categories: [],
      flow: values.flow.map((step) => ({ ...step, span: { start: 0, end: 0 } })),
      fixes: [],
      alsoMatches: [],
    }),
  );

describe("the JSON report", () => {
  it("holds what the schema names", () => {
    const report = toReport(result);
    assert.deepEqual(reportProblems(report), []);
    assert.deepEqual(report.findings[1], {
      id: "a1",
      rule: "PV101",
      severity: "warning",
      certainty: "certain",
      confidence: 0.9,
      message: "An e-mail address reaches `chat.completions.create`.",
      categories: ["user.contact.email"],
      file: "app/main.py",
      range: range(9, 4, 20),
      flow: [
        { file: "app/main.py", range: range(1, 2, 3), label: "`user.email` is read" },
        { file: "app/main.py", range: range(9, 4, 20), label: "passed to the model" },
      ],
      fixes: [{ title: "Redact `user.email`", kind: "quickfix" }],
      alsoMatches: ["PV104"],
    });
  });

  it("is valid whatever was found", () => {
    fc.assert(
      fc.property(fc.array(anyFinding), (findings) => {
        assert.deepEqual(reportProblems(JSON.parse(JSON.stringify(toReport({ ...result, findings })))), []);
      }),
    );
  });
});

describe("SARIF", () => {
  it("is judged by a schema that refuses what is wrong", () => {
    assert.notDeepEqual(sarifProblems({ version: "2.1.0", runs: [{ results: [{ level: "loud" }] }] }), []);
    assert.notDeepEqual(reportProblems({ version: 2 }), []);
  });

  it("is valid whatever was found, in files of any name", () => {
    fc.assert(
      fc.property(fc.array(anyFinding), (findings) => {
        const log = JSON.parse(JSON.stringify(toSarif({ ...result, findings }, { version: "1.2.3", rules })));
        assert.deepEqual(sarifProblems(log), []);
      }),
    );
  });

  it("holds the flow, the identity and the place", () => {
    const log = toSarif(result, { version: "1.2.3", rules }) as { runs: { results: Record<string, unknown>[] }[] };
    const [first, second] = log.runs[0]?.results ?? [];
    assert.equal(first?.ruleIndex, 0);
    assert.deepEqual(first?.partialFingerprints, { "promptveil/v1": "a1" });
    assert.deepEqual(first?.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: "app/main.py", uriBaseId: "%SRCROOT%" },
          region: { startLine: 10, startColumn: 5, endLine: 10, endColumn: 21 },
        },
      },
    ]);
    assert.match(JSON.stringify(first?.codeFlows), /"text":"passed to the model"/);
    assert.match(JSON.stringify(second?.locations), /"data\/a%20b%2Cc%25.parquet"/);
    assert.match(JSON.stringify(second?.locations), /"row 3, text"/);
  });

  it("keeps a colon in the first part of a path from reading as a scheme", () => {
    const log = JSON.stringify(
      toSarif({ ...result, findings: [{ ...flowFinding, file: "a:b/c.py" }] }, { version: "1", rules }),
    );
    assert.match(log, /"a%3Ab\/c.py"/);
  });
});

describe("GitHub annotations", () => {
  it("say place, rule and flow in one line each", () => {
    assert.deepEqual(toGithub(result).split("\n"), [
      "::warning file=app/main.py,line=10,endLine=10,col=5,endColumn=20,title=PromptVeil PV101::An e-mail address reaches `chat.completions.create`.%0Aapp/main.py:2 `user.email` is read%0Aapp/main.py:10 passed to the model",
      "::notice file=data/a b%2Cc%25.parquet,title=PromptVeil PV301::A phone number in a training file. (row 3, text)",
      "::warning file=x.py::The file may not be read: permission denied.",
      "",
    ]);
  });

  it("are never more lines than findings", () => {
    fc.assert(
      fc.property(fc.array(anyFinding), (findings) => {
        const text = toGithub({ ...result, errors: [], findings });
        assert.equal(text.split("\n").length - 1, findings.length);
      }),
    );
  });
});

describe("the text report", () => {
  it("shows the flow under each finding and a summary", () => {
    assert.equal(
      toText(result, { color: false, fixCommand: "promptveil fix app" }),
      [
        "app/main.py",
        "  10:5  warning  PV101  An e-mail address reaches `chat.completions.create`.  user.contact.email",
        "        ├─ 2:3   `user.email` is read",
        "        └─ 10:5  passed to the model",
        "",
        "data/a b,c%.parquet",
        "  row 3, text  info     PV301  A phone number in a training file.",
        "",
        "Could not be checked, or only in part:",
        "  x.py: The file may not be read: permission denied.",
        "",
        "2 findings (1 warning, 1 info) in 2 of 3 files in 42 ms. 1 problem kept parts from being checked.",
        "1 of them can be fixed at once: promptveil fix app",
        "",
      ].join("\n"),
    );
  });

  it("says so when there is nothing to say", () => {
    const clean = { findings: [], errors: [], stats: { files: 1, bytes: 1, milliseconds: 1200 } };
    assert.equal(toText(clean, { color: false }), "No personal data found in 1 file in 1.2 s.\n");
  });

  it("colours only where asked", () => {
    assert.ok(!toText(result, { color: false }).includes("\u001b"));
    assert.ok(toText(result, { color: true }).includes("\u001b[33mwarning\u001b[39m"));
  });

  it("lets no file name steer the terminal", () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { minLength: 1 }), (findings) => {
        assert.doesNotMatch(
          toText({ ...result, findings }, { color: false }),
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/,
        );
      }),
    );
    assert.equal(printable("a\u001b[2Jb\n"), "a\uFFFD[2Jb\uFFFD");
  });
});

describe("the Markdown report", () => {
  it("has a table by rule and the findings by file", () => {
    const text = toMarkdown(result, rules);
    assert.match(text, /^\| PV101 Personal data in a prompt \| 0 \| 1 \| 0 \| 0 \|$/m);
    assert.match(toMarkdown(result), /^\| PV101 \| 0 \| 1 \| 0 \| 0 \|$/m);
    assert.match(
      text,
      /## \[app\/main\.py\]\(app\/main\.py\)\n\n- \*\*PV101\*\* warning, \[line 10\]\(app\/main\.py#L10\): An e-mail address/,
    );
    assert.match(text, /- x.py: The file may not be read/);
    assert.match(text, /\]\(data\/a%20b%2Cc%25\.parquet\)/);
  });
});

describe("the order of findings", () => {
  it("is by file, place and rule", () => {
    assert.deepEqual([rowFinding, flowFinding].sort(compareFindings), [flowFinding, rowFinding]);
  });
});

describe("failing a run", () => {
  it("takes a finding at or above the limit", () => {
    assert.ok(fails([flowFinding], "warning"));
    assert.ok(!fails([flowFinding], "error"));
    assert.ok(!fails([rowFinding], "warning"));
  });
});
