// biome-ignore-all lint/suspicious/noTemplateCurlyInString: program texts
import assert from "node:assert/strict";
import { changed, entrySubject, fixHost, marked } from "../../../test/support/fix-cases.ts";
import { buildFix, type FixSubject, offerFixes } from "./index.ts";

type Make = (subject: FixSubject) => FixSubject;

async function apply(fix: string, file: string, before: string, make: Make = (subject) => subject) {
  const { text, spans } = marked(before);
  const files = { [file]: text };
  const host = await fixHost(files);
  const subject = make(entrySubject(file, spans));
  const change = buildFix(host, subject, fix);
  assert.equal(
    offerFixes(host, subject).some((offer) => offer.id === fix),
    change !== undefined,
    "offered exactly when it applies",
  );
  return change && changed(files, change)[file];
}

const literal: Make = ({ rule, file, span, entries }) => ({
  rule,
  file,
  span,
  literals: entries!.map((entry) => ({ span: entry.span, type: "PHONE_NUMBER" })),
});

const hole: Make = ({ rule, file, span, entries }) => ({
  rule,
  file,
  span,
  placeholders: entries!.map((entry) => ({ span: entry.span, category: "user.contact.email" })),
});

describe("replacing a literal by its placeholder", () => {
  const cases: readonly (readonly [file: string, before: string, after: string])[] = [
    ["a.py", 'x = "call ⟦+1 415 555 2671⟧!"\n', 'x = "call <PHONE_NUMBER>!"\n'],
    ["a.py", "x = ⟦4155552671⟧\n", 'x = "<PHONE_NUMBER>"\n'],
    ["a.ts", "x = `call ⟦4155552671⟧`;\n", "x = `call <PHONE_NUMBER>`;\n"],
    ["a.ts", "x = { phone: ⟦4155552671⟧ };\n", 'x = { phone: "<PHONE_NUMBER>" };\n'],
    ["a.tsx", "x = <P>call ⟦4155552671⟧ now</P>;\n", 'x = <P>call {"<PHONE_NUMBER>"} now</P>;\n'],
    ["a.tsx", 'x = <P t="⟦4155552671⟧" />;\n', 'x = <P t="<PHONE_NUMBER>" />;\n'],
    ["a.json", '{"a": "⟦4155552671⟧"}', '{"a": "<PHONE_NUMBER>"}'],
    ["a.json", '{"a": [1, ⟦4155552671⟧]}', '{"a": [1, "<PHONE_NUMBER>"]}'],
    ["a.jsonl", '{"a": 1}\n{"a": ⟦4155552671⟧}\n', '{"a": 1}\n{"a": "<PHONE_NUMBER>"}\n'],
    ["a.csv", 'n,p\n1,"⟦415, 555 2671⟧"\n', 'n,p\n1,"<PHONE_NUMBER>"\n'],
    ["a.prompt.yml", "p: ⟦4155552671⟧ # x\n", "p: <PHONE_NUMBER> # x\n"],
    ["a.j2", "Call ⟦4155552671⟧ or ⟦4155552672⟧", "Call <PHONE_NUMBER> or <PHONE_NUMBER>"],
  ];
  for (const [file, before, after] of cases) {
    it(`${file}: ${before.trim()}`, async () => assert.equal(await apply("replace", file, before, literal), after));
  }

  it("takes a template's placeholder out", async () => {
    assert.equal(await apply("replace", "a.j2", "Hi ⟦{{ c.email }}⟧.", hole), "Hi <EMAIL_ADDRESS>.");
  });
});

describe("reading a secret from the environment", () => {
  const secret: Make = (subject) => ({
    ...literal(subject),
    literals: literal(subject).literals!.map((target) => ({ ...target, type: "API_KEY" })),
  });
  const cases: readonly (readonly [file: string, before: string, after: string | undefined])[] = [
    ["a.py", 'c = OpenAI(api_key="⟦k⟧")\n', 'import os\n\nc = OpenAI(api_key=os.environ["OPENAI_API_KEY"])\n'],
    [
      "a.py",
      "import os\nc = anthropic.AsyncAnthropic(api_key='⟦k⟧')\n",
      'import os\nc = anthropic.AsyncAnthropic(api_key=os.environ["ANTHROPIC_API_KEY"])\n',
    ],
    ["a.py", 'CRM_TOKEN = "⟦k⟧"\n', 'import os\n\nCRM_TOKEN = os.environ["CRM_TOKEN"]\n'],
    ["a.py", 'p = "use ⟦k⟧ now"\n', undefined],
    ["a.py", 'f("⟦k⟧")\n', undefined],
    [
      "a.ts",
      'const c = new OpenAI({ apiKey: "⟦k⟧" });\n',
      "const c = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });\n",
    ],
    ["a.ts", 'const mistralKey = "⟦k⟧";\n', "const mistralKey = process.env.MISTRAL_KEY;\n"],
  ];
  for (const [file, before, after] of cases) {
    it(`${file}: ${before.trim()}`, async () => assert.equal(await apply("environment", file, before, secret), after));
  }
});

