import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { flowEngineOver } from "../../../test/support/flow.ts";

/** Records that are spread into each other many ways, as generated clients do: 6 to the power of 12 ways to the first. */
function spreadManyWays(read: string): string {
  const lines = ["export async function answer(client, customer, kind) {", "  const r0 = { email: customer.email };"];
  for (let level = 1; level <= 12; level++) {
    const ways = Array.from(
      { length: 6 },
      (_, way) => `if (kind === ${way}) r${level} = { ...r${level - 1}, w${way}: 1 };`,
    );
    lines.push(`  let r${level} = { ...r${level - 1} };`, ...ways.map((way) => `  ${way}`));
  }
  lines.push(
    `  return client.chat.completions.create({ model: "m", messages: [{ role: "user", content: ${read} }] });`,
    "}",
  );
  return lines.join("\n");
}

describe("records that are spread into each other", () => {
  it("are looked into once each, however many ways lead there", async function () {
    this.timeout(20_000);
    const files = { "main.ts": spreadManyWays("r12.email.trim()") };
    const engine = await flowEngineOver(files);
    const sources = engine.flows("main.ts").sinks.flatMap((sink) => sink.flows.map(({ source }) => source.label));
    assert.ok(sources.includes("`customer.email`"), sources.join());
  });

  it("have no members that none of them was given", async function () {
    this.timeout(20_000);
    const files = { "main.ts": spreadManyWays("r12.total.toFixed()") };
    const engine = await flowEngineOver(files);
    assert.deepEqual(
      engine.flows("main.ts").sinks.flatMap((sink) => sink.flows),
      [],
    );
  });
});
