import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { testSyntax } from "../../../test/support/flow.ts";
import type { CodeLanguage } from "../documents/document.ts";
import { createFlowEngine } from "../flow/engine.ts";
import type { SinkHit } from "../flow/result.ts";
import { builtInCatalog } from "./built-in.ts";
import { type FlowCatalog, flowCatalog } from "./entries.ts";
import { classifyIdentifier, classifyRecord } from "./identifiers.ts";

/** One call of an entry, written as the library's documentation shows it. */
interface Fixture {
  readonly id: string;
  readonly language: CodeLanguage;
  /** Personal data where the entry looks; for a sanitizer, what it makes clean. */
  readonly leak: string;
  /** Files that the code reads, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** The same with nothing personal in it; absent: `customer.tier` stands where `customer.email` stood. */
  readonly clean?: string;
  /** A sanitizer whose name alone is enough, so that nothing changes without its entry. */
  readonly byName?: boolean;
}

const root = join(import.meta.dirname, "..", "..", "..", "test", "fixtures", "catalog");
const catalog = flowCatalog(builtInCatalog);
const sections = ["sinks", "sources", "sanitizers", "propagators", "aliases", "templates"] as const;
const sectionOf = new Map(sections.flatMap((section) => catalog[section].map(({ id }) => [id, section] as const)));

const fixtures = readdirSync(root)
  .filter((file) => file.endsWith(".yml"))
  .sort()
  .map((file) => ({ file, list: parse(readFileSync(join(root, file), "utf8")) as Fixture[] }));

function without(id: string): FlowCatalog {
  const section = <T extends { readonly id: string }>(list: readonly T[]) => list.filter((entry) => entry.id !== id);
  return {
    sinks: section(catalog.sinks),
    sources: section(catalog.sources),
    sanitizers: section(catalog.sanitizers),
    propagators: section(catalog.propagators),
    aliases: section(catalog.aliases),
    templates: section(catalog.templates),
  };
}

const extensions: Readonly<Record<CodeLanguage, string>> = {
  python: "py",
  typescript: "ts",
  tsx: "tsx",
  javascript: "js",
  go: "go",
};

async function sinksOf(
  used: FlowCatalog,
  language: CodeLanguage,
  text: string,
  others: Readonly<Record<string, string>> = {},
): Promise<readonly SinkHit[]> {
  const syntax = await testSyntax();
  const file = `main.${extensions[language]}`;
  const engine = createFlowEngine({
    catalog: used,
    classify: { identifier: classifyIdentifier, record: classifyRecord },
    readText: (other) => others[other],
    now: () => performance.now(),
  });
  const tree = syntax.parse(language, text);
  engine.setFile(file, language, text, tree);
  tree.delete();
  return engine.flows(file, undefined, 60_000).sinks;
}

function reached(sinks: readonly SinkHit[], id?: string): SinkHit[] {
  return sinks.filter((hit) => hit.flows.length > 0 && (id === undefined || hit.entry === id));
}

/** What is said of a file, without places. */
function said(sinks: readonly SinkHit[]): string {
  const lines = reached(sinks).flatMap((hit) =>
    hit.flows.map(({ source, wholeRecord, weakSanitizer, confidence }) =>
      [
        hit.entry,
        source.kind,
        source.label,
        source.categories.join(),
        confidence.toFixed(2),
        wholeRecord,
        weakSanitizer !== undefined,
      ].join(" "),
    ),
  );
  return lines.sort().join("\n");
}

async function check({ id, language, leak, clean, files, byName }: Fixture): Promise<void> {
  const section = sectionOf.get(id);
  assert.ok(section, `no entry is called ${id}`);
  const harmlessIn = (text: string) =>
    text.replaceAll("customer.email", "customer.tier").replaceAll("customer.Email", "customer.Tier");
  const harmless = clean ?? harmlessIn(leak);
  const harmlessFiles =
    files && Object.fromEntries(Object.entries(files).map(([file, text]) => [file, harmlessIn(text)]));
  assert.notDeepEqual([harmless, harmlessFiles], [leak, files], "the clean counterpart is the same");
  const withEntry = await sinksOf(catalog, language, leak, files);
  const otherwise = await sinksOf(without(id), language, leak, files);
  const counterpart = await sinksOf(catalog, language, harmless, harmlessFiles);
  const weak = section === "sanitizers" && catalog.sanitizers.find((entry) => entry.id === id)?.weak !== undefined;
  if (section === "sinks") {
    assert.equal(reached(withEntry, id).length > 0, true, `nothing reaches it: ${said(withEntry) || "no flow at all"}`);
    assert.equal(reached(otherwise, id).length, 0);
    assert.deepEqual(said(reached(counterpart, id)), "", "the clean counterpart is reported");
  } else if (section === "sanitizers" && !weak) {
    assert.equal(said(withEntry), "", "what it made clean is reported");
    if (!byName) assert.notEqual(said(otherwise), "", "it is clean without the entry, too");
    assert.notEqual(clean, undefined, "the counterpart is the code without the sanitizer");
    assert.notEqual(said(counterpart), "", "without the sanitizer nothing is reported");
  } else {
    assert.notEqual(said(withEntry), "", "nothing is reported");
    if (!byName) assert.notEqual(said(withEntry), said(otherwise), "nothing changes without the entry");
    if (weak) assert.ok(withEntry.some((hit) => hit.flows.some((flow) => flow.weakSanitizer !== undefined)));
    assert.equal(said(counterpart), "", "the clean counterpart is reported");
  }
}

describe("catalogue entries", () => {
  for (const { file, list } of fixtures) {
    describe(file.replace(/\.yml$/, ""), () => {
      for (const fixture of list) it(`${fixture.id} in ${fixture.language}`, () => check(fixture));
    });
  }

  it("all have a fixture", () => {
    const covered = new Set(fixtures.flatMap(({ list }) => list.map(({ id }) => id)));
    assert.deepEqual(
      [...sectionOf.keys()].filter((id) => !covered.has(id)),
      [],
      "new entries need a fixture in test/fixtures/catalog",
    );
  });

  const leaks = fixtures.flatMap(({ list }) => list).length;
  it(`are shown by ${leaks} leaks and as many clean counterparts`, () => assert.ok(leaks >= 200));
});
