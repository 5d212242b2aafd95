import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { flowEngineOver } from "../../../test/support/flow.ts";
import { labelledPrograms } from "../../../test/support/programs.ts";
import type { FlowFile } from "./file-facts.ts";
import { groupFiles } from "./file-groups.ts";
import { createModuleResolver } from "./modules.ts";

interface Head {
  readonly modules?: readonly string[];
  readonly calls?: readonly string[];
  readonly methods?: readonly string[];
}

function groupsOf(heads: Readonly<Record<string, Head>>): string[][] {
  const modules = createModuleResolver(() => undefined, new Set());
  const files = new Map(
    Object.entries(heads).map(([file, { modules: taken = [], calls = [], methods = [] }]) => {
      modules.addFile(file);
      const language = file.endsWith(".py") ? "python" : "typescript";
      const head = { language, modules: taken, calls, methods: methods.map((name) => ({ name, function: 0 })) };
      return [file, { file, head } as unknown as FlowFile] as const;
    }),
  );
  const groups = groupFiles(files, modules);
  const found = [...files.values()].map((file) => groups.near(file).map((one) => one.file));
  return [...new Map(found.map((group) => [group.join(), group])).values()];
}

describe("groups of files", () => {
  it("hold what imports lead to, in either direction", () => {
    const groups = groupsOf({
      "a/main.ts": { modules: ["./llm", "openai"] },
      "a/llm.ts": {},
      "a/other.ts": { modules: ["./llm"] },
      "b/main.ts": { modules: ["openai"] },
    });
    assert.deepEqual(groups, [["a/main.ts", "a/llm.ts", "a/other.ts"], ["b/main.ts"]]);
  });

  it("hold the modules of a package that is imported by its name", () => {
    const groups = groupsOf({
      "main.py": { modules: ["shop"] },
      "shop/__init__.py": {},
      "shop/models.py": {},
      "lone/other.py": { modules: ["json"] },
    });
    assert.deepEqual(groups, [["main.py", "shop/__init__.py", "shop/models.py"], ["lone/other.py"]]);
  });

  it("hold who calls a method that its name alone tells, but not who calls a common one", () => {
    const groups = groupsOf({
      "a.py": { calls: ["summarize_visit", "get"] },
      "b.py": { methods: ["summarize_visit"] },
      "c.py": { methods: ["get"] },
    });
    assert.deepEqual(groups, [["a.py", "b.py"], ["c.py"]]);
  });

  it("give the flows that are found without them, with many programs side by side", async () => {
    const files = Object.fromEntries(
      labelledPrograms().flatMap(({ name, files }) =>
        Object.entries(files).map(([file, text]) => [`${name}/${file}`, text] as const),
      ),
    );
    const still = () => 0;
    const all = await flowEngineOver(files, still);
    const grouped = await flowEngineOver(files, still, undefined, true);
    let flows = 0;
    for (const file of Object.keys(files)) {
      const { sinks, literals } = grouped.flows(file);
      const expected = all.flows(file);
      assert.deepEqual({ sinks, literals }, { sinks: expected.sinks, literals: expected.literals }, file);
      flows += sinks.reduce((sum, sink) => sum + sink.flows.length, 0);
    }
    assert.ok(flows > 0);
  }).timeout(120_000);
});
