import assert from "node:assert/strict";
import fc from "fast-check";
import { analyzerOf } from "../../../test/support/check-fixes.ts";
import { changed } from "../../../test/support/fix-cases.ts";
import { columnCells } from "../documents/csv.ts";
import { jsonMembers } from "../documents/json-members.ts";
import { applyEdits } from "./edits.ts";

/** The text of a data file after a fix of the finding on one of its columns. */
async function fixed(file: string, text: string, column: string, fix: string): Promise<string | undefined> {
  const analyzer = await analyzerOf({ [file]: text });
  try {
    const finding = analyzer
      .analyze(file)
      .findings.find((found) => found.rule === "PV302" && found.message.includes(`\`${column}\``));
    assert.ok(finding, `a finding on ${column}`);
    assert.ok(finding.fixes.some((offer) => offer.id === fix));
    const change = analyzer.resolveFix(file, finding.id, fix);
    return change && changed({ [file]: text }, change)[file];
  } finally {
    analyzer.dispose();
  }
}

describe("a personal column of a data file", () => {
  const csv = 'id,"customer_name",subject\r\n1,"Mei ""M"" Tan",zip stuck\r\n2,Ola Berg,"late, again"\r\n';

  it("has its values replaced", async () => {
    assert.equal(
      await fixed("data/tickets.csv", csv, "customer_name", "replace-column"),
      'id,"customer_name",subject\r\n1,"<PERSON>",zip stuck\r\n2,<PERSON>,"late, again"\r\n',
    );
  });

  it("is dropped from every row", async () => {
    assert.equal(
      await fixed("data/tickets.csv", csv, "customer_name", "drop-column"),
      'id,subject\r\n1,zip stuck\r\n2,"late, again"\r\n',
    );
  });

  it("is dropped as the last one, too", async () => {
    const text = "id\temail\n1\ta@kundenpost.net\n2\tb@kundenpost.net\n3\tc@kundenpost.net";
    assert.equal(await fixed("data/t.tsv", text, "email", "drop-column"), "id\n1\n2\n3");
  });

  it("is dropped from nested objects of JSON lines, a damaged line left alone", async () => {
    const text =
      '{"id": 1, "user": {"email": "a@kundenpost.net", "plan": "x"}}\n{"id": 2, \n{"user": {"email": "b@kundenpost.net"}}\n';
    assert.equal(
      await fixed("data/t.jsonl", text, "user.email", "drop-column"),
      '{"id": 1, "user": {"plan": "x"}}\n{"id": 2, \n{"user": {}}\n',
    );
  });

  it("keeps the layout of JSON", async () => {
    const text = '[\n  {\n    "id": 1,\n    "phone": 4155550000,\n    "note": "late"\n  }\n]\n';
    const dropped = '[\n  {\n    "id": 1,\n    "note": "late"\n  }\n]\n';
    const replaced = '[\n  {\n    "id": 1,\n    "phone": "<PHONE_NUMBER>",\n    "note": "late"\n  }\n]\n';
    assert.equal(await fixed("data/leads.json", text, "phone", "drop-column"), dropped);
    assert.equal(await fixed("data/leads.json", text, "phone", "replace-column"), replaced);
  });
});

const json = fc.jsonValue({ maxDepth: 3 });

describe("taking out a member or a cell", () => {
  it("leaves JSON that says the same without it", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), json, fc.boolean(), (others, value, pretty) => {
        fc.pre(
          !Object.hasOwn(others, "email") && (typeof value !== "object" || value === null || Array.isArray(value)),
        );
        const entries = Object.entries(others);
        entries.splice(entries.length >> 1, 0, ["email", value]);
        const raw = JSON.stringify(Object.fromEntries(entries), null, pretty ? 2 : 0);
        const edits = Array.from(jsonMembers(raw, ["email"], false), (span) => ({ span, newText: "" }));
        assert.equal(edits.length, 1);
        assert.deepEqual(JSON.parse(applyEdits(raw, edits)), JSON.parse(JSON.stringify(others)));
      }),
    );
  });

  it("leaves rows that are one cell shorter", () => {
    const cell = fc.stringMatching(/^[a-z ,"\n]{0,8}$/);
    const write = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 6 }), fc.nat(2), (rows, index) => {
        const header = ["alpha", "beta", "gamma"];
        const table = (from: readonly (readonly string[])[]) => from.map((row) => row.map(write).join(",")).join("\n");
        const without = (row: readonly string[]) => row.filter((_, at) => at !== index);
        const filled = rows.map((row) => row.map((text) => text || "x"));
        const raw = table([header, ...filled]);
        const edits = columnCells(raw, ",", header[index]!).map((span) => ({ span, newText: "" }));
        assert.equal(applyEdits(raw, edits), table([without(header), ...filled.map(without)]));
      }),
    );
  });
});
