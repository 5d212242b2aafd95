import assert from "node:assert/strict";
import { english } from "./english.ts";
import { translations, wordsFor } from "./words.ts";

const places = (text: string) => [...text.matchAll(/\{\d\}/g)].map(String).sort();

describe("the server's words", () => {
  it("are the same in number in every language, with the same places", () => {
    for (const [language, texts] of Object.entries(translations)) {
      assert.deepEqual(Object.keys(texts).sort(), Object.keys(english).sort(), language);
      for (const [key, text] of Object.entries(texts)) {
        assert.deepEqual(places(text), places(english[key as keyof typeof english]), `${language} ${key}`);
      }
    }
  });

  it("are those of the client's locale, else English", () => {
    assert.equal(wordsFor("de-AT")("ofFiles", 3, 5), "3 von 5 Dateien");
    assert.equal(wordsFor("DE")("warning"), "Warnung");
    for (const locale of [undefined, "en-US", "fr", "constructor"]) {
      assert.equal(wordsFor(locale)("ofFiles", 3, 5), "3 of 5 files");
    }
  });

  it("leave what is put in as it is", () => {
    assert.equal(
      wordsFor("en")("untilPolicyIsFixed", "No {1} $& here."),
      "No {1} $& here. Until this is fixed, PromptVeil goes on with its defaults.",
    );
  });
});
