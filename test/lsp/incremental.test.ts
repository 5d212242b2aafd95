import assert from "node:assert/strict";
import fc from "fast-check";
import { type Client, startClient } from "./support/client.ts";
import { createWorkspace, type TestWorkspace } from "./support/workspace.ts";

const pieces = [
  "maya.lind@contoso.com",
  'prompt = "Write to omar.reyes@fabrikam.com"\n',
  'messages = [{"role": "user", "content": f"Help {customer.email}"}]\n',
  "client.chat.completions.create(model=m, messages=messages)\n",
  "# promptveil-ignore PV201 -- known\n",
  "const prompt = `Help $" + "{user.email}, write to omar.reyes@fabrikam.com`;\n",
  "await generateText({ model, prompt });\n",
  "def answer(user):\n    return user.email\n",
  '"""',
  "é😀",
  "\r\n",
  "\n",
  "\t",
  "{{ name }}",
  "(",
  "}",
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(""));
const edit = fc.record({
  start: fc.record({ line: fc.nat(12), character: fc.nat(40) }),
  lines: fc.nat(2),
  characters: fc.nat(20),
  text: fc.oneof(fc.constantFrom(...pieces), fc.constant("")),
  /** Whether diagnostics are asked for before the next edit; else several edits arrive at once. */
  pause: fc.boolean(),
});

describe("incremental edits", () => {
  let workspace: TestWorkspace;
  let client: Client;
  before(async () => {
    workspace = createWorkspace();
    client = await startClient({ folders: [workspace.uri] });
  });
  after(async () => {
    await client.stop();
    workspace.dispose();
  });

  for (const extension of ["py", "ts", "prompt", "jinja", "jsonl", "csv"]) {
    it(`give the same diagnostics as the whole text (${extension})`, async function () {
      this.timeout(60_000);
      let run = 0;
      await fc.assert(
        fc.asyncProperty(text, fc.array(edit, { minLength: 1, maxLength: 6 }), async (initial, edits) => {
          const folder = `${extension}${run++}`;
          const edited = workspace.uriOf(`${folder}/same.${extension}`);
          await client.open(edited, initial);
          await client.diagnostics(edited);
          let version = 1;
          for (const { start, lines, characters, text, pause } of edits) {
            const end = { line: start.line + lines, character: lines > 0 ? characters : start.character + characters };
            await client.change(edited, ++version, [{ range: { start, end }, text }]);
            if (pause) await client.diagnostics(edited);
          }
          const after = await client.diagnostics(edited);
          const whole = apply(initial, edits);
          await client.close(edited);
          await client.open(edited, whole);
          const fresh = await client.diagnostics(edited);
          await client.close(edited);
          assert.deepEqual(after, fresh);
        }),
        { numRuns: 40 },
      );
    });
  }
});

type Edit = { start: { line: number; character: number }; lines: number; characters: number; text: string };

/** Applies edits as the protocol defines them, written anew so that a mistake is not made twice. */
function apply(text: string, edits: readonly Edit[]): string {
  for (const { start, lines, characters, text: inserted } of edits) {
    const from = offsetOf(text, start.line, start.character);
    const to =
      lines > 0
        ? offsetOf(text, start.line + lines, characters)
        : offsetOf(text, start.line, start.character + characters);
    text = text.slice(0, Math.min(from, to)) + inserted + text.slice(Math.max(from, to));
  }
  return text;
}

function offsetOf(text: string, line: number, character: number): number {
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  if (line >= lines.length) return text.length;
  const before = lines.slice(0, line).join("").length;
  const own = lines[line]!.replace(/(\r\n|\n|\r)$/, "").length;
  return before + Math.min(character, own);
}
