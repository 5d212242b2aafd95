import assert from "node:assert/strict";
import { type Client, startClient } from "./support/client.ts";
import { createWorkspace, type TestWorkspace } from "./support/workspace.ts";

describe("diagnostics", () => {
  let workspace: TestWorkspace;
  let client: Client;
  const prompt = "Answer the customer.\nWrite to maya.lind@contoso.com when in doubt.\n";
  before(async () => {
    workspace = createWorkspace();
    client = await startClient({ folders: [workspace.uri] });
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    workspace.dispose();
  });

  it("come when asked for, with a code, a page and an id", async () => {
    const uri = workspace.uriOf("answer.prompt");
    await client.open(uri, prompt);
    const [diagnostic, ...others] = await client.diagnostics(uri);
    assert.deepEqual(others, []);
    assert.equal(diagnostic?.code, "PV201");
    assert.match(diagnostic?.codeDescription?.href ?? "", /docs\/rules\/PV201/);
    assert.deepEqual(diagnostic?.range, { start: { line: 1, character: 9 }, end: { line: 1, character: 30 } });
    assert.equal(typeof diagnostic?.data, "string");
  });
});
