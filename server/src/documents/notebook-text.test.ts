import assert from "node:assert/strict";
import fc from "fast-check";
import { composeNotebook, type NotebookCellText } from "./notebook-text.ts";

const unit = fc.oneof(
  fc.constantFrom('"', "\\", "\n", "\r\n", "\t", "\u0001", "\u2028", "é", "😀", "\ud83d", "\ude00", "u0041", "a", "/"),
  fc.string({ maxLength: 3 }),
);
const cell: fc.Arbitrary<NotebookCellText> = fc.record({
  kind: fc.constantFrom("code", "markdown"),
  languageId: fc.constantFrom("python", "sql"),
  text: fc.array(unit).map((units) => units.join("")),
});

describe("composeNotebook", () => {
  it("writes the cells down as a notebook file", () => {
    fc.assert(
      fc.property(fc.array(cell), (cells) => {
        const file = JSON.parse(composeNotebook(cells).raw);
        assert.deepEqual(
          file.cells.map((each: { source: string; cell_type: string }) => [each.cell_type, each.source]),
          cells.map((each) => [each.kind, each.text]),
        );
        assert.equal(file.nbformat, 4);
      }),
    );
  });

  it("finds the way back for every span of every cell", () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), fc.nat(), fc.nat(), fc.nat(), (cells, which, a, b) => {
        const notebook = composeNotebook(cells);
        const index = which % cells.length;
        const { text } = cells[index]!;
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [number, number];
        const raw = notebook.toRaw(index, { start, end });
        assert.deepEqual(notebook.locate(raw), { cell: index, span: { start, end } });
        if (!splitsPair(text, start) && !splitsPair(text, end)) {
          assert.equal(JSON.parse(`"${notebook.raw.slice(raw.start, raw.end)}"`), text.slice(start, end));
        }
      }),
    );
  });

  it("knows that what stands between cells is in none", () => {
    const notebook = composeNotebook([
      { kind: "code", languageId: "python", text: "a" },
      { kind: "code", languageId: "python", text: "b" },
    ]);
    const first = notebook.toRaw(0, { start: 0, end: 1 });
    const second = notebook.toRaw(1, { start: 0, end: 1 });
    assert.equal(notebook.locate({ start: first.start, end: second.end }), undefined);
    assert.equal(notebook.locate({ start: first.end + 2, end: first.end + 3 }), undefined);
    assert.equal(notebook.locate({ start: 0, end: 1 }), undefined);
  });
});

function splitsPair(text: string, at: number): boolean {
  return /[\ud800-\udbff]/.test(text[at - 1] ?? "") && /[\udc00-\udfff]/.test(text[at] ?? "");
}
