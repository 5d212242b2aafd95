/**
 * Scores the detector on a labelled set: `npm run eval:detect -- DATASET.json [--errors N] [--type TYPE]
 * [--threshold X] [--no-names]`. The format and the scoring are those of the data's README.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { builtInProposers } from "../engine/src/detect/proposers.ts";
import { createDetector, entityTypes } from "../engine/src/index.ts";
import { createAssetReader } from "../host-node/src/assets.ts";
import { evaluate, type LabelledText, rates, type TypeCounts } from "./detect-evaluation/score.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    errors: { type: "string", default: "0" },
    type: { type: "string" },
    threshold: { type: "string" },
    "no-names": { type: "boolean", default: false },
    organizations: { type: "boolean", default: false },
  },
});
const path = positionals[0];
if (!path) {
  console.error("usage: npm run eval:detect -- DATASET.json [--errors N] [--type TYPE] [--threshold X] [--no-names]");
  process.exit(2);
}
const texts = JSON.parse(readFileSync(path, "utf8")) as LabelledText[];
const asset = createAssetReader();
const detector = await createDetector({
  host: { asset },
  policy: { reservedExamples: true },
  proposers: values["no-names"] ? [] : builtInProposers,
});
const types = entityTypes.filter((type) => values.organizations || type !== "ORGANIZATION");
const threshold = values.threshold === undefined ? {} : { threshold: Number(values.threshold) };

const began = performance.now();
const result = evaluate(texts, (text) => detector.detect(text, { types, ...threshold }));
const seconds = (performance.now() - began) / 1000;

const line = (name: string, counts: TypeCounts): string => {
  const { precision, recall, f1 } = rates(counts);
  const cells = [precision, recall, f1].map((value) => value.toFixed(1).padStart(7));
  return `${name.padEnd(34)}${String(counts.gold).padStart(6)}${cells.join("")}`;
};
console.log(
  `${path}: ${texts.length} texts, ${seconds.toFixed(2)} s; reserved examples shown, at the redaction threshold`,
);
console.log(
  `${"type".padEnd(34)}${"gold".padStart(6)}${"    P  ".padStart(7)}${"  R  ".padStart(7)}${"F1 ".padStart(7)}`,
);
for (const [type, counts] of [...result.byType].sort(([a], [b]) => (a < b ? -1 : 1))) {
  console.log(line(type, counts));
  if (type === "STREET_ADDRESS") console.log(line("  without bare fragments", result.addressesWithoutFragments));
}
const percent = (part: number, whole: number) => `${(whole === 0 ? 0 : (100 * part) / whole).toFixed(1)} %`;
console.log(`left in clear                     ${percent(result.clear.characters, result.clear.total)}`);
console.log(
  `  but ORGANIZATION, TITLE, NRP, AGE ${percent(result.clearWithoutSoft.characters, result.clearWithoutSoft.total)}`,
);
console.log(`precision, any type               ${percent(result.anyType.right, result.anyType.predicted)}`);

const shown = result.errors
  .filter((error) => !values.type || error.type === values.type)
  .slice(0, Number(values.errors));
for (const { kind, type, span, text, instead } of shown) {
  const before = text.slice(Math.max(0, span.start - 50), span.start);
  const after = text.slice(span.end, span.end + 30);
  const place = JSON.stringify(`${before}⟦${text.slice(span.start, span.end)}⟧${after}`);
  console.log(`${kind} ${type}${instead ? ` (${instead})` : ""}: ${place}`);
}
