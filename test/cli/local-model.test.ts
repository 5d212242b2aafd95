import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { tinyModelName, tinyModelPlace, writeFakeRuntime, writeTinyModel } from "../support/tiny-model.ts";
import { createFolder, promptveil, scanJson } from "./promptveil.ts";

const runtimeVersion = "4.3.1";
/** The real model's vocabulary has all of these words. */
const text = `Today my name is ${tinyModelName}, in ${tinyModelPlace}.`;

function typesIn(stdout: string): string[] {
  const { entities } = JSON.parse(stdout) as { entities: { type: string; start: number; end: number }[] };
  return entities.map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);
}

describe("promptveil --model", () => {
  let folder: ReturnType<typeof createFolder>;
  beforeEach(() => {
    folder = createFolder({ "answer.prompt": `Answer politely. When in doubt, qux ${tinyModelName} zorp.\n` });
    writeTinyModel(join(folder.path, "model"));
    writeFakeRuntime(join(folder.path, "runtime"));
  });
  afterEach(() => folder.remove());
  const flags = ["--model", "model", "--model-runtime", "runtime"];

  it("asks the model in detect and in scan", async () => {
    const { stdout } = await promptveil(["detect", ...flags], { cwd: folder.path, input: text });
    assert.ok(typesIn(stdout).includes(`LOCATION ${tinyModelPlace}`));
    const places = async (...more: string[]) => {
      const { report } = await scanJson(["answer.prompt", ...more], { cwd: folder.path });
      return report.findings.filter(({ rule }) => rule === "PV201").length;
    };
    assert.deepEqual([await places(), await places(...flags)], [0, 1]);
  });

  it("exits with 2 and says what is missing", async () => {
    for (const args of [
      ["detect", "answer.prompt", "--model", "nowhere"],
      ["scan", "answer.prompt", "--model", "nowhere"],
      ["scan", "answer.prompt", "--model", "model"],
    ]) {
      const { code, stderr } = await promptveil(args, { cwd: folder.path });
      assert.equal(code, 2);
      assert.match(stderr, /has no config\.json|npm install/);
    }
  });

  it("runs a real ONNX model with the real runtime, without a network", async function () {
    this.timeout(300_000);
    const runtime = await installRuntime();
    if (runtime === undefined) {
      console.log("    @huggingface/transformers could not be installed into .cache: left out");
      this.skip();
    }
    const args = ["detect", "--model", join(folder.path, "model"), "--model-runtime", runtime];
    const { code, stdout, stderr } = await promptveil(args, { input: text });
    assert.equal(code, 0, stderr);
    assert.deepEqual(typesIn(stdout), [`PERSON ${tinyModelName}`, `LOCATION ${tinyModelPlace}`]);
  });
});

/** The runtime in a cache folder that git ignores, installed when it is not there; `undefined` where that fails. */
async function installRuntime(): Promise<string | undefined> {
  const place = resolve(import.meta.dirname, `../../.cache/transformers-${runtimeVersion}`);
  if (existsSync(join(place, "installed"))) return place;
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "package.json"), "{}");
  try {
    // Without its install script, which would fetch what a processor alone does not need.
    await promisify(execFile)(
      "npm",
      [
        "install",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-save",
        `@huggingface/transformers@${runtimeVersion}`,
      ],
      { cwd: place, timeout: 240_000, shell: process.platform === "win32" },
    );
  } catch {
    return undefined;
  }
  writeFileSync(join(place, "installed"), "");
  return place;
}
