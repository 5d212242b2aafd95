import assert from "node:assert/strict";
import { extensions, Uri, window, workspace } from "vscode";
import type { PromptVeilApi } from "../../../client/src/extension.ts";
import { untilDiagnostics } from "./waiting.ts";

describe("activation", () => {
  it("starts the server and underlines personal data in a prompt", async () => {
    const folder = workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const uri = Uri.joinPath(folder.uri, "activation.prompty");
    const address = ["mira.lindqvist", "northwind-mail.net"].join("@");
    await workspace.fs.writeFile(uri, new TextEncoder().encode(`---\nname: x\n---\nsystem:\nWrite to ${address}.\n`));
    await window.showTextDocument(uri);
    const extension = extensions.getExtension<PromptVeilApi>("promptveil.promptveil");
    assert.ok(extension);
    const api = await extension.activate();
    await api.started;
    const rules = await untilDiagnostics(uri, (found) => found.length > 0);
    assert.deepEqual(rules, ["PV201"]);
  });
});
