import assert from "node:assert/strict";
import fc from "fast-check";
import { dataWindow } from "./data-window.ts";

const heading = "name,note\n";
const row = (index: number) => `person ${index},"a note, ""quoted""\nof two lines ${index}"\n`;
const rows = Array.from({ length: 20_000 }, (_, index) => row(index));
const csv = heading + rows.join("");
const starts: number[] = [];
for (let index = 0, at = heading.length; index < rows.length; at += rows[index++]!.length) starts.push(at);

describe("dataWindow", () => {
  it("lets short files, and files that are no rows, be checked as a whole", () => {
    assert.equal(dataWindow("csv", heading + row(0), { start: 0, end: 1 }), undefined);
    assert.equal(dataWindow("json", " ".repeat(10_000_000), { start: 0, end: 1 }), undefined);
  });

  it("takes the heading and whole rows around what is visible, also where fields hold line breaks", () => {
    fc.assert(
      fc.property(fc.nat(rows.length - 1), (index) => {
        const visible = { start: starts[index]!, end: starts[index]! + rows[index]!.length };
        const window = dataWindow("csv", csv, visible)!;
        assert.ok(window.text.startsWith(heading));
        assert.ok(window.text.includes(rows[index]!));
        assert.match(window.text.slice(heading.length), /^person \d+,/);
        assert.ok(window.text.endsWith('"\n'));
        assert.ok(window.text.length < 300_000);
      }),
    );
  });

  it("leads back to the places in the whole file", () => {
    fc.assert(
      fc.property(fc.nat(csv.length), fc.nat(), fc.nat(40), (visible, at, length) => {
        const window = dataWindow("csv", csv, { start: visible, end: visible })!;
        const start = at % window.text.length;
        const end = Math.min(window.text.length, start + length);
        const whole = window.toWhole({ start, end });
        if (!whole) return assert.ok(start < heading.length && end > heading.length);
        assert.equal(csv.slice(whole.start, whole.end), window.text.slice(start, end));
        if (start < window.text.length) assert.equal(window.fromWhole(whole.start), start);
      }),
      // Nothing, right after the heading: where the rows of the window begin.
      { examples: [[98_315, heading.length, 0]] },
    );
  });

  it("needs no heading for lines of JSON, and knows no quotes across them", () => {
    const jsonl = '{"text":"a \\" b"}\n{"broken": "\n'.repeat(20_000);
    const window = dataWindow("jsonl", jsonl, { start: 300_000, end: 300_400 })!;
    assert.match(window.text, /^\{/);
    assert.ok(window.rows.start < 300_000 && window.rows.end > 300_400);
    assert.equal(window.fromWhole(0), undefined);
  });

  it("ends though a quote is never closed, or there is but one line", () => {
    assert.ok(dataWindow("csv", `${heading}"${"never\n".repeat(100_000)}`, { start: 300_000, end: 300_001 }));
    assert.ok(dataWindow("csv", "x".repeat(1_000_000), { start: 300_000, end: 300_001 }));
    assert.ok(dataWindow("jsonl", "x".repeat(10_000_000), { start: 300_000, end: 300_001 }));
  });
});
