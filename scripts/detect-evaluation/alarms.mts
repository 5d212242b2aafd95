/**
 * Counts what the detector reports, as an editor does, where there is no personal data: `npm run eval:alarms -- [--show N]`.
 * Code that people wrote, of packages that are installed, and logs and JSON that are made up here.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createDetector, type Detector, defaultThresholds, type Entity } from "../../engine/src/index.ts";
import { createAssetReader } from "../../host-node/src/assets.ts";
import { madeUpLogs } from "./made-up-logs.ts";

const { values } = parseArgs({ options: { show: { type: "string", default: "0" }, model: { type: "string" } } });
const root = fileURLToPath(new URL("../../", import.meta.url));
const modules = join(root, "node_modules");

/** Text in which names of people are meant: authors, licences. Lines of the kind are left out. */
const aboutPeople =
  /author|copyright|licen[cs]e|written by|contribut|maintain|thanks|credit|©|@[\w.-]+\.\w+|\bby [A-Z]/i;

interface Corpus {
  readonly name: string;
  readonly limit: number;
  readonly texts: readonly string[];
}

function filesUnder(folder: string, extensions: readonly string[]): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extensions.some((extension) => entry.name.endsWith(extension)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Every so many files of the folders, until there are `bytes`. */
function sample(folders: readonly string[], extensions: readonly string[], bytes: number): string[] {
  const files = folders
    .flatMap((folder) => filesUnder(folder, extensions))
    .filter((file) => !/\.min\.|locale|\/test/.test(file));
  const step = Math.max(1, Math.floor(files.length / 120));
  const texts: string[] = [];
  let total = 0;
  for (let i = 0; i < files.length && total < bytes; i += step) {
    const text = readFileSync(files[i]!, "utf8").slice(0, 20_000);
    if (text.split("\n").some((line) => line.length > 1000)) continue;
    const kept = text
      .split("\n")
      .filter((line) => !aboutPeople.test(line))
      .join("\n");
    texts.push(kept);
    total += kept.length;
  }
  return texts;
}

const corpora: readonly Corpus[] = [
  {
    name: "TypeScript and JavaScript",
    limit: 15,
    texts: sample(
      [
        "ajv/lib",
        "mocha/lib",
        "commander",
        "yaml/browser",
        "undici/lib",
        "vscode-jsonrpc/lib",
        "vscode-languageserver/lib",
        "fast-check/lib",
        "diff/libesm",
        "playwright-core/lib",
      ].map((name) => join(modules, name)),
      [".ts", ".mjs", ".js"],
      500_000,
    ),
  },
  {
    name: "our own TypeScript",
    limit: 15,
    texts: sample(
      ["cli/src", "client/src", "server/src", "host-node/src", "engine/src/flow"].map((name) => join(root, name)),
      [".ts"],
      500_000,
    ),
  },
  {
    name: "Python",
    limit: 15,
    texts: sample(["/usr/lib/python3.11", "/usr/lib/python3/dist-packages"], [".py"], 500_000),
  },
  { name: "logs and JSON", limit: 20, texts: madeUpLogs(1_000_000) },
  {
    name: "logs of this machine",
    limit: 20,
    texts: [...filesUnder("/var/log", [".log"]), join(root, "package-lock.json")]
      .filter(existsSync)
      .map((file) => readFileSync(file, "utf8").slice(0, 250_000)),
  },
];

const { model } = values;
const read = createAssetReader();
const detector: Detector = await createDetector({
  host: { asset: (name) => (model && name === "names.model" ? Promise.resolve(readFileSync(model)) : read(name)) },
});
for (const { name, limit, texts } of corpora) {
  const bytes = texts.reduce((sum, text) => sum + text.length, 0);
  if (bytes === 0) {
    console.log(`${name.padEnd(28)} left out: not on this machine`);
    continue;
  }
  const alarms = texts.flatMap((text) =>
    detector.detect(text, { threshold: defaultThresholds.editor }).map((entity) => ({ text, entity })),
  );
  const counts = new Map<string, number>();
  for (const { entity } of alarms) counts.set(entity.type, (counts.get(entity.type) ?? 0) + 1);
  const kinds = [...counts].sort((a, b) => b[1] - a[1]).map(([type, count]) => `${type} ${count}`);
  const megabytes = (bytes / 1e6).toFixed(2);
  console.log(
    `${name.padEnd(28)} ${megabytes} MB  ${alarms.length} alarms (fewer than ${limit} wanted)  ${kinds.join(", ")}`,
  );
  for (const { text, entity } of alarms.slice(0, Number(values.show))) console.log(`  ${describe(text, entity)}`);
}

function describe(text: string, { type, start, end, score, recognizer }: Entity): string {
  const place = `${text.slice(Math.max(0, start - 30), start)}⟦${text.slice(start, end)}⟧${text.slice(end, end + 20)}`;
  return `${type} ${score} ${recognizer} ${JSON.stringify(place)}`;
}
