import assert from "node:assert/strict";
import { join } from "node:path";
import { tinyModelName, writeFakeRuntime, writeTinyModel } from "../support/tiny-model.ts";
import { type Client, startClient } from "./support/client.ts";
import { createWorkspace, type TestWorkspace } from "./support/workspace.ts";

describe("a model that the settings name", () => {
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

  it("is asked about prompts; diagnostics come again with its answer", async () => {
    const folder = join(workspace.path, "model");
    writeTinyModel(folder);
    writeFakeRuntime(workspace.path);
    const uri = workspace.uriOf("answer.prompt");
    await client.open(uri, `Answer politely. When in doubt, qux ${tinyModelName} zorp.\n`);
    assert.equal((await client.diagnostics(uri)).length, 0);
    await client.settings({ model: { folder, runtime: "" } });
    let refreshed = client.next("workspace/diagnostic/refresh");
    while ((await client.diagnostics(uri)).length === 0) {
      await refreshed;
      refreshed = client.next("workspace/diagnostic/refresh");
    }
  });
});
