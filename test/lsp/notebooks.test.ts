import assert from "node:assert/strict";
import { AuditRequest } from "@promptveil/protocol";
import { type Client, startClient } from "./support/client.ts";
import { createWorkspace, type TestWorkspace } from "./support/workspace.ts";

/** A suppression without a reason, which PV501 objects to. */
const leak = "y = 1  # promptveil-ignore PV101\n";

describe("notebooks", () => {
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

  const cellUri = (name: string, index: number) =>
    `${workspace.uriOf(name).replace("file:", "vscode-notebook-cell:")}#W${index}`;

  async function open(name: string, cells: readonly string[]): Promise<void> {
    await client.connection.sendNotification("notebookDocument/didOpen", {
      notebookDocument: {
        uri: workspace.uriOf(name),
        notebookType: "jupyter-notebook",
        version: 1,
        cells: cells.map((_, index) => ({ kind: 2, document: cellUri(name, index) })),
      },
      cellTextDocuments: cells.map((text, index) => ({
        uri: cellUri(name, index),
        languageId: "python",
        version: 1,
        text,
      })),
    });
  }

  async function change(name: string, version: number, cells: object): Promise<void> {
    await client.connection.sendNotification("notebookDocument/didChange", {
      notebookDocument: { uri: workspace.uriOf(name), version },
      change: { cells },
    });
  }

  it("show a finding in the cell that it is in, at the place where it is", async () => {
    await open("a.ipynb", ["import json\n", `x = "é\\"😀"\n${leak}`, "y = 2\n"]);
    assert.deepEqual(await client.diagnostics(cellUri("a.ipynb", 0)), []);
    assert.deepEqual(await client.diagnostics(cellUri("a.ipynb", 2)), []);
    const [diagnostic, ...others] = await client.diagnostics(cellUri("a.ipynb", 1));
    assert.deepEqual(others, []);
    assert.deepEqual(diagnostic?.range, {
      start: { line: 1, character: leak.indexOf("#") },
      end: { line: 1, character: leak.length - 1 },
    });
  });

  it("follow edits of cells, and cells that come, go and move", async () => {
    await open("b.ipynb", [leak, "y = 2\n"]);
    const count = async (index: number) => (await client.diagnostics(cellUri("b.ipynb", index))).length;
    assert.deepEqual([await count(0), await count(1)], [1, 0]);
    const start = { line: 0, character: 0 };
    const end = { line: 1, character: 0 };
    await change("b.ipynb", 2, {
      textContent: [
        { document: { uri: cellUri("b.ipynb", 0), version: 2 }, changes: [{ range: { start, end }, text: "" }] },
      ],
    });
    assert.deepEqual([await count(0), await count(1)], [0, 0]);
    const added = { kind: 2, document: cellUri("b.ipynb", 2) };
    await change("b.ipynb", 3, {
      structure: {
        array: { start: 1, deleteCount: 0, cells: [added] },
        didOpen: [{ uri: added.document, languageId: "python", version: 1, text: leak }],
      },
    });
    assert.deepEqual([await count(0), await count(2), await count(1)], [0, 1, 0]);
    const cells = [2, 1, 0].map((index) => ({ kind: 2, document: cellUri("b.ipynb", index) }));
    await change("b.ipynb", 4, { structure: { array: { start: 0, deleteCount: 3, cells } } });
    assert.deepEqual([await count(2), await count(1), await count(0)], [1, 0, 0]);
    await change("b.ipynb", 5, {
      structure: { array: { start: 0, deleteCount: 1 }, didClose: [{ uri: added.document }] },
    });
    assert.deepEqual([await count(2), await count(1), await count(0)], [0, 0, 0]);
  });

  it("are read from their file by the audit when they are closed", async () => {
    const raw = JSON.stringify({
      cells: [{ cell_type: "code", execution_count: null, metadata: {}, outputs: [], source: [leak] }],
      metadata: { language_info: { name: "python" } },
      nbformat: 4,
      nbformat_minor: 5,
    });
    workspace.write({ "closed.ipynb": raw });
    const result = await client.connection.sendRequest<AuditRequest.Result>(AuditRequest.method, {
      minSeverity: "hint",
    });
    const [finding] = result.findings.filter(({ uri }) => uri === workspace.uriOf("closed.ipynb"));
    assert.equal(finding?.cell, 0);
    assert.deepEqual(finding?.range?.start, { line: 0, character: raw.indexOf("# promptveil") });
    workspace.remove("closed.ipynb");
  });
});

describe("notebooks of clients that cannot ask for diagnostics", () => {
  it("get the diagnostics of each cell sent, and those of a deleted cell taken back", async () => {
    const workspace = createWorkspace();
    const client = await startClient({ folders: [workspace.uri], diagnostics: "push" });
    const notebookDocument = {
      uri: workspace.uriOf("a.ipynb"),
      notebookType: "jupyter-notebook",
      version: 1,
      cells: [{ kind: 2, document: "cell:1" }],
    };
    const cellTextDocuments = [{ uri: "cell:1", languageId: "python", version: 1, text: leak }];
    await client.connection.sendNotification("notebookDocument/didOpen", { notebookDocument, cellTextDocuments });
    await client.published("cell:1", ({ diagnostics }) => diagnostics.length === 1);
    await client.connection.sendNotification("notebookDocument/didChange", {
      notebookDocument: { uri: notebookDocument.uri, version: 2 },
      change: { cells: { structure: { array: { start: 0, deleteCount: 1 }, didClose: [{ uri: "cell:1" }] } } },
    });
    await client.published("cell:1", ({ diagnostics }) => diagnostics.length === 0);
    await client.stop();
    workspace.dispose();
  });
});
