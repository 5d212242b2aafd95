/**
 * Scores the detector on small invented texts of several genres: `npm run eval:genres -- [GENRE] [--errors N]
 * [--model FILE]`. Errors are shown of the texts for development alone.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createDetector, entityTypes } from "../../engine/src/index.ts";
import { createAssetReader } from "../../host-node/src/assets.ts";
import { isHeldOut, readLabelledLines } from "./labelled-lines.ts";
import { evaluate, rates } from "./score.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { errors: { type: "string", default: "0" }, model: { type: "string" } },
});
const folder = fileURLToPath(new URL("../../test/fixtures/detect/", import.meta.url));
const read = createAssetReader();
const { model } = values;
const detector = await createDetector({
  host: { asset: (name) => (model && name === "names.model" ? Promise.resolve(readFileSync(model)) : read(name)) },
  policy: { reservedExamples: true },
});
const types = entityTypes.filter((type) => type !== "ORGANIZATION");
const shown = ["PERSON", "LOCATION", "STREET_ADDRESS", "ZIP_CODE", "DATE", "PHONE_NUMBER", "ID"];

console.log(`${"".padEnd(24)}${shown.map((type) => type.slice(0, 9).padStart(10)).join("")}  in clear  precision`);
for (const file of readdirSync(folder).sort()) {
  const genre = file.replace(/\.txt$/, "");
  if (positionals[0] && positionals[0] !== genre) continue;
  const texts = readLabelledLines(readFileSync(folder + file, "utf8"));
  for (const heldOut of [false, true]) {
    const result = evaluate(
      texts.filter((_, index) => isHeldOut(index) === heldOut),
      (text) => detector.detect(text, { types }),
    );
    const cells = shown.map((type) => {
      const counts = result.byType.get(type);
      return (counts && counts.gold > 0 ? rates(counts).f1.toFixed(1) : "–").padStart(10);
    });
    const share = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`.padStart(10);
    const clear = share(result.clear.characters, result.clear.total);
    const precision = share(result.anyType.right, result.anyType.predicted);
    console.log(`${(genre + (heldOut ? ", kept apart" : "")).padEnd(24)}${cells.join("")}${clear}${precision}`);
    if (heldOut) continue;
    for (const { kind, type, span, text, instead } of result.errors.slice(0, Number(values.errors))) {
      const place = `${text.slice(Math.max(0, span.start - 40), span.start)}⟦${text.slice(span.start, span.end)}⟧${text.slice(span.end, span.end + 25)}`;
      console.log(`  ${kind} ${type}${instead ? ` (${instead})` : ""}: ${JSON.stringify(place)}`);
    }
  }
}
