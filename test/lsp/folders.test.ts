import assert from "node:assert/strict";
import { type Client, startClient } from "./support/client.ts";
import { createWorkspace, type TestWorkspace } from "./support/workspace.ts";

const prompt = "Write to maya.lind@contoso.com when in doubt.\n";
const silent = "version: 1\nrules:\n  PV201:\n    severity: off\n";
const quiet = "version: 1\nrules:\n  PV201:\n    severity: hint\n";

describe("several folders", () => {
  let one: TestWorkspace;
  let two: TestWorkspace;
  let client: Client;
  before(async () => {
    one = createWorkspace({ ".promptveil.yml": silent, "loud/.promptveil.yml": quiet });
    two = createWorkspace();
    client = await startClient({ folders: [one.uri, two.uri] });
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    one.dispose();
    two.dispose();
  });

  const severities = async (uri: string) => {
    await client.open(uri, prompt);
    return (await client.diagnostics(uri)).map(({ severity }) => severity);
  };

  it("each have their own policy, the nearest one for each file", async () => {
    assert.deepEqual(await severities(one.uriOf("a.prompt")), []);
    assert.deepEqual(await severities(one.uriOf("loud/b.prompt")), [4]);
    assert.deepEqual(await severities(two.uriOf("c.prompt")), [2]);
  });

  it("can be added and removed while documents are open", async () => {
    const three = createWorkspace({ ".promptveil.yml": silent, "inner/x.txt": "" });
    const uri = three.uriOf("inner/d.prompt");
    const folders = [{ uri: three.uriOf("inner"), name: "inner" }];
    assert.deepEqual(await severities(uri), [], "outside of all folders the policies above count");
    await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: { added: folders, removed: [] },
    });
    assert.equal((await client.diagnostics(uri)).length, 1, "the policy is outside of the folder now");
    await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: { added: [], removed: folders },
    });
    assert.deepEqual(await client.diagnostics(uri), []);
    three.dispose();
  });
});
