import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkFixes, type Workspace } from "../../../test/support/check-fixes.ts";

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

describe("every fix that is offered in the fixtures", function () {
  this.timeout(120_000);
  for (const [name, files] of workspaces()) {
    it(`keeps its promises in ${name}`, async () => {
      const { problems } = await checkFixes(files);
      const lines = problems.map(({ file, line, rule, fix, problem }) => `${file}:${line} ${rule} ${fix}: ${problem}`);
      assert.deepEqual(lines, []);
    });
  }
});
