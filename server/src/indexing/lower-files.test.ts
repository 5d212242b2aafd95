import assert from "node:assert/strict";
import type { LoweringWorkers } from "@promptveil/host-node";
import { CancellationTokenSource } from "vscode-languageserver";
import { isCancelled } from "../guard.ts";
import type { Log } from "../log.ts";
import type { Folder } from "../workspace/folder.ts";
import { createFileLowering, type LowerOptions } from "./lower-files.ts";

const quiet = { wait: async () => {} };
const folder = { root: "/nowhere" } as Folder;
const names = Array.from({ length: 200 }, (_, index) => `part${index}.py`);

/** Threads that come to grief over some files, with a message that quotes what is in them. */
function workersWith(isBad: (name: string) => boolean) {
  const workers = { losses: 0, kept: [] as string[] };
  const create = (): LoweringWorkers => ({
    size: 2,
    async lower({ names }) {
      if (names.some(isBad)) {
        workers.losses++;
        throw new Error("out of memory at maya.lind@contoso.com");
      }
      const lowered = names.map((file) => ({ file, stamp: file, bytes: new Uint8Array(8), key: file, found: false }));
      return { lowered, failed: [] };
    },
    async keep(_, entries) {
      workers.kept = entries.map(([key]) => key);
      return true;
    },
    close: async () => {},
  });
  return { workers, create };
}

describe("the lowering of a workspace's files", () => {
  let logged: string[];
  const log: Log = {
    info: (message) => logged.push(message),
    warn: (message) => logged.push(message),
    failure: (context) => logged.push(context),
  };
  const source = new CancellationTokenSource();
  const options: LowerOptions = {
    folder,
    files: names.map((name) => ({ name, bytes: 1000 })),
    maxFileBytes: 10_000,
    maxBytes: 1_000_000,
    kept: "/nowhere/pack",
    token: source.token,
  };
  beforeEach(() => {
    logged = [];
  });

  it("leaves out the one file on which threads are lost, and says so without what is in it", async () => {
    const { workers, create } = workersWith((name) => name === "part70.py");
    const lowering = createFileLowering(quiet, log, create);
    const { files } = await lowering.lower(options);
    assert.equal(files.length, 199);
    assert.equal(workers.losses, 2);
    await lowering.rest();
    assert.equal(workers.kept.length, 199);
    assert.equal(logged.length, 1);
    assert.match(logged[0]!, /part70\.py/);
    assert.doesNotMatch(logged[0]!, /maya/);
  });

  it("gives up where every thread is lost, with what it has", async () => {
    const { workers, create } = workersWith((name) => name !== "part0.py");
    const { files } = await createFileLowering(quiet, log, create).lower(options);
    assert.ok(files.length <= 1);
    assert.ok(workers.losses < 20);
    assert.match(logged.at(-1)!, /Too many threads/);
  });

  it("holds no more than it may", async () => {
    const { create } = workersWith(() => false);
    const { files } = await createFileLowering(quiet, log, create).lower({ ...options, maxBytes: 300 });
    assert.ok(files.length < 200);
    assert.match(logged[0]!, /most that it may hold/);
  });

  it("stops when it is cancelled", async () => {
    const { create } = workersWith(() => false);
    const cancelled = new CancellationTokenSource();
    const lowering = createFileLowering(quiet, log, create);
    const running = lowering.lower({ ...options, token: cancelled.token, onProgress: () => cancelled.cancel() });
    await assert.rejects(running, isCancelled);
  });
});
