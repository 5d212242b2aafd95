import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { catalogOutput, compileCatalog } from "./compile-catalog.ts";

describe("compiled catalogue", () => {
  it("follows its schema", () => {
    const schema = JSON.parse(readFileSync(new URL("../schemas/catalog.schema.json", import.meta.url), "utf8"));
    const validate = new Ajv2020({ allErrors: true }).compile(schema);
    assert.ok(validate(JSON.parse(compileCatalog())), JSON.stringify(validate.errors?.slice(0, 5), null, 1));
  });

  it("names every entry once, and categories that are in the table", () => {
    const catalog = JSON.parse(compileCatalog()) as Record<
      string,
      { id?: string; category?: string; categories?: string[] }[]
    >;
    const table = catalog.categories as unknown as Record<string, unknown>;
    for (const [section, entries] of Object.entries(catalog)) {
      if (!Array.isArray(entries)) continue;
      const ids = entries.map((entry) => entry.id);
      assert.deepEqual(
        ids.filter((id, index) => ids.indexOf(id) !== index),
        [],
        section,
      );
      for (const { id, category, categories = [] } of entries) {
        for (const name of category ? [category] : categories) assert.ok(name in table, `${section} ${id}: ${name}`);
      }
    }
  });

  it("is fresh (`npm run catalog` makes it so)", () => {
    assert.equal(readFileSync(catalogOutput, "utf8"), compileCatalog(), "run `npm run catalog`");
  });
});
