import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { IrOperation } from "./ir.ts";
import { createIrBuilder } from "./ir-builder.ts";

const span = { start: 3, end: 5 };

describe("the IR builder", () => {
  it("gives back every operation as it was added", () => {
    const operations: IrOperation[] = [
      { op: "text", text: "Hello\n" },
      { op: "literal" },
      { op: "parameter", name: "user", index: 1 },
      { op: "import", module: "openai", name: "OpenAI" },
      { op: "global", name: "print" },
      { op: "capture", name: "client", versions: [1, 2] },
      { op: "choice", inputs: [0, 1] },
      { op: "bind", name: "x", value: 2 },
      { op: "same", why: "await", value: 2 },
      { op: "member", name: "email", base: 2 },
      { op: "element", base: 2 },
      { op: "element", base: 2, key: 0 },
      { op: "update", base: 2, name: "email", value: 0 },
      { op: "update", base: 2, name: undefined, value: 0 },
      { op: "call", callee: 4, constructs: true, arguments: [{ value: 0 }, { value: 1, name: "a", spread: "record" }] },
      { op: "after", call: 14, argument: -1, before: 2 },
      {
        op: "collection",
        kind: "list",
        entries: [
          { key: "0", value: 1, span },
          { key: undefined, value: 2, spread: true },
        ],
      },
      { op: "string", how: "percent", pieces: [0, 1, 2] },
      { op: "derived", inputs: [1] },
      { op: "function", index: 0 },
      { op: "class", index: 0 },
      { op: "unknown", inputs: [] },
      { op: "caught", thrown: [1, 2], calls: [14] },
    ];
    const builder = createIrBuilder("python");
    for (const operation of operations) builder.add(operation, span);
    const ir = builder.finish();
    assert.deepEqual(
      operations.map((_, node) => ir.operation(node)),
      operations,
    );
    assert.deepEqual(ir.span(4), span);
  });

  it("makes a capture that nothing binds a global", () => {
    const builder = createIrBuilder("python");
    const node = builder.add({ op: "capture", name: "open", versions: [] }, span);
    builder.complete(node, []);
    assert.deepEqual(builder.finish().operation(node), { op: "global", name: "open" });
  });

  it("knows which function a node belongs to", () => {
    const builder = createIrBuilder("python");
    const head = { name: "f", qualifiedName: "f", span, isAsync: false, isGenerator: false, isStatic: false };
    const body = { parameters: [], returns: [], yields: [], throws: [], decorators: [] };
    const module = builder.beginFunction({ ...head, name: "<module>" });
    const inner = builder.beginFunction({ ...head, enclosing: module });
    const inside = builder.add({ op: "literal" }, span);
    builder.endFunction(inner, body);
    const outside = builder.add({ op: "literal" }, span);
    builder.endFunction(module, body);
    const ir = builder.finish();
    assert.deepEqual([ir.functionOf(inside), ir.functionOf(outside)], [inner, module]);
  });
});
