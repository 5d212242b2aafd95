import assert from "node:assert/strict";
import { testHost } from "../../test/support/engine-host.ts";
import { createAnalyzer } from "./analyzer.ts";
import type { Analyzer, AnalyzerOptions, Entity, Policy } from "./model/index.ts";
import { defaultPolicy } from "./policy/default.ts";

const leak = "Answer in two lines. Write to jana.novakova@posta-vzor.cz if unsure.\n";

async function analyzer(options: Partial<AnalyzerOptions> & { policy?: Partial<Policy> } = {}): Promise<Analyzer> {
  const policy: Policy = { ...defaultPolicy, ...options.policy };
  return createAnalyzer(testHost(), { policyFor: () => policy, ...options });
}

async function rulesIn(file: string, text: string, policy?: Partial<Policy>): Promise<string[]> {
  const subject = await analyzer(policy ? { policy } : {});
  subject.setFile({ file, text });
  const result = subject.analyze(file).findings.map((finding) => `${finding.rule} ${finding.severity}`);
  subject.dispose();
  return result;
}

describe("analyzer", () => {
  it("finds an e-mail address in a prompt file and says where, without saying it", async () => {
    const subject = await analyzer();
    subject.setFile({ file: "prompts/answer.jinja", text: `\r\n${leak}` });
    const [finding, ...others] = subject.analyze("prompts/answer.jinja").findings;
    assert.ok(finding);
    assert.equal(others.length, 0);
    assert.equal(finding.rule, "PV201");
    assert.equal(finding.severity, "warning");
    assert.deepEqual(finding.range, { start: { line: 1, character: 30 }, end: { line: 1, character: 57 } });
    assert.deepEqual(finding.categories, ["user.contact.email"]);
    assert.ok(!JSON.stringify(finding).includes("jana"));
  });

  it("judges a template anew when the code that fills it changes, and the code when the template does", async () => {
    const subject = await analyzer();
    const code = (value: string) => `
from jinja2 import Environment, FileSystemLoader
from openai import OpenAI
env = Environment(loader=FileSystemLoader("prompts"))
def ask(customer):
    OpenAI().responses.create(model="m", input=env.get_template("reply.j2").render(who=${value}, customer=customer))
`;
    const rulesOf = (file: string) => subject.analyze(file).findings.map(({ rule }) => rule);
    subject.setFile({ file: "main.py", text: code("customer.full_name") });
    subject.setFile({ file: "prompts/reply.j2", text: "You are an assistant. Write to {{ who }}.\n" });
    assert.deepEqual([rulesOf("main.py"), rulesOf("prompts/reply.j2")], [["PV101"], ["PV203"]]);
    subject.setFile({ file: "main.py", text: code("customer.plan") });
    assert.deepEqual(rulesOf("main.py"), []);
    assert.deepEqual(subject.takeAffected(), ["prompts/reply.j2"]);
    assert.deepEqual(rulesOf("prompts/reply.j2"), []);
    subject.setFile({ file: "prompts/reply.j2", text: "You are an assistant. Write to {{ customer.email }}.\n" });
    assert.deepEqual(rulesOf("prompts/reply.j2"), ["PV203"]);
    assert.deepEqual(subject.takeAffected(), ["main.py"]);
    assert.deepEqual(rulesOf("main.py"), ["PV101"]);
    subject.removeFile("prompts/reply.j2");
    subject.setFile({ file: "prompts/reply.j2", text: "You are an assistant. Write.\n" });
    assert.deepEqual([rulesOf("main.py"), rulesOf("prompts/reply.j2")], [[], []]);
    subject.dispose();
  });

  it("takes up what a token classifier found as soon as it is known", async () => {
    const text = "Answer politely. Ask the desk if unsure.\n";
    let known: Entity[] | undefined;
    const subject = await analyzer({ proposed: () => known });
    subject.setFile({ file: "prompts/answer.jinja", text });
    const rules = () => subject.analyze("prompts/answer.jinja").findings.map(({ rule }) => rule);
    assert.deepEqual(rules(), []);
    const start = text.indexOf("desk");
    known = [{ type: "PERSON", category: "user.name", start, end: start + 4, score: 0.9, recognizer: "model" }];
    assert.deepEqual(rules(), ["PV201"]);
    subject.dispose();
  });

  it("keeps a finding's id when lines move and tells equal findings apart", async () => {
    const ids = async (text: string) => {
      const subject = await analyzer();
      subject.setFile({ file: "prompts/a.jinja", text });
      return subject.analyze("prompts/a.jinja").findings.map((finding) => finding.id);
    };
    const [first, second] = await ids(leak + leak);
    assert.notEqual(first, second);
    assert.deepEqual(await ids(`New words.\n\n${leak}\n${leak}`), [first, second]);
  });

  it("judges tests, fixtures and seeds more mildly, as the policy says", async () => {
    assert.deepEqual(await rulesIn("tests/prompts/a.jinja", leak), ["PV201 hint"]);
    assert.deepEqual(await rulesIn("tests/prompts/a.jinja", leak, { rules: { PV201: { inTests: "off" } } }), []);
    assert.deepEqual(await rulesIn("src/contest/prompts/a.jinja", leak), ["PV201 warning"]);
  });

  it("follows the policy: severity, rules off, ignored entities and categories, allowed values", async () => {
    assert.deepEqual(await rulesIn("prompts/a.hbs", leak, { rules: { PV201: { severity: "error" } } }), [
      "PV201 error",
    ]);
    assert.deepEqual(await rulesIn("prompts/a.hbs", leak, { rules: { PV201: { severity: "off" } } }), []);
    assert.deepEqual(await rulesIn("prompts/a.hbs", leak, { detect: { ignoreEntities: ["EMAIL_ADDRESS"] } }), []);
    assert.deepEqual(await rulesIn("prompts/a.hbs", leak, { detect: { ignoreCategories: ["user.contact"] } }), []);
    assert.deepEqual(await rulesIn("prompts/a.hbs", leak, { allow: ["jana.novakova@posta-vzor.cz"] }), []);
  });

  it("silences what a comment names, and asks for a reason", async () => {
    assert.deepEqual(
      await rulesIn("prompts/a.jinja", `{# promptveil-ignore PV201 -- shown on the website #}\n${leak}`),
      [],
    );
    assert.deepEqual(await rulesIn("prompts/a.jinja", `{# promptveil-ignore PV201 #}\n${leak}`), ["PV501 warning"]);
    assert.deepEqual(await rulesIn("prompts/a.jinja", `{# promptveil-ignore PV202 -- other rule #}\n${leak}`), [
      "PV201 warning",
    ]);
    assert.deepEqual(await rulesIn("prompts/a.jinja", `{# promptveil-ignore -- all? #}\n${leak}`), [
      "PV501 warning",
      "PV201 warning",
    ]);
    assert.deepEqual(
      await rulesIn("prompts/a.hbs", `${leak.trim()} {{!-- promptveil-ignore PV201 -- public --}}\n${leak}`),
      ["PV201 warning"],
    );
    assert.deepEqual(
      await rulesIn(
        "prompts/a.hbs",
        `{{! promptveil-ignore-start PV201 -- public }}\n${leak}\n${leak}{{! promptveil-ignore-end PV201 }}\n${leak}`,
      ),
      ["PV201 warning"],
    );
    assert.deepEqual(await rulesIn("prompts/a.jinja", `${leak}{# promptveil-ignore-file PV201 -- public #}`), []);
  });

  it("stops when cancelled and goes on at the next question", async () => {
    const subject = await analyzer();
    subject.setFile({ file: "prompts/a.jinja", text: leak });
    assert.throws(() => subject.analyze("prompts/a.jinja", { isCancellationRequested: true }), {
      name: "CancelledError",
    });
    assert.equal(subject.analyze("prompts/a.jinja").findings.length, 1);
  });

  it("says so when its time is up", async () => {
    const subject = await analyzer({ timeBudget: -1 });
    subject.setFile({ file: "prompts/a.jinja", text: leak });
    const analysis = subject.analyze("prompts/a.jinja");
    assert.equal(analysis.partial, true);
  });

  it("reports a failing part and delivers the rest", async () => {
    const contexts: string[] = [];
    const policy = defaultPolicy;
    const subject = await createAnalyzer(
      testHost(),
      { policyFor: () => policy, onInternalError: (context) => contexts.push(context) },
      {
        detectorFor: () => ({
          detect() {
            throw new Error("broken");
          },
        }),
      },
    );
    subject.setFile({ file: "prompts/a.jinja", text: `{# promptveil-ignore PV201 #}\n${leak}` });
    assert.deepEqual(
      subject.analyze("prompts/a.jinja").findings.map((finding) => finding.rule),
      ["PV501"],
    );
    assert.ok(contexts.some((context) => context.includes("PV201")));
  });

  it("offers the fixes of a finding when asked, and none once the text has changed", async () => {
    const subject = await analyzer();
    const titles = () => subject.analyze("a.jinja").findings.map(({ fixes }) => fixes.map(({ id }) => id));
    subject.setFile({ file: "a.jinja", text: leak });
    assert.deepEqual(titles(), [["replace", "suppress"]]);
    const [unread] = subject.analyze("a.jinja").findings;
    assert.deepEqual({ ...unread }.fixes?.length, 2);
    subject.setFile({ file: "a.jinja", text: `\n${leak}` });
    const [later] = subject.analyze("a.jinja").findings;
    subject.setFile({ file: "a.jinja", text: "Answer in two lines.\n" });
    assert.deepEqual(later?.fixes, []);
    assert.equal(unread?.fixes.length, 2);
  });

  it("says why it leaves a file alone", async () => {
    const subject = await analyzer();
    subject.setFile({ file: "a.png", text: "" });
    assert.match(subject.analyze("a.png").skipped ?? "", /does not read/);
  });

  const helper = 'def describe(customer):\n    return "Greet " + customer.full_name\n';
  const harmless = helper.replace("customer.full_name", "'someone'");
  const bot = `from openai import OpenAI
from app.texts import describe

def ask(c):
    return OpenAI().responses.create(model="gpt-4o-mini", input=describe(c))
`;

  it("reads what open files import, and again when it changed", async () => {
    const disk: Record<string, string> = { "src/app/texts.py": helper };
    const policy = defaultPolicy;
    const subject = await createAnalyzer(testHost(disk), { policyFor: () => policy, readImports: true });
    subject.setFile({ file: "src/app/bot.py", text: bot });
    const rulesFound = () => subject.analyze("src/app/bot.py").findings.map((finding) => finding.rule);
    assert.deepEqual(rulesFound(), ["PV101"]);
    assert.ok(subject.has("src/app/texts.py"));
    disk["src/app/texts.py"] = harmless;
    subject.removeFile("src/app/texts.py");
    assert.deepEqual(rulesFound(), []);
  });

  it("names the files whose findings a change elsewhere may have changed", async () => {
    const subject = await analyzer();
    subject.setFile({ file: "app/texts.py", text: helper });
    subject.setFile({ file: "app/bot.py", text: bot });
    assert.equal(subject.analyze("app/bot.py").findings.length, 1);
    subject.setFile({ file: "app/texts.py", text: harmless });
    subject.analyze("app/texts.py");
    assert.deepEqual(subject.takeAffected(), ["app/bot.py"]);
    assert.deepEqual(subject.analyze("app/bot.py").findings, []);
  });

  it("parses incrementally from an editor's changes", async () => {
    const subject = await analyzer();
    const text = 'from openai import OpenAI\n\ndef f(c):\n    OpenAI().responses.create(input="x")\n';
    subject.setFile({ file: "a.py", text });
    assert.deepEqual(subject.analyze("a.py").findings, []);
    const start = text.indexOf('"x"');
    const newText = "customer.email";
    const after = text.replace('"x"', newText);
    subject.setFile({ file: "a.py", text: after, changes: [{ span: { start, end: start + 3 }, newText }] });
    assert.deepEqual(
      subject.analyze("a.py").findings.map(({ rule, span }) => [rule, after.slice(span!.start, span!.end)]),
      [["PV101", "customer.email"]],
    );
  });

  it("silences a statement by the comment above it, in a notebook's cell too", async () => {
    const source = [
      "from openai import OpenAI\n",
      "# promptveil-ignore PV101 -- agreed\n",
      "OpenAI().responses.create(\n",
      "    input=customer.email)\n",
      "OpenAI().responses.create(input=customer.email)\n",
    ];
    const code = source.join("");
    const notebook = (value: unknown) =>
      JSON.stringify({ cells: [{ cell_type: "code", source: value }], metadata: {} });
    for (const [file, text] of [
      ["a.py", code],
      ["a.ipynb", notebook(source)],
      ["b.ipynb", notebook(code)],
    ] as const) {
      const subject = await analyzer();
      subject.setFile({ file, text });
      const found = subject.analyze(file).findings;
      assert.deepEqual(
        found.map(({ rule, span, cell }) => [rule, text.slice(span!.start, span!.end), cell]),
        [["PV101", "customer.email", file === "a.py" ? undefined : 0]],
        file,
      );
    }
  });

  it("shows templates and rows as a model would see them", async () => {
    const subject = await analyzer();
    subject.setFile({
      file: "prompts/a.prompty",
      text: "---\nname: x\n---\nsystem:\nHelp {{customer.email}}.\nuser:\n{{question | redact}}\n",
    });
    const [site, ...others] = subject.promptSites("prompts/a.prompty");
    assert.deepEqual([site?.kind, site?.personalValues, others.length], ["template", 1, 0]);
    const prompt = subject.reconstruct("prompts/a.prompty", site!.id);
    assert.deepEqual(
      prompt?.messages.map(({ role, parts }) => [role, parts.map((part) => part.hole?.label ?? part.text.trim())]),
      [
        ["system", ["Help", "customer.email", "."]],
        ["user", ["", "question", ""]],
      ],
    );
    assert.equal(prompt?.messages[1]?.parts[1]?.hole?.sanitized, true);

    subject.setFile({
      file: "a.jsonl",
      text: '{"messages":[{"role":"user","content":"Hi"}]}\n{"question":"Why?","answer":"So."}\n',
    });
    const rows = subject.promptSites("a.jsonl").map((row) => subject.reconstruct("a.jsonl", row.id)?.messages);
    assert.deepEqual(rows, [
      [{ role: "user", parts: [{ text: "Hi" }] }],
      [{ role: "", parts: [{ text: "question: Why?\nanswer: So." }] }],
    ]);
    assert.equal(subject.reconstruct("a.jsonl", "row-9"), undefined);
  });

  it("analyses the visible rows of a data file first, and says that more may follow", async () => {
    let clock = 0;
    const policy = defaultPolicy;
    const host = { ...testHost(), now: () => clock++ };
    const subject = await createAnalyzer(host, { policyFor: () => policy, timeBudget: 60, rules: ["PV301"] });
    const row = (index: number) => `${index},${index === 400 ? "jana.novakova@posta-vzor.cz" : "nothing"}\n`;
    const text = `number,text\n${Array.from({ length: 500 }, (_, index) => row(index)).join("")}`;
    const start = text.indexOf("399,");
    subject.setFile({ file: "a.csv", text });
    assert.deepEqual(subject.analyze("a.csv").findings, []);
    subject.setFile({ file: "a.csv", text, visible: { start, end: start + 60 } });
    const { findings, partial } = subject.analyze("a.csv");
    assert.deepEqual([findings.map((finding) => finding.rule), partial], [["PV301"], true]);
  });

  it("keeps to its time within one very long text, and finds what stands deep in it", async () => {
    const value = `${"word ".repeat(60_000)}jana.novakova@posta-vzor.cz ${"word ".repeat(60_000)}`;
    const text = `{"text": "${value}"}\n`;
    const patient = await analyzer({ timeBudget: 60_000, rules: ["PV301"] });
    patient.setFile({ file: "a.jsonl", text });
    assert.deepEqual(
      patient.analyze("a.jsonl").findings.map(({ span }) => text.slice(span!.start, span!.end)),
      ["jana.novakova@posta-vzor.cz"],
    );
    let clock = 0;
    const policy = defaultPolicy;
    const hasty = await createAnalyzer(
      { ...testHost(), now: () => clock++ },
      { policyFor: () => policy, timeBudget: 3 },
    );
    hasty.setFile({ file: "a.jsonl", text });
    assert.equal(hasty.analyze("a.jsonl").partial, true);
  });
});
