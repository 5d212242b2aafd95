import assert from "node:assert/strict";
import { commands, extensions, languages } from "vscode";
import { untilRules } from "./waiting.ts";
import { inFolder, open, promptWithAddress, startedExtension, write } from "./workspace.ts";

describe("activation", () => {
  it("happens when a document of ours opens, and underlines personal data in it", async () => {
    const uri = inFolder("activation.prompty");
    await write(uri, promptWithAddress);
    const { document } = await open(uri);
    assert.equal(document.languageId, "prompty");
    assert.deepEqual(await untilRules(uri, (rules) => rules.length > 0), ["PV201"]);
    assert.ok(extensions.getExtension("promptveil.promptveil")?.isActive);
  });

  it("registers every command that the manifest declares", async () => {
    await startedExtension();
    const manifest = extensions.getExtension("promptveil.promptveil")?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const known = new Set(await commands.getCommands(true));
    for (const { command } of manifest.contributes.commands) assert.ok(known.has(command), command);
  });

  it("knows the languages of prompt files", async () => {
    const known = new Set(await languages.getLanguages());
    for (const language of ["prompty", "dotprompt", "jinja", "csv", "tsv"]) assert.ok(known.has(language), language);
  });
});
