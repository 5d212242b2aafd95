import assert from "node:assert/strict";
import fc from "fast-check";
import { categories } from "../catalog/categories.ts";
import { entityTypes } from "../detect/index.ts";
import type { Detector, ReconstructedPrompt } from "../model/index.ts";
import {
  anonymizeText,
  entityTypeOf,
  maskedForm,
  numberedSample,
  operatorPlan,
  operators,
  previewPrompt,
  previewText,
  sampleOfCategory,
} from "./index.ts";

const key = new Uint8Array(32).fill(7);
const text = "Mara (mara@nordpost.se) and MARA@nordpost.se, Jo";
const at = (value: string, type: string) => ({
  start: text.indexOf(value),
  end: text.indexOf(value) + value.length,
  type,
});
const entities = [
  at("Mara", "PERSON"),
  at("mara@nordpost.se", "EMAIL_ADDRESS"),
  at("MARA@nordpost.se", "EMAIL_ADDRESS"),
  at("Jo", "PERSON"),
];

function anonymized(config: Record<string, unknown>): string {
  const { plan, problems } = operatorPlan(config, { key });
  assert.deepEqual(problems, []);
  return anonymizeText(text, entities, plan).text;
}

describe("anonymizing a text", () => {
  it("replaces by the type's placeholder unless told otherwise", () => {
    assert.equal(anonymized({}), "<PERSON> (<EMAIL_ADDRESS>) and <EMAIL_ADDRESS>, <PERSON>");
    assert.equal(
      anonymized({ PERSON: { operator: "replace", new_value: "someone" } }),
      "someone (<EMAIL_ADDRESS>) and <EMAIL_ADDRESS>, someone",
    );
  });

  it("redacts, masks and keeps", () => {
    assert.equal(anonymized({ DEFAULT: "redact" }), " () and , ");
    assert.equal(
      anonymized({ PERSON: "keep", EMAIL_ADDRESS: { operator: "mask", masking_char: "#", chars_to_mask: 3 } }),
      "Mara (###a@nordpost.se) and ###A@nordpost.se, Jo",
    );
    assert.equal(
      anonymized({ PERSON: { operator: "mask", chars_to_mask: 1, from_end: true }, EMAIL_ADDRESS: "redact" }),
      "Mar* () and , J*",
    );
  });

  it("gives the same value the same number", () => {
    assert.equal(
      anonymized({ DEFAULT: "pseudonymize" }),
      "<PERSON_1> (<EMAIL_ADDRESS_1>) and <EMAIL_ADDRESS_1>, <PERSON_2>",
    );
  });

  it("hashes with a key, and says so when there is none", () => {
    const hashed = anonymized({ EMAIL_ADDRESS: "hash" });
    assert.match(hashed, /^<PERSON> \([0-9a-f]{64}\) and [0-9a-f]{64}, <PERSON>$/);
    assert.equal(hashed, anonymized({ EMAIL_ADDRESS: "hash" }));
    const other = operatorPlan({ EMAIL_ADDRESS: "hash" }, { key: new Uint8Array(32).fill(8) });
    assert.notEqual(anonymizeText(text, entities, other.plan).text, hashed);
    const keyless = operatorPlan({ EMAIL_ADDRESS: "hash" });
    assert.equal(keyless.problems.length, 1);
    assert.doesNotMatch(anonymizeText(text, entities, keyless.plan).text, /nordpost/);
  });

  it("replaces rather than keeps what it does not understand", () => {
    for (const config of [{ PERSON: "encypt" }, { PERSON: { operator: "mask", masking_char: "ab" } }, { PERSON: 3 }]) {
      const { plan, problems } = operatorPlan(config, { key });
      assert.equal(problems.length, 1);
      assert.match(anonymizeText(text, entities, plan).text, /^<PERSON> /);
    }
  });

  it("leaves nothing of any entity, overlapping ones included, and says where its replacements are", () => {
    const span = fc.tuple(fc.nat(60), fc.nat(20), fc.constantFrom("PERSON", "EMAIL_ADDRESS"));
    fc.assert(
      fc.property(
        fc.array(span, { maxLength: 6 }),
        fc.constantFrom("replace", "redact", "pseudonymize"),
        (spans, operator) => {
          const plain = "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz";
          const list = spans.map(([start, length, type]) => ({ start, end: start + length, type }));
          const result = anonymizeText(plain, list, operatorPlan({ DEFAULT: operator }).plan);
          let rest = "";
          let from = 0;
          for (const item of result.items) {
            rest += result.text.slice(from, item.start);
            from = item.end;
          }
          rest += result.text.slice(from);
          const kept = [...plain].filter((_, index) => !list.some(({ start, end }) => start <= index && index < end));
          assert.equal(rest, kept.join(""));
        },
      ),
    );
  });
});

