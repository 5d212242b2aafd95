import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { testHost } from "../../../../test/support/engine-host.ts";
import { loadSyntax, type Syntax } from "../../documents/syntax.ts";
import type { FileIr, IrOperation, NodeId } from "../ir.ts";
import { lowerTree } from "./front-end.ts";

/** A file that uses much of the language at once. */
const dense = `import OpenAI, { type Chat as C } from "openai"; import * as fs from 'fs';
@Injectable() export class Bot<T extends C> extends Base implements I { static #n = 1; private history: Msg[] = [];
  constructor(@Inject(X) private readonly llm: OpenAI, public name?: string) { super(); this.history.push({ role: "system", ...rest }); }
  get last() { return this.history.at(-1)?.content ?? "" } handle = async (m: T): Promise<U> => { for await (const x of m) yield_(x); return m as U };
  async *stream({ a, b: [c = 1, ...d] }: P, ...args: string[]) { try { out: for (let i = 0; i < a; i++) { if (c) continue out; else if (d) break; yield \`\${a}-\${b.c}\` } } catch ({ message }) { throw new Error(message) } finally { delete this.x[a] } } }
export default async function main() { const { data: { user } } = await fetch(x).then((r) => r.json()); switch (user?.kind) { case "a": user.x += 1; default: [a.b, c] = [1, , ...user]; }
  const el = <T,>(x: T) => x; label: { if (!user) break label } do { x ||= y } while (x < 3); return (user, [\`a\`].join("")); }
enum E { A = "a", B } namespace N { export type Q = { a: string } & Pick<U, "x"> } declare const g: typeof main; export * as all from "./all"; export { main as m, type C }; interface I extends J { f?(x: number): void; [k: string]: any }
module.exports = { f: function g() { return arguments[0] }, get h() { return 1 } }; var q = new (class extends Q {})(), w = tag\`a\${q}b\`; export = q;
`;

function operands(operation: IrOperation): NodeId[] {
  switch (operation.op) {
    case "capture":
      return [...operation.versions];
    case "choice":
    case "derived":
    case "unknown":
      return [...operation.inputs];
    case "bind":
    case "same":
      return [operation.value];
    case "member":
      return [operation.base];
    case "element":
      return operation.key === undefined ? [operation.base] : [operation.base, operation.key];
    case "update":
      return [operation.base, operation.value];
    case "call":
      return [operation.callee, ...operation.arguments.map(({ value }) => value)];
    case "after":
      return [operation.call, operation.before];
    case "collection":
      return operation.entries.map(({ value }) => value);
    case "string":
      return [...operation.pieces];
    case "caught":
      return [...operation.thrown, ...operation.calls];
    default:
      return [];
  }
}

/** What holds for any lowered file. */
function checkGraph(ir: FileIr, text: string): void {
  for (let node = 0; node < ir.nodeCount; node++) {
    const { start, end } = ir.span(node);
    assert.ok(0 <= start && start <= end && end <= text.length, `span ${start}-${end} of node ${node}`);
    const operation = ir.operation(node);
    for (const operand of operands(operation)) assert.ok(operand >= 0 && operand < ir.nodeCount, `operand of ${node}`);
    assert.ok(ir.functions[ir.functionOf(node)], `function of ${node}`);
    if (operation.op === "function") assert.ok(ir.functions[operation.index]);
    if (operation.op === "class") assert.ok(ir.classes[operation.index]);
    if (operation.op === "collection") {
      const whole = ir.span(node);
      for (const entry of operation.entries) {
        if (entry.span)
          assert.ok(whole.start <= entry.span.start && entry.span.end <= whole.end, "entry in its collection");
      }
    }
    if (operation.op === "string" || operation.op === "call" || operation.op === "member") {
      // What it is made of stands inside it.
      const parts =
        operation.op === "string"
          ? operation.how === "join"
            ? []
            : operation.pieces
          : operation.op === "call"
            ? operation.arguments.map(({ value }) => value)
            : [];
      for (const part of parts) {
        const inner = ir.span(part);
        const outer = ir.span(node);
        const elsewhere = ["choice", "capture", "parameter", "unknown", "bind"].includes(ir.operation(part).op);
        assert.ok(
          elsewhere || (outer.start <= inner.start && inner.end <= outer.end),
          `part ${part} in ${node}: ${JSON.stringify(ir.operation(part))} in ${JSON.stringify(operation)}`,
        );
      }
    }
  }
  for (const each of ir.functions) {
    if (each.enclosing === undefined) continue;
    const outer = ir.functions[each.enclosing]!;
    assert.ok(outer.span.start <= each.span.start && each.span.end <= outer.span.end, each.qualifiedName);
  }
}

