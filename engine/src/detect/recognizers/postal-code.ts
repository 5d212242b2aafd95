import type { Recognizer } from "../recognizer.ts";

const end = "(?![0-9A-Za-z_]|[-.][0-9])";

/** Postal codes: after a label, or in the forms of Great Britain, Canada and after the letters of a US state. */
export const postalCode: Recognizer = {
  id: "postal-code",
  type: "ZIP_CODE",
  trigger: { on: "label" },
  patterns: [
    { pattern: `[0-9]{5}-[0-9]{4}${end}`, score: 0.5 },
    { pattern: `[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}${end}`, anyCase: true, score: 0.5 },
    { pattern: `[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]${end}`, anyCase: true, score: 0.5 },
    { pattern: `[0-9]{4} ?[A-Z]{2}${end}`, score: 0.4 },
    { pattern: `[0-9]{5}-[0-9]{3}${end}`, score: 0.4 },
    { pattern: `[0-9]{4}-[0-9]{3}${end}`, score: 0.4 },
    { pattern: `(?:[A-Z]{1,2}-)?[0-9]{3} ?[0-9]{2}${end}`, score: 0.3 },
    { pattern: `[0-9]{2}-[0-9]{3}${end}`, score: 0.4 },
    { pattern: `(?:[A-Z]{1,2}-)?[0-9]{3,6}${end}`, score: 0.25 },
  ],
  needsContext: true,
  labels: {
    en: ["zip", "zip code", "zipcode", "postal code", "postcode", "post code", "zip/postal code", "postal"],
    de: ["plz", "postleitzahl"],
    fr: ["code postal", "cp"],
    es: ["código postal", "cp", "c.p.", "c.p"],
    it: ["cap", "codice postale"],
    pt: ["código postal", "cep"],
    nl: ["postcode"],
    sv: ["postnummer"],
    pl: ["kod pocztowy"],
  },
  against: { en: ["file", "folder", "archive"] },
  source: "Universal Postal Union, postal addressing systems",
};

/** Postal codes whose form says it. */
export const formalPostalCode: Recognizer = {
  id: "postal-code-form",
  type: "ZIP_CODE",
  trigger: { on: "token", shape: "A" },
  patterns: [
    {
      pattern: `(?:[A-PR-UWYZ][0-9][0-9A-HJKPS-UW]?|[A-PR-UWYZ][A-HK-Y][0-9][0-9ABEHMNPRV-Y]?) [0-9][ABD-HJLNP-UW-Z]{2}${end}`,
      score: 0.55,
    },
    { pattern: `[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z] [0-9][ABCEGHJ-NPRSTV-Z][0-9]${end}`, score: 0.55 },
  ],
  source: "BS 7666; Canada Post, Addressing Guidelines",
};
