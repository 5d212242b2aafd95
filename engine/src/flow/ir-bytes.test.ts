import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { testSyntax } from "../../../test/support/flow.ts";
import { lowerTree } from "./front-ends/front-end.ts";
import { irFromBytes, irToBytes } from "./ir-bytes.ts";

const text = `
from a import b

class C(b):
    name: str = "ü 𝕏"

    def m(self, x=1, *rest, **options):
        self.y = [f"{x}" for x in rest]
        return {**options, "k": self.y[0]}
`;

describe("lowered files as bytes", () => {
  it("come back as they were", async () => {
    const tree = (await testSyntax()).parse("python", text);
    const ir = lowerTree("python", tree, text)!;
    tree.delete();
    assert.deepEqual(irFromBytes(irToBytes(ir))?.columns, ir.columns);
  });

  it("are ignored when damaged", async () => {
    const tree = (await testSyntax()).parse("python", text);
    const bytes = irToBytes(lowerTree("python", tree, text)!);
    tree.delete();
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        damaged[at]! ^= change;
        return irFromBytes(damaged) === undefined;
      }),
    );
    assert.equal(irFromBytes(bytes.subarray(0, bytes.length - 5)), undefined);
    assert.equal(irFromBytes(new Uint8Array(0)), undefined);
  });
});
