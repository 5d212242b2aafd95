import assert from "node:assert/strict";
import { isMinified } from "./minified.ts";

const packed = "function a(b,c){return b&&c?d(b,{e:c,f:[1,2]}):g(c)}var h=a(i,j);k.l=m=>n(m,{o:!0});";
const prompt = "You are a careful assistant who answers questions about orders, in the language of the customer. ";

describe("minified code", () => {
  it("is code in very long lines with few spaces", () => {
    assert.equal(isMinified(`/* bundle */\n${packed.repeat(1000)}\n`), true);
  });

  it("is no code that has lines", () => {
    assert.equal(isMinified(packed.replaceAll(";", ";\n").repeat(1000)), false);
  });

  it("is no file whose prompts stand in one line each", () => {
    assert.equal(isMinified(`export const prompt = \`${prompt.repeat(1000)}\`;\n`), false);
  });

  it("is no file that holds a picture or a table of characters", () => {
    assert.equal(isMinified(`export const icon = "${"iVBORw0KGgoAAAANSUhEUgAA".repeat(4000)}";\n`), false);
  });

  it("is no small file", () => {
    assert.equal(isMinified(packed.repeat(100)), false);
  });
});
