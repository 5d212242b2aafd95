import assert from "node:assert/strict";
import type { Tree } from "web-tree-sitter";
import { testHost } from "../../../test/support/engine-host.ts";
import { loadSyntax, type Syntax } from "./syntax.ts";
import { publicWalk, type TreeWalk, walkTree } from "./tree-walk.ts";

const texts = [
  ["python", 'class A:\n    def f(self, x=1):\n        return f"a {x.y!r} 🙂" if x else ["b", (yield)]\n'],
  ["python", "def f(:\n  return )\n"],
  ["typescript", "export const f = async <T>(a: T[], ...b: string[]) => f(await b[0]?.c) + `🙂`;\n"],
  ["tsx", "const a = <p title={t}>Hello {name}</p>;"],
  ["go", 'package a\n\nfunc f(x int) (string, error) { return "a", nil }\n'],
  ["python", ""],
] as const;

describe("a walk over a tree", () => {
  let syntax: Syntax;
  before(async () => {
    syntax = await loadSyntax(testHost());
  });

  /** Every node that a walk comes by, in preorder, with its depth. */
  function nodesOf(walk: TreeWalk): string[] {
    const nodes: string[] = [];
    for (let depth = 0; ; ) {
      nodes.push(`${depth} ${walk.typeId()} ${walk.fieldId()} ${walk.start()}-${walk.end()} ${walk.id()}`);
      if (walk.firstChild()) {
        depth++;
        continue;
      }
      while (depth > 0 && !walk.nextSibling()) {
        walk.parent();
        depth--;
      }
      if (depth === 0) break;
    }
    walk.finish();
    return nodes;
  }

  for (const [language, text] of texts) {
    it(`comes by what the parser's package shows, in ${language} ${JSON.stringify(text.slice(0, 20))}`, () => {
      const tree = syntax.parse(language, text);
      const shown = nodesOf(publicWalk(tree));
      assert.deepEqual(nodesOf(walkTree(tree)), shown);
      tree.delete();
    });
  }

  it("calls the parser's functions without a cursor of the package", () => {
    const tree = syntax.parse("python", "a = 1\n");
    const withoutCursors = Object.create(tree, { walk: { value: () => assert.fail("a cursor was made") } }) as Tree;
    assert.ok(nodesOf(walkTree(withoutCursors)).length > 3);
    tree.delete();
  });
});
