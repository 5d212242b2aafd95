import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createPackCache, packFrom, packParts } from "./lowered-pack.ts";

describe("packs of lowered files", () => {
  it("hold every entry once, aligned", () => {
    const entries = [1, 7, 8, 100].map((size) => [`key ${size}`, new Uint8Array(size).fill(size)] as const);
    const pack = packFrom(new Uint8Array(Buffer.concat(packParts([...entries, entries[1]!]))));
    const cache = createPackCache(pack);
    for (const [key, bytes] of entries) {
      assert.deepEqual(cache.get(key), bytes);
      assert.equal(pack.places.get(key)![0] % 8, 0);
    }
    assert.equal(cache.get("key 2"), undefined);
  });

  it("leave behind what a run used, and nothing else", () => {
    const before = packFrom(
      new Uint8Array(
        Buffer.concat(
          packParts([
            ["old", new Uint8Array(4)],
            ["kept", new Uint8Array(8)],
          ]),
        ),
      ),
    );
    const cache = createPackCache(before);
    cache.get("kept");
    cache.set("new", new Uint8Array(12));
    assert.deepEqual(
      cache.entries().map(([key, bytes]) => [key, bytes.length]),
      [
        ["kept", 8],
        ["new", 12],
      ],
    );
  });
});
