import type { Recognizer } from "../recognizer.ts";

/** International bank account numbers, compact or in groups of four. */
export const iban: Recognizer = {
  id: "iban",
  type: "IBAN_CODE",
  trigger: { on: "token", shape: "AA99" },
  patterns: [
    { pattern: "[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]{11,30}(?![A-Za-z0-9_])", score: 0.5 },
    { pattern: "[A-Za-z]{2}[0-9]{2}(?:[ -][A-Za-z0-9]{4}){2,7}(?:[ -][A-Za-z0-9]{1,3})?(?![A-Za-z0-9_])", score: 0.5 },
    { pattern: "[A-Za-z]{2}[0-9]{2}(?:[ -][A-Za-z0-9]{4}){2,7}(?![A-Za-z0-9_])", score: 0.5 },
  ],
  validator: "iban",
  checksumScore: 0.95,
  context: {
    en: ["iban", "bank account", "account", "wire transfer"],
    de: ["iban", "konto", "kontoverbindung"],
    fr: ["iban", "compte"],
    es: ["iban", "cuenta"],
    it: ["iban", "conto"],
    pt: ["iban", "conta"],
    nl: ["iban", "rekening"],
  },
  reserved: [
    "^GB(?:82 ?WEST ?1234 ?5698 ?7654 ?32|29 ?NWBK ?6016 ?1331 ?9268 ?19)$",
    "^DE89 ?3704 ?0044 ?0532 ?0130 ?00$",
  ],
  source: "ISO 13616, SWIFT IBAN Registry",
};
