import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { flowEngineOver } from "../../../test/support/flow.ts";

const files = {
  "models.py": "class Customer:\n    def __init__(self, email):\n        self.email = email\n",
  "llm.py":
    'from openai import OpenAI\nclient = OpenAI()\ndef ask(prompt):\n    client.responses.create(model="m", input=prompt)\n',
  "desk.py":
    'from llm import ask\nfrom models import Customer\ndef answer(customer: Customer):\n    ask(f"Write to {customer.email}")\n',
  "shop.py": 'from desk import answer\nfrom llm import ask\ndef greet(user):\n    ask("Hello " + user.full_name)\n',
};

describe("files of the flow engine", () => {
  it("give the same flows whether they stay open or are read from their bytes each time", async () => {
    const roomy = await flowEngineOver(files);
    const tight = await flowEngineOver(files, undefined, 0);
    let flows = 0;
    for (const file of [...Object.keys(files), ...Object.keys(files)]) {
      const { sinks, literals } = tight.flows(file);
      const expected = roomy.flows(file);
      assert.deepEqual({ sinks, literals }, { sinks: expected.sinks, literals: expected.literals });
      flows += sinks.reduce((sum, sink) => sum + sink.flows.length, 0);
    }
    assert.ok(flows > 0);
  });

  it("can be handed to another engine as bytes", async () => {
    const one = await flowEngineOver(files);
    const other = await flowEngineOver({});
    for (const file of Object.keys(files)) other.setBytes(file, one.bytes(file)!);
    const places = (list: ReturnType<typeof one.flows>) =>
      list.sinks.flatMap((sink) => sink.flows.map(({ source }) => [source.file, source.span]));
    for (const file of Object.keys(files)) assert.deepEqual(places(other.flows(file)), places(one.flows(file)));
  });
});
