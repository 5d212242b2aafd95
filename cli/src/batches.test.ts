import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { takeBatches, workOver } from "./batches.ts";

describe("batches of files", () => {
  it("hold every file once, whoever takes them", () => {
    const work = workOver(1000, 2);
    const one = takeBatches(work, "lower");
    const two = takeBatches(work, "lower");
    const files: number[] = [];
    for (let turn = 0; ; turn++) {
      const { value: batch, done } = (turn % 3 === 0 ? one : two).next();
      if (done) break;
      for (let file = batch.start; file < batch.end; file++) files.push(file);
    }
    assert.deepEqual(
      files,
      Array.from({ length: 1000 }, (_, file) => file),
    );
  });

  it("are taken anew at every stage", () => {
    const work = workOver(20, 2);
    const lowered = [...takeBatches(work, "lower")];
    assert.deepEqual([...takeBatches(work, "lower")], []);
    assert.deepEqual([...takeBatches(work, "analyze")], lowered);
  });
});
