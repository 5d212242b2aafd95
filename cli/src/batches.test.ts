import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { takeBatches, workOver } from "./batches.ts";

describe("batches of files", () => {
  it("hold every file once, whoever takes them", () => {
    const work = workOver(1000, 2);
    const one = takeBatches(work, "lower", 0);
    const two = takeBatches(work, "lower", 1);
    const files: number[] = [];
    for (let turn = 0; ; turn++) {
      const { value: batch, done } = (turn % 3 === 0 ? one : two).next();
      if (done) break;
      for (let file = batch.start; file < batch.end; file++) files.push(file);
    }
    files.sort((a, b) => a - b);
    assert.deepEqual(
      files,
      Array.from({ length: 1000 }, (_, file) => file),
    );
  });

  it("of neighbours fall to one thread, and to who has nothing left from the end", () => {
    const work = workOver(64, 2);
    const one = takeBatches(work, "lower", 0);
    const starts = [...takeBatches(work, "lower", 1)].map(({ start }) => start);
    assert.deepEqual(starts, [32, 40, 48, 56, 24, 16, 8, 0]);
    assert.equal(one.next().done, true);
  });

  it("are fewer than threads where there are few files", () => {
    const work = workOver(10, 4);
    const taken = [0, 1, 2, 3].flatMap((thread) => [...takeBatches(work, "lower", thread)]);
    assert.deepEqual(taken.map(({ start, end }) => [start, end]).sort(), [
      [0, 8],
      [8, 10],
    ]);
  });

  it("are taken anew at every stage", () => {
    const work = workOver(20, 2);
    const lowered = [...takeBatches(work, "lower", 0)];
    assert.deepEqual([...takeBatches(work, "lower", 0)], []);
    assert.deepEqual([...takeBatches(work, "analyze", 0)], lowered);
  });
});
