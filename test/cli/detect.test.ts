import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { createFolder, promptveil } from "./promptveil.ts";

const text = "Write to lena.brandt@nordpost-mail.net today.";
const entity = { type: "EMAIL_ADDRESS", start: 9, end: 38, category: "user.contact.email" };

function withoutScore(line: string): unknown {
  const { entities } = JSON.parse(line) as { entities: { score: number }[] };
  return entities.map(({ score, ...rest }) => {
    assert.ok(score > 0 && score <= 1);
    return rest;
  });
}

describe("promptveil detect", () => {
  it("reads the standard input", async () => {
    for (const args of [["detect"], ["detect", "-"]]) {
      const { code, stdout } = await promptveil(args, { input: text });
      assert.equal(code, 0);
      assert.deepEqual(withoutScore(stdout), [entity]);
    }
  });

  it("reads a file, and writes places for people without the data", async () => {
    const folder = createFolder({ "note.txt": `Dear all,\n${text}\n` });
    try {
      const { code, stdout } = await promptveil(["detect", "note.txt", "--format", "text"], { cwd: folder.path });
      assert.equal(code, 0);
      assert.match(stdout, /^2:10\tEMAIL_ADDRESS\t[01]\.\d\d\tuser\.contact\.email\n$/);
    } finally {
      folder.remove();
    }
  });

  it("exits with 2 for a file that is not there", async () => {
    const { code, stderr } = await promptveil(["detect", "gone.txt"]);
    assert.equal(code, 2);
    assert.match(stderr, /gone\.txt: There is no such file\.$/m);
  });

  it("counts in UTF-16 code units", async () => {
    const { stdout } = await promptveil(["detect"], { input: `😀 ${text}` });
    assert.deepEqual(withoutScore(stdout), [{ ...entity, start: entity.start + 3, end: entity.end + 3 }]);
  });

  it("answers each line of records in order, and a broken one in its place", async () => {
    const lines = Array.from({ length: 500 }, (_, index) =>
      JSON.stringify({ text: index % 2 === 0 ? text : "Nothing." }),
    );
    lines[101] = '{"text":"cut sh';
    lines[102] = "";
    lines[103] = '{"other":1}';
    const { code, stdout, stderr } = await promptveil(["detect", "--jsonl"], { input: `${lines.join("\r\n")}\r\n` });
    assert.equal(code, 0);
    const answers = stdout.trimEnd().split("\n");
    assert.equal(answers.length, lines.length);
    answers.forEach((answer, index) => {
      const expected = index % 2 === 0 && index !== 102 ? [entity] : [];
      assert.deepEqual(withoutScore(answer), expected);
      assert.equal("error" in (JSON.parse(answer) as object), index >= 101 && index <= 103);
    });
    assert.equal(stderr.trimEnd().split("\n").length, 3);
    assert.match(stderr, /^Line 102 is not a JSON object/m);
  });

  it("answers a line before the next one comes", async () => {
    const program = resolve(import.meta.dirname, "../../cli/bin/promptveil.js");
    const child = spawn(process.execPath, [program, "detect", "--jsonl"]);
    const answers = createInterface(child.stdout);
    for (let round = 0; round < 3; round++) {
      child.stdin.write(`${JSON.stringify({ text })}\n`);
      const [answer] = (await once(answers, "line")) as [string];
      assert.deepEqual(withoutScore(answer), [entity]);
    }
    child.stdin.end();
    const [code] = (await once(child, "exit")) as [number];
    assert.equal(code, 0);
  });

  it("keeps to the types and the score asked for", async () => {
    const { stdout } = await promptveil(["detect", "--types", "IBAN_CODE"], { input: text });
    assert.deepEqual(withoutScore(stdout), []);
    const sure = await promptveil(["detect", "--threshold", "1"], { input: text });
    assert.deepEqual(withoutScore(sure.stdout), []);
  });
});
