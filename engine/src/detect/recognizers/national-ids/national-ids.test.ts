import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import type { Detector } from "../../../model/index.ts";
import { createDetector } from "../../detector.ts";
import { categoryOfEntity } from "../../entity-types.ts";
import { validators } from "../../validators/index.ts";
import { nationalIds } from "./index.ts";
import { publishedNumbers } from "./published-numbers.ts";

/** Every number that differs from `value` in one character of the same kind. */
function neighbours(value: string): string[] {
  return [...value].flatMap((char, i) => {
    const others = /[0-9]/.test(char) ? "0123456789" : /[A-Z]/.test(char) ? "ABCDEFGHJKLMNPQRSTUVWXYZ" : "";
    return [...others].filter((other) => other !== char).map((other) => value.slice(0, i) + other + value.slice(i + 1));
  });
}

describe("national identity, tax and health numbers", () => {
  let detector: Detector;
  before(async () => {
    detector = await createDetector({ policy: { reservedExamples: true } });
  });

  const typesIn = (text: string, value: string): string[] =>
    detector
      .detect(text)
      .filter(({ start, end }) => text.slice(start, end) === value)
      .map(({ type }) => type);

  it("cover at least forty countries", () => {
    assert.ok(new Set(nationalIds.map(({ country }) => country)).size >= 40);
  });

  for (const row of nationalIds) {
    const published = publishedNumbers[row.type] ?? [];
    const label = Object.values(row.words)[0]![0]!;
    const category = categoryOfEntity(row.type);

    for (const number of published) {
      it(`${row.type}: finds the published ${number} beside "${label}"`, () => {
        const types = typesIn(`${label}: ${number}`, number);
        // Neighbouring countries share forms and checks; the kind must be right.
        assert.ok(
          types.some((type) => categoryOfEntity(type).split(".")[1] === category.split(".")[1]),
          types.join(),
        );
      });
    }

    const check = row.validator ? validators[row.validator] : undefined;
    const sample = published[0];
    if (!check || !sample || (row.checksumScore ?? 0.6) < 0.4) continue;

    it(`${row.type}: takes what the check takes and refuses what it refuses, one character away`, () => {
      const others = neighbours(sample);
      const right = others.filter((number) => check(number));
      const wrong = others.filter((number) => !check(number));
      assert.ok(wrong.length >= 12, `only ${wrong.length} near-misses`);
      for (const number of wrong.slice(0, 40)) {
        assert.ok(!typesIn(`${label}: ${number}`, number).includes(row.type), `${number} was taken`);
      }
      for (const number of right.slice(0, 12)) {
        const found = typesIn(`${label}: ${number}`, number);
        assert.ok(found.length <= 1);
      }
    });

    it(`${row.type}: stays quiet inside longer numbers`, () => {
      for (const glued of [`9${sample}`, `${sample}7`, `${sample}_x`, `a_${sample}`]) {
        assert.ok(!typesIn(`${label}: ${glued}`, sample).includes(row.type), glued);
      }
    });
  }
});
