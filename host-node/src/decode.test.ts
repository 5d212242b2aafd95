import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeUtf8 } from "./decode.ts";

describe("decodeUtf8", () => {
  it("gives back every text, with its byte order mark", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.boolean(), (text, mark) => {
        const whole = mark ? `\uFEFF${text}` : text;
        assert.deepEqual(decodeUtf8(new TextEncoder().encode(whole)), { text: whole });
      }),
    );
  });

  it("says at which byte and line the text stops being UTF-8, and quotes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (before, after) => {
        const head = new TextEncoder().encode(before);
        const bytes = new Uint8Array([...head, 0xff, ...new TextEncoder().encode(after)]);
        if (head.length === 0 && bytes[1] === 0xfe) return;
        const line = before.split("\n").length;
        assert.deepEqual(decodeUtf8(bytes), {
          problem: `The file is not valid UTF-8: byte ${head.length} (line ${line}) cannot be decoded. Save it as UTF-8 to have it checked.`,
        });
      }),
    );
  });

  it("takes a replacement character that is really there for what it is", () => {
    const bytes = new Uint8Array([0xef, 0xbf, 0xbd, 0x41, 0xc3]);
    assert.match((decodeUtf8(bytes) as { problem: string }).problem, /byte 4 \(line 1\)/);
  });

  it("names UTF-16 as such", () => {
    assert.match((decodeUtf8(new Uint8Array([0xff, 0xfe, 0x41, 0])) as { problem: string }).problem, /UTF-16/);
  });
});
