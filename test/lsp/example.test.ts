import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { AuditRequest } from "@promptveil/protocol";
import type { Diagnostic } from "vscode-languageserver-protocol";
import { exampleFolder, expectedFindings, findingKey } from "../support/example.ts";
import { type Client, startClient } from "./support/client.ts";

const expected = expectedFindings();
const files = [...new Set(expected.map((key) => key.slice(0, key.indexOf(":"))))];
const uriOf = (file: string) => pathToFileURL(join(exampleFolder, file)).href;
const textOf = (file: string) => readFileSync(join(exampleFolder, file), "utf8");

describe("the example", () => {
  let client: Client;
  before(async () => {
    client = await startClient({ folders: [pathToFileURL(exampleFolder).href] });
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
  });

  const keys = (file: string, diagnostics: readonly Diagnostic[]) =>
    diagnostics
      .filter(({ severity }) => severity !== undefined && severity <= 3)
      .map(({ code, range }) => findingKey(file, String(code), range.start))
      .sort();

  for (const file of files.filter((file) => !file.endsWith(".ipynb"))) {
    it(`shows what is expected in ${file}`, async () => {
      await client.open(uriOf(file), textOf(file));
      const diagnostics = await client.diagnostics(uriOf(file));
      assert.deepEqual(
        keys(file, diagnostics),
        expected.filter((key) => key.startsWith(`${file}:`)),
      );
      for (const { relatedInformation = [] } of diagnostics) {
        for (const { message, location } of relatedInformation) {
          assert.ok(message.length > 0);
          assert.match(location.uri, /^file:/);
        }
      }
    });
  }

  for (const file of files.filter((file) => file.endsWith(".ipynb"))) {
    it(`shows what is expected in the cells of ${file}`, async () => {
      const { cells } = JSON.parse(textOf(file)) as { cells: { cell_type: string; source: string | string[] }[] };
      const texts = cells.map(({ source }) => (typeof source === "string" ? source : source.join("")));
      await client.connection.sendNotification("notebookDocument/didOpen", {
        notebookDocument: {
          uri: uriOf(file),
          notebookType: "jupyter-notebook",
          version: 1,
          cells: cells.map(({ cell_type }, index) => ({
            kind: cell_type === "code" ? 2 : 1,
            document: `cell:${index}`,
          })),
        },
        cellTextDocuments: texts.map((text, index) => ({
          uri: `cell:${index}`,
          languageId: cells[index]!.cell_type === "code" ? "python" : "markdown",
          version: 1,
          text,
        })),
      });
      const found: string[] = [];
      for (const index of cells.keys()) {
        for (const { code, severity } of await client.diagnostics(`cell:${index}`)) {
          if (severity! <= 3) found.push(String(code));
        }
      }
      const rules = expected.filter((key) => key.startsWith(`${file}:`)).map((key) => key.slice(-5));
      assert.deepEqual(found.sort(), rules.sort());
      await client.connection.sendNotification("notebookDocument/didClose", {
        notebookDocument: { uri: uriOf(file) },
        cellTextDocuments: texts.map((_, index) => ({ uri: `cell:${index}` })),
      });
    });
  }

  it("shows what is expected in the audit, closed notebooks included", async () => {
    const { findings } = await client.connection.sendRequest<AuditRequest.Result>(AuditRequest.method, {});
    const found = findings.map(({ uri, rule, range }) =>
      findingKey(relative(exampleFolder, fileURLToPath(uri)).replaceAll("\\", "/"), rule, range!.start),
    );
    assert.deepEqual(found.sort(), expected);
  });
});
