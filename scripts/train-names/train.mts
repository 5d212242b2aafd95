/**
 * Trains `engine/assets/names.model`: `npm run train:names -- [--seed N] [--out FILE] [--rows N] [--quick]`.
 * Everything random comes from the seed. See README.md.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { labelCount } from "../../engine/src/detect/names/labels.ts";
import { decodeModel } from "../../engine/src/detect/names/model.ts";
import { createTagger } from "../../engine/src/detect/names/tagger.ts";
import { createWordTable } from "../../engine/src/detect/names/word-table.ts";
import { readConll, toExample } from "./conll.ts";
import { prepare, train } from "./crf.ts";
import { encodeModel } from "./encode.ts";
import type { EntityLabel, Example } from "./example.ts";
import { readLists, wordEntries } from "./lists.ts";
import { codeExamples, messageExamples } from "./negatives.ts";
import { createPeople } from "./people.ts";
import { createRandom, shuffle } from "./random.ts";
import { restyle } from "./restyle.ts";
import { createTemplateFactory, readTemplates } from "./templates.ts";

const { values: options } = parseArgs({
  options: {
    seed: { type: "string", default: "3" },
    out: { type: "string", default: fileURLToPath(new URL("../../engine/assets/names.model", import.meta.url)) },
    rows: { type: "string", default: "81000" },
    templates: { type: "string", default: "100000" },
    epochs: { type: "string", default: "4" },
    decay: { type: "string", default: "0.00001" },
    rate: { type: "string", default: "0.04" },
  },
});
const seed = Number(options.seed);
const random = createRandom(seed);
const root = fileURLToPath(new URL("../../", import.meta.url));
const data = process.env.PROMPTVEIL_DATA ?? `${root}../shared/data`;
const began = Date.now();
const log = (message: string) => console.log(`[${((Date.now() - began) / 1000).toFixed(0)} s] ${message}`);

const lists = readLists();
const entries = wordEntries(lists);
log(`${entries.keys.length} words and places in the lists`);
const table = createWordTable(entries.keys, entries.flags);
const people = createPeople(lists, random, 0.25);
const factory = createTemplateFactory(lists, random);

const training: Example[] = [];
const development: { name: string; examples: Example[] }[] = [];

// Real text: as it is, in lower case, and with other names in the same sentences.
for (const name of ["wnut17train", "wikigold", "btc.train"]) {
  const sentences = readConll(`${data}/names-training/${name}.conll`);
  if (!sentences) {
    log(`SKIPPED ${name}: not found under ${data}/names-training`);
    continue;
  }
  const split = shuffle([...sentences.keys()], createRandom(7));
  const held = new Set(split.slice(0, Math.floor(sentences.length * 0.15)));
  const heldOut: Example[] = [];
  sentences.forEach((words, index) => {
    if (held.has(index)) {
      heldOut.push(toExample(words, 1));
      return;
    }
    training.push(toExample(words, 3));
    if (!words.some(({ label }) => label)) {
      if (random.chance(0.15)) training.push(toExample(words, 1, undefined, (text) => text.toLowerCase()));
      return;
    }
    const swap = (pieces: readonly string[], label: EntityLabel): string | undefined => {
      const style = (text: string) =>
        pieces.every((piece) => piece === piece.toLowerCase())
          ? text.toLowerCase()
          : pieces.every((piece) => piece === piece.toUpperCase() && piece.length > 2)
            ? text.toUpperCase()
            : text;
      if (label === "PERSON") {
        if (pieces.length === 1) return style(random.chance(0.5) ? people.first("en") : people.last("en"));
        if (pieces.length === 2) return style(`${people.first("en")} ${people.last("en")}`);
        return undefined;
      }
      if (label === "LOCATION" && pieces.length === 1 && pieces[0]!.length > 3)
        return style(random.chance(0.8) ? factory.addresses.city("en") : random.pick(lists.countries.get("en")!));
      return undefined;
    };
    for (let copy = 0; copy < 3; copy++) training.push(toExample(words, 1, swap));
    if (random.chance(0.3))
      training.push(toExample(words, 1, random.chance(0.5) ? swap : undefined, (text) => text.toLowerCase()));
    if (random.chance(0.25)) {
      const said = restyle(toExample(words, 1, random.chance(0.7) ? swap : undefined), "speech");
      if (said) training.push(said);
    }
    if (random.chance(0.1)) training.push(toExample(words, 1, undefined, (text) => text.toUpperCase()));
  });
  development.push({ name, examples: heldOut });
}
log(`${training.length} sentences of real text`);

// Templates: of each language every twelfth is kept apart for development.
const templates = readTemplates();
const share: Readonly<Record<string, number>> = {
  en: 0.37,
  de: 0.12,
  fr: 0.06,
  es: 0.085,
  it: 0.045,
  pt: 0.08,
  nl: 0.045,
  nordic: 0.075,
  slavic: 0.02,
  none: 0.12,
};
const heldOut: Example[] = [];
for (const [language, lines] of templates) {
  const count = Math.round(Number(options.templates) * (share[language] ?? 0.02));
  const kept = lines.filter((_, index) => index % 12 !== 5);
  const apart = lines.filter((_, index) => index % 12 === 5);
  for (let i = 0; i < count; i++) {
    const example = factory.example(language, kept[i % kept.length]!);
    training.push(example);
    // As it is typed in a chat, and as it is said.
    const chance = random.next();
    const informal = language === "none" ? 0.04 : language === "en" ? 0.12 : 0.06;
    const other =
      chance < informal ? restyle(example, "chat") : chance < 2 * informal ? restyle(example, "speech") : undefined;
    if (other) training.push(other);
  }
  for (let i = 0; i < apart.length * 8; i++) heldOut.push(factory.example(language, apart[i % apart.length]!));
}
development.push({ name: "templates", examples: heldOut });

const modules = [
  `${root}node_modules/typescript/lib`,
  `${root}node_modules/undici`,
  `${root}node_modules/libphonenumber-js`,
  `${root}node_modules/vscode-languageserver-protocol`,
  `${root}node_modules/@textlint`,
  `${root}node_modules/fast-check/lib`,
  `${root}node_modules/markdown-it`,
  `${root}node_modules/playwright-core/lib`,
];
const code = [
  ...codeExamples(modules, [".ts", ".js", ".mjs"], 1_200_000, random),
  ...codeExamples(
    [...modules, `${root}node_modules/mime-types`, `${root}node_modules/caniuse-lite`],
    [".json"],
    300_000,
    random,
  ),
  ...codeExamples(["/usr/lib/python3.11", "/usr/lib/python3"], [".py"], 1_200_000, random),
];
if (code.length === 0) log("SKIPPED code: no files found");
training.push(...code);
const messages = messageExamples(random, 900);
training.push(...messages);
log(`${code.length} code files, ${messages.length} messages, ${training.length} examples in all`);

const set = prepare(training, table, 3);
log(`${set.gold.length} words that can be names, ${set.rowCount} features`);
let weights = train(
  set,
  { epochs: Number(options.epochs), rate: Number(options.rate), decay: Number(options.decay), log },
  random,
);

// Keep the rows that matter most, then let them settle without the others.
const rows = Math.min(Number(options.rows), set.rowCount);
const importance = Float32Array.from({ length: set.rowCount }, (_, row) => {
  let sum = 0;
  for (let l = 0; l < labelCount; l++) sum += weights.features[row * labelCount + l]! ** 2;
  return sum;
});
const order = Uint32Array.from(importance.keys()).sort((a, b) => importance[b]! - importance[a]!);
const allowed = new Uint8Array(set.rowCount);
for (const row of order.subarray(0, rows)) allowed[row] = 1;
for (let row = 0; row < set.rowCount; row++)
  if (!allowed[row]) weights.features.fill(0, row * labelCount, (row + 1) * labelCount);
weights = train(
  set,
  { epochs: 2, rate: Number(options.rate) / 2, decay: Number(options.decay), allowed, start: weights, log },
  random,
);

const kept: { key: number; weights: Float32Array }[] = [];
for (let row = 0; row < set.rowCount; row++) {
  if (allowed[row])
    kept.push({
      key: set.keyOfRow[row]!,
      weights: weights.features.subarray(row * labelCount, (row + 1) * labelCount),
    });
}
const asset = encodeModel(entries, kept, weights.transitions);
mkdirSync(dirname(options.out), { recursive: true });
writeFileSync(options.out, asset);
log(`${options.out}: ${(asset.length / 1024).toFixed(0)} KB`);

const tagger = createTagger(await decodeModel(asset));
for (const { name, examples } of development) {
  const counts = new Map<string, { gold: number; predicted: number; right: number }>();
  for (const { text, spans } of examples) {
    const found = tagger.tag(text).spans;
    const of = (label: string) => {
      const entry = counts.get(label) ?? { gold: 0, predicted: 0, right: 0 };
      counts.set(label, entry);
      return entry;
    };
    for (const span of spans) of(span.label).gold++;
    for (const span of found) {
      of(span.type).predicted++;
      if (spans.some((gold) => gold.label === span.type && gold.start < span.end && span.start < gold.end))
        of(span.type).right++;
    }
  }
  log(
    `development, ${name}: ${[...counts].map(([label, { gold, predicted, right }]) => `${label} P ${((100 * right) / predicted).toFixed(1)} R ${((100 * right) / gold).toFixed(1)}`).join(", ")}`,
  );
}
if (!existsSync(options.out)) process.exitCode = 1;
