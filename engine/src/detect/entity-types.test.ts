import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { categories } from "../catalog/categories.ts";
import { categoryOfEntity, entityTypes, recognizers } from "./index.ts";

describe("entity types", () => {
  it("map to categories of the catalogue", () => {
    const known = new Set(categories().map(({ name }) => name));
    const unknown = entityTypes.map(categoryOfEntity).filter((name) => !known.has(name));
    assert.deepEqual(unknown, []);
  });

  it("hold every type that a recognizer gives", () => {
    const known = new Set(entityTypes);
    assert.deepEqual(
      recognizers.filter(({ type }) => !known.has(type)).map(({ id }) => id),
      [],
    );
  });
});
