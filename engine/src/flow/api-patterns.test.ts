import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createPatternSet, splitApiPath } from "./api-patterns.ts";

const matches = (pattern: string, path: string): boolean =>
  createPatternSet([{ patterns: [pattern], value: 1 }]).match(splitApiPath(path)).length > 0;

describe("API patterns", () => {
  it("match step by step, calls included", () => {
    const pattern = "openai.{OpenAI,AsyncOpenAI}().{chat,beta.chat}.completions.create";
    assert.ok(matches(pattern, "openai.AsyncOpenAI().beta.chat.completions.create"));
    assert.ok(!matches(pattern, "openai.OpenAI.chat.completions.create"));
    assert.ok(!matches(pattern, "openai.OpenAI().chat.completions"));
  });

  it("know one step and any number of steps", () => {
    assert.ok(matches("langchain_openai.*().invoke", "langchain_openai.ChatOpenAI().invoke"));
    assert.ok(!matches("langchain_openai.*().invoke", "langchain_openai.chat.ChatOpenAI().invoke"));
    assert.ok(matches("~.redact", "app.privacy.redact"));
    assert.ok(matches("**.bind_tools", "a.B().bind_tools"));
  });

  it("know every module below a folder of a package", () => {
    const pattern = "@langchain/community/vectorstores/*.**.fromTexts";
    assert.ok(matches(pattern, "@langchain/community/vectorstores/faiss.FaissStore.fromTexts"));
    assert.ok(!matches(pattern, "@langchain/community/vectorstores.FaissStore.fromTexts"));
  });

  it("match the same as each of their expansions alone", () => {
    const options = ["a.b", "c()", "", "d.", "{e,f.g}"];
    const expansions = ["a.b", "c()", "", "d.", "e", "f.g"];
    const set = createPatternSet([{ patterns: [`x.{${options.join(",")}}{h,i.j}.k`], value: 1 }]);
    for (const middle of expansions) {
      for (const end of ["h", "i.j"]) {
        const path = splitApiPath(`x.${middle}${end}.k`);
        assert.deepEqual(set.match(path), [1], path.join(" "));
        assert.deepEqual(set.match(path.slice(0, -1)), []);
        assert.deepEqual(set.match([...path, "k"]), []);
      }
    }
  });

  it("tell what they begin and end with", () => {
    const patterns = ["{a,b.c}.d.{e,}", "f().{g,h}{,Async}", "~.i", "*.j()"];
    const set = createPatternSet([{ patterns, value: 1 }]);
    assert.deepEqual([...set.roots].sort(), ["a", "b", "f"]);
    assert.deepEqual([...set.lastNames].sort(), ["()", "d", "e", "g", "gAsync", "h", "hAsync", "i"]);
  });

  it("keep the order of the entries", () => {
    const set = createPatternSet([
      { patterns: ["a.*"], value: "general" },
      { patterns: ["a.b"], value: "special" },
    ]);
    assert.deepEqual(set.match(["a", "b"]), ["general", "special"]);
  });
});
