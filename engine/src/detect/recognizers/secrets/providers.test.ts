import assert from "node:assert/strict";
import fc from "fast-check";
import { before, describe, it } from "mocha";
import type { Detector } from "../../../model/index.ts";
import { createDetector } from "../../detector.ts";
import { validators } from "../../validators/index.ts";
import { placeholderTokens } from "./provider-token.ts";
import { providerTokens } from "./providers.ts";

const isPlaceholder = (token: string) => placeholderTokens.some((pattern) => new RegExp(pattern, "i").test(token));

describe("keys and tokens of providers", () => {
  let detector: Detector;
  before(async () => {
    detector = await createDetector();
  });

  it("cover at least sixty providers, each once", () => {
    const names = providerTokens.map(({ provider }) => provider);
    assert.ok(names.length >= 60);
    assert.equal(new Set(names).size, names.length);
  });

  for (const { provider, pattern, words } of providerTokens) {
    it(`${provider}: takes tokens of its form, and none that is cut short`, () => {
      // Made here and now, so that no token stands in a file.
      const tokens = fc
        .sample(fc.stringMatching(new RegExp(`^(?:${pattern})$`)), { numRuns: 60, seed: 7 })
        .filter((token) => validators["random-looking"]!(token) && !isPlaceholder(token))
        .filter((token) => /[A-Za-z0-9_=]$/.test(token) && /^[A-Za-z0-9]/.test(token))
        .slice(0, 12);
      assert.ok(tokens.length >= 3, `only ${tokens.length} tokens`);
      const lead = words ? `${words[0]}: ` : "key ";
      for (const token of tokens) {
        const text = `${lead}${token} end`;
        const covered = detector
          .detect(text)
          .some(
            ({ type, start, end }) =>
              type === "API_KEY" && start <= lead.length + token.length / 2 && end > lead.length + token.length / 2,
          );
        assert.ok(covered, `a token of ${token.length} characters was missed: ${pattern}`);
        const short = token.slice(0, 7);
        assert.deepEqual(
          detector.detect(`key ${short} end`).filter(({ type }) => type === "API_KEY"),
          [],
        );
      }
    });
  }
});
