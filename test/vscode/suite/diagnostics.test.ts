import assert from "node:assert/strict";
import { DiagnosticSeverity, languages, type TextDocument, Uri, window, workspace } from "vscode";
import { type ExpectedFinding, expectedFindings } from "./expectations.ts";
import { root } from "./harness.ts";
import { ours, ruleOf, until } from "./waiting.ts";
import { inFolder, open, startedExtension } from "./workspace.ts";

/** The findings of information and above, as "line rule". */
function found(document: TextDocument): string[] {
  return ours(document.uri)
    .filter(({ severity }) => severity <= DiagnosticSeverity.Information)
    .map((diagnostic) => `${diagnostic.range.start.line} ${ruleOf(diagnostic)}`)
    .sort();
}

function wanted(document: TextDocument, findings: readonly ExpectedFinding[]): string[] {
  const text = document.getText();
  return findings.map(({ rule, at }) => `${document.positionAt(text.indexOf(at)).line} ${rule}`).sort();
}

describe("diagnostics of the example", () => {
  before(startedExtension);

  for (const [path, findings] of expectedFindings(root)) {
    if (path.endsWith(".ipynb")) continue;
    it(`${path}: ${findings.length} findings`, async () => {
      const { document } = await open(inFolder(path));
      const expected = wanted(document, findings);
      await until(languages.onDidChangeDiagnostics, () => found(document).join() === expected.join()).catch(() =>
        assert.deepEqual(found(document), expected),
      );
    }).timeout(20_000);
  }

  it("files that are not listed are clean", async () => {
    const listed = new Set(expectedFindings(root).keys());
    const folder = workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const everything = "**/*.{py,ts,jinja,hbs,prompty,csv,jsonl,yml}";
    const files = await workspace.findFiles(everything, "{activation.prompty,expected-findings.yml}");
    for (const uri of files) {
      if (listed.has(workspace.asRelativePath(uri, false))) continue;
      const { document } = await open(uri);
      await analysed(document);
      assert.deepEqual(found(document), [], uri.path);
    }
  });

  it("says for every finding which rule it is, with a link to its page", async () => {
    const { document } = await open(inFolder("prompts/support_agent.prompty"));
    await until(languages.onDidChangeDiagnostics, () => ours(document.uri).length > 0);
    for (const { code } of ours(document.uri)) {
      assert.ok(typeof code === "object");
      assert.match(String(code.target), /PV\d{3}/);
    }
  });

  it("names the steps of a flow where each of them is", async () => {
    const { document } = await open(inFolder("service/app/assistant.py"));
    const [first] = await until(languages.onDidChangeDiagnostics, () => {
      const flows = ours(document.uri).filter(({ relatedInformation }) => (relatedInformation?.length ?? 0) > 1);
      return flows.length > 0 ? flows : undefined;
    });
    for (const step of first?.relatedInformation ?? []) {
      const target = await workspace.openTextDocument(Uri.parse(step.location.uri.toString()));
      assert.ok(step.location.range.end.isBeforeOrEqual(target.lineAt(target.lineCount - 1).range.end));
      assert.ok(step.message.length > 0);
    }
  });

  after(() => window.tabGroups.close(window.tabGroups.all.flatMap(({ tabs }) => tabs)));
});

/** Waits until the server has looked at a document: its hints may be there, or nothing at all. */
async function analysed(document: TextDocument): Promise<void> {
  const api = await startedExtension();
  await api.client.sendRequest("textDocument/diagnostic", { textDocument: { uri: document.uri.toString() } });
}
