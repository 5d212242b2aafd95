import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFileText } from "./read-file.ts";

describe("readFileText", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "promptveil-read-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const problemOf = (name: string, maxBytes?: number) => {
    const result = readFileText(join(folder, name), maxBytes === undefined ? {} : { maxBytes });
    assert.ok("problem" in result);
    return result;
  };

  it("reads a file and counts its bytes", () => {
    writeFileSync(join(folder, "a.txt"), "grüße\r\n");
    assert.deepEqual(readFileText(join(folder, "a.txt")), { text: "grüße\r\n", bytes: 9 });
  });

  it("explains what cannot be read, without the path", () => {
    symlinkSync("loop", join(folder, "loop"));
    assert.deepEqual(problemOf("gone.txt"), { problem: "The file does not exist any more.", missing: true });
    assert.match(problemOf("loop").problem, /circle/);
    assert.match(problemOf(".").problem, /not a regular file|folder/);
    writeFileSync(join(folder, "big.txt"), "x".repeat(2000));
    assert.equal(problemOf("big.txt", 1000).tooLarge, true);
  });

  it("says so when a file may not be read", function () {
    if (process.platform === "win32") this.skip();
    writeFileSync(join(folder, "secret.txt"), "x");
    chmodSync(join(folder, "secret.txt"), 0);
    chmodSync(folder, 0o755);
    // Nothing is unreadable for root, who therefore reads it as somebody else.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65534);
    try {
      assert.match(problemOf("secret.txt").problem, /permission denied/);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  it("does not wait for the writer of a named pipe", function () {
    if (process.platform === "win32") this.skip();
    execFileSync("mkfifo", [join(folder, "pipe")]);
    assert.match(problemOf("pipe").problem, /not a regular file/);
  });
});
