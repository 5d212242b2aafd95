import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { testSyntax } from "../../../test/support/flow.ts";
import { gatherFacts } from "./file-facts.ts";
import { headOf } from "./flow-file.ts";
import { lowerTree } from "./front-ends/front-end.ts";
import { areIrBytes, headFromBytes, irFromBytes, irToBytes } from "./ir-bytes.ts";
import type { ColumnarIr } from "./ir-columns.ts";

const text = `
from a import b

class C(b):
    name: str = "ü 𝕏"

    def m(self, x=1, *rest, **options):
        self.y = [f"{x}" for x in rest]
        return {**options, "k": self.y[0]}
`;

async function lowered(source: string): Promise<ColumnarIr> {
  const tree = (await testSyntax()).parse("python", source);
  const ir = lowerTree("python", tree, source)!;
  tree.delete();
  return ir;
}

function bytesOf(ir: ColumnarIr): Uint8Array {
  return irToBytes(ir, headOf(ir, gatherFacts(ir)));
}

describe("lowered files as bytes", () => {
  it("come back as they were", async () => {
    const ir = await lowered(text);
    assert.deepEqual(irFromBytes(bytesOf(ir)).columns, ir.columns);
  });

  it("keep texts that are no well-formed Unicode, and marks of byte order", async () => {
    const ir = await lowered(`a = "\ufeffb"\nc = "\ud800d"\n`);
    assert.deepEqual(irFromBytes(bytesOf(ir)).columns.strings, ir.columns.strings);
    const marked = await lowered(`a = "\ufeffb"\n`);
    assert.deepEqual(irFromBytes(bytesOf(marked)).columns.strings, marked.columns.strings);
  });

  it("say what the file calls and defines without being read whole", async () => {
    const ir = await lowered(`${text}\nC().m(1).strip()\n`);
    const head = headFromBytes(bytesOf(ir));
    assert.deepEqual(head, headOf(ir, gatherFacts(ir)));
    assert.ok(head.calls.includes("strip"));
    assert.deepEqual(
      head.methods.map(({ name }) => name),
      ["m"],
    );
    assert.equal(head.hasBases, true);
  });

  it("can lie in memory that threads share", async () => {
    const ir = await lowered(text);
    const bytes = bytesOf(ir);
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length + 3), 3);
    shared.set(bytes);
    assert.ok(areIrBytes(shared));
    assert.deepEqual(irFromBytes(shared).columns, ir.columns);
  });

  it("are ignored when damaged", async () => {
    const bytes = bytesOf(await lowered(text));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        damaged[at]! ^= change;
        return !areIrBytes(damaged);
      }),
    );
    assert.equal(areIrBytes(bytes.subarray(0, bytes.length - 5)), false);
    assert.equal(areIrBytes(new Uint8Array(0)), false);
  });
});
