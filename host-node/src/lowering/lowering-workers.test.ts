import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAnalyzer, defaultPolicy } from "@promptveil/engine";
import { createNodeHost } from "../engine-host.ts";
import { createLoweringWorkers, type LoweringWorkers } from "./lowering-workers.ts";

const prompt = `from openai import OpenAI

client = OpenAI()


def answer(customer):
    client.chat.completions.create(model="m", messages=[{"role": "user", "content": f"Mail {customer.email}"}])
`;

describe("lowering in threads of its own", function () {
  this.timeout(60_000);
  const root = mkdtempSync(join(tmpdir(), "promptveil-lowering-"));
  const kept = join(root, "cache", "pack");
  mkdirSync(join(root, "app"));
  writeFileSync(join(root, "app/answer.py"), prompt);
  writeFileSync(join(root, "app/price.ts"), "export const price = (total: number) => total * 1.19;\n");
  writeFileSync(join(root, "app/bytes.py"), new Uint8Array([0x61, 0xff]));
  writeFileSync(join(root, "app/rows.csv"), "a,b\n");
  writeFileSync(join(root, "app/long.py"), "x = 1\n".repeat(1000));
  const names = ["answer.py", "price.ts", "bytes.py", "rows.csv", "long.py", "gone.py"].map((name) => `app/${name}`);

  let workers: LoweringWorkers;
  beforeEach(() => {
    workers = createLoweringWorkers();
  });
  afterEach(() => workers.close());
  after(() => rmSync(root, { recursive: true, force: true }));

  const lower = () => workers.lower({ root, names, kept, maxBytes: 5000 });

  it("gives what the analysis takes, and leaves out what is no code, too long, gone or no text", async () => {
    const { lowered, failed } = await lower();
    assert.deepEqual(
      lowered.map(({ file, found }) => [file, found]),
      [
        ["app/answer.py", false],
        ["app/price.ts", false],
      ],
    );
    assert.deepEqual(failed, []);
    const analyzer = await createAnalyzer(createNodeHost({ root }), { policyFor: () => defaultPolicy });
    for (const one of lowered) analyzer.setLowered(one);
    assert.deepEqual(
      analyzer.analyze("app/answer.py").findings.map(({ rule }) => rule),
      ["PV101"],
    );
    analyzer.dispose();
  });

  it("finds again what was kept, where nothing is damaged", async () => {
    const first = (await lower()).lowered;
    assert.ok(
      await workers.keep(
        kept,
        first.map(({ key, bytes }) => [key, bytes]),
      ),
    );
    await workers.close();
    workers = createLoweringWorkers();
    const second = (await lower()).lowered;
    assert.deepEqual(
      second.map(({ found }) => found),
      [true, true],
    );
    assert.deepEqual(
      second.map(({ bytes }) => Buffer.from(bytes)),
      first.map(({ bytes }) => Buffer.from(bytes)),
    );
    await workers.close();
    const bytes = readFileSync(kept);
    bytes[bytes.length - 20]! ^= 1;
    writeFileSync(kept, bytes);
    workers = createLoweringWorkers();
    assert.deepEqual(
      (await lower()).lowered.map(({ found }) => found),
      [false, false],
    );
  });
});
