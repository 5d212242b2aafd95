import assert from "node:assert/strict";
import {
  commands,
  NotebookCellData,
  NotebookCellKind,
  NotebookData,
  NotebookEdit,
  NotebookRange,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";
import { until, untilRules } from "./waiting.ts";
import { startedExtension } from "./workspace.ts";

const setup = "from openai import OpenAI\nclient = OpenAI()";
const leak = [
  "def reply(customer):",
  '    text = f"Write to {customer.email}"',
  '    return client.chat.completions.create(model="small", messages=[{"role": "user", "content": text}])',
].join("\n");

const cell = (text: string) => new NotebookCellData(NotebookCellKind.Code, text, "python");

describe("notebook", () => {
  before(startedExtension);

  it("follows data from cell to cell, and fixes only the lines it means", async () => {
    const notebook = await workspace.openNotebookDocument(
      "jupyter-notebook",
      new NotebookData([cell("%pip install openai"), cell(setup), cell(leak)]),
    );
    await window.showNotebookDocument(notebook);
    const document = notebook.cellAt(2).document;
    await untilRules(document.uri, (rules) => rules.includes("PV101"));
    await commands.executeCommand("promptveil.fixAllInFile");
    await untilRules(document.uri, (rules) => !rules.includes("PV101"));
    assert.equal(notebook.cellAt(0).document.getText(), "%pip install openai");
    assert.notEqual(notebook.cellAt(2).document.getText(), leak);
    assert.ok(notebook.cellAt(2).document.getText().includes("def reply(customer):"));
  });

  it("takes the fixes of several cells back in one step", async () => {
    const other = leak.replace("reply", "remind").replace("email", "phone");
    const notebook = await workspace.openNotebookDocument(
      "jupyter-notebook",
      new NotebookData([cell(setup), cell(leak), cell(other)]),
    );
    await window.showNotebookDocument(notebook);
    const texts = () => notebook.getCells().map(({ document }) => document.getText());
    const before = texts();
    const fixable = (index: number) =>
      untilRules(notebook.cellAt(index).document.uri, (rules) => rules.includes("PV101"));
    await Promise.all([fixable(1), fixable(2)]);
    await until(window.onDidChangeActiveNotebookEditor, () => window.activeNotebookEditor?.notebook === notebook);
    const fixed = until(
      workspace.onDidChangeNotebookDocument,
      () => texts()[1] !== before[1] && texts()[2] !== before[2],
    );
    await commands.executeCommand("promptveil.fixAllInFile");
    await fixed;
    const undone = until(workspace.onDidChangeNotebookDocument, () => texts().join("\n\n") === before.join("\n\n"));
    await commands.executeCommand("undo");
    await undone;
  });

  it("fixes a notebook that was never saved once when it is asked twice at a time", async () => {
    const notebook = await workspace.openNotebookDocument(
      "jupyter-notebook",
      new NotebookData([cell(setup), cell(leak)]),
    );
    await window.showNotebookDocument(notebook);
    const texts = () => notebook.getCells().map(({ document }) => document.getText());
    await untilRules(notebook.cellAt(1).document.uri, (rules) => rules.includes("PV101"));
    await until(window.onDidChangeActiveNotebookEditor, () => window.activeNotebookEditor?.notebook === notebook);
    const fix = () => commands.executeCommand("promptveil.fixAllInFile");
    await Promise.all([fix(), fix()]);
    const times = (piece: string) => texts().join("\n").split(piece).length - 1;
    assert.equal(times("import redact"), 1);
    assert.equal(times("redact(customer.email"), 1);
    assert.equal(times("redact(redact("), 0);
  });

  it("a changed earlier cell changes what a later one is told", async () => {
    const notebook = await workspace.openNotebookDocument(
      "jupyter-notebook",
      new NotebookData([
        cell(setup),
        cell('text = f"Write to {customer.email}"'),
        cell('client.chat.completions.create(model="small", messages=[{"role": "user", "content": text}])'),
      ]),
    );
    await window.showNotebookDocument(notebook);
    const document = notebook.cellAt(1).document;
    await untilRules(document.uri, (rules) => rules.includes("PV101"));
    const edit = new WorkspaceEdit();
    edit.set(notebook.uri, [NotebookEdit.replaceCells(new NotebookRange(1, 2), [cell('text = "Hello"')])]);
    await workspace.applyEdit(edit);
    await untilRules(notebook.cellAt(2).document.uri, (rules) => rules.length === 0);
  });

  after(() => window.tabGroups.close(window.tabGroups.all.flatMap(({ tabs }) => tabs)));
});
