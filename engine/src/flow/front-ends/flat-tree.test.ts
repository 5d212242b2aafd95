import assert from "node:assert/strict";
import fc from "fast-check";
import { Language, Parser } from "web-tree-sitter";
import { testHost } from "../../../../test/support/engine-host.ts";
import { testSyntax } from "../../../../test/support/flow.ts";
import { type FlatTree, flattenTree, type TreeShape, treeShape } from "./flat-tree.ts";

const names = ["", "error", "other", "identifier", "call", "arguments", "string", "plus", "binary"];
const fieldNames = ["", "left", "right", "operator", "function", "arguments"];

describe("flat tree", () => {
  let parser: Parser;
  let shape: TreeShape;
  before(async () => {
    const host = testHost();
    await Parser.init({ wasmBinary: await host.asset("tree-sitter.wasm") });
    const language = await Language.load(await host.asset("tree-sitter-typescript.wasm"));
    parser = new Parser().setLanguage(language);
    shape = treeShape(language, {
      named: { identifier: 3, call_expression: 4, arguments: 5, string: 6, binary_expression: 8 },
      tokens: { "+": 7 },
      fields: { left: 1, right: 2, operator: 3, function: 4, arguments: 5 },
      other: 2,
      error: 1,
      leaves: ["string"],
      omit: ["comment"],
    });
  });

  function flatten(text: string): FlatTree {
    const tree = parser.parse(text)!;
    const flat = flattenTree(tree, text, shape);
    tree.delete();
    return flat;
  }

  function dump(tree: FlatTree): string {
    const show = (node: number): string => {
      const children: string[] = [];
      for (let child = node + 1; child < tree.next[node]!; child = tree.next[child]!) children.push(show(child));
      const field = fieldNames[tree.field[node]!];
      const text =
        children.length > 0 ? ` ${children.join(" ")}` : ` ${tree.text.slice(tree.start[node], tree.end[node])}`;
      return `(${field ? `${field}:` : ""}${names[tree.kind[node]!]}${text})`;
    };
    return show(0);
  }

  it("keeps kinds, fields and nesting, and leaves out what is not asked for", () => {
    assert.equal(
      dump(flatten("f(a /* b */ + 'c')")),
      "(other (other (call (function:identifier f) (arguments:arguments" +
        " (binary (left:identifier a) (operator:plus +) (right:string 'c'))))))",
    );
  });

  it("keeps what the parser could not read as errors", () => {
    const flat = flatten("a ) + b");
    assert.ok([...flat.kind.slice(0, flat.count)].includes(1));
  });

  it("grows with large files", () => {
    const flat = flatten("f(a);".repeat(5000));
    assert.equal(flat.next[0], flat.count);
    assert.equal(flat.kind.slice(0, flat.count).filter((kind) => kind === 4).length, 5000);
  });

  it("is the same after edits, whatever it takes over from the tree before", async () => {
    const syntax = await testSyntax();
    const body = (name: string) => `  async ${name}(items: string[]) {
    // One of many.
    for (const item of items) if (item.length > 2) await send({ role: "user", content: \`Hello \${item}\` });
    return items.map((item) => ({ item, label: item.toUpperCase(), position: items.indexOf(item) }));
  }
`;
    const original = ["One", "Two"]
      .map((name) => `export class ${name} {\n${["a", "b", "c"].map(body).join("\n")}}\n`)
      .join("\n");
    const pieces = ["", "x", "\n", " {", "}", "(", "`", '"', "/*", "*/", " = ", "function f() {}\n", body("d")];
    const edit = fc.record({
      at: fc.nat(1000),
      cut: fc.constantFrom(0, 0, 0, 1, 2, 40),
      put: fc.constantFrom(...pieces),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
        let text = original;
        let tree = syntax.parse("typescript", text);
        flattenTree(tree, text, shape);
        for (const { at, cut, put } of edits) {
          const start = Math.floor((at / 1000) * text.length);
          const span = { start, end: Math.min(text.length, start + cut) };
          const next = text.slice(0, span.start) + put + text.slice(span.end);
          const edited = syntax.parse("typescript", next, { tree, text, changes: [{ span, newText: put }] });
          tree.delete();
          [tree, text] = [edited, next];
          const taken = plain(flattenTree(tree, text, shape));
          // Without knowledge of the tree before, the same tree is walked in full.
          assert.deepEqual(taken, plain(flattenTree(tree, text, shape)));
        }
        tree.delete();
      }),
      { numRuns: 150 },
    );
  });

  function plain({ count, kind, field, start, end, next }: FlatTree): number[][] {
    return [kind, field, start, end, next].map((column) => [...column.subarray(0, count)]);
  }
});
