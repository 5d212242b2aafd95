import assert from "node:assert/strict";
import { applyEdit } from "./support/apply.ts";
import { type Client, startClient } from "./support/client.ts";
import { createWorkspace, type TestWorkspace } from "./support/workspace.ts";

const prompt = "Answer the customer.\nWrite to maya.lind@contoso.com or omar.reyes@fabrikam.com.\n";
const onFirst = { start: { line: 1, character: 12 }, end: { line: 1, character: 12 } };
const everywhere = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };

describe("code actions", () => {
  let workspace: TestWorkspace;
  let client: Client;
  before(async () => {
    workspace = createWorkspace();
    client = await startClient({ folders: [workspace.uri] });
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    workspace.dispose();
  });

  it("offer the fixes of the finding under the cursor, and compute their edits when asked", async () => {
    const uri = workspace.uriOf("one.prompt");
    await client.open(uri, prompt, "prompt", 7);
    const actions = await client.codeActions(uri, onFirst, ["quickfix"]);
    assert.ok(actions.length > 0);
    for (const action of actions) {
      assert.equal(action.edit, undefined);
      assert.equal(action.diagnostics?.length, 1);
      assert.equal(action.diagnostics?.[0]?.range.start.character, 9);
    }
    const preferred = actions.find((action) => action.isPreferred);
    const { edit } = await client.resolve(preferred!);
    const texts = applyEdit(edit!, { [uri]: { version: 7, text: prompt } });
    assert.match(texts[uri]!, /^Answer the customer\.\nWrite to <EMAIL_ADDRESS> or omar\.reyes@fabrikam\.com\.\n$/);
  });

  it("fit the text as it is when they are resolved", async () => {
    const uri = workspace.uriOf("moved.prompt");
    await client.open(uri, prompt);
    const [action] = await client.codeActions(uri, onFirst, ["quickfix"]);
    const start = { line: 0, character: 0 };
    await client.change(uri, 2, [{ range: { start, end: start }, text: "A new line.\n" }]);
    const { edit } = await client.resolve(action!);
    const texts = applyEdit(edit!, { [uri]: { version: 2, text: `A new line.\n${prompt}` } });
    assert.match(texts[uri]!, /^A new line\.\nAnswer the customer\.\nWrite to </);
  });

  it("say so when they no longer apply", async () => {
    const uri = workspace.uriOf("gone.prompt");
    await client.open(uri, prompt);
    const [action] = await client.codeActions(uri, onFirst, ["quickfix"]);
    await client.change(uri, 2, [{ text: "Answer the customer.\n" }]);
    const message = client.next<{ message: string }>("window/showMessage");
    assert.equal((await client.resolve(action!)).edit, undefined);
    assert.match((await message).message, /no longer applies/);
  });

  it("are offered once where several findings have the same fix", async () => {
    const uri = workspace.uriOf("logged.py");
    const code = `import logging
from openai import OpenAI

def answer(user):
    text = f"Help {user.full_name} at {user.email}"
    logging.info(text)
    return OpenAI().responses.create(model="m", input=text)
`;
    await client.open(uri, code);
    const rules = (await client.diagnostics(uri)).map(({ code }) => code);
    assert.deepEqual(rules.sort(), ["PV101", "PV107"]);
    for (const character of [20, 40]) {
      const place = { line: 4, character };
      const actions = await client.codeActions(uri, { start: place, end: place }, ["quickfix"]);
      const titles = actions.map(({ title }) => title);
      assert.equal(new Set(titles).size, titles.length, titles.join("; "));
      assert.equal(titles.filter((title) => title.startsWith("Redact")).length, 1);
      assert.equal(actions[0]?.diagnostics?.length, 2);
    }
  });

  it("fix a whole file in one edit, once and for all", async () => {
    const uri = workspace.uriOf("all.prompt");
    await client.open(uri, prompt);
    const actions = await client.codeActions(uri, everywhere, ["source.fixAll"]);
    assert.deepEqual(
      actions.map(({ kind }) => kind),
      ["source.fixAll.promptveil"],
    );
    const { edit } = await client.resolve(actions[0]!);
    const texts = applyEdit(edit!, { [uri]: { version: 1, text: prompt } });
    assert.doesNotMatch(texts[uri]!, /@/);
    await client.change(uri, 2, [{ text: texts[uri]! }]);
    assert.deepEqual(await client.diagnostics(uri), []);
    assert.deepEqual(await client.codeActions(uri, everywhere, ["source.fixAll.promptveil"]), []);
  });

  it("are only of the kinds that were asked for", async () => {
    const uri = workspace.uriOf("kinds.prompt");
    await client.open(uri, prompt);
    assert.deepEqual(await client.codeActions(uri, everywhere, ["refactor"]), []);
    assert.deepEqual(await client.codeActions(uri, everywhere, ["source.organizeImports"]), []);
    const one = "quickfix" as unknown as string[];
    assert.ok((await client.codeActions(uri, everywhere, one)).every(({ kind }) => kind === "quickfix"));
    const kinds = new Set((await client.codeActions(uri, everywhere)).map(({ kind }) => kind));
    assert.deepEqual(kinds, new Set(["quickfix", "source.fixAll.promptveil"]));
  });

  it("are not offered where there is nothing to fix", async () => {
    const uri = workspace.uriOf("clean.prompt");
    await client.open(uri, "Answer the customer.\n");
    assert.deepEqual(await client.codeActions(uri, everywhere), []);
  });

  it("create the helper that a fix needs beside the code, and only once", async () => {
    const text =
      'from openai import OpenAI\n\nclient = OpenAI()\n\n\ndef answer(user):\n    return client.chat.completions.create(model="m", messages=[{"role": "user", "content": f"Help {user.email}"}])\n';
    const uri = workspace.uriOf("service/app.py");
    await client.open(uri, text);
    const [diagnostic] = await client.diagnostics(uri);
    assert.ok(diagnostic, "a flow into an LLM call is found");
    const actions = await client.codeActions(uri, diagnostic.range, ["quickfix"]);
    const redact = actions.find((action) => action.isPreferred);
    const { edit } = await client.resolve(redact!);
    const creates = (edit?.documentChanges ?? []).filter((change) => "kind" in change);
    assert.equal(creates.length, 1);
    const texts = applyEdit(edit!, { [uri]: { version: 1, text } });
    for (const [changed, content] of Object.entries(texts))
      if (changed !== uri) workspace.write({ [changed.slice(workspace.uri.length + 1)]: content });
    await client.change(uri, 2, [{ text: texts[uri]! }]);
    assert.deepEqual(await client.diagnostics(uri), []);
    const other = workspace.uriOf("service/other.py");
    await client.open(other, text);
    const [again] = (await client.codeActions(other, everywhere, ["quickfix"])).filter((action) => action.isPreferred);
    const second = (await client.resolve(again!)).edit;
    assert.deepEqual(
      (second?.documentChanges ?? []).filter((change) => "kind" in change),
      [],
    );
  });
});

