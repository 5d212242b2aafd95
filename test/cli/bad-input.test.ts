import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createFolder, promptveil, type Report, type RunOptions, scanJson, withoutPrivileges } from "./promptveil.ts";

const leak = "You are a support bot. Ask lena.brandt@nordpost-mail.net for help.\n";
const chat = (content: string) => JSON.stringify({ messages: [{ role: "user", content }] });
const megabyte = 1024 * 1024;

/** What every file of a folder holds and how it is kept, so that a scan that changed anything is found out. */
function snapshot(folder: string): Record<string, string> {
  const entries: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    const info = lstatSync(join(folder, name));
    const hash = info.isFile()
      ? createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex")
      : "";
    entries[name] = `${info.mode} ${info.mtimeMs} ${info.size} ${hash}`;
  }
  return entries;
}

/** Scans a folder that holds one good file besides a bad one. */
async function scanBeside(
  files: Readonly<Record<string, string | Uint8Array>>,
  prepare?: (folder: string) => RunOptions | undefined,
): Promise<{ code: number | null; report: Report }> {
  const folder = createFolder({ "good.prompt": leak, ...files });
  try {
    const options = prepare?.(folder.path);
    const before = snapshot(folder.path);
    const { code, report, stderr } = await scanJson(["."], { cwd: folder.path, ...options });
    assert.equal(stderr, "");
    if (options?.preload === undefined) assert.deepEqual(snapshot(folder.path), before);
    assert.ok(
      report.findings.some((finding) => finding.file === "good.prompt" && finding.rule === "PV201"),
      "the good file is reported",
    );
    return { code, report };
  } finally {
    folder.remove();
  }
}

function onlyMessage(report: Report, file: string): string {
  assert.deepEqual(
    report.errors.map((error) => error.file),
    [file],
  );
  return report.errors[0]?.message ?? "";
}

describe("bad input gets one clear message, and the rest of the run is complete:", () => {
  it("a truncated line of a JSONL file", async () => {
    const lines = [chat("Where is my order?"), '{"messages":[{"role":"user","content":"Where is', chat("Thanks.")];
    const { code, report } = await scanBeside({ "data/train.jsonl": `${lines.join("\n")}\n` });
    assert.equal(code, 1);
    assert.match(onlyMessage(report, "data/train.jsonl"), /^Line 2: /);
  });

  it("bytes that are not UTF-8, with what can be read still checked", async () => {
    const bytes = Buffer.concat([Buffer.from(leak), Buffer.from([0xff, 0xc3, 0x28]), Buffer.from("\n")]);
    const { code, report } = await scanBeside({ "latin.prompt": bytes });
    assert.equal(code, 1);
    assert.match(onlyMessage(report, "latin.prompt"), /not valid UTF-8: byte 67 \(line 2\)/);
    assert.ok(report.findings.some((finding) => finding.file === "latin.prompt"));
  });

  it("a file of 60 MB in one line", async () => {
    const rows = "[1,2,3],".repeat((60 * megabyte) / 8).slice(0, -2);
    const { code, report } = await scanBeside({
      "one-line.json": `[${rows}]`,
      "bundle.js": "a=1;".repeat(15 * megabyte),
    });
    assert.equal(code, 1);
    assert.deepEqual(
      report.errors.map(({ file, message }) => `${file}: ${message}`),
      [
        "bundle.js: The file is 60 MB, more than the limit of 10 MB.",
        "one-line.json: The file is 60 MB, more than the limit of 32 MB.",
      ],
    );
    assert.equal(report.stats.files, 3);
  });

  it("a syntax error in the middle of a function", async () => {
    const code = `def answer(ticket):\n    prompt = f"Reply to {ticket.id}"\n    if ticket..status ==:\n        return (\n    return prompt\n`;
    const { report } = await scanBeside({ "app.py": code });
    assert.ok(report.errors.length <= 1, "at most one message");
    assert.equal(report.stats.files, 2);
  });

  it("a file that may not be read", async function () {
    if (process.platform === "win32") this.skip();
    const { code, report } = await scanBeside({ "secret.py": "x = 1\n" }, (folder) => {
      chmodSync(join(folder, "secret.py"), 0o000);
      return withoutPrivileges(folder);
    });
    assert.equal(code, 2);
    assert.match(onlyMessage(report, "secret.py"), /permission denied/);
  });

  it("a folder that may not be entered", async function () {
    if (process.platform === "win32") this.skip();
    const { code, report } = await scanBeside({ "closed/a.py": "x = 1\n" }, (folder) => {
      chmodSync(join(folder, "closed"), 0o000);
      return withoutPrivileges(folder);
    });
    assert.equal(code, 2);
    assert.match(onlyMessage(report, "closed"), /folder may not be read: permission denied/);
  });

  it("symbolic links that lead in circles", async () => {
    const { code, report } = await scanBeside({ "src/a.py": "x = 1\n" }, (folder) => {
      symlinkSync("self.py", join(folder, "src/self.py"));
      symlinkSync("..", join(folder, "src/up"));
      return undefined;
    });
    assert.equal(code, 1);
    assert.deepEqual(
      report.errors.map(({ file, message }) => `${file}: ${message}`),
      [
        "src/self.py: The symbolic link leads in a circle.",
        "src/up: The symbolic link leads back to a folder that holds it; it is not followed.",
      ],
    );
  });

  it("a file that is deleted after it was listed", async () => {
    const preload = (folder: string) => {
      const path = join(folder, "delete-first.cjs");
      writeFileSync(
        path,
        `const fs = require("node:fs");
         const open = fs.openSync;
         fs.openSync = (path, ...rest) => {
           if (String(path).endsWith("gone.py")) fs.rmSync(path, { force: true });
           return open(path, ...rest);
         };`,
      );
      return { preload: path };
    };
    const { code, report } = await scanBeside({ "gone.py": "x = 1\n" }, preload);
    assert.equal(code, 2);
    assert.equal(onlyMessage(report, "gone.py"), "The file does not exist any more.");
  });

  it("something that is neither a file nor a folder", async function () {
    if (process.platform !== "linux") this.skip();
    const { code, stderr, stdout } = await promptveil(["scan", "/dev/null"]);
    assert.equal(code, 2);
    assert.match(`${stdout}${stderr}`, /neither a file nor a folder/);
  });

  it("empty files, and files of control characters", async () => {
    const { code, report } = await scanBeside({
      "empty.py": "",
      "empty.jsonl": "",
      "empty.ipynb": "",
      "zeros.ts": Buffer.alloc(5000),
      "odd.csv": '"unclosed,\n"a","b\n',
    });
    assert.equal(code, 1);
    assert.equal(report.stats.files, 6);
  });
});

