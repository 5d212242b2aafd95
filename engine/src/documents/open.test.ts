import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import type { Span } from "../model/index.ts";
import type { MappedText, SourceDocument } from "./document.ts";
import { openDocument } from "./open.ts";

function open(file: string, text: string): SourceDocument {
  const document = openDocument({ file, text });
  assert.ok(document, `${file} opens`);
  return document;
}

/** Text with what makes mapping hard: escapes, astral characters, quotes, separators, line ends. */
const trickyText = fc
  .array(
    fc.constantFrom(
      "a",
      "Jana ",
      "ž",
      "𝒳",
      "👩‍💻",
      '"',
      "'",
      "\\",
      "\n",
      "\t",
      ",",
      ";",
      "{",
      "}",
      "#",
      ":",
      "- ",
      "é",
      "\u2028",
      "x@y",
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(""));
const bom = fc.constantFrom("", "\uFEFF");

/** Every unit of a mapped text stands in the raw file where the map says: `decode` reads it back. */
function assertExact(raw: string, value: MappedText, decode: (written: string) => string) {
  for (let at = 0; at < value.text.length; at++) {
    const span = value.toRaw({ start: at, end: at + 1 });
    assert.equal(
      decode(raw.slice(span.start, span.end)),
      value.text[at],
      `unit ${at} of ${JSON.stringify(value.text)}`,
    );
  }
  const whole = value.toRaw({ start: 0, end: value.text.length });
  assert.equal(decode(raw.slice(whole.start, whole.end)), value.text);
  value.toRaw({ start: -5, end: 99999 });
}

const decodeJson = (written: string) => JSON.parse(`"${written}"`) as string;

describe("documents", () => {
  it("map JSON values to the raw file through escapes", () => {
    fc.assert(
      fc.property(
        fc.array(trickyText, { minLength: 1, maxLength: 4 }),
        bom,
        fc.boolean(),
        fc.boolean(),
        (values, mark, ascii, pretty) => {
          const json = JSON.stringify(
            values.map((content) => ({ messages: [{ role: "user", content }] })),
            null,
            pretty ? "\t" : undefined,
          );
          const escaped = ascii
            ? json.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
            : json;
          const raw = mark + escaped;
          const fields = [...open("data/chats.json", raw).fields()].filter((field) => field.path.at(-1) === "content");
          assert.deepEqual(
            fields.map((field) => [field.row, field.value.text]),
            values.map((value, row) => [row, value]),
          );
          for (const field of fields) assertExact(raw, field.value, decodeJson);
        },
      ),
    );
  });

  it("map JSON lines, and go on after a damaged one", () => {
    fc.assert(
      fc.property(
        fc.array(trickyText, { minLength: 1, maxLength: 5 }),
        bom,
        fc.constantFrom("\n", "\r\n"),
        (values, mark, end) => {
          const raw = mark + values.map((text) => JSON.stringify({ text })).join(end) + end;
          const document = open("train.jsonl", raw);
          const fields = [...document.fields()];
          assert.deepEqual(
            fields.map((field) => field.value.text),
            values,
          );
          assert.deepEqual(
            fields.map((field) => field.row),
            values.map((_, row) => row),
          );
          assert.deepEqual(document.problems, []);
          for (const field of fields) assertExact(raw, field.value, decodeJson);
        },
      ),
    );
    const document = open("a.jsonl", '{"a": "x"}\n{"a": "y", "b": \n{"a": "z"}\n');
    assert.deepEqual(
      [...document.fields()].map((field) => [field.row, field.value.text]),
      [
        [0, "x"],
        [1, "y"],
        [2, "z"],
      ],
    );
    assert.equal(document.problems.length, 1);
  });

  it("map delimited cells through quotes, with any separator", () => {
    const cell = trickyText.filter((text) => text !== "");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }),
        bom,
        fc.constantFrom("\n", "\r\n"),
        fc.constantFrom(",", ";", "\t", "|"),
        (rows, mark, end, delimiter) => {
          const write = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const raw = `${mark}${["name", "email", "note"].join(delimiter)}${end}${rows.map((row) => row.map(write).join(delimiter) + end).join("")}`;
          const fields = [...open("a.csv", raw).fields()];
          assert.deepEqual(
            fields.map((field) => field.value.text),
            rows.flat(),
          );
          assert.deepEqual(fields[1]!.path, ["email"]);
          for (const field of fields) assertExact(raw, field.value, (written) => written.replaceAll('""', '"'));
        },
      ),
    );
  });

  it("read delimited files without header, with uneven rows and stray quotes", () => {
    const values = (raw: string) =>
      [...open("a.csv", raw).fields()].map((field) => `${field.row} ${field.path[0]}=${field.value.text}`);
    assert.deepEqual(values("jana@posta.cz,12\nivo@posta.cz,13\n"), [
      "0 column 1=jana@posta.cz",
      "0 column 2=12",
      "1 column 1=ivo@posta.cz",
      "1 column 2=13",
    ]);
    assert.deepEqual(values('name,note\nA,5" pipe\n\nB\n'), ["0 name=A", '0 note=5" pipe', "1 name=B"]);
    assert.deepEqual(values("sep=;\nname;city\nA, B;C\n"), ["0 name=A, B", "0 city=C"]);
    const open1 = open("a.csv", 'name,note\nA,"never closed\nB,x\n');
    assert.equal([...open1.fields()].length, 2);
    assert.equal(open1.problems.length, 1);
  });

  it("join notebook cells and map them through JSON escapes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(trickyText, fc.boolean()), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (cells, asLines) => {
          const raw = JSON.stringify(
            {
              nbformat: 4,
              metadata: { kernelspec: { language: "python" } },
              cells: cells.map(([text, code]) => ({
                cell_type: code ? "code" : "markdown",
                source: asLines ? text.split(/(?<=\n)/) : text,
              })),
            },
            null,
            1,
          );
          const { code } = open("a.ipynb", raw);
          assert.ok(code?.cells);
          assert.deepEqual(
            code.cells.map((cell) => cell.index),
            cells.flatMap(([, isCode], index) => (isCode ? [index] : [])),
          );
          for (const cell of code.cells) {
            const [source] = cells[cell.index]!;
            assert.equal(cell.span.end - cell.span.start, source.length);
            for (let at = 0; at < source.length; at++) {
              const span: Span = code.source.toRaw({ start: cell.span.start + at, end: cell.span.start + at + 1 });
              assert.equal(decodeJson(raw.slice(span.start, span.end)), source[at]);
            }
          }
        },
      ),
    );
  });

  it("turn magics into Python of the same length", () => {
    const cell = (source: string) => {
      const raw = JSON.stringify({ cells: [{ cell_type: "code", source }], metadata: {} });
      const text = open("a.ipynb", raw).code!.source.text.slice(0, source.length);
      assert.equal(text.length, source.length);
      return text;
    };
    assert.equal(cell("%matplotlib inline\nx = 1"), "pass#lotlib inline\nx = 1");
    assert.equal(cell("!pip install openai\n"), "pass#install openai\n");
    assert.equal(cell("files = !ls data"), "files = 0#s data");
    assert.equal(cell("df?"), "#f?");
    assert.equal(cell("%%bash\necho a\n"), "#%bash\n#cho a\n");
    assert.equal(cell("%%time\nx = 1\n"), "pass#e\nx = 1\n");
    assert.equal(cell("%time x = f(1)"), "pass; x = f(1)");
    assert.equal(cell("%timeit -n 10 f(1)"), "pass;         f(1)");
    assert.equal(cell("%timeit\n"), "pass#it\n");
    for (const untouched of ["x = (a\n  % b)", '"""\n%d\n"""', "y = a \\\n  % b", "z = 'a' if b else c"]) {
      assert.equal(cell(untouched), untouched);
    }
  });

  it("map YAML strings of every style", () => {
    const words = fc.array(
      fc.constantFrom("Answer", "ž", "𝒳", "it's", '"so"', "{{ user.email }}", "x:", "- y", "# no", "\\n"),
      { minLength: 1, maxLength: 8 },
    );
    const lines = fc
      .array(
        words.map((list) => list.join(" ")),
        { minLength: 1, maxLength: 4 },
      )
      .map((list) => list.join("\n"));
    fc.assert(
      fc.property(
        lines,
        bom,
        fc.constantFrom("PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE", "BLOCK_LITERAL", "BLOCK_FOLDED"),
        (text, mark, style) => {
          const raw =
            mark +
            stringify(
              { prompt: text, other: "z" },
              { defaultStringType: style as "PLAIN", defaultKeyType: "PLAIN", lineWidth: 30 },
            );
          const parts = open("prompts/a.yaml", raw).templates;
          const part = parts.find((candidate) => candidate.source.text.trimEnd() === text.trimEnd());
          assert.ok(part, raw);
          for (const match of part.source.text.matchAll(/Answer|ž|𝒳|user\.email/g)) {
            const span = part.source.toRaw({ start: match.index, end: match.index + match[0].length });
            assert.equal(raw.slice(span.start, span.end), match[0], raw);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("part prompt files by role and take sample values out of the head", () => {
    const raw =
      "---\r\nname: Support\r\nsample:\r\n  customer: Jana Nováková\r\n---\r\nsystem:\r\nBe kind.\r\nuser:\r\n{{question}}\r\n";
    const parts = open("a.prompty", raw).templates;
    assert.deepEqual(
      parts.map((part) => [part.role, part.source.text.trim()]),
      [
        ["sample", "Jana Nováková"],
        ["system", "Be kind."],
        ["user", "{{question}}"],
      ],
    );
    for (const part of parts) {
      const span = part.source.toRaw({ start: 0, end: part.source.text.length });
      assert.equal(raw.slice(span.start, span.end), part.source.text);
    }
    const dot = open("a.prompt", '---\nmodel: x\n---\n{{role "system"}}\nBe kind.\n{{role "user"}}{{name}}');
    assert.deepEqual(
      dot.templates.map((part) => part.role),
      ["system", "user"],
    );
  });

  it("take templates for prompts only where they read like some", () => {
    const sure = (file: string, text: string) => open(file, text).templates[0]?.confidence ?? 0;
    assert.equal(sure("prompts/a.j2", "Hello {{ name }}"), 1);
    assert.ok(sure("src/a.jinja", "You are a helpful assistant.\n{{ question }}") >= 0.9);
    assert.equal(sure("templates/profile.html.j2", "<html><body>{{ user.email }}</body></html>"), 0);
    assert.equal(sure("ansible/nginx.conf.j2", "server_name {{ host }};"), 0);
    assert.ok(sure("mail/welcome.hbs", "Dear {{user.name}}, welcome!") < 0.5);
    assert.deepEqual(
      open("k8s/deploy.yaml", "kind: Deployment\nmetadata:\n  name: prompt-api\n  description: x y z w\n").templates,
      [],
    );
    assert.equal(
      open("agents.yaml", "support:\n  role: Helper\n  goal: Help {name} with the order\n  backstory: You know all\n")
        .templates.length,
      3,
    );
  });

  it("never fail on any text", () => {
    const kinds = [
      "a.py",
      "a.ts",
      "a.ipynb",
      "a.j2",
      "a.hbs",
      "a.prompty",
      "a.prompt",
      "prompts/a.yaml",
      "a.json",
      "a.jsonl",
      "a.csv",
      "a.tsv",
    ];
    const junk = fc.array(
      fc.constantFrom(
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        "\\",
        ":",
        ",",
        "\n",
        "---\n",
        "a: |\n",
        "&a",
        "*a",
        "!",
        "%",
        "x",
        "\uFEFF",
        "\ud800",
        "{{",
        "}}",
        "?",
        "\t",
        "- ",
      ),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...kinds), junk, (file, parts) => {
        const document = open(file, parts.join(""));
        for (const field of document.fields()) field.value.toRaw({ start: 0, end: field.value.text.length });
        for (const part of document.templates) part.source.toRaw({ start: 0, end: part.source.text.length });
      }),
      { numRuns: 500 },
    );
  });
});
