import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { NodeId } from "./ir.ts";
import { createIrBuilder } from "./ir-builder.ts";
import { createScopes, type Scopes } from "./scopes.ts";

const span = { start: 0, end: 1 };
const head = { name: "f", qualifiedName: "f", span, isAsync: false, isGenerator: false, isStatic: false };
const body = { parameters: [], returns: [], yields: [], throws: [], decorators: [] };

/** Walks a module and resolves a node to the texts that can reach it. */
function reaching(walk: (scopes: Scopes, text: (content: string) => NodeId) => NodeId): string[] {
  const builder = createIrBuilder("typescript");
  const scopes = createScopes(builder);
  const module = scopes.beginFunction({ ...head, name: "<module>" });
  const result = walk(scopes, (content) => builder.add({ op: "text", text: content }, span));
  scopes.endFunction(module, body);
  const ir = builder.finish();
  const seen = new Set<NodeId>();
  const texts = new Set<string>();
  const visit = (node: NodeId): void => {
    if (seen.has(node)) return;
    seen.add(node);
    const operation = ir.operation(node);
    if (operation.op === "text") texts.add(operation.text);
    else if (operation.op === "choice") operation.inputs.forEach(visit);
    else if (operation.op === "capture") operation.versions.forEach(visit);
    else if (operation.op === "same") visit(operation.value);
    else if (operation.op === "global") texts.add(`global ${operation.name}`);
  };
  visit(result);
  return [...texts].sort();
}

describe("scopes", () => {
  it("sees the last assignment", () => {
    const texts = reaching((scopes, text) => {
      scopes.declare("x", text("a"));
      scopes.assign("x", text("b"), "module");
      return scopes.read("x", span);
    });
    assert.deepEqual(texts, ["b"]);
  });

  it("joins the branches of an if, and leaves out one that returns", () => {
    const run = (leave: boolean) =>
      reaching((scopes, text) => {
        scopes.declare("x", text("before"));
        scopes.branches(
          [
            () => {
              scopes.assign("x", text("then"), "module");
              if (leave) scopes.jump("return");
            },
          ],
          false,
          span,
        );
        return scopes.read("x", span);
      });
    assert.deepEqual(run(false), ["before", "then"]);
    assert.deepEqual(run(true), ["before"]);
  });

  it("carries values around the back edge of a loop", () => {
    let inside = -1;
    const texts = reaching((scopes, text) => {
      scopes.declare("x", text("first"));
      scopes.loop(() => {
        inside = scopes.read("x", span);
        scopes.assign("x", text("later"), "module");
      }, span);
      return inside;
    });
    assert.deepEqual(texts, ["first", "later"]);
  });

  it("carries values from a break out of nested branches", () => {
    const texts = reaching((scopes, text) => {
      scopes.declare("x", text("before"));
      scopes.loop(
        () => {
          scopes.branches(
            [
              () => {
                scopes.assign("x", text("broken"), "module");
                scopes.jump("break");
              },
            ],
            false,
            span,
          );
          scopes.assign("x", text("end"), "module");
        },
        span,
        { atLeastOnce: true },
      );
      return scopes.read("x", span);
    });
    assert.deepEqual(texts, ["broken", "end"]);
  });

  it("lets a handler see every state of the protected block", () => {
    let handled = -1;
    const texts = reaching((scopes, text) => {
      scopes.declare("x", text("before"));
      scopes.protect(
        () => {
          scopes.assign("x", text("one"), "module");
          scopes.assign("x", text("two"), "module");
        },
        [
          () => {
            handled = scopes.read("x", span);
          },
        ],
        undefined,
        undefined,
        span,
      );
      return handled;
    });
    assert.deepEqual(texts, ["before", "one", "two"]);
  });

  it("gives a captured variable all its versions, later ones too", () => {
    const texts = reaching((scopes, text) => {
      const inner = scopes.beginFunction(head);
      const seen = scopes.read("x", span);
      scopes.endFunction(inner, body);
      scopes.declare("x", text("a"));
      scopes.assign("x", text("b"), "module");
      return seen;
    });
    assert.deepEqual(texts, ["a", "b"]);
  });

  it("joins what an inner function wrote to an outer variable", () => {
    const texts = reaching((scopes, text) => {
      scopes.declare("x", text("outer"));
      const inner = scopes.beginFunction(head);
      scopes.assign("x", text("inner"), "module");
      scopes.endFunction(inner, body);
      return scopes.read("x", span);
    });
    assert.deepEqual(texts, ["inner", "outer"]);
  });

  it("sees what a hoisted inner function wrote, past a later assignment", () => {
    const texts = reaching((scopes, text) => {
      scopes.declare("x");
      const inner = scopes.beginFunction(head);
      scopes.assign("x", text("inner"), "module");
      scopes.endFunction(inner, body);
      scopes.assign("x", text("outer"), "module");
      return scopes.read("x", span);
    });
    assert.deepEqual(texts, ["inner", "outer"]);
  });

  it("knows what a parameter holds at every return", () => {
    const texts = reaching((scopes, text) => {
      scopes.declare("x", text("given"));
      scopes.branches(
        [
          () => {
            scopes.assign("x", text("early"), "module");
            scopes.jump("return");
          },
          () => {
            scopes.assign("x", text("late"), "module");
            scopes.jump("return");
          },
        ],
        true,
        span,
      );
      return scopes.finalValue("x", span);
    });
    assert.deepEqual(texts, ["early", "late"]);
  });

  it("ends a block's variable with the block", () => {
    const texts = reaching((scopes, text) => {
      scopes.declare("x", text("outer"));
      scopes.block(() => {
        scopes.declare("x", text("inner"));
      });
      return scopes.read("x", span);
    });
    assert.deepEqual(texts, ["outer"]);
  });

  it("hides the names of a class body from its methods", () => {
    const texts = reaching((scopes, text) => {
      scopes.declare("x", text("module"));
      let seen = -1;
      scopes.block(() => {
        scopes.assign("x", text("class"), "function");
        const method = scopes.beginFunction(head);
        seen = scopes.read("x", span);
        scopes.endFunction(method, body);
      }, true);
      return seen;
    });
    assert.deepEqual(texts, ["module"]);
  });

  it("makes a name that nothing binds a global", () => {
    assert.deepEqual(
      reaching((scopes) => scopes.read("print", span)),
      ["global print"],
    );
  });
});
