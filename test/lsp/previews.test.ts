import assert from "node:assert/strict";
import { parsePolicy } from "@promptveil/engine";
import {
  AnonymizeTextRequest,
  PolicyTemplateRequest,
  PromptSitesRequest,
  ReconstructPromptRequest,
} from "@promptveil/protocol";
import type { CodeLens } from "vscode-languageserver-protocol";
import { type Client, startClient } from "./support/client.ts";
import { createWorkspace, type TestWorkspace } from "./support/workspace.ts";

const template = `Be kind. Escalate to maya.lind@contoso.com
Help {{ customer.email }} with order {{ order.number }}
`;
const inside = { line: 1, character: 8 };

const code = `from openai import OpenAI

client = OpenAI()


def answer(user, order):
    return client.chat.completions.create(
        model="m",
        messages=[
            {"role": "system", "content": "Be kind. Escalate to maya.lind@contoso.com"},
            {"role": "user", "content": f"Help {user.email} with order {order.number}"},
        ],
    )
`;
const inCall = { line: 10, character: 50 };

describe("previews", () => {
  let workspace: TestWorkspace;
  let client: Client;
  let uri: string;
  before(async () => {
    workspace = createWorkspace({
      "masked/.promptveil.yml": "version: 1\noperators:\n  EMAIL_ADDRESS: redact\n",
      "listed/.promptveil.yml": "version: 1\nallow: [Maya.Lind@contoso.com]\ndeny: [Project Heron]\n",
    });
    client = await startClient({
      folders: [workspace.uri],
      initializationOptions: { previewCommand: "promptveil.preview" },
    });
    uri = workspace.uriOf("prompts/answer.jinja");
    await client.open(uri, template);
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    workspace.dispose();
  });

  const request = <T>(method: string, params: object): Promise<T> => client.connection.sendRequest(method, params);
  const reconstruct = (at: ReconstructPromptRequest.Params["at"]) =>
    request<ReconstructPromptRequest.Result | null>(ReconstructPromptRequest.method, { textDocument: { uri }, at });

  it("list the prompts of a document", async () => {
    const { sites } = await request<PromptSitesRequest.Result>(PromptSitesRequest.method, { textDocument: { uri } });
    assert.deepEqual(
      sites.map(({ kind, personalValues, range }) => ({ kind, personalValues, range })),
      [
        {
          kind: "template",
          personalValues: 2,
          range: { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } },
        },
      ],
    );
    assert.doesNotMatch(JSON.stringify(sites), /maya/);
  });

  it("show a prompt as it would be sent, and anonymized, by place and by id", async () => {
    const byPlace = await reconstruct({ position: inside });
    assert.ok(byPlace?.siteId);
    assert.deepEqual(await reconstruct({ siteId: byPlace.siteId }), byPlace);
    assert.match(byPlace.original, /Escalate to maya\.lind@contoso\.com/);
    assert.match(byPlace.original, /Help \S+@example\.\w+ with order \{.*number.*\}/);
    assert.match(byPlace.anonymized, /Escalate to <EMAIL_ADDRESS>/);
    assert.match(byPlace.anonymized, /Help <EMAIL_ADDRESS> with order \{.*number.*\}/);
    assert.doesNotMatch(byPlace.title, /maya|@/);
    assert.equal(await reconstruct({ siteId: "unknown" }), null);
  });

  it("show the only prompt of a file from wherever the cursor is", async () => {
    const prompty = workspace.uriOf("prompts/reply.prompty");
    await client.open(prompty, "---\nname: Reply\n---\nsystem:\nHelp {{ user.email }}\n");
    const shown = await request<ReconstructPromptRequest.Result | null>(ReconstructPromptRequest.method, {
      textDocument: { uri: prompty },
      at: { position: { line: 0, character: 0 } },
    });
    assert.equal(shown?.anonymized, "# system\n\nHelp <EMAIL_ADDRESS>");
  });

  it("show the row that the cursor's line is of", async () => {
    const rows = workspace.uriOf("data/train.jsonl");
    const row = (name: string) => JSON.stringify({ messages: [{ role: "user", content: `I am ${name}.` }] });
    await client.open(rows, `${row("first")}\n${row("second")}\n`, "jsonl");
    const at = async (line: number) =>
      request<ReconstructPromptRequest.Result | null>(ReconstructPromptRequest.method, {
        textDocument: { uri: rows },
        at: { position: { line, character: 0 } },
      });
    assert.match((await at(0))?.original ?? "", /I am first/);
    assert.match((await at(1))?.original ?? "", /I am second/);
  });

  it("follow edits", async () => {
    const edited = workspace.uriOf("prompts/edited.jinja");
    await client.open(edited, template);
    const at = { position: inside };
    const ask = () =>
      request<ReconstructPromptRequest.Result>(ReconstructPromptRequest.method, { textDocument: { uri: edited }, at });
    assert.match((await ask()).original, /Be kind/);
    await client.change(edited, 2, [{ text: template.replace("Be kind", "Be brief") }]);
    assert.match((await ask()).original, /Be brief/);
  });

  it("show any selection", async () => {
    const selection = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
    const result = await reconstruct({ selection });
    assert.equal(result?.original, `${template.split("\n")[0]}\n`);
    assert.match(result?.anonymized ?? "", /<EMAIL_ADDRESS>/);
    assert.equal(result?.personalValues, 1);
  });

  it("leave what the policy allows, and replace what it denies", async () => {
    const listed = workspace.uriOf("listed/answer.jinja");
    await client.open(listed, `${template}This is for Project Heron.\n`);
    const prompt = await request<ReconstructPromptRequest.Result>(ReconstructPromptRequest.method, {
      textDocument: { uri: listed },
      at: { position: inside },
    });
    assert.match(prompt.anonymized, /Escalate to maya\.lind@contoso\.com\nHelp <EMAIL_ADDRESS>/);
    assert.match(prompt.anonymized, /This is for <CUSTOM>\./);
    assert.equal(prompt.personalValues, 2);
  });

  it("are offered by code lenses that are finished only when they are seen", async () => {
    const lenses = await request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
    assert.ok(lenses.length > 0);
    assert.ok(lenses.every(({ command }) => command === undefined));
    const { command } = await request<CodeLens>("codeLens/resolve", lenses[0]!);
    assert.equal(command?.command, "promptveil.preview");
    assert.equal(command?.title, "Preview anonymized · 2 personal values");
    await client.settings({ codeLens: { enable: false } });
    assert.deepEqual(await request("textDocument/codeLens", { textDocument: { uri } }), []);
    await client.settings({});
  });

  it("anonymize a text by the policy of the document that it is meant for", async () => {
    const anonymize = (name: string, source: AnonymizeTextRequest.Params["source"]) =>
      request<AnonymizeTextRequest.Result>(AnonymizeTextRequest.method, {
        textDocument: { uri: workspace.uriOf(name) },
        source,
      });
    const text = "Write to maya.lind@contoso.com.";
    assert.deepEqual(await anonymize("a.txt", { text }), {
      text: "Write to <EMAIL_ADDRESS>.",
      replaced: [{ type: "EMAIL_ADDRESS", count: 1 }],
    });
    assert.deepEqual(await anonymize("a.txt", { text: "Ask Maria Keller about her visit." }), {
      text: "Ask <PERSON> about her visit.",
      replaced: [{ type: "PERSON", count: 1 }],
    });
    assert.equal((await anonymize("masked/a.txt", { text })).text, "Write to .");
    assert.deepEqual(await anonymize("listed/a.txt", { text: `${text} It is about Project Heron.` }), {
      text: "Write to maya.lind@contoso.com. It is about <CUSTOM>.",
      replaced: [{ type: "CUSTOM", count: 1 }],
    });
    const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
    const part = await anonymize("prompts/answer.jinja", { range });
    assert.match(part.text, /Escalate to <EMAIL_ADDRESS>/);
    assert.equal(part.version, 1);
  });
});