describe("lowering broken TypeScript", () => {
  let syntax: Syntax;
  const samples = [dense];
  before(async () => {
    syntax = await loadSyntax(testHost());
    const folder = new URL("./", import.meta.url);
    for (const name of readdirSync(folder)) {
      if (/^(?:flat-tree|typescript-(?:patterns|modules|types))\.ts$/.test(name)) {
        samples.push(readFileSync(new URL(name, folder), "utf8"));
      }
    }
  });

  function lowered(text: string, language: "typescript" | "tsx" = "typescript"): FileIr {
    const tree = syntax.parse(language, text);
    const ir = lowerTree(language, tree, text)!;
    tree.delete();
    return ir;
  }

  it("gives sound graphs of whole files, the same each time", () => {
    for (const sample of samples) {
      const ir = lowered(sample);
      checkGraph(ir, sample);
      const again = lowered(sample);
      assert.deepEqual(
        Array.from({ length: ir.nodeCount }, (_, node) => [ir.operation(node), ir.span(node)]),
        Array.from({ length: again.nodeCount }, (_, node) => [again.operation(node), again.span(node)]),
      );
    }
  });

  it("survives any prefix", () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), (sample, part, tsx) => {
        const text = samples[sample % samples.length]!;
        const prefix = text.slice(0, Math.floor(text.length * part));
        checkGraph(lowered(prefix, tsx ? "tsx" : "typescript"), prefix);
      }),
      { numRuns: 120 },
    );
  });

  it("survives deleted, doubled and moved tokens", () => {
    const token = /\s+|[A-Za-z_$][\w$]*|\d+|=>|\.\.\.|[^\s\w]/g;
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom("delete", "double", "swap")), { minLength: 1, maxLength: 6 }),
        (sample, changes) => {
          const text = samples[sample % samples.length]!;
          const tokens = text.match(token)!;
          for (const [at, change] of changes) {
            const index = at % tokens.length;
            if (change === "delete") tokens.splice(index, 1);
            else if (change === "double") tokens.splice(index, 0, tokens[index]!);
            else tokens.splice(index, 0, tokens.splice((index * 7) % tokens.length, 1)[0]!);
          }
          const broken = tokens.join("");
          checkGraph(lowered(broken), broken);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("survives absurd nesting", () => {
    for (const text of [
      `x = ${"[".repeat(5000)}${"]".repeat(5000)}`,
      `x = ${"a + ".repeat(20_000)}b`,
      `x = ${"a => ".repeat(2000)}b`,
      `x${".a()".repeat(3000)}`,
      `x = ${"a ? b : ".repeat(3000)}c`,
      "if (a) {} else ".repeat(2000),
      `${"{".repeat(3000)}${"}".repeat(3000)}`,
      `let x: ${"A<".repeat(3000)}B${">".repeat(3000)}`,
      `let [${"[".repeat(3000)}a${"]".repeat(3000)}] = b`,
      `x = ${"(".repeat(3000)}a${")".repeat(3000)}`,
      `let x: ${"A | ".repeat(5000)}B`,
      `x = ${"<a>".repeat(2000)}${"</a>".repeat(2000)}`,
    ]) {
      checkGraph(lowered(text, "tsx"), text);
    }
  });
});