describe("dropping the field", () => {
  const cases: readonly (readonly [file: string, before: string, after: string | undefined])[] = [
    ["a.py", 'x = {"a": 1, "email": ⟦c.email⟧}\n', 'x = {"a": 1}\n'],
    ["a.py", 'x = {"email": ⟦c.email⟧, "a": 1}\n', 'x = {"a": 1}\n'],
    ["a.py", 'x = {"email": ⟦c.email⟧}\n', "x = {}\n"],
    ["a.py", 'x = {\n    "a": 1,\n    "email": ⟦c.email⟧,\n}\n', 'x = {\n    "a": 1,\n}\n'],
    ["a.py", 'x = {\n    "a": 1,\n    "email": ⟦c.email⟧\n}\n', 'x = {\n    "a": 1\n}\n'],
    ["a.py", 'x = {"role": "user", "content": ⟦c.email⟧}\n', undefined],
    ["a.py", 'x = f"""Hi\nEmail: {⟦c.email⟧}\nBye"""\n', 'x = f"""Hi\nBye"""\n'],
    ["a.py", 'x = f"""Hi\nWrite to {⟦c.email⟧} soon\nBye"""\n', undefined],
    ["a.py", 'x = f"Hi {⟦c.email⟧}"\n', undefined],
    ["a.py", "f(a=1, user=⟦c.email⟧)\n", undefined],
    ["a.ts", "x = { a: 1, ⟦email⟧ };\n", "x = { a: 1 };\n"],
    ["a.ts", "x = {\n  ⟦email⟧,\n  a: 1,\n};\n", "x = {\n  a: 1,\n};\n"],
    ["a.ts", "x = `Hi\n- Email: ${⟦c.email⟧}\nBye`;\n", "x = `Hi\nBye`;\n"],
  ];
  for (const [file, before, after] of cases) {
    it(`${file}: ${JSON.stringify(before)}`, async () => assert.equal(await apply("drop", file, before), after));
  }

  it("drops an argument that the call works without", async () => {
    const metadata: Make = (subject) => ({ ...subject, rule: "PV105" });
    assert.equal(await apply("drop", "a.py", "f(a=1, user=⟦c.email⟧)\n", metadata), "f(a=1)\n");
  });

  it("drops the line of a template that has nothing else", async () => {
    assert.equal(await apply("drop", "a.j2", "Hi\nEmail: ⟦{{ email }}⟧\nBye\n", hole), "Hi\nBye\n");
    assert.equal(await apply("drop", "a.j2", "Hi {{ a }}, ⟦{{ email }}⟧\nBye\n", hole), undefined);
  });
});

describe("suppressing with a reason", () => {
  const note = "promptveil-ignore PV101 -- reviewed, this data is needed here";
  const cases: readonly (readonly [file: string, before: string, after: string | undefined])[] = [
    ["a.py", "def f():\n    x = g(⟦a⟧)\n", `def f():\n    # ${note}\n    x = g(a)\n`],
    ["a.py", "x = g(\n    1,\n    ⟦a⟧,\n)\n", `x = g(\n    1,\n    # ${note}\n    a,\n)\n`],
    ["a.py", 'x = """\nHi ⟦a⟧\n"""\n', `# ${note}\nx = """\nHi a\n"""\n`],
    ["a.py", 'def f():\n    return g(f"""\n{⟦a⟧}\n""")\n', `def f():\n    # ${note}\n    return g(f"""\n{a}\n""")\n`],
    ["a.py", "x = 1 + \\\n  ⟦a⟧\n", `# ${note}\nx = 1 + \\\n  a\n`],
    ["a.py", "@⟦tool(a)⟧\ndef f(): pass\n", `# ${note}\n@tool(a)\ndef f(): pass\n`],
    ["a.py", "if x: g(⟦a⟧)\n", `# ${note}\nif x: g(a)\n`],
    ["a.py", "if x:\n\tg(⟦a⟧)\r\n", `if x:\n\t# ${note}\n\tg(a)\r\n`],
    ["a.ts", "function f() {\n  g(⟦a⟧);\n}\n", `function f() {\n  // ${note}\n  g(a);\n}\n`],
    ["a.ts", "g({\n  a: ⟦a⟧,\n});\n", `g({\n  // ${note}\n  a: a,\n});\n`],
    ["a.ts", "const x = `\nHi ${⟦a⟧}\n`;\n", `// ${note}\nconst x = \`\nHi \${a}\n\`;\n`],
    [
      "a.tsx",
      "const x = (\n  <P>\n    {⟦a⟧}\n  </P>\n);\n",
      `const x = (\n  <P>\n    {/* ${note} */}\n    {a}\n  </P>\n);\n`,
    ],
    ["a.tsx", "const x = <P>{⟦a⟧}</P>;\n", `// ${note}\nconst x = <P>{a}</P>;\n`],
    ["a.tsx", "const x = (\n  <P\n    t={⟦a⟧}\n  />\n);\n", `// ${note}\nconst x = (\n  <P\n    t={a}\n  />\n);\n`],
    ["a.j2", "Hi\n  ⟦{{ a }}⟧\n", `Hi\n  {# ${note} #}\n  {{ a }}\n`],
    ["a.hbs", "⟦{{a}}⟧\n", `{{!-- ${note} --}}\n{{a}}\n`],
    ["a.prompt.yml", "a:\n  b: ⟦x⟧\n", `a:\n  # ${note}\n  b: x\n`],
    ["a.prompt.yml", "a: |\n  Hi ⟦x⟧\n", undefined],
    ["a.csv", "⟦x⟧\n", undefined],
  ];
  for (const [file, before, after] of cases) {
    it(`${file}: ${JSON.stringify(before)}`, async () => assert.equal(await apply("suppress", file, before), after));
  }
});
