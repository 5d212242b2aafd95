import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import { helperText } from "../../engine/src/fixes/helpers/index.ts";
import { staleRedactFiles } from "../../scripts/compile-redact.ts";
import { redact } from "./index.ts";

interface Vector {
  readonly name: string;
  readonly input: unknown;
  readonly entityType?: string;
  readonly output: unknown;
}

const root = new URL("../", import.meta.url);
const { vectors } = JSON.parse(readFileSync(new URL("vectors.json", root), "utf8")) as { vectors: readonly Vector[] };
const pythonFolder = fileURLToPath(new URL("python/", root));

const pythonProgram = `
import json, sys
sys.path.insert(0, sys.argv[1])
from promptveil_redact import redact
vectors = json.load(sys.stdin)
print(json.dumps([redact(v["input"], v.get("entityType")) for v in vectors]))
`;

function python(program: string, ...args: string[]) {
  return spawnSync("python3", ["-B", "-c", program, pythonFolder, ...args], {
    input: JSON.stringify(vectors),
    encoding: "utf8",
  });
}

const hasPython = spawnSync("python3", ["--version"]).status === 0;

describe("the runtime library", () => {
  it("is what the recognizers give: run `npm run redact` when this fails", () => {
    assert.deepEqual(staleRedactFiles(), []);
  });

  for (const { name, input, entityType, output } of vectors) {
    it(`redacts in TypeScript: ${name}`, () => assert.deepEqual(redact(input, entityType), output));
  }

  it("redacts the same in Python", function () {
    if (!hasPython) this.skip();
    const run = python(pythonProgram);
    assert.equal(run.stderr, "");
    const outputs = JSON.parse(run.stdout) as unknown[];
    for (const [index, { name, output }] of vectors.entries()) assert.deepEqual(outputs[index], output, name);
  });

  it("changes nothing the second time", () => {
    for (const { output, entityType } of vectors) assert.deepEqual(redact(output, entityType), output);
  });

  it("keeps kinds that hold values in JavaScript, and stops at cycles", () => {
    class Customer {
      constructor(
        readonly email: string,
        readonly notes: readonly string[],
      ) {}
    }
    const customer = redact(new Customer("mara@nordpost.se", ["call +14155552671"]));
    assert.ok(customer instanceof Customer);
    assert.deepEqual([customer.email, customer.notes], ["<EMAIL_ADDRESS>", ["call <PHONE_NUMBER>"]]);
    assert.deepEqual(redact(new Map([["email", "x"]])), new Map([["email", "<EMAIL_ADDRESS>"]]));
    assert.deepEqual(redact(new Set(["mara@nordpost.se"])), new Set(["<EMAIL_ADDRESS>"]));
    const when = new Date(0);
    assert.equal(redact(when), when);
    assert.equal(redact(undefined), undefined);
    const loop: { email: string; self?: unknown } = { email: "x" };
    loop.self = loop;
    const redacted = redact(loop);
    assert.equal(redacted.email, "<EMAIL_ADDRESS>");
    assert.equal(redacted.self, redacted);
    const bytes = new Uint8Array([1]);
    assert.equal(redact(bytes), bytes);
    const buffer = Buffer.from("image");
    assert.equal(redact(buffer), buffer);
  });

  it("redacts what is still to come in JavaScript", async () => {
    assert.equal(await redact(Promise.resolve("mara@nordpost.se")), "<EMAIL_ADDRESS>");
    assert.equal(await redact(Promise.resolve("Mara"), "PERSON"), "<PERSON>");
    // A query builder: it asks the database when it is awaited.
    class Query {
      // biome-ignore lint/suspicious/noThenProperty: that is what query builders do
      then<T>(resolve: (rows: { email: string }[]) => T): Promise<T> {
        return Promise.resolve([{ email: "mara" }]).then(resolve);
      }
    }
    assert.deepEqual(await redact(new Query()), [{ email: "<EMAIL_ADDRESS>" }]);
    await assert.rejects(redact(Promise.reject(new Error("no database"))), /no database/);
    async function* stream() {
      yield "to mara@nordpost.se";
    }
    for await (const part of redact(stream())) assert.equal(part, "to <EMAIL_ADDRESS>");
    assert.deepEqual([...redact(["mara@nordpost.se"].values())], ["<EMAIL_ADDRESS>"]);
  });

  it("keeps errors, documents and what it cannot copy usable in JavaScript", () => {
    const error = redact(new TypeError("no account for mara@nordpost.se", { cause: "mara@nordpost.se" }));
    assert.ok(error instanceof TypeError);
    assert.deepEqual([error.message, error.cause], ["no account for <EMAIL_ADDRESS>", "<EMAIL_ADDRESS>"]);
    assert.doesNotMatch(String(error.stack), /nordpost/);
    class Document {
      readonly #fields = { email: "mara@nordpost.se", total: 3 };
      toJSON() {
        return this.#fields;
      }
    }
    assert.equal(JSON.stringify(redact(new Document())), '{"email":"<EMAIL_ADDRESS>","total":3}');
    const address = new URL("https://nordpost.se/a");
    assert.equal(redact(address), address);
    assert.equal(redact(new Headers({ accept: "text/plain" })).get("accept"), "text/plain");
  });

  it("redacts what is still to come in Python, and rows and objects of other kinds", function () {
    if (!hasPython) this.skip();
    const run = python(`
import asyncio, sqlite3, sys
sys.path.insert(0, sys.argv[1])
from promptveil_redact import redact

async def load():
    return {"email": "x", "total": 3}

async def stream():
    yield "to mara@nordpost.se"

async def main():
    print(await redact(load()))
    print([part async for part in redact(stream())])
    print(await redact(asyncio.ensure_future(load()), "PERSON"))

class Plain:
    def __init__(self):
        self.full_name = "Mara"

class Slotted:
    __slots__ = ("email", "total")
    def __init__(self):
        self.email, self.total = "mara@nordpost.se", 3

asyncio.run(main())
connection = sqlite3.connect(":memory:")
connection.row_factory = sqlite3.Row
row = redact(connection.execute("SELECT 'Mara' AS full_name, 3 AS total").fetchone())
print(row, row["total"], redact(Plain()).full_name)
print(redact(Slotted()))
`);
    assert.equal(run.stderr, "");
    assert.deepEqual(run.stdout.trim().split(/\r?\n/), [
      "{'email': '<EMAIL_ADDRESS>', 'total': 3}",
      "['to <EMAIL_ADDRESS>']",
      "{'email': '<PERSON>', 'total': '<PERSON>'}",
      "{'full_name': '<PERSON>', 'total': 3} 3 <PERSON>",
      "{'email': '<EMAIL_ADDRESS>', 'total': 3}",
    ]);
  });

  it("takes records that hold each other, exceptions and views in Python", function () {
    if (!hasPython) this.skip();
    const run = python(`
import sys
sys.path.insert(0, sys.argv[1])
from promptveil_redact import redact

class Customer:
    def __init__(self):
        self.email, self.orders = "mara@nordpost.se", []

class Order:
    def __init__(self, customer):
        self.note, self.customer = "for mara@nordpost.se", customer

customer = Customer()
customer.orders = [Order(customer) for _ in range(9)]
redacted = redact(customer)
print(redacted.email, redacted.orders[8].note, "mara" in repr(redacted))
ring = {"to": "mara@nordpost.se"}
ring["next"] = [ring]
print(redact(ring))
deep = "mara@nordpost.se"
for _ in range(80):
    deep = [deep]
print("mara" in repr(redact(deep)))
print(redact(ValueError("no account for mara@nordpost.se")))
print(redact({"a": "mara@nordpost.se"}.values()))
`);
    assert.equal(run.stderr, "");
    assert.deepEqual(run.stdout.trim().split(/\r?\n/), [
      "<EMAIL_ADDRESS> for <EMAIL_ADDRESS> False",
      "{'to': '<EMAIL_ADDRESS>', 'next': [{...}]}",
      "False",
      "no account for <EMAIL_ADDRESS>",
      "['<EMAIL_ADDRESS>']",
    ]);
  });

  it("keeps kinds that hold values in Python", function () {
    if (!hasPython) this.skip();
    const run = python(`
import sys
sys.path.insert(0, sys.argv[1])
from collections import namedtuple
from dataclasses import dataclass
from datetime import date
from promptveil_redact import redact

@dataclass(frozen=True)
class Customer:
    id: int
    email: str

class Plain:
    def __init__(self):
        self.full_name = "Mara"
        self._state = object()

Row = namedtuple("Row", "email total")
print(redact(Customer(7, "mara@nordpost.se")))
print(redact(Row("x", 12)))
print(redact(Plain()))
print(redact((1, "mara@nordpost.se")), redact({"mara@nordpost.se"}), redact(b"mara@nordpost.se"))
print(redact(date(2024, 1, 2)), redact(date(1980, 3, 12), "DATE_OF_BIRTH"), redact(7.5), redact(True))
print(list(redact(x for x in ["mara@nordpost.se"])))
`);
    assert.equal(run.stderr, "");
    assert.deepEqual(run.stdout.trim().split(/\r?\n/), [
      "Customer(id=7, email='<EMAIL_ADDRESS>')",
      "Row(email='<EMAIL_ADDRESS>', total=12)",
      "{'full_name': '<PERSON>'}",
      "(1, '<EMAIL_ADDRESS>') {'<EMAIL_ADDRESS>'} b'<EMAIL_ADDRESS>'",
      "2024-01-02 <DATE_OF_BIRTH> 7.5 True",
      "['<EMAIL_ADDRESS>']",
    ]);
  });

  it("takes long runs of digits and letters in its stride", () => {
    const long = `${"1 ".repeat(20000)}${"1".repeat(20000)}${"a".repeat(20000)}@${"a.".repeat(2000)}${"DE12 ".repeat(2000)}`;
    assert.match(redact(long), /^1 1 /);
  });
});

