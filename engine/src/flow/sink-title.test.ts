import assert from "node:assert/strict";
import type { SinkEntry } from "../catalog/entries.ts";
import { titleOfSink } from "./sink-title.ts";

const entry = (title: string, calls: string[], kind: SinkEntry["kind"] = "llm"): SinkEntry => ({
  id: "some-library",
  kind,
  title,
  documentation: "https://example.com",
  calls,
  arguments: [],
});

describe("the title of a sink", () => {
  it("names the call that stands in the code", () => {
    const generate = entry("generateText", ["ai.{generateText,streamText}"]);
    assert.equal(titleOfSink(generate, "streamText"), "streamText");
    assert.equal(titleOfSink(generate, "generateText"), "generateText");
    const create = entry("chat.completions.create", ["openai.OpenAI().chat.completions.{create,parse}"]);
    assert.equal(titleOfSink(create, "parse"), "chat.completions.parse");
  });

  it("is the entry's where the call has another name, or the title is no call", () => {
    assert.equal(titleOfSink(entry("generateText", ["ai.generateText"]), "ask"), "generateText");
    assert.equal(titleOfSink(entry("crew", ["crewai.Crew().kickoff"]), "kickoff"), "crew");
    assert.equal(titleOfSink(entry("log", ["logging.{log,info}"], "log"), "info"), "log");
  });
});
