import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lettersAndJobs } from "../support/letters-and-jobs.ts";
import { type Client, type ClientOptions, startClient } from "./support/client.ts";
import { createWorkspace, type TestWorkspace } from "./support/workspace.ts";

const letters = lettersAndJobs()["letters.py"];

describe("the index of the workspace", () => {
  let workspace: TestWorkspace;
  let client: Client;
  let uri: string;
  const caches: string[] = [];
  beforeEach(() => {
    workspace = createWorkspace(lettersAndJobs());
    uri = workspace.uriOf("letters.py");
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
    workspace.dispose();
    for (const folder of caches.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  const found = async () => (await client.diagnostics(uri)).filter(({ code }) => code === "PV101").length;
  const refreshed = () => client.next("workspace/diagnostic/refresh");
  const logged = (text: RegExp) =>
    client.next<{ message: string }>("window/logMessage", ({ message }) => text.test(message));
  const onDisk = (name: string, type: 1 | 2 | 3) =>
    client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: workspace.uriOf(name), type }],
    });

  async function start(options: ClientOptions = {}): Promise<void> {
    client = await startClient({ folders: [workspace.uri], ...options });
  }

  /** Opens the file and waits for the index. */
  async function open(): Promise<void> {
    const ready = refreshed();
    await client.open(uri, letters);
    assert.equal(await found(), 0, "the first answer does not wait");
    await ready;
  }

  /** Waits for so many findings, in the end. */
  async function until(count: number): Promise<void> {
    while ((await found()) !== count) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  /** Files enough for threads of their own, with so many functions each. */
  function fill(count = 60, functions = 1): void {
    for (let index = 0; index < count; index++) {
      const parts = Array.from({ length: functions }, (_, part) => `part_${index}_${part}`);
      workspace.write({
        [`filling/part${index}.py`]: parts
          .map((name) => `def ${name}(items):\n    return len(items) + ${index}\n`)
          .join("\n"),
      });
    }
  }

  it("finds what comes from files that nobody opened and the open file does not import", async () => {
    await start();
    await open();
    assert.equal(await found(), 1);
  });

  it("follows such files as they change on disk, go and come", async () => {
    await start();
    await open();
    const steps: [change: () => void, type: 1 | 2 | 3, count: number][] = [
      [() => workspace.write(lettersAndJobs("plan")), 2, 0],
      [() => workspace.write(lettersAndJobs()), 2, 1],
      [() => workspace.remove("jobs.py"), 3, 0],
      [() => workspace.write(lettersAndJobs()), 1, 1],
    ];
    for (const [change, type, count] of steps) {
      change();
      const again = refreshed();
      await onDisk("jobs.py", type);
      await again;
      assert.equal(await found(), count);
    }
  });

  it("takes an open file as it stands in the editor, and as it is on disk once it is closed", async () => {
    await start();
    await client.open(workspace.uriOf("jobs.py"), lettersAndJobs("plan")["jobs.py"]);
    await open();
    assert.equal(await found(), 0);
    const again = refreshed();
    await client.close(workspace.uriOf("jobs.py"));
    await again;
    assert.equal(await found(), 1);
  });

  it("leaves out what is ignored, and takes it when it is not any more", async () => {
    workspace.write({ ".gitignore": "jobs.py\n" });
    workspace.write({ "other.py": "x = 1\n" });
    await start();
    await open();
    assert.equal(await found(), 0);
    workspace.write({ ".gitignore": "" });
    const indexed = logged(/^Indexed 1 files/);
    await onDisk(".gitignore", 2);
    await indexed;
    await until(1);
  });

  it("is kept outside of the workspace for the next start, and read anew where it is damaged", async () => {
    fill();
    const cacheFolder = mkdtempSync(join(tmpdir(), "promptveil-cache-"));
    caches.push(cacheFolder);
    const before = readdirSync(workspace.path);
    // Written once the findings are there, in one step.
    const packs = () => (existsSync(join(cacheFolder, "index")) ? readdirSync(join(cacheFolder, "index")) : []);
    const run = async (): Promise<string> => {
      await start({ initializationOptions: { cacheFolder } });
      const log = logged(/^Indexed/);
      await open();
      assert.equal(await found(), 1);
      const { message } = await log;
      while (!packs().some((name) => name.endsWith(".lowered")))
        await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(await client.stop(), 0);
      return message;
    };
    assert.match(await run(), /^Indexed 61 files in \S+ s, 0 as they were kept/);
    assert.match(await run(), /^Indexed 61 files in \S+ s, 61 as they were kept/);
    const pack = join(cacheFolder, "index", packs()[0]!);
    const bytes = readFileSync(pack);
    bytes.fill(0xff, bytes.length / 2);
    writeFileSync(pack, bytes);
    assert.match(await run(), /^Indexed 61 files in \S+ s, 0 as they were kept/);
    assert.deepEqual(readdirSync(workspace.path), before);
  });

  it("knows what changed while it was made", async () => {
    workspace.write(lettersAndJobs("plan"));
    fill(400);
    await start();
    await client.open(uri, letters);
    await found();
    await new Promise((resolve) => setTimeout(resolve, 500));
    workspace.write(lettersAndJobs());
    await onDisk("jobs.py", 2);
    await until(1);
  });

  it("breaks nothing where a file changed and nobody said so", async () => {
    await start();
    await open();
    workspace.write({ "jobs.py": "" });
    await client.change(uri, 2, [{ text: `${letters}\n# more\n` }]);
    await found();
    const again = refreshed();
    await onDisk("jobs.py", 2);
    await again;
    assert.equal(await found(), 0);
    assert.doesNotMatch(client.written(), /internal problem/);
  });

  it("ends with the server, half-made as it may be", async () => {
    fill(1000);
    await start();
    await client.open(uri, letters);
    await found();
    await new Promise((resolve) => setTimeout(resolve, 700));
    assert.equal(await client.stop(), 0);
    assert.doesNotMatch(client.written(), /internal problem|uncaught|unhandled/);
  });

  it("can be turned off, and on", async () => {
    await start({ settings: { index: { maxFiles: 0 } } });
    await client.open(uri, letters);
    assert.equal(await found(), 0);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.equal(await found(), 0);
    assert.equal(client.refreshes(), 0);
    await client.settings({ index: { maxFiles: 10 } });
    await until(1);
    await client.settings({ index: { maxFiles: 0 } });
    await until(0);
  });

  it("is told of where it takes long, and can be cancelled", async () => {
    // Seconds of work on the fastest machine: it has to last until it is cancelled.
    fill(3000, 60);
    await start({
      capabilities: {
        window: { workDoneProgress: true },
        workspace: { configuration: true, diagnostics: { refreshSupport: true } },
        textDocument: { diagnostic: {} },
      },
      initializationOptions: { status: true },
    });
    const begun = client.next<{ token: string; value: { kind: string; cancellable: boolean } }>(
      "$/progress",
      ({ value }) => value.kind === "begin",
    );
    const counted = client.next<{ indexing?: { done: number; total: number } }>(
      "promptveil/status",
      ({ indexing }) => (indexing?.total ?? 0) > 0,
    );
    await client.open(uri, letters);
    await found();
    const { token, value } = await begun;
    assert.equal(value.cancellable, true);
    assert.equal((await counted).indexing?.total, 3001);
    const over = client.next<{ indexing?: unknown }>("promptveil/status", ({ indexing }) => indexing === undefined);
    const told = logged(/cancelled/);
    await client.connection.sendNotification("window/workDoneProgress/cancel", { token });
    await Promise.all([told, over]);
    assert.equal(await found(), 0);
  });
});

describe("the indexes of several folders", () => {
  it("do not mix", async () => {
    const one = createWorkspace({ "letters.py": letters });
    const two = createWorkspace(lettersAndJobs());
    const client = await startClient({ folders: [one.uri, two.uri] });
    const found = async (uri: string) => (await client.diagnostics(uri)).length;
    try {
      const ready = client.next("workspace/diagnostic/refresh");
      for (const each of [one, two]) {
        await client.open(each.uriOf("letters.py"), letters);
        assert.equal(await found(each.uriOf("letters.py")), 0);
      }
      await ready;
      assert.deepEqual([await found(one.uriOf("letters.py")), await found(two.uriOf("letters.py"))], [0, 1]);
    } finally {
      assert.equal(await client.stop(), 0);
      one.dispose();
      two.dispose();
    }
  });
});