describe("the helper files", () => {
  const engines = ["built-in", "redactpii", "openredaction"] as const;
  for (const engine of engines) {
    for (const syntax of ["esm", "commonjs"] as const) {
      it(`are JavaScript that parses: ${engine}, ${syntax}`, () => {
        const text = helperText({ language: "javascript", engine, syntax });
        assert.doesNotMatch(text, /\/\*::?/);
        transformSync(text, { loader: "js", format: syntax === "esm" ? "esm" : "cjs" });
        transformSync(helperText({ language: "typescript", engine, syntax: "esm" }), { loader: "ts" });
      });
    }
  }

  for (const syntax of ["esm", "commonjs"] as const) {
    it(`run in Node without a package: ${syntax}`, () => {
      const folder = mkdtempSync(join(tmpdir(), "promptveil-redact-"));
      try {
        const name = syntax === "esm" ? "promptveil-redact.mjs" : "promptveil-redact.cjs";
        writeFileSync(join(folder, name), helperText({ language: "javascript", engine: "built-in", syntax }));
        const load =
          syntax === "esm" ? `import { redact } from "./${name}";` : `const { redact } = require("./${name}");`;
        const main = join(folder, syntax === "esm" ? "main.mjs" : "main.cjs");
        writeFileSync(
          main,
          `${load}\nconsole.log(redact("to mara@nordpost.se"), redact("Mara", "PERSON"), redact(7));\n`,
        );
        const run = spawnSync(process.execPath, [main], { encoding: "utf8" });
        assert.equal(run.stderr, "");
        assert.equal(run.stdout.trim(), "to <EMAIL_ADDRESS> <PERSON> 7");
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }

  it("call Presidio as Presidio is called", function () {
    if (!hasPython) this.skip();
    // Stands in for the two packages with their documented calls, so that the helper's own code runs.
    const run = spawnSync(
      "python3",
      [
        "-B",
        "-c",
        `
import sys, types
class Analyzer:
    def analyze(self, text, language, entities=None): return [(text.index("Mara"), text.index("Mara") + 4)] if "Mara" in text else []
class Result:
    def __init__(self, text): self.text = text
class Anonymizer:
    def anonymize(self, text, analyzer_results):
        for start, end in analyzer_results: text = text[:start] + "<PERSON>" + text[end:]
        return Result(text)
for name, attribute, value in (("presidio_analyzer", "AnalyzerEngine", Analyzer), ("presidio_anonymizer", "AnonymizerEngine", Anonymizer)):
    module = types.ModuleType(name); setattr(module, attribute, value); sys.modules[name] = module
scope = {"__name__": "helper"}
exec(compile(sys.stdin.read(), "helper", "exec"), scope)
print(scope["redact"]("Hi Mara"), scope["redact"]({"email": "x", "note": "Mara"}), scope["redact"](7))
`,
      ],
      { input: helperText({ language: "python", engine: "presidio" }), encoding: "utf8" },
    );
    assert.equal(run.stderr, "");
    assert.equal(run.stdout.trim(), "Hi <PERSON> {'email': '<EMAIL_ADDRESS>', 'note': '<PERSON>'} 7");
  });
});
