import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import fc from "fast-check";
import type { Detector } from "../../model/index.ts";
import { createDetector } from "../detector.ts";

const host = { asset: (name: string) => readFile(new URL(`../../../assets/${name}`, import.meta.url)) };
let detector: Detector;

before(async () => {
  detector = await createDetector({ host });
});

function found(text: string, type: string): string[] {
  return detector.detect(text, { types: [type] }).map(({ start, end }) => text.slice(start, end));
}

describe("names", () => {
  for (const [text, name] of [
    ["Hi, my name is Oluwaseun Adeyemi and I need help.", "Oluwaseun Adeyemi"],
    ["Dear Mr. Whitcombe, thank you for your letter.", "Whitcombe"],
    ["Sehr geehrte Frau Lindemann, vielen Dank.", "Lindemann"],
    ["Bonjour, je m'appelle Amélie Fontaine.", "Amélie Fontaine"],
    ["Me llamo Lucía Fernández y vivo en Sevilla.", "Lucía Fernández"],
    ["Buongiorno, mi chiamo Giulia Ferrari.", "Giulia Ferrari"],
    ["Meu nome é João Carvalho.", "João Carvalho"],
    ["Mijn naam is Pieter de Vries.", "Pieter de Vries"],
    ["Kind regards,\nHannah Okafor", "Hannah Okafor"],
    ["The applicant, Mr Dmitri Sokolov, was born in 1961.", "Dmitri Sokolov"],
    ["From: Priya Raman <priya@corp.test>", "Priya Raman"],
    ["Patient: Eleanor Whitfield, 54 years", "Eleanor Whitfield"],
  ] as const) {
    it(`finds the person in ${JSON.stringify(text)}`, () => assert.deepEqual(found(text, "PERSON"), [name]));
  }

  for (const text of [
    "Dear Sir or Madam,",
    "See you in May, or in August at the latest.",
    "Open Settings > Privacy and turn on Two-Factor Authentication.",
    "const UserProfile = new ProfileService(Config.defaults);",
    "Sehr geehrte Damen und Herren, die Lieferung ist angekommen.",
    "The Terms and Conditions apply.",
    "Kind regards",
    "import { Request, Response } from 'express';",
    "Error: Connection Refused while calling PaymentGateway",
    "Customer Service Representative",
    "We use React, TypeScript, Postgres and Redis.",
    "Merry Christmas and a Happy New Year!",
  ]) {
    it(`finds no person in ${JSON.stringify(text)}`, () => assert.deepEqual(found(text, "PERSON"), []));
  }

  it("gives slices with words at both ends, whatever the text", () => {
    const pieces = fc.constantFrom(
      "Anna",
      "Müller",
      " ",
      "\n",
      ", ",
      "12",
      "Main St",
      "🙂",
      "\ud800",
      "Berlin",
      "o'",
      "-",
      ".",
      "é",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary", maxLength: 120 }),
          fc.array(pieces).map((all) => all.join("")),
        ),
        (text) => {
          for (const { start, end, score } of detector.detect(text)) {
            assert.ok(start >= 0 && end <= text.length && start < end && score >= 0 && score <= 1);
            assert.equal(text.slice(start, end).trim(), text.slice(start, end));
          }
        },
      ),
    );
  });
});
