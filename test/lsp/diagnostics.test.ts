import assert from "node:assert/strict";
import { DocumentStatusNotification } from "@promptveil/protocol";
import { type Client, startClient } from "./support/client.ts";
import { createWorkspace, type TestWorkspace } from "./support/workspace.ts";

const prompt = "Answer the customer.\nWrite to maya.lind@contoso.com when in doubt.\n";
const where = { start: { line: 1, character: 9 }, end: { line: 1, character: 30 } };

describe("diagnostics by pull", () => {
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

  it("come with a code, a page and an id", async () => {
    const uri = workspace.uriOf("answer.prompt");
    await client.open(uri, prompt);
    const [diagnostic, ...others] = await client.diagnostics(uri);
    assert.deepEqual(others, []);
    assert.equal(diagnostic?.code, "PV201");
    assert.match(diagnostic?.codeDescription?.href ?? "", /docs\/rules\/PV201/);
    assert.deepEqual(diagnostic?.range, where);
    assert.equal(typeof diagnostic?.data, "string");
  });

  it("are called unchanged while they are", async () => {
    const uri = workspace.uriOf("unchanged.prompt");
    await client.open(uri, prompt);
    const first = await client.pull(uri);
    assert.equal((await client.pull(uri, first.resultId)).kind, "unchanged");
    await client.change(uri, 2, [{ text: "Answer the customer.\n" }]);
    const second = await client.pull(uri, first.resultId);
    assert.deepEqual(second.kind === "full" && second.items, []);
  });

  it("follow edits", async () => {
    const uri = workspace.uriOf("edited.prompt");
    await client.open(uri, prompt);
    const start = { line: 0, character: 0 };
    await client.change(uri, 2, [{ range: { start, end: start }, text: "First.\r\n" }]);
    assert.equal((await client.diagnostics(uri))[0]?.range.start.line, 2);
    await client.change(uri, 3, [
      { range: { start: { line: 2, character: 9 }, end: { line: 2, character: 30 } }, text: "us" },
    ]);
    assert.deepEqual(await client.diagnostics(uri), []);
  });

  it("go by the language that the editor says, also after it was switched", async () => {
    const uri = workspace.uriOf("notes.txt");
    await client.open(uri, prompt, "prompt");
    assert.equal((await client.diagnostics(uri)).length, 1);
    await client.close(uri);
    await client.open(uri, prompt, "plaintext");
    assert.deepEqual(await client.diagnostics(uri), []);
  });

  it("are given for documents that were never saved", async () => {
    await client.open("untitled:Untitled-1", prompt, "prompt");
    assert.equal((await client.diagnostics("untitled:Untitled-1")).length, 1);
  });

  it("are given for files outside of every workspace folder", async () => {
    const other = createWorkspace();
    await client.open(other.uriOf("away.prompt"), prompt);
    assert.equal((await client.diagnostics(other.uriOf("away.prompt"))).length, 1);
    other.dispose();
  });

  it("leave large code files to the audit, and say so", async () => {
    const uri = workspace.uriOf("large.py");
    const status = client.next<DocumentStatusNotification.Params>(
      DocumentStatusNotification.method,
      (params) => params.uri === uri,
    );
    await client.open(uri, "x = 1\n".repeat(400_000));
    assert.deepEqual(await client.diagnostics(uri), []);
    assert.match((await status).skipped ?? "", /promptveil\.maxFileSize/);
  });

  it("come for files whose names need encoding", async () => {
    const uri = workspace.uriOf("a b+ö#%c.prompt");
    await client.open(uri, prompt);
    assert.equal((await client.diagnostics(uri)).length, 1);
  });

  it("have nothing to say about what they cannot know", async () => {
    assert.deepEqual(await client.diagnostics(workspace.uriOf("missing.prompt")), []);
    assert.deepEqual(await client.diagnostics("weird:///%ZZ"), []);
    assert.deepEqual(await client.diagnostics("not a uri"), []);
  });
});

describe("diagnostics by push", () => {
  let workspace: TestWorkspace;
  let client: Client;
  before(async () => {
    workspace = createWorkspace();
    client = await startClient({ folders: [workspace.uri], diagnostics: "push" });
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    workspace.dispose();
  });

  it("come after opening, follow edits with their versions, and go when the document is closed", async () => {
    const uri = workspace.uriOf("answer.prompt");
    await client.open(uri, prompt);
    const first = await client.published(uri, ({ version }) => version === 1);
    assert.deepEqual(
      first.diagnostics.map(({ range }) => range),
      [where],
    );
    await client.change(uri, 2, [{ text: "Answer.\n" }]);
    assert.deepEqual((await client.published(uri, ({ version }) => version === 2)).diagnostics, []);
    await client.change(uri, 3, [{ text: prompt }]);
    await client.published(uri, ({ version }) => version === 3);
    await client.close(uri);
    assert.deepEqual((await client.published(uri, ({ version }) => version === undefined)).diagnostics, []);
  });

  it("skip states that are already gone", async () => {
    const uri = workspace.uriOf("typed.prompt");
    await client.open(uri, prompt);
    for (let version = 2; version <= 50; version++)
      await client.change(uri, version, [{ text: `${prompt}${version}` }]);
    const last = await client.published(uri, ({ version }) => version === 50);
    assert.deepEqual(
      last.diagnostics.map(({ range }) => range),
      [where],
    );
  });

  it("come again for a document that is opened again", async () => {
    const uri = workspace.uriOf("again.prompt");
    await client.open(uri, "Answer.\n");
    await client.published(uri);
    await client.close(uri);
    await client.open(uri, prompt);
    await client.published(uri, ({ diagnostics }) => diagnostics.length === 1);
  });
});
