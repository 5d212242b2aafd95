import assert from "node:assert/strict";
import fc from "fast-check";
import { followEdit, followEdits } from "./place.ts";

const at = (line: number, character: number) => ({ line, character });

describe("a place in an edited document", () => {
  it("moves down when a line is inserted above it", () => {
    const change = { range: { start: at(0, 0), end: at(0, 0) }, text: "new\n" };
    assert.deepEqual(followEdit(at(3, 5), change), at(4, 5));
  });

  it("moves right when text is inserted before it on its line", () => {
    const change = { range: { start: at(3, 1), end: at(3, 2) }, text: "long" };
    assert.deepEqual(followEdit(at(3, 5), change), at(3, 8));
  });

  it("stays when the change is behind it", () => {
    const change = { range: { start: at(3, 6), end: at(4, 0) }, text: "" };
    assert.deepEqual(followEdit(at(3, 5), change), at(3, 5));
  });

  it("keeps both ends of a selection", () => {
    const change = { range: { start: at(1, 0), end: at(2, 0) }, text: "" };
    assert.deepEqual(followEdits({ selection: { start: at(2, 1), end: at(3, 0) } }, [change]), {
      selection: { start: at(1, 1), end: at(2, 0) },
    });
  });

  it("points at the same character as before, for any edit that leaves it alone", () => {
    const source = fc.string({ unit: fc.constantFrom("a", "b", "\n", "\r\n"), maxLength: 40 });
    fc.assert(
      fc.property(source, fc.nat(), fc.nat(), fc.nat(), source, (before, a, b, c, text) => {
        const positions = positionsOf(before);
        const [start, end] = [a % positions.length, b % positions.length].sort((x, y) => x - y) as [number, number];
        const mark = c % positions.length;
        fc.pre(mark < start || mark >= end);
        const offset = (index: number) => positions[index]?.offset ?? 0;
        const after = before.slice(0, offset(start)) + text + before.slice(offset(end));
        fc.pre(!/\r$/.test(before.slice(0, offset(start))) || !text.startsWith("\n"));
        const change = { range: { start: place(positions[start]), end: place(positions[end]) }, text };
        const expected = mark < start ? offset(mark) : offset(mark) + text.length - (offset(end) - offset(start));
        const moved = followEdit(place(positions[mark]), change);
        const found = positionsOf(after).find(
          ({ line, character }) => line === moved.line && character === moved.character,
        );
        assert.equal(found?.offset, expected);
      }),
    );
  });
});

interface Indexed {
  readonly line: number;
  readonly character: number;
  readonly offset: number;
}

function place(position: Indexed | undefined) {
  return { line: position?.line ?? 0, character: position?.character ?? 0 };
}

/** Every position of a text that is not inside a line break. */
function positionsOf(text: string): Indexed[] {
  const positions: Indexed[] = [];
  let line = 0;
  let start = 0;
  for (let offset = 0; offset <= text.length; offset++) {
    positions.push({ line, character: offset - start, offset });
    if (text.startsWith("\r\n", offset)) offset++;
    if (text[offset] === "\n") {
      line += 1;
      start = offset + 1;
    }
  }
  return positions;
}
