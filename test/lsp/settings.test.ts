import assert from "node:assert/strict";
import { type Client, startClient } from "./support/client.ts";
import { createWorkspace, type TestWorkspace } from "./support/workspace.ts";

const prompt = "Write to maya.lind@contoso.com when in doubt.\n";

describe("settings", () => {
  let workspace: TestWorkspace;
  let client: Client;
  beforeEach(async () => {
    workspace = createWorkspace();
    client = await startClient({ folders: [workspace.uri] });
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
    workspace.dispose();
  });

  it("take effect while documents are open, and are asked for again", async () => {
    const uri = workspace.uriOf("answer.prompt");
    await client.open(uri, prompt);
    const severities = async () => (await client.diagnostics(uri)).map(({ severity }) => severity);
    assert.deepEqual(await severities(), [2]);
    const refresh = client.next("workspace/diagnostic/refresh");
    await client.settings({ rules: { PV201: "hint" } });
    await refresh;
    assert.deepEqual(await severities(), [4]);
    await client.settings({ rules: { PV201: "hint" }, minSeverity: "info" });
    assert.deepEqual(await severities(), []);
    await client.settings({ enable: false });
    assert.deepEqual(await severities(), []);
    await client.settings({});
    assert.deepEqual(await severities(), [2]);
  });

  it("leave what is shown alone where a notice changes nothing", async () => {
    const uri = workspace.uriOf("answer.prompt");
    await client.open(uri, prompt);
    await client.diagnostics(uri);
    const askedAgain = client.next("workspace/configuration");
    await client.settings({});
    await askedAgain;
    await client.diagnostics(uri);
    assert.equal(client.refreshes(), 0);
  });

  it("hold the limit for large code", async () => {
    const uri = workspace.uriOf("large.py");
    await client.open(uri, `x = 0  # promptveil-ignore PV101\n${"x = 1\n".repeat(20_000)}`);
    assert.equal((await client.diagnostics(uri)).length, 1);
    await client.settings({ maxFileSize: 0.1 });
    assert.deepEqual(await client.diagnostics(uri), []);
  });
});

describe("settings of clients that cannot be asked", () => {
  it("come with the notice of their change", async () => {
    const workspace = createWorkspace();
    const client = await startClient({
      folders: [workspace.uri],
      capabilities: {},
      initializationOptions: { settings: { enable: false } },
    });
    const uri = workspace.uriOf("answer.prompt");
    await client.open(uri, prompt);
    await client.published(uri, ({ diagnostics }) => diagnostics.length === 0);
    await client.connection.sendNotification("workspace/didChangeConfiguration", {
      settings: { promptveil: { enable: true } },
    });
    await client.published(uri, ({ diagnostics }) => diagnostics.length === 1);
    await client.stop();
    workspace.dispose();
  });
});
