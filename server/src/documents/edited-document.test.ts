import assert from "node:assert/strict";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { editedDocuments } from "./edited-document.ts";

const text = fc.string({ unit: fc.constantFrom("a", "é", "😀", "\n", "\r\n", "\r", "\t", "\uFEFF", "x = 1\n") });
const position = fc.record({ line: fc.nat(6), character: fc.nat(8) });
const edit = fc.record({ start: position, end: position, text });

function ordered(a: { line: number; character: number }, b: { line: number; character: number }) {
  return a.line < b.line || (a.line === b.line && a.character <= b.character)
    ? { start: a, end: b }
    : { start: b, end: a };
}

describe("editedDocuments", () => {
  it("hands out edits that lead from the text taken last to the text of now", () => {
    fc.assert(
      fc.property(text, fc.array(fc.array(edit, { maxLength: 3 }), { maxLength: 5 }), (initial, batches) => {
        let document = editedDocuments.create("file:///a.py", "python", 1, initial);
        assert.equal(document.takeChanges(), undefined);
        let version = 1;
        for (const batch of batches) {
          let replayed = document.getText();
          const changes = batch.map((each) => ({ range: ordered(each.start, each.end), text: each.text }));
          document = editedDocuments.update(document, changes, ++version);
          for (const { span, newText } of document.takeChanges()!) {
            replayed = replayed.slice(0, span.start) + newText + replayed.slice(span.end);
          }
          assert.equal(replayed, document.getText());
          assert.equal(document.version, version);
          const fresh = TextDocument.create("file:///a.py", "python", 1, replayed);
          for (let offset = 0; offset <= replayed.length; offset++) {
            assert.deepEqual(document.positionAt(offset), fresh.positionAt(offset));
          }
        }
      }),
    );
  });

  it("knows of no edits after the text was replaced as a whole", () => {
    const document = editedDocuments.create("file:///a.py", "python", 1, "a");
    document.takeChanges();
    const next = editedDocuments.update(document, [{ text: "b" }], 2);
    assert.equal(next.takeChanges(), undefined);
    assert.deepEqual(next.takeChanges(), []);
  });

  it("gives up following when nobody asks for very long", () => {
    let document = editedDocuments.create("file:///a.py", "python", 1, "");
    document.takeChanges();
    const start = { line: 0, character: 0 };
    for (let version = 2; version < 1000; version++) {
      document = editedDocuments.update(document, [{ range: { start, end: start }, text: "x" }], version);
    }
    assert.equal(document.takeChanges(), undefined);
    assert.equal(document.getText().length, 998);
  });
});
