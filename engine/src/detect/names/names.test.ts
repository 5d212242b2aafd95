import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import fc from "fast-check";
import type { Detector } from "../../model/index.ts";
import { createDetector } from "../detector.ts";
import { nameCases } from "./cases.ts";

const host = { asset: (name: string) => readFile(new URL(`../../../assets/${name}`, import.meta.url)) };

describe("names", () => {
  let detector: Detector;
  before(async () => {
    detector = await createDetector({ host });
  });

  function found(text: string, type: string): string[] {
    return detector.detect(text, { types: [type] }).map(({ start, end }) => text.slice(start, end));
  }

  for (const [type, { hits, misses }] of Object.entries(nameCases)) {
    for (const [text, value] of hits) {
      it(`${type} in ${JSON.stringify(text)}`, () => assert.deepEqual(found(text, type), value.split("|")));
    }
    for (const text of misses)
      it(`no ${type} in ${JSON.stringify(text)}`, () => assert.deepEqual(found(text, type), []));
  }

  it("takes a name that was introduced for a person wherever it stands", () => {
    const text = "The witness, Mr. Chinedu Okafor, was heard.\n\nOkafor left at noon. Nobody believed Okafor.";
    assert.deepEqual(found(text, "PERSON"), ["Chinedu Okafor", "Okafor", "Okafor"]);
  });

  it("gives slices with words at both ends, whatever the text", () => {
    const pieces = fc.constantFrom(
      ...'Anna|Müller| |\n|, |12|Main St|🙂|\ud800|Berlin|o\'|-|.|é|zip|Apt. 4|P.O. Box|": "|{"name": "|rue de|Mr.'.split(
        "|",
      ),
    );
    const texts = fc.oneof(
      fc.string({ unit: "binary", maxLength: 120 }),
      fc.array(pieces, { maxLength: 30 }).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(texts, (text) => {
        for (const { start, end, score } of detector.detect(text)) {
          assert.ok(start >= 0 && end <= text.length && start < end && score >= 0 && score <= 1);
          assert.equal(text.slice(start, end).trim(), text.slice(start, end));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("gets through long texts of anything", function () {
    this.timeout(120_000);
    for (const unit of [
      "A",
      "Anna ",
      "12 ",
      "Anna, ",
      "1-",
      "Main St 12 ",
      'a":"',
      "'",
      "rue ",
      "Anna Anna\n",
      "\u0301",
    ]) {
      const text = unit.repeat(Math.ceil(250_000 / unit.length));
      for (const { end } of detector.detect(text)) assert.ok(end <= text.length);
    }
  });
});