describe("code actions for plain clients", () => {
  it("carry their edits along where the client cannot resolve them", async () => {
    const workspace = createWorkspace();
    const client = await startClient({
      folders: [workspace.uri],
      capabilities: {
        textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
      },
    });
    const uri = workspace.uriOf("plain.prompt");
    await client.open(uri, prompt);
    const [action] = await client.codeActions(uri, onFirst, ["quickfix"]);
    assert.equal(action?.edit?.documentChanges, undefined);
    const texts = applyEdit(action!.edit!, { [uri]: { version: 1, text: prompt } });
    assert.match(texts[uri]!, /Write to <EMAIL_ADDRESS>/);
    await client.stop();
    workspace.dispose();
  });
});

describe("code actions in notebooks", () => {
  const cells = [
    'import json\n\n# "quoted" \\ text\n',
    "from openai import OpenAI\n\nclient = OpenAI()",
    `def answer(user):
    note = "é\\t"
    return client.chat.completions.create(model="m", messages=[{"role": "user", "content": f"Help {user.email}"}])
`,
    "print(1)\n",
  ];
  const open = Object.fromEntries(cells.map((text, index) => [`cell:${index}`, { version: 3, text }]));
  let workspace: TestWorkspace;
  let client: Client;
  before(async () => {
    workspace = createWorkspace();
    client = await startClient({ folders: [workspace.uri] });
    await client.connection.sendNotification("notebookDocument/didOpen", {
      notebookDocument: {
        uri: workspace.uriOf("a.ipynb"),
        notebookType: "jupyter-notebook",
        version: 1,
        cells: cells.map((_, index) => ({ kind: 2, document: `cell:${index}` })),
      },
      cellTextDocuments: cells.map((text, index) => ({ uri: `cell:${index}`, languageId: "python", version: 3, text })),
    });
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    workspace.dispose();
  });

  it("touch only the lines that they mean", async () => {
    const actions = await client.codeActions("cell:2", everywhere, ["quickfix"]);
    assert.ok(actions.length > 1);
    for (const action of actions) {
      const { edit } = await client.resolve(action);
      for (const change of edit?.documentChanges ?? []) {
        if ("kind" in change) continue;
        for (const { range } of change.edits) assert.equal(range.start.line, range.end.line);
      }
      const texts = applyEdit(edit!, open);
      for (const [index, before] of cells.entries()) {
        const after = (texts[`cell:${index}`] ?? before).split("\n");
        const untouched = before.split("\n").filter((line) => !line.includes("user.email"));
        assert.deepEqual(
          after.filter((line) => untouched.includes(line)),
          untouched,
        );
      }
    }
  });

  it("fix the notebook as a whole by its own kind alone", async () => {
    assert.deepEqual(await client.codeActions("cell:2", everywhere, ["source.fixAll"]), []);
    const [action, ...others] = await client.codeActions("cell:0", everywhere, ["notebook.source.fixAll"]);
    assert.deepEqual(others, []);
    const { edit } = await client.resolve(action!);
    const texts = applyEdit(edit!, open);
    for (const [uri, text] of Object.entries(texts))
      if (uri.startsWith("file:")) workspace.write({ [uri.slice(workspace.uri.length + 1)]: text });
    await client.connection.sendNotification("notebookDocument/didChange", {
      notebookDocument: { uri: workspace.uriOf("a.ipynb"), version: 2 },
      change: {
        cells: {
          textContent: Object.keys(texts)
            .filter((uri) => uri.startsWith("cell:"))
            .map((uri) => ({ document: { uri, version: 4 }, changes: [{ text: texts[uri]! }] })),
        },
      },
    });
    for (const uri of Object.keys(open)) assert.deepEqual(await client.diagnostics(uri), []);
  });
});
