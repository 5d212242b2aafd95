import assert from "node:assert/strict";
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFileText, replaceFileText } from "./write-file.ts";

describe("writing a file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "promptveil-write-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("replaces the text and keeps the mode", () => {
    const path = join(folder, "run.py");
    writeFileSync(path, "old", { mode: 0o755 });
    assert.deepEqual(replaceFileText(path, "new ü"), {});
    assert.equal(readFileSync(path, "utf8"), "new ü");
    if (process.platform !== "win32") assert.equal(statSync(path).mode & 0o777, 0o755);
    assert.deepEqual(readdirSync(folder), ["run.py"]);
  });

  it("replaces what a symbolic link leads to, not the link", () => {
    writeFileSync(join(folder, "real.py"), "old");
    symlinkSync("real.py", join(folder, "link.py"));
    assert.deepEqual(replaceFileText(join(folder, "link.py"), "new"), {});
    assert.ok(lstatSync(join(folder, "link.py")).isSymbolicLink());
    assert.equal(readFileSync(join(folder, "real.py"), "utf8"), "new");
  });

  it("leaves a write-protected file alone", () => {
    const path = join(folder, "locked.py");
    writeFileSync(path, "old", { mode: 0o444 });
    assert.deepEqual(replaceFileText(path, "new"), { problem: "The file is write-protected." });
    assert.equal(readFileSync(path, "utf8"), "old");
    assert.deepEqual(readdirSync(folder), ["locked.py"]);
  });

  it("says so when the file is gone, and leaves nothing behind", () => {
    assert.notEqual(replaceFileText(join(folder, "gone.py"), "new").problem, undefined);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("creates a file, but never over another", () => {
    const path = join(folder, "helper.py");
    assert.deepEqual(createFileText(path, "one"), {});
    assert.equal(createFileText(path, "two").problem, "The file exists already.");
    assert.equal(readFileSync(path, "utf8"), "one");
  });
});
