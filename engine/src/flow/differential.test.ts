import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { flowEngineOver } from "../../../test/support/flow.ts";

/**
 * Random programs, as Python and as TypeScript, beside a plain interpreter that runs them on marked values: what
 * it sees at the sink is what the engine must say. Programs have no branches and share no objects, so that there
 * is one right answer.
 */
type Step =
  | { readonly op: "constant" }
  | { readonly op: "source"; readonly field: number }
  | { readonly op: "redact"; readonly from: number }
  | { readonly op: "count"; readonly from: number }
  | { readonly op: "text"; readonly a: number; readonly b: number }
  | { readonly op: "upper"; readonly from: number }
  | { readonly op: "record"; readonly a: number; readonly b: number; readonly take: "a" | "b" }
  | { readonly op: "overwrite"; readonly a: number; readonly b: number; readonly take: "a" | "b" }
  | { readonly op: "list"; readonly a: number; readonly b: number; readonly take: "first" | "second" | "joined" }
  | { readonly op: "first"; readonly a: number; readonly b: number }
  | { readonly op: "wrap"; readonly from: number }
  | { readonly op: "object"; readonly a: number; readonly b: number; readonly take: "left" | "right" };

const fields = ["email", "phone", "home_address", "date_of_birth"];
const index = fc.nat(30);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ op: fc.constant("constant" as const) }),
  fc.record({ op: fc.constant("source" as const), field: fc.nat(fields.length - 1) }),
  fc.record({ op: fc.constant("redact" as const), from: index }),
  fc.record({ op: fc.constant("count" as const), from: index }),
  fc.record({ op: fc.constant("text" as const), a: index, b: index }),
  fc.record({ op: fc.constant("upper" as const), from: index }),
  fc.record({
    op: fc.constant("record" as const),
    a: index,
    b: index,
    take: fc.constantFrom("a" as const, "b" as const),
  }),
  fc.record({
    op: fc.constant("overwrite" as const),
    a: index,
    b: index,
    take: fc.constantFrom("a" as const, "b" as const),
  }),
  fc.record({
    op: fc.constant("list" as const),
    a: index,
    b: index,
    take: fc.constantFrom("first" as const, "second" as const, "joined" as const),
  }),
  fc.record({ op: fc.constant("first" as const), a: index, b: index }),
  fc.record({ op: fc.constant("wrap" as const), from: index }),
  fc.record({
    op: fc.constant("object" as const),
    a: index,
    b: index,
    take: fc.constantFrom("left" as const, "right" as const),
  }),
);

/** The fields whose data each variable holds. */
function run(steps: readonly Step[]): ReadonlySet<number>[] {
  const values: ReadonlySet<number>[] = [new Set()];
  const at = (wanted: number): ReadonlySet<number> => values[wanted % values.length]!;
  for (const one of steps) {
    switch (one.op) {
      case "constant":
      case "redact":
      case "count":
        values.push(new Set());
        break;
      case "source":
        values.push(new Set([one.field]));
        break;
      case "text":
        values.push(new Set([...at(one.a), ...at(one.b)]));
        break;
      case "upper":
      case "wrap":
        values.push(at(one.from));
        break;
      case "record":
        values.push(one.take === "a" ? at(one.a) : at(one.b));
        break;
      case "overwrite":
        // `a` is overwritten by the value of `b`, `b` keeps that of `a`.
        values.push(one.take === "a" ? at(one.b) : at(one.a));
        break;
      case "list":
        values.push(
          one.take === "first" ? at(one.a) : one.take === "second" ? at(one.b) : new Set([...at(one.a), ...at(one.b)]),
        );
        break;
      case "first":
        values.push(at(one.a));
        break;
      case "object":
        values.push(one.take === "left" ? at(one.a) : at(one.b));
    }
  }
  return values;
}

function asPython(steps: readonly Step[], sink: number): string {
  const lines = ['    v0 = "start"'];
  steps.forEach((one, i) => {
    const v = (wanted: number): string => `v${wanted % (i + 1)}`;
    const out = `v${i + 1}`;
    const text: Record<Step["op"], () => string[]> = {
      constant: () => [`${out} = "plain"`],
      source: () => [`${out} = user.${fields[(one as { field: number }).field]}`],
      redact: () => [`${out} = redact(${v((one as { from: number }).from)})`],
      count: () => [`${out} = str(len(${v((one as { from: number }).from)}))`],
      text: () => [`${out} = f"{${v((one as { a: number }).a)}} and {${v((one as { b: number }).b)}}"`],
      upper: () => [`${out} = ${v((one as { from: number }).from)}.upper()`],
      record: () => [
        `r${i} = {"a": ${v((one as { a: number }).a)}, "b": ${v((one as { b: number }).b)}}`,
        `${out} = r${i}["${(one as { take: string }).take}"]`,
      ],
      overwrite: () => [
        `r${i} = {"a": "old", "b": ${v((one as { a: number }).a)}}`,
        `r${i}["a"] = ${v((one as { b: number }).b)}`,
        `${out} = r${i}["${(one as { take: string }).take}"]`,
      ],
      list: () => {
        const { take } = one as { take: string };
        const list = `l${i}`;
        const from = [`${list} = [${v((one as { a: number }).a)}, ${v((one as { b: number }).b)}]`];
        if (take === "joined") return [...from, `${out} = ", ".join(${list})`];
        return [...from, `${out} = ${list}[${take === "first" ? 0 : 1}]`];
      },
      first: () => [`${out} = first(${v((one as { a: number }).a)}, ${v((one as { b: number }).b)})`],
      wrap: () => [`${out} = wrap(${v((one as { from: number }).from)})["inner"]`],
      object: () => [
        `p${i} = Pair(${v((one as { a: number }).a)}, ${v((one as { b: number }).b)})`,
        `${out} = p${i}.get_${(one as { take: string }).take}()`,
      ],
    };
    lines.push(...text[one.op]().map((line) => `    ${line}`));
  });
  return `from openai import OpenAI
from safety import redact

client = OpenAI()

class Pair:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def get_left(self):
        return self.left

    def get_right(self):
        return self.right

def first(a, b):
    return a

def wrap(value):
    return {"inner": value, "other": "x"}

def main(user):
${lines.join("\n")}
    client.responses.create(model="m", input=v${sink})
`;
}

