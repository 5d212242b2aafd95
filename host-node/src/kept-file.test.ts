import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { pruneKeptFiles, readKeptFile, writeKeptFile } from "./kept-file.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("kept files", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "promptveil-kept-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("come back as they were written, for their owner alone", () => {
    const path = join(folder, "sub", "one");
    const shared = new Uint8Array(new SharedArrayBuffer(3));
    shared.set(bytes("two"));
    assert.ok(writeKeptFile(path, [bytes("one"), shared]));
    assert.equal(Buffer.from(readKeptFile(path)!).toString(), "onetwo");
    if (process.platform !== "win32") assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(join(folder, "sub")), ["one"]);
  });

  it("are absent when damaged, cut short or no such files", () => {
    const path = join(folder, "damaged");
    writeKeptFile(path, [bytes("some text")]);
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 1;
      writeFileSync(path, damaged);
      assert.equal(readKeptFile(path), undefined);
    }
    writeFileSync(path, whole.subarray(0, 20));
    assert.equal(readKeptFile(path), undefined);
    assert.equal(readKeptFile(join(folder, "none")), undefined);
  });

  it("cannot be written where there is no folder to write to, and say so", () => {
    writeFileSync(join(folder, "file"), "");
    assert.equal(writeKeptFile(join(folder, "file", "one"), [bytes("one")]), false);
  });

  it("make room, the oldest first", () => {
    const many = join(folder, "many");
    for (const [index, name] of ["a", "b", "c"].entries()) {
      writeKeptFile(join(many, name), [new Uint8Array(100)]);
      utimesSync(join(many, name), 1000 + index, 1000 + index);
    }
    pruneKeptFiles(many, 300);
    assert.deepEqual(readdirSync(many).sort(), ["b", "c"]);
  });
});
