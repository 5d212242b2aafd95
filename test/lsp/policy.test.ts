import assert from "node:assert/strict";
import { type Client, startClient } from "./support/client.ts";
import { createWorkspace, type TestWorkspace } from "./support/workspace.ts";

const prompt = "Write to maya.lind@contoso.com when in doubt.\n";
const silent = "version: 1\nrules:\n  PV201:\n    severity: off\n";
const broken = "version: 1\nrules:\n  PV201:\n    severity: loud\n";

describe("policies", () => {
  let workspace: TestWorkspace;
  let client: Client;
  let uri: string;
  let policy: string;
  beforeEach(async () => {
    workspace = createWorkspace();
    client = await startClient({ folders: [workspace.uri] });
    uri = workspace.uriOf("answer.prompt");
    policy = workspace.uriOf(".promptveil.yml");
    await client.open(uri, prompt);
    assert.equal((await client.diagnostics(uri)).length, 1);
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
    workspace.dispose();
  });

  async function saved(text: string | undefined, type: 1 | 2 | 3): Promise<void> {
    if (text === undefined) workspace.remove(".promptveil.yml");
    else workspace.write({ ".promptveil.yml": text });
    const refresh = client.next("workspace/diagnostic/refresh");
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: policy, type }] });
    await refresh;
  }

  it("take effect when they are created, changed and deleted by whomever", async () => {
    await saved(silent, 1);
    assert.deepEqual(await client.diagnostics(uri), []);
    await saved("version: 1\n", 2);
    assert.equal((await client.diagnostics(uri)).length, 1);
    await saved(silent, 2);
    assert.deepEqual(await client.diagnostics(uri), []);
    await saved(undefined, 3);
    assert.equal((await client.diagnostics(uri)).length, 1);
  });

  it("take effect while they are edited, before they are saved", async () => {
    const refresh = client.next("workspace/diagnostic/refresh");
    await client.open(policy, silent);
    await refresh;
    assert.deepEqual(await client.diagnostics(uri), []);
    const again = client.next("workspace/diagnostic/refresh");
    await client.close(policy);
    await again;
    assert.equal((await client.diagnostics(uri)).length, 1);
  });

  it("are marked where they are broken, and the defaults go on", async () => {
    await saved(silent, 1);
    assert.deepEqual(await client.diagnostics(uri), []);
    await saved(broken, 2);
    const { diagnostics } = await client.published(policy, (params) => params.diagnostics.length > 0);
    assert.equal(diagnostics[0]?.severity, 1);
    assert.equal(diagnostics[0]?.range.start.line, 3);
    assert.match(String(diagnostics[0]?.message), /defaults/);
    assert.equal((await client.diagnostics(uri)).length, 1);
    const cleared = client.published(policy, (params) => params.diagnostics.length === 0);
    await saved("version: 1\n", 2);
    await cleared;
  });
});
