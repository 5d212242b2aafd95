// npm start [-- --no-editor]: builds, audits the example in this terminal, then opens VS Code on it.
import { existsSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { fromRoot } from "./lib/paths.mjs";
import { run, runNode } from "./lib/run.mjs";
import { findProgram } from "./lib/system.mjs";

const example = "examples/support-bot";
const built = await runNode(["scripts/build.mjs"]);
if (built !== 0) process.exit(built);

console.log(`\nAuditing ${example}\n`);
const audited = await runNode(["cli/bin/promptveil.js", "scan", example]);
// 1 says that there are findings, which is what the example is for.
if (audited > 1) process.exit(audited);

const wantsEditor =
  !process.argv.includes("--no-editor") && !process.env.CI && process.stdin.isTTY && process.stdout.isTTY;
if (wantsEditor) process.exitCode = await openEditor();

async function openEditor() {
  const code = findProgram(["code"]);
  if (code !== undefined) {
    console.log(`Opening VS Code on ${example}`);
    return run(code, ["--new-window", `--extensionDevelopmentPath=${fromRoot()}`, fromRoot(example)]);
  }
  const fetched = existsSync(fromRoot(".vscode-test"));
  if (!fetched && !(await agrees("There is no `code` on the PATH. Fetch a VS Code for the browser, 620 MB?"))) return 0;
  return runNode(["--import", "tsx", "scripts/open-web-editor.mts", example]);
}

async function agrees(question) {
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(`${question} [y/N] `);
  prompt.close();
  return /^y(es)?$/i.test(answer.trim());
}
