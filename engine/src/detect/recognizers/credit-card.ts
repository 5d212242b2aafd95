import type { Recognizer } from "../recognizer.ts";

/** Payment card numbers, plain or in groups. */
export const creditCard: Recognizer = {
  id: "credit-card",
  type: "CREDIT_CARD",
  trigger: { on: "digits", min: 12, max: 19 },
  patterns: [
    { pattern: "[0-9]{14,19}(?![0-9A-Za-z_]|[.,-][0-9])", score: 0.25 },
    // So long are the numbers on goods, too.
    { pattern: "[0-9]{12,13}(?![0-9A-Za-z_]|[.,-][0-9])", score: 0.12 },
    {
      pattern:
        "(?:[0-9]{4}([ .\\u00A0-])[0-9]{4}\\1[0-9]{4}\\1[0-9]{4}(?:\\1[0-9]{3})?|[0-9]{4}([ .\\u00A0-])[0-9]{6}\\2[0-9]{4,5})(?![0-9A-Za-z_]|[.,-][0-9])",
      score: 0.5,
    },
    // Store and test cards have prefixes of no scheme: the check digit and the words must do.
    { pattern: "[0-9]{12,19}(?![0-9A-Za-z_]|[.,-][0-9])", score: 0.02, needsContext: true, validator: "luhn" },
  ],
  validator: "payment-card",

  checksumScore: 0.5,
  context: {
    en: [
      "card",
      "credit card",
      "debit card",
      "cc",
      "visa",
      "mastercard",
      "amex",
      "american express",
      "discover",
      "pan",
      "card number",
      "charge",
      "billed",
    ],
    de: ["karte", "kreditkarte", "kartennummer", "ec-karte"],
    fr: ["carte", "carte bancaire", "carte bleue", "carte de crédit"],
    es: ["tarjeta", "tarjeta de crédito", "número de tarjeta"],
    it: ["carta", "carta di credito", "bancomat"],
    pt: ["cartão", "cartão de crédito"],
    nl: ["kaart", "creditcard", "pinpas", "betaalkaart"],
  },
  against: {
    en: [
      "order",
      "sku",
      "tracking",
      "isbn",
      "timestamp",
      "trace id",
      "request id",
      "span id",
      "id",
      "transaction id",
      "ean",
      "gtin",
      "upc",
      "barcode",
    ],
  },
  reserved: [
    "^4242([ -]?)4242\\14242\\14242$",
    "^4(?:0{11}|1{14}|1{15})[0-9]?$",
    "^(?:4111|4012|5555|5105|3782|3714|6011)[ -]?(?:1111[ -]?1111[ -]?1111|8888[ -]?8888[ -]?1881|5555[ -]?5555[ -]?4444|1051[ -]?0510[ -]?5100|822463[ -]?10005|496353[ -]?98431|1111[ -]?1111[ -]?1117|0009[ -]?9013[ -]?9424)$",
  ],
  source: "ISO/IEC 7812-1",
};
