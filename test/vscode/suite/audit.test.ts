import assert from "node:assert/strict";
import { commands, languages, window, workspace } from "vscode";
import { ours, until } from "./waiting.ts";
import { address, inFolder, open, promptWithAddress, startedExtension, write } from "./workspace.ts";

describe("audit", () => {
  before(startedExtension);

  it("finds what closed files hold, fills Problems and opens a report without the values", async () => {
    const uri = inFolder("audited/closed.prompty");
    await write(uri, promptWithAddress);
    const { client } = await startedExtension();
    const result = (await client.sendRequest("promptveil/audit", {})) as {
      findings: { uri: string; rule: string }[];
      markdown: string;
    };
    assert.ok(result.findings.some((finding) => finding.uri.endsWith("audited/closed.prompty")));
    assert.ok(!JSON.stringify(result).includes("lindqvist"));
    await until(languages.onDidChangeDiagnostics, () => ours(uri).length === 1);
    await commands.executeCommand("promptveil.auditWorkspace");
    await until(window.tabGroups.onDidChangeTabs, () =>
      window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes("PromptVeil audit"))),
    );
    await workspace.fs.delete(inFolder("audited"), { recursive: true });
    assert.ok(address.length > 0);
  });

  it("keeps its findings of a file that was opened and closed again", async () => {
    const uri = inFolder("audited/again.prompty");
    await write(uri, promptWithAddress);
    const { client } = await startedExtension();
    await client.sendRequest("promptveil/audit", {});
    await until(languages.onDidChangeDiagnostics, () => ours(uri).length === 1);
    // As a link does, which VS Code resolves to a document first.
    await workspace.openTextDocument(uri);
    await open(uri);
    await commands.executeCommand("workbench.action.closeActiveEditor");
    await until(window.tabGroups.onDidChangeTabs, () =>
      window.tabGroups.all.every(({ tabs }) => tabs.every(({ label }) => !label.includes("again.prompty"))),
    );
    // What the editor itself showed is gone by now, and the server knows it when it has answered.
    await client.sendRequest("promptveil/policyTemplate");
    await until(languages.onDidChangeDiagnostics, () => ours(uri).length === 1);
    await workspace.fs.delete(inFolder("audited"), { recursive: true });
  });

  it("writes a policy file that is valid", async () => {
    await commands.executeCommand("promptveil.createPolicy");
    const uri = inFolder(".promptveil.yml");
    const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
    assert.match(text, /^version: 1$/m);
    assert.equal(window.activeTextEditor?.document.uri.toString(), uri.toString());
    const { client } = await startedExtension();
    await client
      .sendRequest("textDocument/diagnostic", { textDocument: { uri: uri.toString() } })
      .catch(() => undefined);
    assert.deepEqual(ours(uri), []);
    await workspace.fs.delete(uri);
  });

  after(() => window.tabGroups.close(window.tabGroups.all.flatMap(({ tabs }) => tabs)));
});
