import assert from "node:assert/strict";
import { labelCount } from "../../engine/src/detect/names/labels.ts";
import { decodeModel, featureWeight, rowLength } from "../../engine/src/detect/names/model.ts";
import { WordFlag, wordFlags } from "../../engine/src/detect/names/word-table.ts";
import { encodeModel } from "./encode.ts";

describe("the names model's file", () => {
  const words = { keys: [3, 900, 70_000], flags: [WordFlag.Given, WordFlag.City, WordFlag.Common] };
  const weights = Float32Array.from({ length: labelCount }, (_, label) => label - 4);

  it("gives back what was written", async () => {
    const model = await decodeModel(
      encodeModel(words, [{ key: 12_345, weights }], new Float32Array(labelCount ** 2).fill(0.5)),
    );
    words.keys.forEach((key, i) => {
      assert.equal(wordFlags(model.words, key << 5), words.flags[i]);
    });
    assert.equal(wordFlags(model.words, 4 << 5), 0);
    const { rows, shift } = model.features;
    const row = (12_345 >>> shift) * rowLength;
    assert.equal(rows[row], 12_346);
    assert.equal(rows.filter((value, i) => i % rowLength === 0 && value !== 0).length, 1);
    for (let label = 0; label < labelCount; label++) {
      const weight = featureWeight(model.features, row, label) * model.scale;
      assert.ok(Math.abs(weight - weights[label]!) <= model.scale);
    }
    assert.ok(model.transitions.every((value) => value === 0.5));
  });

  it("is read with gzip around it and without", async () => {
    const { gunzipSync } = await import("node:zlib");
    const packed = encodeModel(words, [{ key: 1, weights }], new Float32Array(labelCount ** 2));
    assert.deepEqual(await decodeModel(gunzipSync(packed)), await decodeModel(packed));
  });

  it("refuses other bytes", async () => {
    await assert.rejects(decodeModel(new Uint8Array([1, 2, 3])));
    const { gzipSync } = await import("node:zlib");
    await assert.rejects(decodeModel(gzipSync(new Uint8Array(64))), /not a names model/);
    const whole = encodeModel(words, [{ key: 1, weights }], new Float32Array(labelCount ** 2));
    const { gunzipSync } = await import("node:zlib");
    await assert.rejects(decodeModel(gzipSync(gunzipSync(whole).subarray(0, 345))));
  });
});
