import assert from "node:assert/strict";
import fc from "fast-check";
import { createFolder, promptveil } from "./promptveil.ts";

const word = fc.stringMatching(/^[bcdfgklmnprstvz][aeiou][bcdfgklmnprstvz][aeiou][bcdfgklmnprstvz]{2}$/);
const person = fc.record({
  given: word,
  family: word,
  host: word,
  line: fc.integer({ min: 100, max: 999 }),
});

interface Planted {
  readonly email: string;
  readonly phone: string;
}

function planted({
  given,
  family,
  host,
  line,
}: {
  given: string;
  family: string;
  host: string;
  line: number;
}): Planted {
  // Telephone numbers of the range that Ofcom keeps for drama.
  return { email: `${given}.${family}@${host}post.net`, phone: `+44 7700 900${line}` };
}

function filesWith({ email, phone }: Planted): Record<string, string> {
  return {
    "bot/system.prompt": `You are a bot. Mail ${email} or call ${phone}.\n`,
    "bot/t.jinja": `Hello {{ customer.email }}, or ${email}\n`,
    "bot/agent.py": `from openai import OpenAI\nclient = OpenAI()\nclient.chat.completions.create(model="m", messages=[{"role": "system", "content": "You are a bot. Mail ${email}"}])\n`,
    "bot/route.ts": `import { generateText } from "ai";\nexport const run = () => generateText({ model, prompt: "You are a bot. Call ${phone}" });\n`,
    "data/train.jsonl": `${JSON.stringify({ messages: [{ role: "user", content: `I am at ${email}, ${phone}` }] })}\n{"messages":[{"role":"user","content":"${email}\n`,
    "data/people.csv": `id,email,phone\n1,${email},${phone}\n2,"${email}\n`,
    "data/prompts.yml": `messages:\n  - role: system\n    content: mail ${email}\n  - role: [${email}\n`,
    "notes.ipynb": `{"cells":[{"cell_type":"code","source":["mail = '${email}'"]}`,
    ".env.prompt": `${phone}\u0000${email}`,
  };
}

describe("what the command line writes", () => {
  it("never holds the personal data that it read", async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(person, async (someone) => {
        const data = planted(someone);
        const folder = createFolder(filesWith(data));
        try {
          const runs = [
            ...["text", "json", "sarif", "github"].map((format) => ["scan", "--format", format, "."]),
            ["fix", "bot/system.prompt"],
          ];
          for (const args of runs) {
            const { code, stdout, stderr } = await promptveil(args, { cwd: folder.path });
            assert.ok(args[0] === "fix" || code === 1, "the data is found");
            for (const value of [data.email, data.phone, someone.family, `900${someone.line}`]) {
              assert.ok(!`${stdout}${stderr}`.includes(value), `${args.join(" ")} shows what it found`);
            }
          }
        } finally {
          folder.remove();
        }
      }),
      { numRuns: 3 },
    );
  });
});
