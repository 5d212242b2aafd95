import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFolder, scanJson } from "./promptveil.ts";

const filler = Array.from({ length: 220 }, (_, line) => `def part_${line}(items): return [item for item in items]\n`);

/** Some hundred kilobytes of code, from which a run is worth keeping: every tenth file asks a model through `llm.py`. */
function workspace(): Record<string, string> {
  const files: Record<string, string> = {
    "llm.py":
      'from openai import OpenAI\nclient = OpenAI()\ndef ask(prompt):\n    client.responses.create(model="m", input=prompt)\n',
  };
  for (let index = 0; index < 30; index++) {
    files[`part${index}.py`] =
      index % 10 === 0
        ? `${filler.join("")}from llm import ask\ndef write_${index}(customer):\n    ask(f"Write to {customer.email}")\n`
        : filler.join("");
  }
  return files;
}

describe("the cache of the command line", function () {
  // A program is started for every look.
  this.timeout(120_000);
  const cache = mkdtempSync(join(tmpdir(), "promptveil-cache-"));
  const folder = createFolder(workspace());
  const at = { cwd: folder.path, env: { PROMPTVEIL_CACHE_DIR: cache } };
  const places = async (...args: string[]) => {
    const { report } = await scanJson([...args, "."], at);
    return report.findings.map(({ file, rule, range }) => `${file} ${rule} ${range?.start.line}`);
  };
  const kept = (ending: string) => readdirSync(join(cache, "scans")).filter((name) => name.endsWith(ending));
  after(() => {
    folder.remove();
    rmSync(cache, { recursive: true, force: true });
  });

  it("is left alone when asked to, and never lies in the folder that is scanned", async () => {
    const before = readdirSync(folder.path);
    await places("--no-cache");
    assert.deepEqual(readdirSync(cache), []);
    await places();
    assert.deepEqual(readdirSync(folder.path), before);
    assert.equal(kept(".outcomes").length, 1);
    assert.equal(kept(".lowered").length, 1);
  });

  it("gives what a run without it gives, on any number of threads", async () => {
    const fresh = await places("--no-cache");
    assert.notDeepEqual(fresh, []);
    assert.deepEqual(await places(), fresh);
    assert.deepEqual(await places("--jobs", "3"), fresh);
    assert.deepEqual(await places("--no-cache", "--jobs", "3"), fresh);
  });

  it("sees a change in a file that others rest on, and what the policy says from now on", async () => {
    const before = await places();
    const llm = join(folder.path, "llm.py");
    const text = readFileSync(llm, "utf8");
    writeFileSync(llm, "def ask(prompt):\n    return len(prompt)\n");
    assert.deepEqual(await places(), []);
    writeFileSync(llm, text);
    assert.deepEqual(await places(), before);
    const policy = join(folder.path, ".promptveil.yml");
    writeFileSync(policy, "version: 1\nrules:\n  PV101: off\n");
    assert.deepEqual(await places(), []);
    rmSync(policy);
    assert.deepEqual(await places(), before);
  });

  it("is ignored where it is damaged", async () => {
    const before = await places();
    for (const name of readdirSync(join(cache, "scans"))) {
      const path = join(cache, "scans", name);
      const bytes = readFileSync(path);
      bytes[bytes.length - 9]! ^= 1;
      writeFileSync(path, bytes);
    }
    assert.deepEqual(await places(), before);
  });
});