describe("the masked form", () => {
  it("tells the kind of value and hardly more", () => {
    assert.equal(maskedForm("jane.doe@mail.com", "EMAIL_ADDRESS"), "j•••@•••.com");
    assert.equal(maskedForm("+49 170 1234567", "PHONE_NUMBER"), "•••67");
    assert.equal(maskedForm("4539 1488 0343 6467", "CREDIT_CARD"), "•••67");
    assert.equal(maskedForm("536-22-8145", "US_SSN"), "•••");
    assert.equal(maskedForm("Mara Lindqvist", "PERSON"), "M•••");
    assert.equal(maskedForm("Jo", "PERSON"), "•••");
    assert.equal(maskedForm("hunter2hunter2", "PASSWORD"), "•••");
  });

  it("never holds three characters in a row of a value", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), fc.constantFrom(...entityTypes), (value, type) => {
        const masked = maskedForm(value, type).replace(/^.?•••@•••\.[A-Za-z]+$/, "");
        const units = [...new Intl.Segmenter().segment(value)].map(({ segment }) => segment);
        for (let index = 0; index + 3 <= units.length; index++) {
          const piece = units.slice(index, index + 3).join("");
          if (!piece.includes("•")) assert.ok(!masked.includes(piece));
        }
      }),
    );
  });
});

describe("sample values", () => {
  it("exist for every category and entity type, and are the same each time", () => {
    for (const { name } of categories()) assert.equal(sampleOfCategory(name), sampleOfCategory(name));
    for (const type of entityTypes) assert.ok(numberedSample(type).length > 0);
  });

  it("have an entity type wherever a value can be told", () => {
    assert.equal(entityTypeOf("user.name.first"), "PERSON");
    assert.equal(entityTypeOf("user.contact.address.city"), "ADDRESS");
    assert.equal(entityTypeOf("user.health_and_medical.record_id"), "RECORD_ID");
    assert.equal(entityTypeOf("user.financial.bank_account"), "BANK_ACCOUNT");
    assert.equal(entityTypeOf("user.content.private"), undefined);
    assert.equal(entityTypeOf("user"), undefined);
  });
});

const finder: Detector = {
  detect: (searched) =>
    [...searched.matchAll(/[a-z]+@nordpost\.se/g)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      type: "EMAIL_ADDRESS",
      category: "user.contact.email",
      score: 1,
      recognizer: "test",
    })),
};

describe("the preview of a prompt", () => {
  const hole = (label: string, categoryNames: readonly string[], sanitized = false) => ({
    text: label,
    hole: { label, categories: categoryNames, sanitized },
  });
  const prompt = (messages: ReconstructedPrompt["messages"]): ReconstructedPrompt => ({
    site: { id: "1", kind: "call", span: { start: 0, end: 1 }, title: "create", personalValues: 1 },
    messages,
  });

  it("fills holes with synthetic values, and anonymizes them and the literals", () => {
    const preview = previewPrompt(
      prompt([
        { role: "system", parts: [{ text: "Help. Ask mara@nordpost.se." }] },
        {
          role: "user",
          parts: [
            { text: "From " },
            hole("c.email", ["user.contact.email"]),
            { text: ", again " },
            hole("c.email", ["user.contact.email"]),
            { text: ", not " },
            hole("d.email", ["user.contact.email"]),
            { text: ", order " },
            hole("order.id", []),
            { text: ", " },
            hole("redact(c.name)", ["user.name"], true),
          ],
        },
      ]),
      finder,
      operatorPlan({ DEFAULT: "pseudonymize" }).plan,
    );
    assert.equal(
      preview.original,
      "# system\n\nHelp. Ask mara@nordpost.se.\n\n# user\n\nFrom jane.doe@example.com, again jane.doe@example.com, not john.roe@example.org, order {order.id}, <PERSON>",
    );
    assert.equal(
      preview.anonymized,
      "# system\n\nHelp. Ask <EMAIL_ADDRESS_1>.\n\n# user\n\nFrom <EMAIL_ADDRESS_2>, again <EMAIL_ADDRESS_2>, not <EMAIL_ADDRESS_3>, order {order.id}, <PERSON>",
    );
    assert.equal(preview.replaced, 4);
  });

  it("shows a single user prompt as it is", () => {
    const preview = previewPrompt(
      prompt([{ role: "user", parts: [hole("q", ["user.content"])] }]),
      finder,
      operatorPlan().plan,
    );
    assert.equal(preview.original, "Hello, my name is Jane Doe and I have a question about my order.");
    assert.equal(preview.anonymized, "Hello, my name is <PERSON> and I have a question about my order.");
  });

  it("shows any text", () => {
    const { anonymized: right, replaced } = previewText({ text: "to mara@nordpost.se" }, finder, operatorPlan().plan);
    assert.deepEqual([right, replaced], ["to <EMAIL_ADDRESS>", 1]);
  });
});

describe("the operators", () => {
  it("are all named and described", () => {
    assert.deepEqual(operators.map((operator) => operator.name).sort(), [
      "hash",
      "keep",
      "mask",
      "pseudonymize",
      "redact",
      "replace",
    ]);
  });
});
