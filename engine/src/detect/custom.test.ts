import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createDetector, type DetectorOptions } from "./index.ts";

async function found(text: string, options: DetectorOptions): Promise<string[]> {
  const detector = await createDetector(options);
  return detector.detect(text).map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);
}

describe("a team's own recognizers", () => {
  it("find patterns and words, and weigh context", async () => {
    const policy = {
      recognizers: [
        { id: "ticket", type: "TICKET_ID", patterns: ["TK-[0-9]{6}"], context: ["ticket"], score: 0.5 },
        { id: "project", words: ["Project Nightjar", "bluebird"] },
      ],
    };
    assert.deepEqual(await found("see ticket TK-123456 of project nightjar", { policy }), [
      "TICKET_ID TK-123456",
      "PROJECT project nightjar",
    ]);
    assert.deepEqual(await found("see TK-123456, bluebirds", { policy }), []);
  });

  it("check what they match", async () => {
    const policy = { recognizers: [{ id: "member", patterns: ["M[0-9]{8}"], checksum: "luhn", score: 0.8 }] };
    assert.deepEqual(await found("M12345675 M87654321", { policy }), []);
    assert.deepEqual(await found("M12345674", { policy }), ["MEMBER M12345674"]);
  });

  it("run in linear time, whatever the pattern", async () => {
    const policy = { recognizers: [{ id: "evil", patterns: ["(a+)+$"], score: 0.9 }] };
    assert.deepEqual(await found(`${"a".repeat(30_000)}!`, { policy }), []);
  });

  it("say what is wrong with them and go on", async () => {
    const detector = await createDetector({
      policy: {
        recognizers: [
          { id: "broken", patterns: ["("] },
          { id: "odd", patterns: ["a"], checksum: "none-such" },
        ],
      },
    });
    assert.equal(detector.problems.length, 2);
    assert.match(detector.problems.join(" "), /broken.*odd/);
    assert.equal(detector.detect("mei.tanaka@gmail.com").length, 1);
  });
});

describe("allow and deny lists", () => {
  it("keep a value out, whatever its case, and bring one in", async () => {
    assert.deepEqual(await found("Support@Firma.de, jo@firma.de", { allow: ["support@firma.de"] }), [
      "EMAIL_ADDRESS jo@firma.de",
    ]);
    assert.deepEqual(await found("we call it Nightjar.", { deny: ["Nightjar"] }), ["CUSTOM Nightjar"]);
  });
});
