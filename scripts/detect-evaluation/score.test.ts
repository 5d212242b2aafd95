import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Entity } from "../../engine/src/index.ts";
import { evaluate, rates } from "./score.ts";

function entity(type: string, start: number, end: number): Entity {
  return { type, start, end, category: "user", score: 1, recognizer: "test" };
}

function gold(full_text: string, ...spans: [type: string, start: number, end: number][]) {
  return {
    full_text,
    spans: spans.map(([entity_type, start_position, end_position]) => ({ entity_type, start_position, end_position })),
  };
}

describe("evaluation of detection", () => {
  it("takes half of the characters for a hit, and less for a miss", () => {
    const texts = [gold("abcdefghij", ["PERSON", 0, 10])];
    assert.equal(evaluate(texts, () => [entity("PERSON", 0, 5)]).byType.get("PERSON")?.found, 1);
    assert.equal(evaluate(texts, () => [entity("PERSON", 0, 4)]).byType.get("PERSON")?.found, 0);
  });

  it("counts what no prediction of any type covers as left in clear", () => {
    const result = evaluate([gold("abcdefghij", ["PERSON", 0, 10])], () => [entity("LOCATION", 0, 4)]);
    assert.deepEqual(result.clear, { characters: 6, total: 10 });
  });

  it("ignores types that the set does not label", () => {
    const result = evaluate([gold("abcdefghij", ["PERSON", 0, 2])], () => [entity("VIN", 4, 8)]);
    assert.deepEqual(result.anyType, { predicted: 0, right: 0 });
  });

  it("ignores postal codes and places inside an address", () => {
    const texts = [gold("Main St 5, 12345 Springfield", ["STREET_ADDRESS", 0, 28], ["ZIP_CODE", 11, 16])];
    const result = evaluate(texts, () => [entity("ZIP_CODE", 11, 16), entity("STREET_ADDRESS", 0, 28)]);
    assert.equal(result.byType.get("ZIP_CODE"), undefined);
    assert.deepEqual(rates(result.byType.get("STREET_ADDRESS")!), { precision: 100, recall: 100, f1: 100 });
  });

  it("counts a debatable span neither way", () => {
    const text = {
      full_text: "The Act of 1998",
      spans: [{ entity_type: "DATE_TIME", start_position: 11, end_position: 15, optional: true }],
    };
    for (const found of [[], [entity("DATE_TIME", 11, 15)]]) {
      const result = evaluate([text], () => found);
      assert.deepEqual(result.anyType, { predicted: 0, right: 0 });
      assert.deepEqual(result.clear, { characters: 0, total: 0 });
      assert.equal(result.byType.get("DATE"), undefined);
    }
  });

  it("scores names for the same thing as one type", () => {
    const result = evaluate([gold("Oslo", ["GPE", 0, 4])], () => [entity("LOCATION", 0, 4)]);
    assert.equal(rates(result.byType.get("LOCATION")!).f1, 100);
  });
});