describe("a broken policy", () => {
  it("stops the run with the place of each mistake", async () => {
    const folder = createFolder({
      "a.prompt": leak,
      ".promptveil.yml": "version: 1\nrules:\n  PV201:\n    severity: loud\n",
    });
    try {
      const { code, stdout, stderr } = await promptveil(["scan", "."], { cwd: folder.path });
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert.match(stderr, /^promptveil: The policy is not valid:\n {2}\.promptveil\.yml:4:15: /);
    } finally {
      folder.remove();
    }
  });

  it("stops a run that it would not reach only by chance", async () => {
    const folder = createFolder({ "a/a.prompt": leak, "b/b.prompt": leak, "b/.promptveil.yml": "version: [1\n" });
    try {
      assert.equal((await promptveil(["scan", "a"], { cwd: folder.path })).code, 1);
      assert.equal((await promptveil(["scan", "."], { cwd: folder.path })).code, 2);
      assert.equal((await promptveil(["fix", "."], { cwd: folder.path })).code, 2);
      assert.equal((await promptveil(["scan", "--config", "b/.promptveil.yml", "a"], { cwd: folder.path })).code, 2);
    } finally {
      folder.remove();
    }
  });
});

describe("a scan", () => {
  it("changes nothing, whatever it finds", async () => {
    const folder = createFolder({ "a.prompt": leak, "data.csv": "id,email\n1,lena.brandt@nordpost-mail.net\n" });
    try {
      chmodSync(join(folder.path, "a.prompt"), 0o444);
      const before = snapshot(folder.path);
      for (const format of ["text", "json", "sarif", "github"]) {
        await promptveil(["scan", "--format", format, "."], { cwd: folder.path });
      }
      await promptveil(["fix", "--dry-run", "."], { cwd: folder.path });
      assert.deepEqual(snapshot(folder.path), before);
      assert.ok(statSync(folder.path).isDirectory());
    } finally {
      folder.remove();
    }
  });
});
