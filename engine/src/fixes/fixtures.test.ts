import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkFixes, type Workspace } from "../../../test/support/check-fixes.ts";
import { defaultPolicy } from "../policy/default.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

function filesUnder(folder: string, prefix = ""): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder).sort()) {
    const path = `${folder}/${name}`;
    if (statSync(path).isDirectory()) Object.assign(files, filesUnder(path, `${prefix}${name}/`));
    else if (/\.(py|[cm]?[jt]sx?|ipynb|jinja2?|j2|hbs|prompty|prompt|ya?ml|jsonl?|csv|tsv|toml|txt|md)$/.test(name)) {
      files[prefix + name] = readFileSync(path, "utf8");
    }
  }
  return files;
}

/** Every folder of fixtures that is a workspace of its own, and the example. */
function workspaces(): [name: string, files: Workspace][] {
  const found: [string, Workspace][] = [];
  for (const parent of ["test/fixtures/programs", "test/fixtures/rules", "examples"]) {
    if (!existsSync(root + parent)) continue;
    for (const name of readdirSync(root + parent).sort()) {
      if (statSync(`${root}${parent}/${name}`).isDirectory()) {
        found.push([`${parent}/${name}`, filesUnder(`${root}${parent}/${name}`)]);
      }
    }
  }
  return found;
}

describe("the policy's redactor", () => {
  it("ends a flow, whatever it is called", async () => {
    const policy = {
      ...defaultPolicy,
      redactor: {
        python: { import: "from app.privacy import tidy", call: "tidy" },
        typescript: { import: "@/lib/privacy", call: "tidy({value})" },
      },
    };
    const python = [
      "from openai import OpenAI",
      "",
      "def ask(customer):",
      '    prompt = f"Mail {customer.email}, again {customer.email}"',
      '    return OpenAI().responses.create(model="m", input=prompt)',
      "",
    ];
    const typescript = [
      'import OpenAI from "openai";',
      "export function ask(customer: Customer) {",
      '  return new OpenAI().responses.create({ model: "m", input: "Mail " + customer.email });',
      "}",
      "",
    ];
    const files = { "app/ask.py": python.join("\n"), "ask.ts": typescript.join("\n") };
    const { findings, applied, problems } = await checkFixes(files, policy);
    assert.deepEqual(problems, []);
    assert.ok(findings >= 2 && applied >= 2);
  });
});

describe("every fix that is offered in the fixtures", function () {
  this.timeout(300_000);
  for (const [name, files] of workspaces()) {
    it(`keeps its promises in ${name}`, async () => {
      const { problems } = await checkFixes(files);
      const lines = problems.map(({ file, line, rule, fix, problem }) => `${file}:${line} ${rule} ${fix}: ${problem}`);
      assert.deepEqual(lines, []);
    });
  }
});
