import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { findJsonPairs, findLinePairs } from "./pairs.ts";

const shown = (text: string, find: typeof findJsonPairs) =>
  find(text).map(
    ({ key, parent, start, end }) => `${parent === undefined ? "" : `${parent} > `}${key} = ${text.slice(start, end)}`,
  );

describe("findJsonPairs", () => {
  it("knows the key of the object around, and the values of lists", () => {
    assert.deepEqual(
      shown('{"guest": {"name": "mei", "tags": ["vip", "late"]}, "total": 12, "city": "Ulm"}', findJsonPairs),
      ["guest > name = mei", "guest > tags = vip", "guest > tags = late", "city = Ulm"],
    );
    assert.deepEqual(shown('{"name": [{"family": "Okafor", "given": ["Ada", "Eze"]}]}', findJsonPairs), [
      "name > family = Okafor",
      "name > given = Ada",
      "name > given = Eze",
    ]);
  });

  it("reads Python's dictionaries, and objects in prose, cut or damaged", () => {
    assert.deepEqual(shown("{'firstName': 'mei', 'it\\'s': \"so\"}", findJsonPairs), [
      "first name = mei",
      "it\\'s = so",
    ]);
    assert.deepEqual(shown('I don\'t know "why" it fails: {"name": "mei", "ci', findJsonPairs), ["name = mei"]);
    assert.deepEqual(shown('"name": "mei",\n"city": "Ulm"}}', findJsonPairs), ["name = mei", "city = Ulm"]);
  });

  it("takes no prose for pairs", () => {
    assert.deepEqual(shown('He said: "no". She asked "why": nobody knew.', findJsonPairs), []);
  });
});

describe("findLinePairs", () => {
  it("reads forms, headers and the blocks of YAML", () => {
    assert.deepEqual(shown("Passenger name: mei\n  City:  'Ulm'\r\nnote: none\n", findLinePairs), [
      "passenger name = mei",
      "city = Ulm",
    ]);
    assert.deepEqual(shown("customer:\n  age: 7\n  name: mei\njobs:\n  - name: build\n", findLinePairs), [
      "customer > name = mei",
      "jobs > name = build",
    ]);
    assert.deepEqual(shown("**Name**: mei\n", findLinePairs), ["name = mei"]);
  });
});
