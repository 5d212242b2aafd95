import assert from "node:assert/strict";
import fc from "fast-check";
import { fieldsInText } from "./relations.ts";

describe("fields that a text asks for", () => {
  it("reads columns, other names, related rows and what is asked of them", () => {
    assert.deepEqual(fieldsInText("id, total"), [{ name: "id" }, { name: "total" }]);
    assert.deepEqual(fieldsInText("*, lines(*)"), [{ name: "*" }, { name: "lines", of: [] }]);
    assert.deepEqual(fieldsInText("customer:people!owner(name, home:addresses(city))"), [
      { name: "customer", of: [{ name: "name" }, { name: "home", of: [{ name: "city" }] }] },
    ]);
  });

  it("leaves other texts alone", () => {
    for (const text of ["", "name (", "a)", "a,", "SELECT * FROM users", "count(*) filter (x)", "a b"])
      assert.equal(fieldsInText(text), undefined, text);
  });

  it("reads what it is given, whatever that is", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(..."ab(),*:!. ") }), (text) => void fieldsInText(text)));
  });
});
