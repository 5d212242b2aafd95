import assert from "node:assert/strict";
import { AuditRequest, ExplainFindingRequest, PromptSitesRequest } from "@promptveil/protocol";
import { startClient } from "./support/client.ts";
import { createWorkspace } from "./support/workspace.ts";

/** Invented, and of the kinds that rules look for; the key is in pieces so that no scanner takes it for a real one. */
const planted = {
  email: "maya.lind@contoso.com",
  phone: "+44 7700 900482",
  person: "Lena Brandt",
  iban: "DE50 7409 0001 0031 8842 57",
  card: "5425 2334 3010 9903",
  key: ["sk", "proj", "Zq3vN8xKp2Lw9TfRb7Yd1HcJ5mGs4AeU6oXi0PnBkVtQ"].join("-"),
};
const all = Object.values(planted);
const sentence = `Write to ${planted.person} at ${planted.email} or ${planted.phone}, account ${planted.iban}, card ${planted.card}, key ${planted.key}.`;

const files: Record<string, string> = {
  "a.prompt": `${sentence}\n`,
  "b.jinja": `{# ${sentence} #}\nHelp {{ customer.email }}. ${sentence}\n`,
  "c.py": `from openai import OpenAI\n\nclient = OpenAI(api_key="${planted.key}")\nclient.chat.completions.create(model="m", messages=[{"role": "user", "content": "${sentence}"}])\ndef broken(:\n    "${sentence}"\n`,
  "d.ts": `import { generateText } from "ai";\n\nexport const answer = (user: User) => generateText({ model, prompt: \`\${user.email} ${sentence}\` });\n`,
  "e.jsonl": `{"messages":[{"role":"user","content":"${sentence}"}]}\n{"messages":[{"role":"user","content":"${sentence}\n`,
  "f.csv": `name,email,note\n${planted.person},${planted.email},"${sentence}"\n"${sentence}\n`,
  "g.yml": `prompt: "${sentence}"\nbroken: [${sentence}\n`,
  "h.json": `{"messages": [{"role": "user", "content": "${sentence}"`,
  "i.ipynb": `{"cells": [{"cell_type": "code", "source": "# ${sentence}`,
  ".promptveil.yml": `version: 1\nallow: ["${planted.email}"\nrules: ${planted.person}\n`,
};

describe("what the server says", () => {
  it("never holds personal data of the files it reads", async function () {
    this.timeout(60_000);
    const workspace = createWorkspace(files);
    const client = await startClient({
      folders: [workspace.uri],
      initializationOptions: { status: true, previewCommand: "preview" },
    });
    const { connection } = client;
    await connection.sendNotification("$/setTrace", { value: "verbose" });
    let findings = 0;
    for (const [name, text] of Object.entries(files)) {
      const textDocument = { uri: workspace.uriOf(name) };
      await client.open(textDocument.uri, text, name === "i.ipynb" ? "json" : undefined);
      const diagnostics = await client.diagnostics(textDocument.uri);
      findings += diagnostics.length;
      const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
      await client.codeActions(textDocument.uri, whole);
      const lenses = await connection.sendRequest<object[] | null>("textDocument/codeLens", { textDocument });
      for (const lens of lenses ?? []) await connection.sendRequest("codeLens/resolve", lens);
      await connection.sendRequest(PromptSitesRequest.method, { textDocument });
      for (const { range, data } of diagnostics) {
        await connection.sendRequest("textDocument/hover", { textDocument, position: range.start });
        await connection.sendRequest(ExplainFindingRequest.method, { textDocument, at: { findingId: data } });
      }
    }
    const { errors } = await connection.sendRequest<AuditRequest.Result>(AuditRequest.method, {
      minSeverity: "hint",
      workDoneToken: "audit",
    });
    assert.ok(findings > 10, "there is something to be silent about");
    assert.ok(errors.length > 0);
    await assert.rejects(connection.sendRequest("promptveil/unknown", { text: sentence }));
    await client.stop();
    const written = client.written();
    for (const value of all) {
      for (const part of [value, ...value.split(/[ @]/).filter((piece) => piece.length > 4)]) {
        assert.ok(!written.includes(part), `${part.slice(0, 4)}… was written: ${around(written, part)}`);
      }
    }
    workspace.dispose();
  });
});

function around(text: string, part: string): string {
  const at = text.indexOf(part);
  return text.slice(Math.max(0, at - 200), at + 60);
}
