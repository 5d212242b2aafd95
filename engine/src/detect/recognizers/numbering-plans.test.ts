import assert from "node:assert/strict";
import fc from "fast-check";
import {
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/min";
import examples from "libphonenumber-js/mobile/examples";
import { describe, it } from "mocha";
import { judgeInternational } from "./numbering-plans.ts";

/** What the library says of the same digits. */
function libraryVerdict(digits: string): "valid" | "possible" | undefined {
  const parsed = parsePhoneNumberFromString(`+${digits}`);
  return parsed?.isValid() ? "valid" : parsed?.isPossible() ? "possible" : undefined;
}

describe("judgeInternational", () => {
  it("finds the example number of every country valid", () => {
    for (const country of getCountries()) {
      const example = getExampleNumber(country, examples);
      if (!example) continue;
      assert.equal(judgeInternational(example.number.slice(1)), libraryVerdict(example.number.slice(1)), country);
    }
  });

  it("says of any digits what libphonenumber says", () => {
    const digits = (minLength: number, maxLength: number) =>
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength, maxLength }).map((list) => list.join(""));
    const withCode = fc
      .tuple(fc.constantFrom(...getCountries()), digits(1, 14))
      .map(([country, rest]) => getCountryCallingCode(country) + rest);
    // One digit of a good number changed, left out or added: what random digits hardly ever are.
    const nearExample = fc
      .tuple(fc.constantFrom(...getCountries()), fc.nat(14), digits(0, 2))
      .map(([country, at, change]) => {
        const number = getExampleNumber(country, examples)?.number.slice(1) ?? "";
        return number.slice(0, at) + change + number.slice(at + 1);
      });
    fc.assert(
      fc.property(fc.oneof(digits(1, 18), withCode, nearExample), (number) => {
        assert.equal(judgeInternational(number), libraryVerdict(number), number);
      }),
      { numRuns: 3000 },
    );
  });
});
