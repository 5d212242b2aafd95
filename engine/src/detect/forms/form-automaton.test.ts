import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { recognizerCases } from "../recognizers/cases/recognizer-cases.ts";
import { recognizers } from "../registry.ts";
import { createFormAutomaton, formsAt } from "./form-automaton.ts";
import { parseForm } from "./parse-form.ts";

/** The expressions, of a list of them, that may match at a place. */
function named(sources: readonly string[], text: string, at = 0, anyCase = false): string[] {
  const automaton = createFormAutomaton(sources.map((source) => ({ source, anyCase })));
  const found = new Int32Array(sources.length);
  const count = formsAt(automaton, text, at, found);
  return [...found.subarray(0, count)].map((form) => sources[form]!).sort();
}

describe("an automaton of forms", () => {
  it("names the forms that match at a place, and no others", () => {
    const forms = ["[0-9]{3}-[0-9]{2}-[0-9]{4}", "[0-9]{3} [0-9]{3}", "[A-Z]{2}[0-9]{6}"];
    assert.deepEqual(named(forms, "call 123-45-6789", 5), ["[0-9]{3}-[0-9]{2}-[0-9]{4}"]);
    assert.deepEqual(named(forms, "call 123 456", 5), ["[0-9]{3} [0-9]{3}"]);
    assert.deepEqual(named(forms, "call 123", 5), []);
    assert.deepEqual(named(forms, "AB123456"), ["[A-Z]{2}[0-9]{6}"]);
  });

  it("names all forms that match from one place", () => {
    assert.deepEqual(
      named(["[0-9]{2}", "[0-9]{2,4}", "[0-9]{4}"], "1234"),
      ["[0-9]{2,4}", "[0-9]{2}", "[0-9]{4}"].sort(),
    );
  });

  it("judges what must not follow, a unit or two of it", () => {
    const form = "[0-9]{2}(?![0-9A-Za-z_]|[-./][0-9])";
    assert.deepEqual(named([form], "12"), [form]);
    assert.deepEqual(named([form], "12."), [form]);
    assert.deepEqual(named([form], "12.x"), [form]);
    assert.deepEqual(named([form], "12.3"), []);
    assert.deepEqual(named([form], "123"), []);
  });

  it("judges the unit before a form", () => {
    const form = "(?<=[ (])[0-9]{2}";
    assert.deepEqual(named([form], "a 12", 2), [form]);
    assert.deepEqual(named([form], "ab12", 2), []);
    assert.deepEqual(named([form], "12"), []);
    assert.deepEqual(named(["(?<![0-9A-F]:)[0-9]{2}"], "A:12", 2), ["(?<![0-9A-F]:)[0-9]{2}"]);
    assert.deepEqual(named(["(?<!:)[0-9]{2}"], "A:12", 2), []);
  });

  it("tells the end of the text", () => {
    const form = "[0-9]{2}(?=[,.]|$)";
    assert.deepEqual(named([form], "12"), [form]);
    assert.deepEqual(named([form], "12,"), [form]);
    assert.deepEqual(named([form], "12 "), []);
  });

  it("reads letters without case where the form does", () => {
    assert.deepEqual(named(["[0-9] years"], "5 YEARS", 0, true), ["[0-9] years"]);
    assert.deepEqual(named(["[0-9] years"], "5 YEARS"), []);
  });

  it("knows states again after it began anew", () => {
    // Every text leads to states of its own.
    const forms = Array.from({ length: 12 }, (_, i) => `[a-z]{${i}}x[a-z]{12}y`);
    const automaton = createFormAutomaton(forms.map((source) => ({ source, anyCase: false })));
    const found = new Int32Array(forms.length);
    fc.assert(
      fc.property(fc.stringMatching(/^[a-cxy]{40}$/), (text) => {
        const count = formsAt(automaton, text, 0, found);
        const expected = forms.flatMap((form, i) => (new RegExp(`^${form}`).test(text) ? [i] : []));
        assert.deepEqual(
          [...found.subarray(0, count)].sort((a, b) => a - b),
          expected,
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the forms of the recognizers", () => {
  const forms = recognizers.flatMap(({ id, patterns }) =>
    patterns.map(({ pattern, anyCase = false }) => ({ id, source: pattern, anyCase })),
  );

  it("are all understood", () => {
    const problems = forms.filter(({ source, anyCase }) =>
      JSON.stringify(parseForm(source, anyCase)).includes('"anything"'),
    );
    assert.deepEqual(
      problems.map(({ id, source }) => `${id}: ${source}`),
      [],
    );
  });

  it("are named wherever they match", () => {
    const automaton = createFormAutomaton(forms);
    const found = new Int32Array(forms.length);
    const expressions = forms.map(({ source, anyCase }) => new RegExp(source, anyCase ? "iy" : "y"));
    const problems: string[] = [];
    for (const { hits, misses } of Object.values(recognizerCases)) {
      for (const value of [...hits, ...misses]) {
        const text = `on ${value.replace(/[⟦⟧]/g, "")} or`;
        for (let at = 0; at < text.length; at++) {
          const count = formsAt(automaton, text, at, found);
          const names = new Set(found.subarray(0, count));
          assert.equal(names.size, count, "each form once");
          expressions.forEach((expression, form) => {
            expression.lastIndex = at;
            if (!names.has(form) && expression.test(text)) problems.push(`${forms[form]!.id} in ${text}`);
          });
        }
      }
    }
    assert.deepEqual(problems, []);
  });
});