function asTypeScript(steps: readonly Step[], sink: number): string {
  const lines = ['  const v0 = "start";'];
  steps.forEach((one, i) => {
    const v = (wanted: number): string => `v${wanted % (i + 1)}`;
    const out = `const v${i + 1}`;
    switch (one.op) {
      case "constant":
        lines.push(`${out} = "plain";`);
        break;
      case "source":
        lines.push(`${out} = user.${fields[one.field]};`);
        break;
      case "redact":
        lines.push(`${out} = redact(${v(one.from)});`);
        break;
      case "count":
        lines.push(`${out} = String(${v(one.from)}.length);`);
        break;
      case "text":
        lines.push(`${out} = \`\${${v(one.a)}} and \${${v(one.b)}}\`;`);
        break;
      case "upper":
        lines.push(`${out} = ${v(one.from)}.toUpperCase();`);
        break;
      case "record":
        lines.push(`const r${i} = { a: ${v(one.a)}, b: ${v(one.b)} };`, `${out} = r${i}.${one.take};`);
        break;
      case "overwrite":
        lines.push(
          `const r${i} = { a: "old", b: ${v(one.a)} };`,
          `r${i}.a = ${v(one.b)};`,
          `${out} = r${i}["${one.take}"];`,
        );
        break;
      case "list":
        lines.push(`const l${i} = [${v(one.a)}, ${v(one.b)}];`);
        lines.push(
          one.take === "joined" ? `${out} = l${i}.join(", ");` : `${out} = l${i}[${one.take === "first" ? 0 : 1}];`,
        );
        break;
      case "first":
        lines.push(`${out} = first(${v(one.a)}, ${v(one.b)});`);
        break;
      case "wrap":
        lines.push(`const { inner: w${i} } = wrap(${v(one.from)});`, `${out} = w${i};`);
        break;
      case "object":
        lines.push(`const p${i} = new Pair(${v(one.a)}, ${v(one.b)});`, `${out} = p${i}.get_${one.take}();`);
    }
  });
  return `import OpenAI from "openai";
import { redact } from "./safety";
const client = new OpenAI();
class Pair {
  constructor(private left, private right) {}
  get_left() { return this.left; }
  get_right() { return this.right; }
}
const first = (a, b) => a;
function wrap(value) { return { inner: value, other: "x" }; }
export async function main(user) {
${lines.join("\n  ")}
  await client.responses.create({ model: "m", input: v${sink} });
}
`;
}

const categories: Readonly<Record<string, number>> = {
  "user.contact.email": 0,
  "user.contact.phone_number": 1,
  "user.contact.address": 2,
  "user.demographic.date_of_birth": 3,
};

async function leaks(file: string, text: string): Promise<number[]> {
  const engine = await flowEngineOver({ [file]: text });
  const found = engine
    .flows(file, undefined, 60_000)
    .sinks.filter((hit) => hit.kind === "llm" || hit.kind === "prompt")
    .flatMap((hit) => hit.flows.flatMap((flow) => flow.source.categories));
  return [...new Set(found.map((name) => fieldOf(name)))].sort();
}

function fieldOf(category: string): number {
  for (const [name, field] of Object.entries(categories)) if (category.startsWith(name)) return field;
  if (category.includes("birth")) return 3;
  if (category.includes("address")) return 2;
  return -1;
}

describe("flows against a plain interpreter", () => {
  const isFull = process.env.PROMPTVEIL_FULL === "1";
  const runs = isFull ? 3000 : 150;
  for (const [name, file, write] of [
    ["Python", "main.py", asPython],
    ["TypeScript", "main.ts", asTypeScript],
  ] as const) {
    it(`agree in ${name}`, async function () {
      this.timeout(0);
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
          const sink = steps.length;
          assert.deepEqual(await leaks(file, write(steps, sink)), [...run(steps)[sink]!].sort());
        }),
        { numRuns: runs, ...(!isFull && { seed: 3 }) },
      );
    });
  }
});
