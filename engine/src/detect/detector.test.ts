import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createDetector } from "./index.ts";

async function found(text: string): Promise<string[]> {
  const detector = await createDetector();
  return detector.detect(text).map((entity) => `${entity.type} ${text.slice(entity.start, entity.end)}`);
}

describe("detector", () => {
  it("finds e-mail addresses and phone numbers where they stand", async () => {
    assert.deepEqual(await found("Write to mei.tanaka@gmail.com or call 212-736-5000 today."), [
      "EMAIL_ADDRESS mei.tanaka@gmail.com",
      "PHONE_NUMBER 212-736-5000",
    ]);
  });

  it("finds card, bank account and social security numbers by form and check", async () => {
    assert.deepEqual(await found("card 4454794511390933, IBAN GB59IFUE40226315499137, SSN 460-89-9847"), [
      "CREDIT_CARD 4454794511390933",
      "IBAN_CODE GB59IFUE40226315499137",
      "US_SSN 460-89-9847",
    ]);
  });

  it("leaves numbers that name nobody alone", async () => {
    assert.deepEqual(await found("took 1700000000 ms, build 10.4.2.1, order 4454794511390934, at 2024-05-01"), []);
  });

  it("takes no dotted id for a phone number", async () => {
    assert.deepEqual(await found("Say: send a message to 0.0.4815162, or call 0.0.7734821 for the topic."), []);
    assert.deepEqual(await found("Please call 1.212.736.5000 or 06.12.34.56.78."), [
      "PHONE_NUMBER 1.212.736.5000",
      "PHONE_NUMBER 06.12.34.56.78",
    ]);
  });

  it("tells a date of birth from a date", async () => {
    assert.deepEqual(await found("Born on 1984-03-12, joined 2019-01-07."), ["DATE_OF_BIRTH 1984-03-12"]);
  });

  it("takes a number in JSON for what the object around it is", async () => {
    assert.deepEqual(await found('{"ticket":{"id":"ZD-559201"},"doc":{"type":"passport","number":"TX4410298"}}'), [
      "ORDER_NUMBER ZD-559201",
      "PASSPORT TX4410298",
    ]);
    assert.deepEqual(await found('{"patient":{"id":"P-20881"},"employee":{"id":"E10442"}}'), [
      "MEDICAL_RECORD_NUMBER P-20881",
      "EMPLOYEE_ID E10442",
    ]);
  });

  it("reads an answer with the words of the question before it", async () => {
    assert.deepEqual(await found("Agent: may I have your account number?\nCustomer: 0048812937"), [
      "ACCOUNT_NUMBER 0048812937",
    ]);
    assert.deepEqual(await found("Agent: is it your account number?\nCustomer: yes"), []);
  });
});
