import assert from "node:assert/strict";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { behindCommand, desktopExecutable, runSuiteOnDesktop } from "./desktop-host.ts";

// Desktop VS Code itself is tested by the suites where there is one; here stands what leads to it.
describe("desktop VS Code", () => {
  let folder = "";
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "promptveil-desktop-")));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A program at a path below the folder. */
  function program(path: string, script = ""): string {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  for (const [platform, command, executable] of [
    ["Linux", "usr/share/code/bin/code", "usr/share/code/code"],
    ["Windows", "Microsoft VS Code/bin/code.cmd", "Microsoft VS Code/Code.exe"],
    ["macOS", "Code.app/Contents/Resources/app/bin/code", "Code.app/Contents/MacOS/Electron"],
    ["newer macOS", "Code.app/Contents/Resources/app/bin/code", "Code.app/Contents/MacOS/Code"],
  ] as const) {
    it(`is found behind its command as ${platform} lays it out`, () => {
      const expected = program(executable);
      symlinkSync(program(command), join(folder, "code-on-path"));
      assert.equal(behindCommand(join(folder, "code-on-path")), expected);
    });
  }

  it("is not taken for what another program calls code", () => {
    assert.equal(behindCommand(program("bin/code")), undefined);
  });

  it("is the one that the environment names", () => {
    assert.equal(desktopExecutable({ VSCODE_EXECUTABLE: "/opt/code" }), "/opt/code");
  });

  it("is looked for only where there is a display", function () {
    if (process.platform !== "linux") this.skip();
    const executable = program("share/code/code");
    program("share/code/bin/code");
    mkdirSync(join(folder, "path"));
    symlinkSync(join(folder, "share/code/bin/code"), join(folder, "path", "code"));
    const path = `${join(folder, "path")}:/usr/bin:/bin`;
    assert.equal(desktopExecutable({ PATH: path }), undefined);
    assert.equal(desktopExecutable({ PATH: path, DISPLAY: ":0" }), executable);
  });

  describe("running a suite", () => {
    before(function () {
      if (process.platform === "win32") this.skip();
    });
    const suite = { workspace: "/work space/bot", extension: "/extension", tests: "/out/example.cjs" };

    it("hands over workspace, extension and tests, as a user of its own", async () => {
      const said = join(folder, "said");
      const executable = program("code", `printf '%s\\n' "$@" "env=$ELECTRON_RUN_AS_NODE" > ${said}`);
      process.env.ELECTRON_RUN_AS_NODE = "1";
      try {
        assert.equal(await runSuiteOnDesktop(executable, suite), 0);
      } finally {
        delete process.env.ELECTRON_RUN_AS_NODE;
      }
      const given = readFileSync(said, "utf8").trim().split("\n");
      assert.equal(given[0], suite.workspace);
      for (const argument of [
        "--extensionDevelopmentPath=/extension",
        "--extensionTestsPath=/out/example.cjs",
        "--disable-workspace-trust",
        "--disable-extensions",
        "env=",
      ])
        assert.ok(given.includes(argument), argument);
      for (const name of ["--user-data-dir=", "--extensions-dir="])
        assert.equal(given.filter((argument) => argument.startsWith(name)).length, 1, name);
    });

    it("gives the exit code of tests that fail", async () => {
      assert.equal(await runSuiteOnDesktop(program("code", "exit 3"), suite), 3);
    });

    it("fails where the program is stopped", async () => {
      assert.notEqual(await runSuiteOnDesktop(program("code", "kill -9 $$"), suite), 0);
    });
  });
});