describe("previews of code", () => {
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

  it("count and show what goes into a call, typed in and filled in", async () => {
    const textDocument = { uri: workspace.uriOf("app.py") };
    await client.open(textDocument.uri, code);
    const { sites } = await client.connection.sendRequest<PromptSitesRequest.Result>(PromptSitesRequest.method, {
      textDocument,
    });
    const call = sites.find(({ kind }) => kind === "call");
    assert.equal(call?.personalValues, 2);
    assert.ok(call.range.start.line <= 6 && call.range.end.line >= 11);
    const shown = await client.connection.sendRequest<ReconstructPromptRequest.Result>(
      ReconstructPromptRequest.method,
      { textDocument, at: { position: inCall } },
    );
    assert.equal(shown.siteId, call.id);
    assert.match(shown.original, /Escalate to maya\.lind@contoso\.com[\s\S]*Help \S+@example\.\w+ with order/);
    assert.match(shown.anonymized, /Escalate to <EMAIL_ADDRESS>[\s\S]*Help <EMAIL_ADDRESS> with order/);
  });

  it("find no prompt where there is none", async () => {
    const second = code.slice(code.indexOf("def")).replace("answer", "answer_again");
    const texts = { "none.py": "total = 1\n", "two.py": `${code}\n\n${second}` };
    for (const [name, text] of Object.entries(texts)) {
      const uri = workspace.uriOf(name);
      await client.open(uri, text);
      const at = { position: { line: 0, character: 0 } };
      const parameters: ReconstructPromptRequest.Params = { textDocument: { uri }, at };
      assert.equal(await client.connection.sendRequest(ReconstructPromptRequest.method, parameters), null, name);
    }
  });
});

describe("the policy template", () => {
  it("is a valid policy", async () => {
    const client = await startClient();
    const { text } = await client.connection.sendRequest<PolicyTemplateRequest.Result>(PolicyTemplateRequest.method);
    assert.deepEqual(parsePolicy(text).problems, []);
    await client.stop();
  });
});
