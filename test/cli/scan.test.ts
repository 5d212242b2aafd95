import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { reportProblems, sarifProblems } from "../support/schemas.ts";
import { createFolder, promptveil, scanJson } from "./promptveil.ts";

const leak = "You are a support bot. Ask lena.brandt@nordpost-mail.net for help.\n";
const clean = "You are a support bot. Ask a colleague for help.\n";

describe("promptveil scan", () => {
  const folder = createFolder({
    "app/prompts/system.prompt": leak,
    "app/prompts/clean.prompt": clean,
    "app/readme.txt": leak,
    "ignored/a.prompt": leak,
    "kept-out/b.prompt": leak,
    ".gitignore": "ignored/\n",
    ".promptveilignore": "kept-out/\n",
  });
  after(() => folder.remove());
  const at = { cwd: folder.path };

  it("reports what it finds and exits with 1", async () => {
    const { code, stdout, stderr } = await promptveil(["scan", "."], at);
    assert.equal(code, 1);
    assert.match(stdout, /^app\/prompts\/system\.prompt\n {2}1:28 {2}warning {2}PV201 /m);
    assert.match(stdout, /1 finding \(1 warning\) in 1 of 2 files/);
    assert.equal(stderr, "");
  });

  it("exits with 0 where nothing is found", async () => {
    const { code, stdout } = await promptveil(["scan", "app/prompts/clean.prompt"], at);
    assert.equal(code, 0);
    assert.match(stdout, /^No personal data found in 1 file/);
  });

  it("exits with 0 where nothing reaches --fail-on", async () => {
    assert.equal((await promptveil(["scan", "--fail-on", "error", "."], at)).code, 0);
    assert.equal((await promptveil(["scan", "--fail-on", "hint", "."], at)).code, 1);
  });

  it("leaves out what is below --min-severity, but not from the exit code", async () => {
    const { code, report } = await scanJson(["--min-severity", "error", "."], at);
    assert.equal(code, 1);
    assert.deepEqual(report.findings, []);
  });

  it("leaves out rules that are not named", async () => {
    const { code, report } = await scanJson(["--rules", "PV202", "."], at);
    assert.equal(code, 0);
    assert.deepEqual(report.findings, []);
    assert.equal((await scanJson(["--rules", "pv201,PV202", "."], at)).report.findings.length, 1);
  });

  it("honours .gitignore and .promptveilignore, and reads a file that is named", async () => {
    const { report } = await scanJson(["."], at);
    assert.deepEqual(
      report.findings.map((finding) => finding.file),
      ["app/prompts/system.prompt"],
    );
    assert.equal((await scanJson(["ignored/a.prompt"], at)).report.findings.length, 1);
  });

  it("names files relative to the working directory", async () => {
    const { report } = await scanJson(["../app", folder.path], { cwd: join(folder.path, "kept-out") });
    assert.deepEqual(
      report.findings.map((finding) => finding.file),
      ["../app/prompts/system.prompt"],
    );
  });

  it("writes JSON as the schema says", async () => {
    const { report } = await scanJson(["."], at);
    assert.deepEqual(reportProblems(report), []);
    assert.equal(report.stats.files, 2);
    assert.equal(report.stats.bytes, leak.length + clean.length);
  });

  it("writes SARIF as the standard says, with every rule", async () => {
    const { code, stdout } = await promptveil(["scan", "--format", "sarif", "."], at);
    assert.equal(code, 1);
    const log = JSON.parse(stdout) as {
      runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string }[] }[];
    };
    assert.deepEqual(sarifProblems(log), []);
    assert.equal(log.runs[0]?.results[0]?.ruleId, "PV201");
    assert.ok(log.runs[0]?.tool.driver.rules.some((rule) => rule.id === "PV501"));
  });

  it("writes annotations for GitHub", async () => {
    const { stdout } = await promptveil(["scan", "--format", "github", "."], at);
    assert.match(
      stdout,
      /^::warning file=app\/prompts\/system\.prompt,line=1,endLine=1,col=28,.*title=PromptVeil PV201::/,
    );
  });

  it("finds the same with several threads", async () => {
    const many = createFolder(
      Object.fromEntries(
        Array.from({ length: 40 }, (_, index) => [`p${index}.prompt`, index % 3 === 0 ? leak : clean]),
      ),
    );
    try {
      const one = await scanJson(["--jobs", "1", "."], { cwd: many.path });
      const two = await scanJson(["--jobs", "2", "."], { cwd: many.path });
      assert.equal(one.report.findings.length, 14);
      assert.deepEqual(two.report.findings, one.report.findings);
      assert.equal(two.report.stats.files, 40);
    } finally {
      many.remove();
    }
  });

  it("colours and draws a bar for people only", async () => {
    const { stdout, stderr } = await promptveil(["scan", "."], at);
    assert.ok(!stdout.includes("\u001b"));
    assert.equal(stderr, "");
    const colored = await promptveil(["scan", "."], { ...at, env: { FORCE_COLOR: "1" } });
    assert.ok(colored.stdout.includes("\u001b[33mwarning"));
  });
});

