import type { Recognizer } from "../recognizer.ts";

const years = "(?:1[01][0-9]|[1-9]?[0-9])";
const notMore = "(?![0-9A-Za-z_%°€$£]|[.,/:-][0-9])";

/** Ages written with their unit: "65-year-old", "34 Jahre alt", "de 70 años". */
export const ageWithUnit: Recognizer = {
  id: "age-with-unit",
  type: "AGE",
  trigger: { on: "digits", min: 1, max: 3 },
  patterns: [
    {
      pattern: `(?<value>${years})(?:[ -]?(?:years?|yrs?|months?|weeks?)[ -]olds?|[ -]?y[./]?o\\.?)(?![A-Za-z])`,
      anyCase: true,
      score: 0.7,
    },
    {
      pattern: `(?<value>${years})[ -]?(?:years of age|jahre alt|jahre jung|jährige[nrs]?|ans d'âge|años de edad|añitos|anni di età|anni compiuti|anos de idade|jaar oud|jarige|år gammal|år gammel|-årig[ae]?|lat)(?![A-Za-z\\u00C0-\\u024F])`,
      anyCase: true,
      score: 0.7,
    },
    { pattern: `(?<value>${years}) (?:años|anni|anos|ans|jaar)(?=[,.;)]|$)`, anyCase: true, score: 0.42 },
  ],
  source: "Unicode CLDR units (year-person)",
};

/** Ages that a word announces: "age: 41", "aged 41", "I turned 41". */
export const announcedAge: Recognizer = {
  id: "age-announced",
  type: "AGE",
  trigger: { on: "label" },
  patterns: [
    {
      pattern: `${years}${notMore}(?! ?(?:%|percent|degrees?|times|minutes?|hours?|days?|km|miles|people|points|feet|lbs?|kg|cm|mm|mb|gb|usd|eur|o'clock|am|pm))`,
      anyCase: true,
      score: 0.3,
    },
  ],
  needsContext: true,
  labels: {
    en: [
      "age",
      "aged",
      "my age is",
      "turn",
      "turned",
      "turning",
      "patient age",
      "years old",
      "i am",
      "i'm",
      "she is",
      "he is",
      "is now",
    ],
    de: ["alter", "im alter von", "ich bin", "wurde gerade", "werde"],
    fr: ["âge", "âgé de", "âgée de", "âgé d'environ", "j'ai", "agé de"],
    es: ["edad", "tengo", "cumplí", "cumplo", "de edad"],
    it: ["età", "ho", "compio", "ha compiuto", "di anni"],
    pt: ["idade", "tenho", "faço", "completei", "com idade de"],
    nl: ["leeftijd", "ik ben", "op de leeftijd van"],
    sv: ["ålder", "fyller", "jag är"],
  },
  against: { en: ["version", "chapter", "page", "level", "grade", "season", "episode", "size", "ticket", "step"] },
  source: "HL7 FHIR Age; ISO/IEC 20889 (age as a quasi-identifier)",
};
