import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { extensions, languages, Position, Range, type Uri, window, workspace } from "vscode";
import type { PromptVeilApi } from "../../../client/src/extension.ts";
import { root } from "./harness.ts";
import { ours, until } from "./waiting.ts";
import { inFolder } from "./workspace.ts";

/** The file of the example with the most text that has findings. */
const largest = "service/app/assistant.py";
const keystrokes = 60;

/** Milliseconds until PromptVeil's diagnostics of a file change, or come for the first time. */
async function untilChanged(uri: Uri, act: () => PromiseLike<unknown>): Promise<number> {
  const before = JSON.stringify(ours(uri).map(({ range }) => range));
  const begun = performance.now();
  const changed = until(
    languages.onDidChangeDiagnostics,
    () => JSON.stringify(ours(uri).map(({ range }) => range)) !== before,
  );
  await act();
  await changed;
  return performance.now() - begun;
}

/** Called by VS Code's extension host: measures what a person waits for, and leaves the samples in `out/test/`. */
export async function run(): Promise<void> {
  const extension = extensions.getExtension<PromptVeilApi>("promptveil.promptveil");
  assert.ok(extension);
  const { activationTime, client, started } = await extension.activate();
  await started;
  // The server is stopped first, so that its start is part of what is waited for.
  await client.stop();
  const uri = inFolder(largest);
  const coldOpen = await untilChanged(uri, async () => {
    await Promise.all([
      client.start(),
      workspace.openTextDocument(uri).then((document) => window.showTextDocument(document)),
    ]);
  });

  const editor = window.activeTextEditor;
  assert.ok(editor);
  const typing: number[] = [];
  for (let key = 0; key < keystrokes; key++) {
    // A line more, and a line less, moves every finding, so that each keystroke is seen to be answered.
    const edit =
      key % 2 === 0
        ? () => editor.edit((change) => change.insert(new Position(1, 0), "\n"))
        : () => editor.edit((change) => change.delete(new Range(1, 0, 2, 0)));
    typing.push(await untilChanged(uri, edit));
  }
  writeFileSync(join(root, "out", "test", "bench.json"), JSON.stringify({ activationTime, coldOpen, typing }));
}
