import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createFolder, promptveil, scanJson, withoutPrivileges } from "./promptveil.ts";

const leak = (end: string) => `You are a support bot.${end}Ask lena.brandt@nordpost-mail.net for help.${end}`;
const fixed = (end: string) => `You are a support bot.${end}Ask <EMAIL_ADDRESS> for help.${end}`;

describe("promptveil fix", () => {
  it("applies what is preferred, and nothing when run again", async () => {
    const folder = createFolder({ "a.prompt": leak("\n"), "b/b.prompt": "Nothing here.\n" });
    try {
      const first = await promptveil(["fix", "."], { cwd: folder.path });
      assert.equal(first.code, 0);
      assert.equal(first.stdout, "");
      assert.match(first.stderr, /^1 finding was fixed in 1 file; 0 remain\.$/m);
      assert.equal(readFileSync(join(folder.path, "a.prompt"), "utf8"), fixed("\n"));
      assert.deepEqual((await scanJson(["."], { cwd: folder.path })).report.findings, []);
      const again = await promptveil(["fix", "."], { cwd: folder.path });
      assert.match(again.stderr, /^0 findings were fixed in 0 files; 0 remain\.$/m);
    } finally {
      folder.remove();
    }
  });

  it("keeps byte order mark, line ends and mode", async () => {
    const folder = createFolder({ "a.prompt": `\uFEFF${leak("\r\n")}` });
    const path = join(folder.path, "a.prompt");
    try {
      chmodSync(path, 0o640);
      assert.equal((await promptveil(["fix", "."], { cwd: folder.path })).code, 0);
      assert.equal(readFileSync(path, "utf8"), `\uFEFF${fixed("\r\n")}`);
      if (process.platform !== "win32") assert.equal(statSync(path).mode & 0o777, 0o640);
    } finally {
      folder.remove();
    }
  });

  it("counts what it could not write among what remains", async () => {
    const folder = createFolder({ "a.prompt": leak("\n"), "b.prompt": leak("\n") });
    try {
      chmodSync(join(folder.path, "a.prompt"), 0o444);
      const { code, stderr } = await promptveil(["fix", "."], { cwd: folder.path });
      assert.equal(code, 2);
      assert.match(stderr, /^a\.prompt: The file is write-protected\.$/m);
      assert.match(stderr, /^1 finding was fixed in 1 file; 1 remain\.$/m);
      assert.equal(readFileSync(join(folder.path, "a.prompt"), "utf8"), leak("\n"));
      assert.equal(readFileSync(join(folder.path, "b.prompt"), "utf8"), fixed("\n"));
    } finally {
      folder.remove();
    }
  });

  it("shows a unified diff that other tools apply, and changes nothing", async () => {
    const folder = createFolder({ "dir/a.prompt": leak("\n"), "dir/b.prompt": leak("\r\n") });
    try {
      const { code, stdout, stderr } = await promptveil(["fix", "--dry-run", "."], { cwd: folder.path });
      assert.equal(code, 0);
      assert.match(stderr, /2 findings would be fixed in 2 files/);
      assert.match(stdout, /^--- a\/dir\/a\.prompt\n\+\+\+ b\/dir\/a\.prompt\n@@ -1,2 \+1,2 @@\n/);
      assert.equal(readFileSync(join(folder.path, "dir/a.prompt"), "utf8"), leak("\n"));
      execFileSync("git", ["apply", "-"], { cwd: folder.path, input: stdout });
      assert.equal(readFileSync(join(folder.path, "dir/a.prompt"), "utf8"), fixed("\n"));
      assert.equal(readFileSync(join(folder.path, "dir/b.prompt"), "utf8"), fixed("\r\n"));
    } finally {
      folder.remove();
    }
  });

  it("keeps to the rules that are named and exits with 1 for what remains", async () => {
    const folder = createFolder({ "a.prompt": leak("\n") });
    try {
      assert.equal((await promptveil(["fix", "--rules", "PV202", "."], { cwd: folder.path })).code, 0);
      assert.equal(readFileSync(join(folder.path, "a.prompt"), "utf8"), leak("\n"));
    } finally {
      folder.remove();
    }
  });

  it("leaves a file that is not UTF-8 alone and says so", async () => {
    const bytes = Buffer.concat([Buffer.from(leak("\n")), Buffer.from([0xe9, 0x0a])]);
    const folder = createFolder({ "latin.prompt": bytes });
    try {
      const { stderr } = await promptveil(["fix", "."], { cwd: folder.path });
      assert.match(stderr, /^latin\.prompt: The file is not valid UTF-8/m);
      assert.deepEqual(readFileSync(join(folder.path, "latin.prompt")), bytes);
    } finally {
      folder.remove();
    }
  });

  it("exits with 2 where a file may not be written", async function () {
    if (process.platform === "win32") this.skip();
    const folder = createFolder({ "closed/a.prompt": leak("\n") });
    try {
      chmodSync(join(folder.path, "closed"), 0o555);
      const { code, stderr } = await promptveil(["fix", "."], { cwd: folder.path, ...withoutPrivileges(folder.path) });
      assert.equal(code, 2);
      assert.match(stderr, /may not be written: permission denied/);
    } finally {
      chmodSync(join(folder.path, "closed"), 0o755);
      folder.remove();
    }
  });
});
