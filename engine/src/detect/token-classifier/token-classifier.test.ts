import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createDetector } from "../index.ts";
import { alignPieces } from "./align.ts";
import { type ClassifiedPiece, createTokenClassifier } from "./token-classifier.ts";

describe("alignPieces", () => {
  const placed = (text: string, pieces: string) =>
    alignPieces(text, pieces.split(" ")).map((span) => span && text.slice(span.start, span.end));

  it("finds pieces of words, of any case and accent", () => {
    assert.deepEqual(placed("Zoë Müller\n wohnt", "[CLS] zoe mu ##ller wohnt [SEP]"), [
      undefined,
      "Zoë",
      "Mü",
      "ller",
      "wohnt",
      undefined,
    ]);
  });

  it("reads the marks of other vocabularies", () => {
    assert.deepEqual(placed("I am Ada.", "<s> ▁I Ġam ▁Ada . </s>"), [undefined, "I", "am", "Ada", ".", undefined]);
  });

  it("gives unknown pieces what their neighbours leave", () => {
    assert.deepEqual(placed("ask 王小明 now", "[CLS] ask [UNK] now [SEP]"), [
      undefined,
      "ask",
      "王小明",
      "now",
      undefined,
    ]);
    assert.deepEqual(placed("hi 👩‍🚀", "hi � � �"), ["hi", "👩‍🚀", "👩‍🚀", "👩‍🚀"]);
  });

  it("finds its way again after a piece that is not in the text", () => {
    assert.deepEqual(placed("one two three", "one zwei three"), ["one", undefined, "three"]);
  });
});

describe("a token classifier", () => {
  /** A model that takes words for pieces and knows a few. */
  const fakeModel = (labels: Readonly<Record<string, string>>, most = 1000) => {
    const asked: string[] = [];
    const run = (text: string): Promise<ClassifiedPiece[]> => {
      asked.push(text);
      const words = text.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
      return Promise.resolve(
        ["[CLS]", ...words].slice(0, most).map((piece) => ({ piece, label: labels[piece] ?? "O", score: 0.9 })),
      );
    };
    return { run, asked };
  };
  const shown = async (text: string, run: (text: string) => Promise<readonly ClassifiedPiece[]>) =>
    (await createTokenClassifier(run).classify(text)).map(
      ({ type, start, end }) => `${type} ${text.slice(start, end)}`,
    );

  it("joins the pieces of an entity by the marks of BIO and BIOES", async () => {
    const { run } = fakeModel({
      Ada: "B-PER",
      Lovelace: "I-PER",
      Bob: "B-PER",
      Rome: "S-LOC",
      Zoë: "B-PER",
      Ek: "E-PER",
    });
    assert.deepEqual(await shown("Ada Lovelace Bob in Rome with Zoë Ek", run), [
      "PERSON Ada Lovelace",
      "PERSON Bob",
      "LOCATION Rome",
      "PERSON Zoë Ek",
    ]);
  });

  it("knows the labels of other data sets, and leaves out those it does not know", async () => {
    const { run } = fakeModel({ Ada: "private_person", Rome: "CITY", Monday: "WEEKDAY", "555": "TELEPHONENUM" });
    assert.deepEqual(await shown("Ada, Rome, Monday, 555", run), ["PERSON Ada", "LOCATION Rome", "PHONE_NUMBER 555"]);
  });

  it("never ends an entity inside a word", async () => {
    const run = () =>
      Promise.resolve([
        { piece: "oka", label: "B-PER", score: 0.9 },
        { piece: "##for", label: "O", score: 0.9 },
        { piece: "called", label: "O", score: 0.9 },
      ]);
    assert.deepEqual(await shown("Okafor called", run), ["PERSON Okafor"]);
  });

  it("reads long texts in windows, and goes on where the model stopped", async () => {
    const text = `${"word ".repeat(700)}Ada ${"word ".repeat(300)}Bob`;
    const { run, asked } = fakeModel({ Ada: "B-PER", Bob: "B-PER" }, 50);
    const found = await createTokenClassifier(run).classify(text);
    assert.deepEqual(
      found.map(({ start, end }) => text.slice(start, end)),
      ["Ada", "Bob"],
    );
    assert.ok(asked.length > 15 && asked.every((window) => window.length <= 1200));
  });

  it("gives what it found to the detector, which decides by score", async () => {
    const detector = await createDetector({ policy: { reservedExamples: true } });
    const text = "Ada: 4111111111111111";
    const { run } = fakeModel({ Ada: "B-PER", "4111111111111111": "ACCOUNTNUM" });
    const proposed = await createTokenClassifier(run).classify(text);
    assert.deepEqual(
      detector.detect(text, { proposed }).map(({ type }) => type),
      ["PERSON", "CREDIT_CARD"],
    );
  });
});
