import assert from "node:assert/strict";
import { resolve } from "node:path";
import { findObjections, importsOf, objection } from "./lib/arrows.ts";

const root = resolve(import.meta.dirname, "..");

describe("the import table", () => {
  it("holds for every source", () => {
    const { files, objections } = findObjections(root);
    assert.ok(files > 5);
    assert.deepEqual(objections, []);
  });

  it("reads imports of every form", () => {
    const source = [
      'import { a } from "one";',
      'import type { B } from "two";',
      'import {\n  c,\n  d,\n} from "three";',
      'export * from "four";',
      'import "five";',
      'const e = await import("six");',
      'const f = require("seven");',
      'const text = "not from eight";',
      '/** `const x = require("nine")` is only spoken of. */',
      '// import("ten")',
    ].join("\n");
    assert.deepEqual(importsOf(source).sort(), ["five", "four", "one", "seven", "six", "three", "two"]);
  });

  it("objects to what the parts may not know", () => {
    const none = new Set<string>();
    const check = (part: string, specifier: string) =>
      objection(root, part, resolve(root, part, "src/a.ts"), specifier, none) !== undefined;
    assert.ok(check("engine", "node:fs"));
    assert.ok(check("engine", "fs"));
    assert.ok(check("engine", "vscode"));
    assert.ok(check("engine", "vscode-languageserver"));
    assert.ok(check("engine", "@promptveil/host-node"));
    assert.ok(check("engine", "../../host-node/src/index.ts"));
    assert.ok(check("client", "@promptveil/engine"));
    assert.ok(check("cli", "node:https"));
    assert.ok(check("server", "node:fs"));
    assert.ok(!check("server", "node:path"));
    assert.ok(!check("engine", "./b.ts"));
    assert.ok(!check("client", "vscode"));
    assert.ok(!check("cli", "@promptveil/engine"));
  });
});
