import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exampleFolder, expectedFindings } from "../support/example.ts";

const program = fileURLToPath(new URL("../../cli/bin/promptveil.js", import.meta.url));
const built = fileURLToPath(new URL("../../dist/server.js", import.meta.url));
const script = fileURLToPath(new URL("./neovim.lua", import.meta.url));

interface Result {
  readonly missing?: string;
  readonly found: readonly { file: string; code: string; line: number; byte: number }[];
  readonly before: number;
  readonly after: number;
  readonly text: readonly string[];
}

/** A client that knows nothing of ours: pushed diagnostics, byte columns, its own way of applying edits. */
describe("Neovim", () => {
  let folder: string;
  before(() => {
    assert.ok(existsSync(built), "run `npm run build` first: Neovim starts the built program");
    const { error } = spawnSync("nvim", ["--version"]);
    assert.equal(error, undefined, "Neovim is missing: apt-get install -y --no-install-recommends neovim");
    folder = mkdtempSync(join(tmpdir(), "promptveil-neovim-"));
    cpSync(exampleFolder, join(folder, "example"), { recursive: true });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(job: object): Result {
    const paths = { job: join(folder, "job.json"), result: join(folder, "result.json") };
    writeFileSync(paths.job, JSON.stringify({ ...job, result: paths.result, patience: 20_000 }));
    const { stderr } = spawnSync("nvim", ["--headless", "--clean", "-n", "-c", `luafile ${script}`], {
      env: { ...process.env, PROMPTVEIL_JOB: paths.job, PROMPTVEIL_CACHE_DIR: join(folder, "cache") },
      timeout: 100_000,
      encoding: "utf8",
    });
    assert.ok(existsSync(paths.result), `Neovim gave no result: ${stderr}`);
    const result = JSON.parse(readFileSync(paths.result, "utf8")) as Result;
    assert.equal(result.missing, undefined, `Neovim waited in vain for ${result.missing}: ${stderr}`);
    return result;
  }

  it("shows the example's findings and applies a fix", function () {
    this.timeout(120_000);
    const root = join(folder, "example");
    // Notebooks are opened as cells only by editors that know them.
    const expected = expectedFindings().filter((key) => !key.includes(".ipynb:"));
    const names = [...new Set(expected.map((key) => key.slice(0, key.indexOf(":"))))];
    const linesOf = (name: string) => readFileSync(join(root, name), "utf8").split("\n");
    const [line, character] = expected
      .find((key) => key.startsWith("prompts/triage"))!
      .match(/\d+/g)!
      .map(Number) as [number, number];
    const triage = linesOf("prompts/triage.prompt.yml");
    const result = run({
      root,
      command: [process.execPath, program, "lsp", "--stdio"],
      files: names.map((name) => ({ name, count: expected.filter((key) => key.startsWith(`${name}:`)).length })),
      fix: { file: "prompts/triage.prompt.yml", line, byte: Buffer.byteLength(triage[line]!.slice(0, character)) },
    });
    const found = result.found.map(({ file, code, line, byte }) => {
      const bytes = Buffer.from(linesOf(file)[line]!);
      return `${file}:${line}:${bytes.subarray(0, byte).toString().length} ${code}`;
    });
    assert.deepEqual(found.sort(), expected);
    assert.equal(result.after, result.before - 1);
    assert.notEqual(result.text[line], triage[line]);
    assert.match(result.text[line]!, /<PHONE_NUMBER>/);
    assert.deepEqual(result.text.toSpliced(line, 1), triage.toSpliced(line, 1).slice(0, result.text.length - 1));
  });
});
