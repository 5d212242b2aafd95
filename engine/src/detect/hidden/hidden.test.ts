import assert from "node:assert/strict";
import fc from "fast-check";
import { before, describe, it } from "mocha";
import type { Detector } from "../../model/index.ts";
import { createDetector } from "../detector.ts";
import { plainCharacters } from "./characters.ts";

const address = "mei.tanaka@gmail.com";
const card = "4454794511390933";

describe("hidden forms", () => {
  let detector: Detector;
  before(async () => {
    detector = await createDetector();
  });
  const found = (text: string) =>
    detector.detect(text).map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);

  const fullWidth = (text: string) =>
    text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
  const base64 = Buffer.from(`user=${address};plan=pro`).toString("base64");
  const hex = Buffer.from(`mail ${address}`).toString("hex");

  for (const [name, text, expected] of [
    ["full-width characters", `Mail: ${fullWidth(address)} ok`, `EMAIL_ADDRESS ${fullWidth(address)}`],
    ["full-width digits", `card ${fullWidth(card)} please`, `CREDIT_CARD ${fullWidth(card)}`],
    [
      "zero-width characters",
      "write to mei.tan\u200baka@gm\u200dail.com now",
      "EMAIL_ADDRESS mei.tan\u200baka@gm\u200dail.com",
    ],
    ["a soft hyphen in a card", "card 44547945\u00ad11390933 here", "CREDIT_CARD 44547945\u00ad11390933"],
    ["look-alike letters", "write to m\u0435i.tanaka@gmail.com now", "EMAIL_ADDRESS m\u0435i.tanaka@gmail.com"],
    [
      "bracketed signs",
      "write to mei.tanaka [at] gmail [dot] com now",
      "EMAIL_ADDRESS mei.tanaka [at] gmail [dot] com",
    ],
    ["spoken signs", "it is mei.tanaka at gmail dot com thanks", "EMAIL_ADDRESS mei.tanaka at gmail dot com"],
    ["a bracketed sign alone", "mei.tanaka(at)gmail.com", "EMAIL_ADDRESS mei.tanaka(at)gmail.com"],
    [
      "digits read aloud",
      "call me on two one two, seven three six, five oh oh nine",
      "PHONE_NUMBER two one two, seven three six, five oh oh nine",
    ],
    ["percent-encoding", "https://x.io/?u=mei.tanaka%40gmail.com&v=1", "EMAIL_ADDRESS mei.tanaka%40gmail.com"],
    ["quoted-printable", "To: mei.tanaka=40gmail.com", "EMAIL_ADDRESS mei.tanaka=40gmail.com"],
    ["JSON inside a string", '{"body":"{\\"to\\":\\"mei.tanaka@gmail.com\\"}"}', `EMAIL_ADDRESS ${address}`],
    ["an escaped line break before", '"Hello\\nmei.tanaka@gmail.com"', `EMAIL_ADDRESS ${address}`],
    ["an escaped sign", '"mei.tanaka\\u0040gmail.com"', "EMAIL_ADDRESS mei.tanaka\\u0040gmail.com"],
  ] as const) {
    it(`sees through ${name}`, () => {
      assert.ok(found(text).includes(expected), found(text).join(" | ") || "nothing found");
    });
  }

  it("finds addresses in base64 and hexadecimal, and points at the characters that hold them", () => {
    for (const encoded of [base64, hex]) {
      const text = `token ${encoded} end`;
      const [entity] = detector.detect(text);
      assert.equal(entity?.type, "EMAIL_ADDRESS");
      assert.ok(entity.start > 6 && entity.end <= 6 + encoded.length);
    }
  });

  it("stays quiet on what only looks encoded", () => {
    for (const text of [
      "commit 9fceb02d0ae598e95dc970b74767f19372d61af8 by CI",
      "100%25 sure, 50% off, a=1&b=2",
      "we meet at the dot com bubble museum",
      "one two three four, that is all",
      "id 550e8400-e29b-41d4-a716-446655440000",
      "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "Привет, как дела? Всё хорошо.",
    ]) {
      assert.deepEqual(found(text), [], text);
    }
  });

  it("keeps the map of plain characters total and in order", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.boolean(), (text, escapes) => {
        const { text: plain, starts, ends } = plainCharacters(text, escapes);
        assert.equal(starts.length, plain.length);
        for (let i = 0; i < plain.length; i++) {
          assert.ok(starts[i]! < ends[i]! && ends[i]! <= text.length);
          if (i > 0) assert.ok(starts[i]! >= starts[i - 1]!);
        }
      }),
    );
  });
});
