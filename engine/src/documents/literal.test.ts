import assert from "node:assert/strict";
import fc from "fast-check";
import { literalText } from "./literal.ts";
import { plainText } from "./mapped-text.ts";

describe("string literals", () => {
  it("map through the escapes of Python and JavaScript", () => {
    const written = fc.array(
      fc.constantFrom(
        ["a", "a"],
        ["mail ", "mail "],
        ["𝒳", "𝒳"],
        ["\\n", "\n"],
        ["\\t", "\t"],
        ['\\"', '"'],
        ["\\\\", "\\"],
        ["\\u00e9", "é"],
        ["\\u{1F600}", "😀"],
        ["\\x41", "A"],
        ["{{", "{"],
        ["\\\n", ""],
      ),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(written, fc.boolean(), (units, quoted) => {
        const raw = units.map(([source]) => source).join("");
        const text = units.map(([, decoded]) => decoded).join("");
        const code = plainText(`x = f"${raw}"\n`);
        const start = quoted ? 4 : 6;
        const span = { start, end: 6 + raw.length + (quoted ? 1 : 0) };
        const mapped = literalText(code, [{ text, span }]);
        assert.equal(mapped.text, text);
        let read = 0;
        let at = 6;
        for (const [source, decoded] of units) {
          if (decoded !== "" && source === decoded) {
            const found = mapped.toRaw({ start: read, end: read + decoded.length });
            assert.equal(code.text.slice(found.start, found.end), source);
            assert.equal(found.start, at);
          }
          read += decoded!.length;
          at += source!.length;
        }
      }),
      { numRuns: 500 },
    );
  });

  it("map as a whole where decoded and written text do not meet", () => {
    const code = plainText('x = "\\N{BULLET} a"');
    const mapped = literalText(code, [{ text: "• a", span: { start: 5, end: 17 } }]);
    assert.deepEqual(mapped.toRaw({ start: 2, end: 3 }), { start: 5, end: 17 });
  });
});
