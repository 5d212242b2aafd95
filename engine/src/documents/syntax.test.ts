import assert from "node:assert/strict";
import fc from "fast-check";
import { testHost } from "../../../test/support/engine-host.ts";
import type { CodeLanguage } from "./document.ts";
import { loadSyntax, type Syntax } from "./syntax.ts";

describe("syntax", () => {
  let syntax: Syntax;
  before(async () => {
    syntax = await loadSyntax(testHost());
  });

  it("counts in UTF-16 units, past a byte order mark and astral characters", () => {
    const text = '\uFEFFx = "𝒳𝒴"\nname = x\n';
    const tree = syntax.parse("python", text);
    const last = tree.rootNode.namedChild(1)!;
    assert.equal(text.slice(last.startIndex, last.endIndex), "name = x");
    tree.delete();
  });

  it("reads JSX, types and modules", () => {
    for (const [language, text] of [
      ["javascript", "export const A = () => <p>{user.name}</p>;\nconst b = require('b');\n"],
      ["typescript", "const a = <T,>(x: T): T => x as T;\n"],
      ["tsx", "const A = (p: Props) => <B {...p} />;\n"],
      ["python", "async def f(*, a: int) -> str:\n    return f'{a!r:>{10}}'\n"],
    ] as [CodeLanguage, string][]) {
      const tree = syntax.parse(language, text);
      assert.equal(tree.rootNode.hasError, false, text);
      tree.delete();
    }
  });

  it("parses incrementally to the same tree as from scratch", () => {
    const pieces = fc.array(
      fc.constantFrom(
        "x = 1\n",
        "def f(a):\n",
        "    return a\n",
        '"""doc"""\n',
        "f(",
        ")",
        "\n",
        "é𝒳",
        "if x:\r\n",
        "'",
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, fc.nat(), fc.nat(), pieces, (before, a, b, inserted) => {
        const text = before.join("");
        const start = a % (text.length + 1);
        const end = start + (b % (text.length - start + 1));
        const change = { span: { start, end }, newText: inserted.join("") };
        const after = text.slice(0, start) + change.newText + text.slice(end);
        const old = syntax.parse("python", text);
        const incremental = syntax.parse("python", after, { tree: old, text, changes: [change] });
        const fresh = syntax.parse("python", after);
        if (!fresh.rootNode.hasError) assert.equal(incremental.rootNode.toString(), fresh.rootNode.toString());
        assert.equal(incremental.rootNode.endIndex, fresh.rootNode.endIndex);
        for (const tree of [old, incremental, fresh]) tree.delete();
      }),
      { numRuns: 150 },
    );
  });
});
