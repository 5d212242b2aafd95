import assert from "node:assert/strict";
import fc from "fast-check";
import { before, describe, it } from "mocha";
import { checkSync } from "recheck";
import type { Detector } from "../model/index.ts";
import { createDetector } from "./detector.ts";
import { recognizers } from "./registry.ts";

// The analyser's program for other platforms is not asked for; its JavaScript runs everywhere.
process.env.RECHECK_SYNC_BACKEND = "pure";

/** Without fixed-width lookbehinds, which the analyser does not read and which match no more than a few characters. */
function withoutLookbehind(pattern: string): string {
  // Nor does it read an end of text inside a lookahead.
  let result = pattern.replaceAll("|$)", ")");
  for (let at = result.search(/\(\?<[=!]/); at >= 0; at = result.search(/\(\?<[=!]/)) {
    let depth = 0;
    let inClass = false;
    let end = at;
    for (; end < result.length; end++) {
      const char = result[end];
      if (char === "\\") end++;
      else if (char === "[") inClass = true;
      else if (char === "]") inClass = false;
      else if (!inClass && char === "(") depth++;
      else if (!inClass && char === ")" && --depth === 0) break;
    }
    result = `${result.slice(0, at)}(?:)${result.slice(end + 1)}`;
  }
  return result;
}

describe("patterns of recognizers", () => {
  const forms = new Map<string, { readonly id: string; readonly pattern: string; readonly anyCase: boolean }>();
  for (const { id, patterns } of recognizers) {
    for (const { pattern, anyCase = false } of patterns) forms.set(`${pattern}${anyCase}`, { id, pattern, anyCase });
  }

  it("cannot be made to backtrack badly", function () {
    this.timeout(120_000);
    const problems: string[] = [];
    for (const { id, pattern, anyCase } of forms.values()) {
      const source = `^(?:${withoutLookbehind(pattern)})`;
      const flags = anyCase ? "i" : "";
      let result = checkSync(source, flags, { checker: "automaton", timeout: 1_500 });
      // Long lists of words are too much for the proof; they are attacked instead.
      if (result.status === "unknown") result = checkSync(source, flags, { checker: "fuzz", timeout: 3_000 });
      if (result.status === "vulnerable") problems.push(`${id}: ${result.complexity.summary} ${pattern}`);
    }
    assert.deepEqual(problems, []);
  });

  it("keep to what JavaScript and Python share", () => {
    const problems = [...forms.values()].filter(({ pattern }) => /\\[bBdDwWpPkK]|\(\?<[=!][^()]*[*+?{]/.test(pattern));
    assert.deepEqual(
      problems.map(({ id, pattern }) => `${id}: ${pattern}`),
      [],
    );
  });

  it("have ids of their own", () => {
    assert.equal(new Set(recognizers.map(({ id }) => id)).size, recognizers.length);
  });
});

describe("long inputs without a separator", () => {
  let detector: Detector;
  before(async () => {
    detector = await createDetector();
  });

  // A recognizer that takes quadratic time on one of these does not end within the runner's limit.
  for (const unit of [
    "a",
    "A",
    "1",
    "a1",
    "@",
    "a@",
    "a.",
    "1.",
    "1-",
    "(",
    "://",
    "%41",
    "\\n",
    "=",
    ":",
    "one ",
    "x@y.",
    "０",
    "eyJ",
    "-----BEGIN ",
    "a1b2c3d4e5f6a7b8-",
  ]) {
    it(`a million characters of ${JSON.stringify(unit)}`, () => {
      const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
      for (const { start, end } of detector.detect(text)) assert.ok(start < end && end <= text.length);
    });
  }
});

describe("streams", () => {
  let detector: Awaited<ReturnType<typeof createDetector>>;
  before(async () => {
    detector = await createDetector();
  });

  const sentence = fc.constantFrom(
    "Call me at 212-736-5000 or write to mei.tanaka@gmail.com. ",
    "card number 4454794511390933\n",
    "Phone:\n+49 30 901820\n\n",
    "nothing to see here, move on, ",
    "IBAN GB59IFUE40226315499137; ",
    "x".repeat(700),
    "my password is hunter2!\r\n",
    "two one two seven three six five oh oh nine\n",
  );

  it("give the entities of the whole text, however it is cut", () => {
    fc.assert(
      fc.property(
        fc.array(sentence, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 400 }),
        fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 8 }),
        (sentences, times, sizes) => {
          const text = sentences.join("").repeat(times).slice(0, 130_000);
          const stream = detector.stream();
          const streamed = [];
          for (let at = 0, i = 0; at < text.length; i++) {
            const size = sizes[i % sizes.length]!;
            streamed.push(...stream.push(text.slice(at, at + size)));
            at += size;
          }
          streamed.push(...stream.end());
          assert.deepEqual(streamed, detector.detect(text));
        },
      ),
      { numRuns: 25 },
    );
  });
});
