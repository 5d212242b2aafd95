import assert from "node:assert/strict";
import { commands, extensions } from "vscode";
import { untilRules } from "./waiting.ts";
import { inFolder, open, promptWithAddress, startedExtension, write } from "./workspace.ts";

const leak = [
  "from openai import OpenAI",
  "",
  "client = OpenAI()",
  "",
  "",
  "def reply(customer):",
  '    text = f"Write to {customer.email}"',
  '    return client.chat.completions.create(model="small", messages=[{"role": "user", "content": text}])',
  "",
].join("\n");

describe("the installed extension", () => {
  it("is not the one of the repository", () => {
    const path = extensions.getExtension("promptveil.promptveil")?.extensionUri.path;
    assert.match(path ?? "", /promptveil-extensions-/);
  });

  it("finds literals and flows, and fixes them", async () => {
    await startedExtension();
    const prompt = inFolder("prompt.prompty");
    await write(prompt, promptWithAddress);
    await open(prompt);
    await untilRules(prompt, (rules) => rules.includes("PV201"));
    const code = inFolder("reply.py");
    await write(code, leak);
    await open(code);
    await untilRules(code, (rules) => rules.includes("PV101"));
    await commands.executeCommand("promptveil.fixAllInFile");
    await untilRules(code, (rules) => !rules.includes("PV101"));
  });
});
