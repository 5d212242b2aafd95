import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, it } from "mocha";
import { readLabelledLines } from "./labelled-lines.ts";

describe("labelled lines", () => {
  it("give texts and the places of what is labelled in them", () => {
    const [one, ...others] = readLabelledLines('{"name": "{P|Ada}"}\\n{L|Ulm}\n');
    assert.deepEqual(one, {
      full_text: '{"name": "Ada"}\nUlm',
      spans: [
        { entity_type: "PERSON", start_position: 10, end_position: 13 },
        { entity_type: "LOCATION", start_position: 16, end_position: 19 },
      ],
    });
    assert.deepEqual(others, []);
  });

  it("are read whole in every genre: no label is left in a text", () => {
    const folder = fileURLToPath(new URL("../../test/fixtures/detect/", import.meta.url));
    for (const file of readdirSync(folder)) {
      const texts = readLabelledLines(readFileSync(folder + file, "utf8"));
      assert.ok(texts.length >= 25, file);
      for (const { full_text: text, spans } of texts) {
        assert.doesNotMatch(text, /\{[A-Z]\|/);
        for (const span of spans) assert.ok(span.entity_type !== undefined && span.end_position > span.start_position);
      }
    }
  });
});
