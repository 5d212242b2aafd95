import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import fc from "fast-check";
import { describe, it } from "mocha";
import { flowEngineOver, languageOf, testSyntax } from "../../../test/support/flow.ts";
import type { FlowEngine } from "./engine.ts";

const folder = new URL("../../../test/fixtures/programs/", import.meta.url);
const all = process.env.PROMPTVEIL_FULL === "1";

function sources(path: URL): { file: string; text: string }[] {
  return readdirSync(path)
    .sort()
    .flatMap((name) => {
      if (statSync(new URL(name, path)).isDirectory()) return sources(new URL(`${name}/`, path));
      return languageOf(name) ? [{ file: name, text: readFileSync(new URL(name, path), "utf8") }] : [];
    })
    .filter(({ text }) => text.length > 300);
}

const tokens = (text: string): number[] => [...text.matchAll(/\w+|[^\s\w]|\n/g)].map((match) => match.index);

describe("broken code", () => {
  let engine: FlowEngine;
  let parse: Awaited<ReturnType<typeof testSyntax>>;
  const programs = sources(folder);

  before(async () => {
    engine = await flowEngineOver({});
    parse = await testSyntax();
  });

  /** Asks for everything the engine can say of a text. */
  function ask(file: string, text: string): void {
    const language = languageOf(file)!;
    const tree = parse.parse(language, text);
    engine.setFile(file, language, text, tree);
    tree.delete();
    const flows = engine.flows(file, undefined, 2000);
    for (const { span } of [...flows.sinks, ...flows.literals, ...flows.prompts]) {
      assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
    }
    assert.ok(engine.templateFlows("prompts/a.j2").placeholders.length >= 0);
    engine.removeFile(file);
  }

  it(`survives files that end ${all ? "at every token" : "in the middle"}`, function () {
    this.timeout(all ? 0 : 60_000);
    for (const { file, text } of all ? programs : programs.slice(0, 12)) {
      const ends = tokens(text);
      const step = all ? 1 : Math.ceil(ends.length / 12);
      for (let i = 0; i < ends.length; i += step) ask(file, text.slice(0, ends[i]));
    }
  });

  it("survives missing tokens", function () {
    this.timeout(all ? 0 : 60_000);
    fc.assert(
      fc.property(
        fc.nat(programs.length - 1),
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 12 }),
        (which, places) => {
          const { file, text } = programs[which]!;
          let broken = text;
          for (const place of places) {
            const starts = tokens(broken);
            const at = Math.floor(place * starts.length);
            broken = broken.slice(0, starts[at]) + broken.slice(starts[at + 1] ?? broken.length);
          }
          ask(file, broken);
        },
      ),
      { numRuns: all ? 3000 : 60, seed: 7 },
    );
  });

  it("survives deep nesting and long chains", () => {
    ask("deep.py", `x = ${"(".repeat(3000)}1${")".repeat(3000)}\n`);
    ask("deep.py", `x = ${"[".repeat(3000)}${"]".repeat(3000)}\n`);
    ask("long.py", `prompt = ${Array.from({ length: 3000 }, (_, i) => `"a${i}"`).join(" + ")}\n`);
    ask("long.py", `x = a${".b()".repeat(2000)}\n`);
    ask(
      "if.py",
      `${Array.from({ length: 300 }, (_, i) => `${" ".repeat(i)}if x:`).join("\n")}\n${" ".repeat(300)}pass\n`,
    );
    ask("deep.ts", `const x = ${"(".repeat(3000)}1${")".repeat(3000)};\n`);
    ask("long.ts", `const prompt = ${Array.from({ length: 3000 }, (_, i) => `"a${i}"`).join(" + ")};\n`);
    ask("long.ts", `const x = a${".b()".repeat(2000)};\n`);
  });

  it("survives a type that is a collection of itself", () => {
    ask(
      "self.py",
      [
        "from openai import OpenAI",
        "client = OpenAI()",
        "@a.email(...)",
        "async def a(self, client, /, a: 1 = [a for items, *f in 1 if a[0]], *, email: 1, **k) -> None:",
        "  for a, (a, *a) in None:",
        "    a = ...",
        "  else:",
        "    self: None = not a[0] and None or {a.email, a[0]}",
        "    a = 1",
        "  a = None",
        "  return a[0] < 1 is not client.chat.completions.create(messages=self[0], model=a.email) in None",
        "a = ...",
        "",
      ].join("\n"),
    );
  });

  it("survives a variable that is declared to be of its own value", () => {
    ask(
      "loop.py",
      [
        "from openai import OpenAI",
        "client = OpenAI()",
        "b = a",
        "for a, (a, *a) in 1:",
        "  try:",
        '    a = ""',
        "  except* a:",
        '    a = "You are a helpful assistant. " % (a.email, b[0])[None]',
        '    b: f"" = not "" and a or f""[a]',
        "else:",
        '  a = f""',
        "a = client[0]",
        "",
      ].join("\n"),
    );
  });

  it("answers in time where everything calls everything", () => {
    const names = Array.from({ length: 60 }, (_, i) => `f${i}`);
    const calls = names.map((name) => `${name}(x)`).join(" + ");
    ask(
      "web.py",
      `from openai import OpenAI\nclient = OpenAI()\n${names
        .map((name) => `def ${name}(x):\n    return ${calls} + x.email\n`)
        .join("\n")}\nclient.responses.create(input=f"You are a bot {f0(user)}")\n`,
    );
  });
});
