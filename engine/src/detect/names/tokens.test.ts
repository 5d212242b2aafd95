import assert from "node:assert/strict";
import fc from "fast-check";
import { createTokens, tokenize } from "./tokens.ts";

function words(text: string): string[] {
  const tokens = tokenize(text, createTokens(4));
  return Array.from({ length: tokens.count }, (_, i) => text.slice(tokens.start[i], tokens.end[i]));
}

describe("tokenize", () => {
  it("keeps names together", () => {
    assert.deepEqual(words("O'Neil, Anne-Marie J. R. McDonald of the U.S."), [
      "O'Neil",
      ",",
      "Anne-Marie",
      "J.",
      "R.",
      "McDonald",
      "of",
      "the",
      "U.S.",
    ]);
  });

  it("cuts what clings to a name", () => {
    assert.deepEqual(words("Anna's l'Italie dell'Arte"), ["Anna", "'", "s", "l", "'", "Italie", "dell", "'", "Arte"]);
  });

  it("takes identifiers and numbers whole", () => {
    assert.deepEqual(words("max_tokens 12b 3-5"), ["max_tokens", "12b", "3", "-", "5"]);
  });

  it("gives tokens in order that touch everything but white space, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const tokens = tokenize(text, createTokens(4));
        let end = 0;
        for (let i = 0; i < tokens.count; i++) {
          assert.ok(tokens.start[i]! >= end && tokens.end[i]! > tokens.start[i]!);
          assert.equal(text.slice(end, tokens.start[i]).trim(), "");
          end = tokens.end[i]!;
        }
        assert.equal(text.slice(end).trim(), "");
      }),
    );
  });
});
