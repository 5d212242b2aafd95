import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseSelect } from "./queries.ts";

describe("reading SQL queries", () => {
  const columns = (text: string) => parseSelect(text)?.columns?.map(({ name, column }) => `${name}<${column}`);

  it("names the columns and the table", () => {
    assert.deepEqual(parseSelect("SELECT name, c.email FROM crm.customers c WHERE id = ?"), {
      table: "customers",
      columns: [
        { name: "name", column: "name" },
        { name: "email", column: "email" },
      ],
    });
  });

  it("keeps what a column is called in the table", () => {
    assert.deepEqual(columns('select mail AS "contact", lower(u.city) as town from users u'), [
      "contact<mail",
      "town<city",
    ]);
  });

  it("takes counts for no column", () => {
    assert.deepEqual(columns("SELECT count(*) AS n, max(age) FROM patients"), ["n<", "age<age"]);
  });

  it("does not split inside parentheses", () => {
    assert.deepEqual(columns("SELECT coalesce(phone, mobile), id FROM leads"), ["phone<phone", "id<id"]);
  });

  it("says that all columns are asked for", () => {
    assert.deepEqual(parseSelect("select * from users"), { table: "users", columns: undefined });
  });

  it("reads nothing but SELECT", () => {
    assert.equal(parseSelect("UPDATE users SET email = ?"), undefined);
    assert.equal(parseSelect("select a good plan from the list"), undefined);
  });
});
