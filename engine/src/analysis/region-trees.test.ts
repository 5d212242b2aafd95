import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Node } from "web-tree-sitter";
import { testHost } from "../../../test/support/engine-host.ts";
import { documentKind } from "../documents/kind.ts";
import { openDocument } from "../documents/open.ts";
import { loadSyntax, type Syntax } from "../documents/syntax.ts";
import { lowerTree } from "../flow/front-ends/front-end.ts";
import type { Span } from "../model/index.ts";
import { createRegionTrees } from "./region-trees.ts";

const programs = join(import.meta.dirname, "../../../test/fixtures");

describe("trees of single functions", () => {
  let syntax: Syntax;
  before(async () => {
    syntax = await loadSyntax(testHost());
  });

  function open(file: string, text: string) {
    const document = openDocument({ file, text })!;
    const { language, source } = document.code!;
    const whole = syntax.parse(language, source.text);
    const ir = lowerTree(language, whole, source.text)!;
    return { document, whole, ir };
  }

  /** The tree around a marked name, as text; `undefined` where the whole file is needed. */
  function around(file: string, marked: string): string | undefined {
    const start = marked.indexOf("«");
    const text = marked.replace(/[«»]/g, "");
    const { document, whole, ir } = open(file, text);
    const regions = createRegionTrees(syntax);
    const tree = regions.around(document, ir, [{ start, end: marked.indexOf("»") - 1 }]);
    const shown = tree?.rootNode.toString();
    regions.forget();
    whole.delete();
    return shown;
  }

  it("hold a function alone", () => {
    const tree = around("a.py", "import os\n\nasync def f(a):\n    return «a»\n\ndef g(): pass\n");
    assert.match(tree!, /^\(module \(function_definition/);
    assert.doesNotMatch(tree!, /import|pass/);
  });

  it("hold a method in a class of its own", () => {
    const text =
      "export class Service extends Base {\n  a = 1;\n  private async f(x: string) { return «x»; }\n  g() {}\n}\n";
    assert.match(around("a.ts", text)!, /class_body body: \(class_body \(method_definition|\(class_body/);
    assert.doesNotMatch(around("a.ts", text)!, /public_field_definition|export_statement/);
  });

  it("are none where what stands around a function matters", () => {
    assert.equal(around("a.tsx", "const a = <p onClick={() => { send(«x»); }} />;"), undefined);
    assert.equal(around("a.ts", "const a = { f() { return «x»; } };"), undefined);
    assert.equal(around("a.py", "a = lambda b: «b»\n"), undefined);
    assert.equal(around("a.py", "def f(a=«b»):\n    return a\n"), undefined);
    assert.equal(around("a.py", "«x» = 1\n"), undefined);
  });

  it("are none in a file with syntax errors", () => {
    assert.equal(around("a.py", "def f(a):\n    return «a»\n\nx = (1,\n"), undefined);
  });

  it("have the nodes that the tree of the whole file has", () => {
    let compared = 0;
    for (const entry of readdirSync(programs, { recursive: true, withFileTypes: true })) {
      const kind = documentKind(entry.name);
      if (!entry.isFile() || !["python", "typescript", "tsx", "javascript"].includes(kind ?? "")) continue;
      const { document, whole, ir } = open(entry.name, readFileSync(join(entry.parentPath, entry.name), "utf8"));
      const regions = createRegionTrees(syntax);
      for (const place of placesIn(whole.rootNode)) {
        const tree = regions.around(document, ir, [place]);
        if (!tree) continue;
        assert.deepEqual(pathTo(tree.rootNode, place), pathTo(whole.rootNode, place), entry.name);
        compared++;
      }
      regions.forget();
      whole.delete();
    }
    assert.ok(compared > 1000, `${compared} places`);
  });

  /** Every third identifier. */
  function placesIn(root: Node): Span[] {
    const named = root.descendantsOfType(["identifier", "property_identifier"]);
    return named.flatMap((node, index) =>
      node && index % 3 === 0 ? [{ start: node.startIndex, end: node.endIndex }] : [],
    );
  }

  /** The nodes around a place up to the outermost block of statements, with what they look like inside. */
  function pathTo(root: Node, { start, end }: Span): string[] {
    const path: string[] = [];
    let last = 0;
    for (let node = root.namedDescendantForIndex(start, end - 1); node; node = node.parent) {
      path.push(`${node.type} ${node.startIndex}-${node.endIndex} ${node.isExtra} ${node.toString()}`);
      if ((node.type === "block" || node.type === "statement_block") && !isClassBody(node)) last = path.length;
    }
    return path.slice(0, last);
  }

  function isClassBody(block: Node): boolean {
    return block.parent?.type === "class_definition";
  }
});
