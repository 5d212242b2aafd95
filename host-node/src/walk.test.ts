import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createIgnoreRules } from "./ignore-rules.ts";
import { nameInside } from "./paths.ts";
import { type WalkOptions, walkFiles } from "./walk.ts";

describe("walkFiles", () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "promptveil-walk-")));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  }

  async function walk(from = ".", options?: WalkOptions): Promise<string[]> {
    const seen: string[] = [];
    for await (const entry of walkFiles(join(folder, from), options)) {
      const name = nameInside(folder, entry.path) ?? entry.path;
      seen.push("problem" in entry ? `${name}: ${entry.problem}` : name);
    }
    return seen;
  }

  it("visits files in order and leaves out what ignore files name", async () => {
    write({
      ".gitignore": "dist/\n*.log\n",
      ".promptveilignore": "/vendor\n",
      "src/b.py": "",
      "src/a.py": "",
      "src/a.log": "",
      "dist/x.js": "",
      "vendor/y.js": "",
      "src/vendor/z.js": "",
      "node_modules/p/index.js": "",
      ".git/config": "",
    });
    assert.deepEqual(await walk(), [".gitignore", ".promptveilignore", "src/a.py", "src/b.py", "src/vendor/z.js"]);
  });

  it("lets a deeper ignore file overrule a higher one", async () => {
    write({ ".gitignore": "*.csv\n", "data/.gitignore": "!kept.csv\n", "data/kept.csv": "", "data/other.csv": "" });
    assert.deepEqual(await walk("data"), ["data/.gitignore", "data/kept.csv", "data/other.csv"]);
    assert.deepEqual(await walk(), [".gitignore", "data/.gitignore", "data/kept.csv"]);
  });

  it("heeds the ignore files above, up to the repository's top", async () => {
    write({ ".git/HEAD": "", ".gitignore": "*.csv\n", "data/a.csv": "", "data/a.py": "" });
    assert.deepEqual(await walk("data"), ["data/a.py"]);
  });

  it("gives back a file that is asked for by name", async () => {
    write({ ".gitignore": "*.csv\n", "a.csv": "" });
    assert.deepEqual(await walk("a.csv"), ["a.csv"]);
  });

  it("reports links that lead in a circle and goes on", async () => {
    write({ "src/a.py": "", "other/b.py": "" });
    symlinkSync("..", join(folder, "src/up"));
    symlinkSync("self", join(folder, "src/self"));
    symlinkSync(join(folder, "other"), join(folder, "src/aside"));
    symlinkSync("a.py", join(folder, "src/link.py"));
    assert.deepEqual(await walk("src"), [
      "src/a.py",
      "src/link.py",
      "src/self: The symbolic link leads in a circle.",
      "src/up: The symbolic link leads back to a folder that holds it; it is not followed.",
    ]);
  });

  it("says that there is nothing at a path", async () => {
    assert.deepEqual(await walk("gone"), ["gone: There is no such file or folder."]);
  });

  it("stops when asked to", async () => {
    write({ "a/1.py": "", "b/2.py": "" });
    const token = { isCancellationRequested: false };
    const seen: string[] = [];
    for await (const entry of walkFiles(folder, { token })) {
      seen.push(entry.path);
      token.isCancellationRequested = true;
    }
    assert.deepEqual(seen, [join(folder, "a/1.py")]);
  });
});

describe("createIgnoreRules", () => {
  it("leaves out a file for its parent folder", () => {
    const folder = mkdtempSync(join(tmpdir(), "promptveil-ignore-"));
    writeFileSync(join(folder, ".gitignore"), "build/\n");
    const rules = createIgnoreRules(folder);
    assert.equal(rules.ignoresFile(join(folder, "build/deep/a.py")), true);
    assert.equal(rules.ignoresFile(join(folder, "src/a.py")), false);
    writeFileSync(join(folder, ".gitignore"), "");
    rules.forget();
    assert.equal(rules.ignoresFile(join(folder, "build/deep/a.py")), false);
    rmSync(folder, { recursive: true });
  });
});
