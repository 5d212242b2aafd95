import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, it } from "mocha";
import { flowEngineOver, languageOf, readPrograms, testSyntax } from "../../../test/support/flow.ts";
import type { FileFlows } from "./result.ts";

const folder = new URL("../../../test/fixtures/flow/", import.meta.url);

/** Small programs of every language, each broken in a way that people's code is while they type. */
const programs = readdirSync(folder).flatMap((file) => {
  const extension = /\.(py|tsx?|jsx?)\.txt$/.exec(file)?.[1];
  return extension ? readPrograms(readFileSync(new URL(file, folder), "utf8"), `main.${extension}`) : [];
});

const token = /\s+|[\p{L}_$][\p{L}\p{N}_$]*|\d+|=>|[^\s\p{L}\p{N}]/gu;

const breaks = fc.oneof(
  fc.record({ kind: fc.constant("cut" as const), at: fc.nat() }),
  fc.record({ kind: fc.constant("delete" as const), at: fc.nat() }),
  fc.record({ kind: fc.constant("double" as const), at: fc.nat() }),
);

function breakText(text: string, how: { kind: "cut" | "delete" | "double"; at: number }): string {
  const tokens = text.match(token) ?? [];
  const index = how.at % Math.max(1, tokens.length);
  if (how.kind === "cut") return tokens.slice(0, index).join("");
  if (how.kind === "delete") tokens.splice(index, 1 + (how.at % 3));
  else tokens.splice(index, 0, tokens[index] ?? "");
  return tokens.join("");
}

function checkPlaces(flows: FileFlows, files: Readonly<Record<string, string>>): void {
  for (const sink of flows.sinks) {
    const places = [sink, ...sink.reaches, ...sink.flows.flatMap((flow) => [flow.source, flow.entry, ...flow.steps])];
    for (const { file, span } of places) {
      assert.ok(files[file] !== undefined, file);
      assert.ok(0 <= span.start && span.start <= span.end && span.end <= files[file]!.length, `${file} ${span.start}`);
    }
    for (const flow of sink.flows) assert.ok(flow.confidence >= 0 && flow.confidence <= 1);
  }
}

const isFull = process.env.PROMPTVEIL_FULL === "1";

describe("flows in broken programs", () => {
  it("are found without a crash, in places that exist", async function () {
    this.timeout(isFull ? 0 : 60_000);
    const files: Record<string, string> = {};
    const engine = await flowEngineOver(files);
    const parser = await testSyntax();
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.array(breaks, { minLength: 1, maxLength: 3 }), (at, which, all) => {
        for (const file of Object.keys(files)) {
          engine.removeFile(file);
          delete files[file];
          engine.otherChanged(file);
        }
        Object.assign(files, programs[at % programs.length]!.files);
        const names = Object.keys(files);
        const name = names[which % names.length]!;
        for (const how of all) files[name] = breakText(files[name]!, how);
        for (const file of names) {
          const language = languageOf(file);
          if (!language) {
            engine.otherChanged(file);
            continue;
          }
          const tree = parser.parse(language, files[file]!);
          engine.setFile(file, language, files[file]!, tree);
          tree.delete();
        }
        for (const file of names) if (engine.has(file)) checkPlaces(engine.flows(file), files);
      }),
      { numRuns: isFull ? 10_000 : 300, ...(!isFull && { seed: 5 }) },
    );
  });

  it("are the same whatever order files come in and however often they are asked for", async () => {
    const cross = programs.filter((program) => Object.keys(program.files).length > 1);
    for (const { files } of cross) {
      const forwards = await flowEngineOver(files);
      const backwards = await flowEngineOver(Object.fromEntries(Object.entries(files).reverse()));
      const names = Object.keys(files).filter((file) => forwards.has(file));
      const first = names.map((file) => forwards.flows(file).sinks);
      const second = [...names].reverse().map((file) => backwards.flows(file).sinks);
      assert.deepEqual(second.reverse(), first);
    }
  });
});
