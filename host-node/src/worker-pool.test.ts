import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWorkerPool, type WorkerPool } from "./worker-pool.ts";

describe("createWorkerPool", () => {
  const folder = mkdtempSync(join(tmpdir(), "promptveil-pool-"));
  const script = join(folder, "worker.cjs");
  writeFileSync(
    script,
    `const { parentPort, threadId, workerData } = require("node:worker_threads");
     parentPort.on("message", (task) => {
       if (task === "throw") throw new Error("no");
       if (task === "exit") process.exit(3);
       if (task === "hang") return;
       parentPort.postMessage({ task, threadId, workerData });
     });`,
  );
  after(() => rmSync(folder, { recursive: true, force: true }));

  let pool: WorkerPool<unknown, { task: unknown; threadId: number; workerData: unknown }>;
  beforeEach(() => {
    pool = createWorkerPool({ script, size: 2, data: "shared" });
  });
  afterEach(() => pool.close());

  it("answers every task, with no more workers than its size", async () => {
    const tasks = Array.from({ length: 20 }, (_, index) => index);
    const results = await Promise.all(tasks.map((task) => pool.run(task)));
    assert.deepEqual(
      results.map((result) => result.task),
      tasks,
    );
    assert.ok(new Set(results.map((result) => result.threadId)).size <= 2);
    assert.equal(results[0]?.workerData, "shared");
  });

  for (const failure of ["throw", "exit"]) {
    it(`rejects the one task whose worker fails (${failure}) and goes on`, async () => {
      const results = await Promise.allSettled([pool.run(1), pool.run(failure), pool.run(2), pool.run(3)]);
      assert.deepEqual(
        results.map((result) => result.status),
        ["fulfilled", "rejected", "fulfilled", "fulfilled"],
      );
    });
  }

  it("ends a worker that takes longer over a task than it may, and goes on", async () => {
    const impatient = createWorkerPool<unknown, { task: unknown }>({ script, size: 1, patience: 2000 });
    const results = await Promise.allSettled([impatient.run("hang"), impatient.run(1)]);
    assert.deepEqual(
      results.map((result) => result.status),
      ["rejected", "fulfilled"],
    );
    await impatient.close();
  });

  it("rejects what cannot be handed over", async () => {
    await assert.rejects(
      pool.run(() => 1),
      /cannot be handed/,
    );
    assert.equal((await pool.run(1)).task, 1);
  });

  it("rejects what is under way when it is closed", async () => {
    const results = Promise.allSettled([pool.run("hang"), pool.run("hang"), pool.run(1)]);
    await pool.close();
    assert.deepEqual(
      (await results).map((result) => result.status),
      ["rejected", "rejected", "rejected"],
    );
    await assert.rejects(pool.run(1), /closed/);
  });
});
