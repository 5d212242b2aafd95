// npm start [-- --no-editor]: builds, audits the example in this terminal, then opens VS Code on it.
import { readFileSync } from "node:fs";
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

const editor = !process.argv.includes("--no-editor") && !process.env.CI && process.stdin.isTTY && process.stdout.isTTY;
if (editor) {
  const code = findProgram(["code"]);
  const { main } = JSON.parse(readFileSync(fromRoot("package.json"), "utf8"));
  if (code === undefined) {
    console.log(`No \`code\` on the PATH. To see this in an editor, install VS Code and run npm start again.`);
  } else {
    console.log(`Opening VS Code with the extension (${main}) on ${example}`);
    process.exitCode = await run(code, ["--new-window", `--extensionDevelopmentPath=${fromRoot()}`, fromRoot(example)]);
  }
}
