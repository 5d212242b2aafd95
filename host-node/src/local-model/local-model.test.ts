import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Entity } from "@promptveil/engine";
import { writeFakeRuntime, writeTinyModel } from "../../../test/support/tiny-model.ts";
import { createLocalModel, createProposals, findModelFiles } from "./index.ts";

const person: Entity = {
  type: "PERSON",
  category: "user.name",
  start: 0,
  end: 3,
  score: 0.9,
  recognizer: "model",
};

describe("a local model", () => {
  let root: string;
  let folder: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "promptveil-model-"));
    folder = join(root, "model");
    writeTinyModel(folder);
    writeFakeRuntime(root);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("runs in a worker, with a runtime that is installed above it, from local files only", async () => {
    const model = createLocalModel({ folder });
    try {
      const text = "Call Quibble in Xoth.";
      const found = await model.classify(text);
      assert.deepEqual(
        found.map(({ type, start, end }) => `${type} ${text.slice(start, end)}`),
        ["PERSON Quibble", "LOCATION Xoth"],
      );
    } finally {
      await model.close();
    }
  });

  it("says that it fails without quoting the text", async () => {
    const model = createLocalModel({ folder });
    try {
      await assert.rejects(
        model.classify("explode, Quibble"),
        (error: Error) => !/Quibble|explode/.test(error.message),
      );
    } finally {
      await model.close();
    }
  });

  it("takes the runtime from the folder that is named: the package itself, or one that it is installed in", () => {
    const elsewhere = join(root, "elsewhere");
    writeFakeRuntime(elsewhere);
    const found = [elsewhere, join(elsewhere, "node_modules/@huggingface/transformers")].map((runtime) => {
      const files = findModelFiles({ folder, runtime });
      return "problem" in files ? files.problem : files.runtime;
    });
    for (const runtime of found) assert.match(runtime, /elsewhere.node_modules.@huggingface.transformers.index\.cjs$/);
  });

  it("says what is missing and what to do", () => {
    const problemOf = (options: { folder: string; runtime?: string }) => {
      const files = findModelFiles(options);
      return "problem" in files ? files.problem : "none";
    };
    const empty = join(root, "empty");
    mkdirSync(empty);
    assert.match(problemOf({ folder: empty }), /has no config\.json/);
    assert.match(problemOf({ folder, runtime: tmpdir() }), /npm install @huggingface\/transformers/);
    unlinkSync(join(folder, "onnx/model.onnx"));
    assert.match(problemOf({ folder }), /has no ONNX file/);
    assert.throws(() => createLocalModel({ folder }), /has no ONNX file/);
  });
});

describe("proposals", () => {
  it("are asked for once, and there when they have settled", async () => {
    let asked = 0;
    let answered = 0;
    const proposals = createProposals(
      {
        classify: () => {
          asked++;
          return Promise.resolve([person]);
        },
      },
      () => answered++,
    );
    assert.equal(proposals.proposed("Ada"), undefined);
    assert.equal(proposals.proposed("Ada"), undefined);
    assert.equal(await proposals.settled(), true);
    assert.deepEqual(proposals.proposed("Ada"), [person]);
    assert.equal(await proposals.settled(), false);
    assert.deepEqual([asked, answered], [1, 1]);
  });

  it("leave the rest of the detection alone when the model fails", async () => {
    const failures: unknown[] = [];
    const proposals = createProposals({ classify: () => Promise.reject(new Error("no")) }, (error) =>
      failures.push(error),
    );
    proposals.proposed("Ada");
    await assert.rejects(proposals.settled(), /no/);
    assert.deepEqual(proposals.proposed("Ada"), []);
    assert.equal(failures.length, 1);
  });
});
