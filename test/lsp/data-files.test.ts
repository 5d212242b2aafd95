import assert from "node:assert/strict";
import { DocumentStatusNotification, VisibleRangesNotification } from "@promptveil/protocol";
import { applyEdit } from "./support/apply.ts";
import { type Client, startClient } from "./support/client.ts";
import { createWorkspace, type TestWorkspace } from "./support/workspace.ts";

const clean = '{"messages":[{"role":"user","content":"Where is my parcel?"}]}\n';
const leak = '{"messages":[{"role":"user","content":"Write to maya.lind@contoso.com"}]}\n';

describe("long data files", () => {
  let workspace: TestWorkspace;
  let client: Client;
  before(async () => {
    workspace = createWorkspace();
    client = await startClient({ folders: [workspace.uri], initializationOptions: { status: true } });
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    workspace.dispose();
  });

  it("are checked around the rows on screen, and say so", async () => {
    const uri = workspace.uriOf("train.jsonl");
    const lines = Array.from({ length: 40_000 }, (_, index) => (index % 20_000 === 10 ? leak : clean));
    const text = lines.join("");
    const status = client.next<DocumentStatusNotification.Params>(
      DocumentStatusNotification.method,
      (params) => params.uri === uri,
    );
    await client.open(uri, text);
    const rows = async () => (await client.diagnostics(uri)).map(({ range }) => range.start.line);
    assert.deepEqual(await rows(), [10]);
    assert.match((await status).part ?? "", /rows around/);
    const refresh = client.next("workspace/diagnostic/refresh");
    const start = { line: 19_990, character: 0 };
    const end = { line: 20_030, character: 0 };
    await client.connection.sendNotification(VisibleRangesNotification.method, {
      textDocument: { uri },
      ranges: [{ start, end }],
    });
    await refresh;
    assert.deepEqual(await rows(), [20_010]);

    const range = { start: { line: 20_010, character: 0 }, end: { line: 20_010, character: 60 } };
    const [action] = await client.codeActions(uri, range, ["quickfix"]);
    const { edit } = await client.resolve(action!);
    const fixed = applyEdit(edit!, { [uri]: { version: 1, text } })[uri]!.split("\n");
    assert.notEqual(fixed[20_010], leak.trimEnd());
    assert.deepEqual(fixed.toSpliced(20_010, 1), text.split("\n").toSpliced(20_010, 1));
  });

  it("keep their checked part while it is edited", async () => {
    const uri = workspace.uriOf("edited.jsonl");
    await client.open(uri, clean.repeat(10_000));
    assert.deepEqual(await client.diagnostics(uri), []);
    const at = { line: 3, character: 0 };
    await client.change(uri, 2, [{ range: { start: at, end: at }, text: leak }]);
    assert.deepEqual(
      (await client.diagnostics(uri)).map(({ range }) => range.start.line),
      [3],
    );
  });
});
