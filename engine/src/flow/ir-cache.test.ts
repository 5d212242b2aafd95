import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { testHost } from "../../../test/support/engine-host.ts";
import { createAnalyzer } from "../analyzer.ts";
import { defaultPolicy } from "../policy/default.ts";

const text = `
from openai import OpenAI
client = OpenAI()
def ask(user):
    client.responses.create(model="m", input=f"Write to {user.email}")
`;

describe("lowered files in the cache", () => {
  it("spare the next run the work and give the same findings; damaged ones are ignored", async () => {
    const kept = new Map<string, Uint8Array>();
    const hits: string[] = [];
    const host = {
      ...testHost(),
      cache: {
        get: (key: string) => {
          const bytes = kept.get(key);
          if (bytes) hits.push(key);
          return bytes;
        },
        set: (key: string, bytes: Uint8Array) => void kept.set(key, bytes),
      },
    };
    const run = async () => {
      const analyzer = await createAnalyzer(host, { policyFor: () => defaultPolicy });
      analyzer.setFile({ file: "main.py", text });
      const { findings } = analyzer.analyze("main.py");
      analyzer.dispose();
      return findings.map(({ id, rule, span }) => ({ id, rule, span }));
    };
    const cold = await run();
    assert.ok(cold.length > 0);
    assert.deepEqual(hits, []);
    assert.deepEqual(await run(), cold);
    assert.ok(hits.length > 0);
    for (const bytes of kept.values()) bytes.fill(7, 40, 60);
    assert.deepEqual(await run(), cold);
  });
});
