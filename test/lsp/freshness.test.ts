import assert from "node:assert/strict";
import { type Client, startClient } from "./support/client.ts";
import { createWorkspace, type TestWorkspace } from "./support/workspace.ts";

const leaky = "def describe(user):\n    return user.email\n";
const safe = "def describe(user):\n    return user.plan\n";
const app = `from openai import OpenAI
from helper import describe

client = OpenAI()


def answer(user):
    return client.chat.completions.create(model="m", messages=[{"role": "user", "content": describe(user)}])
`;

describe("what is shown of a file that uses others", () => {
  let workspace: TestWorkspace;
  let client: Client;
  let uri: string;
  let helper: string;
  beforeEach(async () => {
    workspace = createWorkspace({ "helper.py": leaky, "app.py": app });
    client = await startClient({ folders: [workspace.uri] });
    uri = workspace.uriOf("app.py");
    helper = workspace.uriOf("helper.py");
    await client.open(uri, app);
    assert.equal(await count(), 1);
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
    workspace.dispose();
  });

  const count = async () => (await client.diagnostics(uri)).filter(({ code }) => code === "PV101").length;

  async function onDisk(change: () => void, type: 1 | 2 | 3): Promise<void> {
    change();
    const refresh = client.next("workspace/diagnostic/refresh");
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: helper, type }] });
    await refresh;
  }

  it("follows saves by other programs, deletions and returns", async () => {
    await onDisk(() => workspace.write({ "helper.py": safe }), 2);
    assert.equal(await count(), 0);
    await onDisk(() => workspace.write({ "helper.py": leaky }), 2);
    assert.equal(await count(), 1);
    await onDisk(() => workspace.remove("helper.py"), 3);
    await count();
    await onDisk(() => workspace.write({ "helper.py": safe }), 1);
    assert.equal(await count(), 0);
  });

  it("follows edits that are not saved, and what is on disk once the edited file is closed", async () => {
    await client.open(helper, leaky);
    await client.diagnostics(helper);
    assert.equal(await count(), 1);
    const refresh = client.next("workspace/diagnostic/refresh");
    await client.change(helper, 2, [{ text: safe }]);
    await client.diagnostics(helper);
    await refresh;
    assert.equal(await count(), 0);
    const again = client.next("workspace/diagnostic/refresh");
    await client.close(helper);
    await again;
    assert.equal(await count(), 1);
  });
});