describe("exit code 2", () => {
  const folder = createFolder({ "a.prompt": leak });
  after(() => folder.remove());
  const at = { cwd: folder.path };
  const mistakes: Readonly<Record<string, { args: string[]; says: RegExp }>> = {
    "no command": { args: [], says: /Usage: promptveil/ },
    "an unknown command": { args: ["scna"], says: /unknown command/ },
    "an unknown option": { args: ["scan", "--color", "."], says: /unknown option/ },
    "no path": { args: ["scan"], says: /missing required argument/ },
    "an unknown format": {
      args: ["scan", "--format", "xml", "."],
      says: /Allowed choices are text, json, sarif, github/,
    },
    "an unknown severity": { args: ["scan", "--fail-on", "fatal", "."], says: /Use one of hint, info, warning, error/ },
    "an unknown rule": { args: ["scan", "--rules", "PV999", "."], says: /There is no rule PV999/ },
    "a number of jobs that is none": { args: ["scan", "--jobs", "0", "."], says: /whole number from 1/ },
    "a policy that is not there": {
      args: ["scan", "--config", "none.yml", "."],
      says: /policy none\.yml cannot be read/,
    },
    "an unknown rule to explain": { args: ["explain", "PV999"], says: /There is no rule PV999/ },
    "a server without a transport": { args: ["lsp"], says: /promptveil lsp --stdio/ },
  };
  for (const [name, { args, says }] of Object.entries(mistakes)) {
    it(`is for ${name}`, async () => {
      const { code, stderr } = await promptveil(args, at);
      assert.equal(code, 2);
      assert.match(stderr, says);
    });
  }

  it("is for a path that is not there, and wins over findings that are reported all the same", async () => {
    const { code, report } = await scanJson(["gone", "."], at);
    assert.equal(code, 2);
    assert.equal(report.findings.length, 1);
    assert.deepEqual(report.errors, [{ file: "gone", message: "There is no such file or folder." }]);
  });
});

describe("promptveil", () => {
  it("says what it can do and which version it is", async () => {
    const help = await promptveil(["--help"]);
    assert.equal(help.code, 0);
    for (const command of ["scan", "detect", "fix", "rules", "explain", "init", "lsp"]) {
      assert.match(help.stdout, new RegExp(`^ {2}${command} `, "m"));
    }
    const manifest = JSON.parse(readFileSync(resolve(import.meta.dirname, "../../package.json"), "utf8")) as {
      version: string;
    };
    assert.equal((await promptveil(["--version"])).stdout, `${manifest.version}\n`);
  });

  it("lists and explains the rules", async () => {
    const list = await promptveil(["rules"]);
    assert.equal(list.code, 0);
    assert.match(list.stdout, /^PV201 {2}literal-personal-data-in-prompt /m);
    const page = await promptveil(["explain", "pv201"]);
    assert.equal(page.code, 0);
    assert.match(page.stdout, /literal-personal-data-in-prompt/);
    assert.match(page.stdout, /^Online: https:/m);
  });

  it("writes a policy once, which then holds", async () => {
    const folder = createFolder({ "a.prompt": leak });
    try {
      assert.equal((await promptveil(["init"], { cwd: folder.path })).code, 0);
      const written = readFileSync(join(folder.path, ".promptveil.yml"), "utf8");
      const again = await promptveil(["init"], { cwd: folder.path });
      assert.equal(again.code, 2);
      assert.equal(readFileSync(join(folder.path, ".promptveil.yml"), "utf8"), written);
      assert.equal((await promptveil(["scan", "."], { cwd: folder.path })).code, 1);
    } finally {
      folder.remove();
    }
  });
});
