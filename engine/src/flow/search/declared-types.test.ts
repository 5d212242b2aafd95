import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { FlowFile } from "../file-facts.ts";
import type { Denotation } from "../link/denotation.ts";
import type { SearchContext } from "./context.ts";
import { fieldsOf } from "./declared-types.ts";

describe("the fields of a declared type", () => {
  it("are looked for in a bounded number of lists, however many each list holds", () => {
    const operation = (node: number) => ({
      op: "collection",
      kind: "list",
      entries: [{ key: undefined, value: node }],
    });
    const file = { id: 1, ir: { operation } } as unknown as FlowFile;
    const inside = (node: number): Denotation[] =>
      Array.from({ length: 10 }, (_, index) => ({ kind: "collection", file, node: node * 10 + index }));
    let asked = 0;
    const instancesOf = (_: FlowFile, node: number): Denotation[] => {
      asked++;
      return inside(node);
    };
    const context = { linker: { instancesOf } } as unknown as SearchContext;
    assert.equal(fieldsOf(context, inside(1), []), undefined);
    assert.ok(asked < 100, `${asked} lists`);
  });
});
