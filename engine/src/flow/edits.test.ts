import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { flowEngineOver, languageOf, testSyntax } from "../../../test/support/flow.ts";
import { labelledPrograms } from "../../../test/support/programs.ts";
import type { FlowEngine } from "./engine.ts";

const all = process.env.PROMPTVEIL_FULL === "1";
/** Lines of each program that go and come back in a plain run. */
const sampled = 3;

/** What an engine says of every file, without what rests on the order in which files came. */
function said(engine: FlowEngine, files: readonly string[]): string[] {
  return files.flatMap((file) =>
    engine.flows(file, undefined, 60_000).sinks.map(({ span, kind, flows }) => {
      const sources = flows.map(({ source }) => `${source.file}:${source.span.start}`).sort();
      return `${file}:${span.start} ${kind} ${sources.join(" ")}`;
    }),
  );
}

describe("edits", () => {
  const programs = labelledPrograms().filter(({ files }) => Object.keys(files).filter(languageOf).length > 1);

  it("tell who calls a wrapper when the one that it hands on to comes and goes", async () => {
    const head = "export class Model {";
    const files = {
      "model.ts": `import OpenAI from "openai";

${head}
  private readonly client = new OpenAI();

  async ask(content: string) {
    return this.client.chat.completions.create({ model: "m", messages: [{ role: "user", content }] });
  }
}
`,
      "letters.ts": `import { Model } from "./model";

export class Letters {
  constructor(private readonly model: Model) {}

  write(text: string) {
    return this.model.ask(text);
  }
}
`,
      "app.ts": `import { Letters } from "./letters";

export class App {
  constructor(private readonly letters: Letters) {}

  run(customer: Customer) {
    return this.letters.write(customer.email);
  }
}
`,
    };
    const parser = await testSyntax();
    const engine = await flowEngineOver(files);
    const put = (text: string): void => {
      const tree = parser.parse("typescript", text);
      engine.setFile("model.ts", "typescript", text, tree);
      tree.delete();
    };
    const found = () => engine.flows("app.ts").sinks.length;
    assert.equal(found(), 1);
    put(files["model.ts"].replace(head, ""));
    assert.equal(found(), 0);
    put(files["model.ts"]);
    assert.equal(found(), 1);
  });

  it("leave the same as if the files had been so from the beginning", async function () {
    this.timeout(all ? 0 : 120_000);
    const parser = await testSyntax();
    for (const [turn, { name, files }] of programs.entries()) {
      const names = Object.keys(files).filter(languageOf);
      const engine = await flowEngineOver(files);
      const put = (file: string, text: string): void => {
        const language = languageOf(file)!;
        const tree = parser.parse(language, text);
        engine.setFile(file, language, text, tree);
        tree.delete();
      };
      const expected = said(engine, names);
      const places = names.flatMap((file) =>
        files[file]!.split("\n").flatMap((line, index) => (line.trim().length > 3 ? [{ file, index }] : [])),
      );
      const step = all ? 1 : Math.max(1, Math.floor(places.length / sampled));
      for (let at = all ? 0 : turn % step; at < places.length; at += step) {
        const { file, index } = places[at]!;
        const lines = files[file]!.split("\n");
        const without = lines.with(index, "").join("\n");
        put(file, without);
        const fresh = await flowEngineOver({ ...files, [file]: without });
        assert.deepEqual(said(engine, names), said(fresh, names), `${name}: without line ${index + 1} of ${file}`);
        put(file, files[file]!);
        assert.deepEqual(said(engine, names), expected, `${name}: with line ${index + 1} of ${file} again`);
      }
    }
  });
});
