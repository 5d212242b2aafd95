import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { rules, severities } from "@promptveil/engine";

const root = resolve(fileURLToPath(import.meta.url), "../..");

/** Files that are made from the rules and the settings, whole or in part, by path from the root. */
const generators: Readonly<Record<string, (current: string) => string>> = {
  "README.md": (current) =>
    withBlock(withBlock(current, "rules", ruleTable("docs/rules/")), "settings", settingsTable()),
  "docs/rules/README.md": () => rulesIndex(),
  "package.json": withRuleSettings,
};

/** The generated files that differ from what they would be now; writes them when told to. */
export function staleDocs(write: boolean): string[] {
  const stale: string[] = [];
  for (const [file, generate] of Object.entries(generators)) {
    const path = join(root, file);
    const current = readIfThere(path);
    const next = generate(current);
    if (next === current) continue;
    stale.push(file);
    if (!write) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, next);
  }
  return stale;
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function withBlock(text: string, name: string, content: string): string {
  const begin = `<!-- ${name}: made by npm run generate -->`;
  const end = `<!-- /${name} -->`;
  const [before, rest] = [text.indexOf(begin), text.indexOf(end)];
  if (before < 0 || rest < before) throw new Error(`README.md has no place for ${name}`);
  return `${text.slice(0, before)}${begin}\n${content}\n${text.slice(rest)}`;
}

function ruleTable(folder: string): string {
  const rows = rules.map(({ id, name, title, practices, defaultSeverity }) => {
    const cells = [`[${id}](${folder}${id}.md)`, name, title, defaultSeverity, practices.join(", ")];
    return `| ${cells.map(cell).join(" | ")} |`;
  });
  return ["| rule | name | what it flags | severity | practice |", "| --- | --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}

function rulesIndex(): string {
  return `# Rules

Ids are stable. A rule's severity, and its severity in tests, is set by the policy; \`promptveil-ignore PV101 -- reason\`
in a comment silences one rule at one place. Sensitive categories raise a finding's severity, doubt lowers it.

${ruleTable("")}
`;
}

interface Manifest {
  contributes: { configuration: { properties: Record<string, Setting> } };
}

interface Setting {
  type: string;
  default?: unknown;
  enum?: string[];
  order?: number;
  markdownDescription: string;
  properties?: Record<string, unknown>;
}

function settingsTable(): string {
  const { contributes } = JSON.parse(readIfThere(join(root, "package.json"))) as Manifest;
  const texts = JSON.parse(readIfThere(join(root, "package.nls.json"))) as Record<string, string>;
  const rows = Object.entries(contributes.configuration.properties)
    .sort(([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0))
    .map(([name, setting]) => {
      const description = setting.markdownDescription.replace(/^%(.+)%$/, (_, key: string) => texts[key] ?? key);
      const value = setting.default === undefined ? "" : `\`${JSON.stringify(setting.default)}\``;
      return `| \`${name}\` | ${value} | ${cell(description)} |`;
    });
  return ["| setting | default | what it does |", "| --- | --- | --- |", ...rows].join("\n");
}

/** The manifest with one entry per rule under the setting that changes their severities, for completion. */
function withRuleSettings(current: string): string {
  const manifest = JSON.parse(current) as Manifest;
  const setting = manifest.contributes.configuration.properties["promptveil.rules"];
  if (setting === undefined) throw new Error("package.json has no setting promptveil.rules");
  setting.properties = Object.fromEntries(
    rules.map(({ id, title }) => [id, { type: "string", enum: ["off", ...severities], description: title }]),
  );
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s+/g, " ");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const file of staleDocs(true)) console.log(`wrote ${file}`);
}
