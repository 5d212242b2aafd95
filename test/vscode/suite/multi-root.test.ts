import assert from "node:assert/strict";
import { workspace } from "vscode";
import { untilRules } from "./waiting.ts";
import { inFolder, open, promptWithAddress, startedExtension, write } from "./workspace.ts";

describe("two folders", () => {
  before(startedExtension);

  it("are judged by their own policies", async () => {
    const [first, second] = workspace.workspaceFolders ?? [];
    assert.ok(first && second);
    await write(inFolder(".promptveil.yml", second), "version: 1\nrules:\n  PV201:\n    severity: off\n");
    const strict = inFolder("prompt.prompty", first);
    const lenient = inFolder("prompt.prompty", second);
    for (const uri of [strict, lenient]) await write(uri, promptWithAddress);
    await open(strict);
    await untilRules(strict, (rules) => rules.includes("PV201"));
    await open(lenient);
    await workspace.fs.delete(inFolder(".promptveil.yml", second));
    await untilRules(lenient, (rules) => rules.includes("PV201"));
    await write(inFolder(".promptveil.yml", second), "version: 1\nrules:\n  PV201:\n    severity: off\n");
    await untilRules(lenient, (rules) => !rules.includes("PV201"));
    await untilRules(strict, (rules) => rules.includes("PV201"));
  });

  it("a folder that is added is analysed, and one that is removed is forgotten", async () => {
    const second = workspace.workspaceFolders?.[1];
    assert.ok(second);
    const uri = inFolder("added/prompt.prompty", second);
    await write(uri, promptWithAddress);
    workspace.updateWorkspaceFolders(2, 0, { uri: inFolder("added", second), name: "added" });
    await open(uri);
    await untilRules(uri, (rules) => rules.includes("PV201"));
    workspace.updateWorkspaceFolders(2, 1);
    await untilRules(uri, (rules) => rules.includes("PV201"));
  });
});
