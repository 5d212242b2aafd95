import assert from "node:assert/strict";
import { type CodeAction, CodeActionKind, commands, Selection, type TextDocument, window, workspace } from "vscode";
import { ours, untilRules } from "./waiting.ts";
import { address, inFolder, open, promptWithAddress, startedExtension, write } from "./workspace.ts";

/** The quick fixes on a document's first finding, with their edits. */
async function fixesOf(document: TextDocument): Promise<CodeAction[]> {
  const [finding] = ours(document.uri);
  assert.ok(finding);
  return commands.executeCommand<CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    finding.range,
    CodeActionKind.QuickFix.value,
    50,
  );
}

const leak = (name: string) =>
  [
    "from openai import OpenAI",
    "",
    "client = OpenAI()",
    "",
    "",
    `def ${name}(customer):`,
    "    return client.chat.completions.create(",
    '        model="small",',
    '        messages=[{"role": "user", "content": f"Write to {customer.email}"}],',
    "    )",
    "",
  ].join("\n");

describe("fixes", () => {
  before(startedExtension);

  it("offers edits for a literal, applies one and finds nothing afterwards", async () => {
    const uri = inFolder("fix-literal.prompty");
    await write(uri, promptWithAddress);
    const { document } = await open(uri);
    await untilRules(uri, (rules) => rules.includes("PV201"));
    const action = (await fixesOf(document)).find(({ edit, isPreferred }) => edit && isPreferred);
    assert.ok(action?.edit);
    await workspace.applyEdit(action.edit);
    assert.ok(!document.getText().includes(address));
    await untilRules(uri, (rules) => rules.length === 0);
  });

  it("wraps a value in a redaction call in an unsaved file, and one undo takes it back", async () => {
    const uri = inFolder("service/unsaved_fix.py");
    await write(uri, "");
    const editor = await open(uri);
    const { document } = editor;
    await editor.edit((edit) => edit.insert(document.positionAt(0), leak("reply")));
    await untilRules(uri, (rules) => rules.includes("PV101"));
    const action = (await fixesOf(document)).find(({ edit, isPreferred }) => edit && isPreferred);
    assert.ok(action?.edit);
    await workspace.applyEdit(action.edit);
    await untilRules(uri, (rules) => !rules.includes("PV101"));
    assert.notEqual(document.getText(), leak("reply"));
    await window.showTextDocument(document);
    await commands.executeCommand("undo");
    assert.equal(document.getText(), leak("reply"));
  });

  it("fixes all in a file as one undo step", async () => {
    const uri = inFolder("fix-all.prompty");
    const text = `${promptWithAddress}Or write to ${address.replace("mira", "otto")} instead.\n`;
    await write(uri, text);
    const { document } = await open(uri);
    await untilRules(uri, (rules) => rules.length === 2);
    await commands.executeCommand("promptveil.fixAllInFile");
    await untilRules(uri, (rules) => rules.length === 0);
    await window.showTextDocument(document);
    await commands.executeCommand("undo");
    assert.equal(document.getText(), text);
  });

  it("offers to suppress with a reason", async () => {
    const uri = inFolder("suppress.prompty");
    await write(uri, promptWithAddress);
    const { document } = await open(uri);
    await untilRules(uri, (rules) => rules.includes("PV201"));
    const action = (await fixesOf(document)).find(({ edit, title }) => edit && /ignore|suppress/i.test(title));
    assert.ok(action?.edit, "no suppression offered");
    await workspace.applyEdit(action.edit);
    assert.match(document.getText(), /promptveil-ignore PV201 -- /);
    await untilRules(uri, (rules) => !rules.includes("PV201"));
  });

  it("redacts the selection", async () => {
    const uri = inFolder("selection.txt");
    await write(uri, `Call ${address} back`);
    const editor = await open(uri);
    editor.selection = new Selection(0, 0, 0, 1000);
    await commands.executeCommand("promptveil.redactSelection");
    assert.ok(!editor.document.getText().includes(address));
    assert.match(editor.document.getText(), /^Call .+ back$/);
  });

  after(() => window.tabGroups.close(window.tabGroups.all.flatMap(({ tabs }) => tabs)));
});
