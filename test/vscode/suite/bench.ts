import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { extensions } from "vscode";
import type { PromptVeilApi } from "../../../client/src/extension.ts";
import { root } from "./harness.ts";

/** Called by VS Code's extension host: leaves what activation takes there, in milliseconds, in `out/test/`. */
export async function run(): Promise<void> {
  const extension = extensions.getExtension<PromptVeilApi>("promptveil.promptveil");
  assert.ok(extension);
  const { activationTime, started } = await extension.activate();
  await started;
  writeFileSync(join(root, "out", "test", "bench.json"), JSON.stringify({ activationTime }));
}
