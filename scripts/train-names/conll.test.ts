import assert from "node:assert/strict";
import { toExample } from "./conll.ts";

const word = (text: string, label?: "PERSON" | "LOCATION", begins = true) => ({
  text,
  label,
  begins: label !== undefined && begins,
});

describe("tagged sentences", () => {
  const sentence = [
    word("Ada", "PERSON"),
    word("Berger", "PERSON", false),
    word("'s"),
    word("dog"),
    word(","),
    word("Oslo", "LOCATION"),
    word("."),
  ];

  it("are written with natural spacing and keep their entities", () => {
    const { text, spans } = toExample(sentence, 1);
    assert.equal(text, "Ada Berger's dog, Oslo.");
    assert.deepEqual(
      spans.map(({ start, end, label }) => [text.slice(start, end), label]),
      [
        ["Ada Berger", "PERSON"],
        ["Oslo", "LOCATION"],
      ],
    );
  });

  it("take other names in their place", () => {
    const { text, spans } = toExample(sentence, 1, (_, label) => (label === "PERSON" ? "Noor" : undefined));
    assert.equal(text, "Noor's dog, Oslo.");
    assert.equal(text.slice(spans[1]!.start, spans[1]!.end), "Oslo");
  });
});
