import type { Recognizer } from "../recognizer.ts";

/** Business identifier codes of banks, with a word such as "SWIFT" near: eight capitals alone are any heading. */
export const swiftCode: Recognizer = {
  id: "swift-code",
  type: "SWIFT_CODE",
  trigger: { on: "label" },
  patterns: [{ pattern: "[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![0-9A-Za-z_-])", score: 0.3 }],
  validator: "bic",
  checksumScore: 0.2,
  needsContext: true,
  labels: {
    en: ["swift", "bic", "swift code", "swift bic", "bic swift", "bic code", "swift number"],
    de: ["bic", "swift-code"],
    fr: ["code swift", "code bic"],
    es: ["código swift", "código bic"],
    it: ["codice swift", "codice bic"],
    pt: ["código swift"],
    nl: ["bic-code"],
  },
  // A word whose fifth and sixth letters are a country.
  reserved: ["^REQUIRED$"],
  source: "ISO 9362",
};

/** Addresses of Bitcoin, Litecoin, Dogecoin, Ethereum and the like. */
export const cryptoAddress: Recognizer = {
  id: "crypto-address",
  type: "CRYPTO",
  trigger: [
    { on: "token", shape: "XXX", min: 25, max: 100 },
    { on: "literal", literals: ["bc1", "ltc1", "tb1", "0x", "addr1"] },
  ],
  patterns: [
    {
      pattern: "(?:bc1|tb1|ltc1|addr1)[02-9ac-hj-np-z]{11,98}(?![0-9A-Za-z_])",
      anyCase: true,
      score: 0.6,
      validator: "bech32",
    },
    { pattern: "[13LMD][1-9A-HJ-NP-Za-km-z]{25,34}(?![0-9A-Za-z_])", score: 0.5, validator: "base58check" },
    { pattern: "0x[0-9a-fA-F]{40}(?![0-9A-Za-z_])", score: 0.5, validator: "ethereum" },
  ],
  checksumScore: 0.4,
  context: {
    en: [
      "bitcoin",
      "btc",
      "wallet",
      "ethereum",
      "eth",
      "crypto",
      "litecoin",
      "ltc",
      "doge",
      "usdt",
      "address",
      "wallet address",
      "payout",
    ],
  },
  reserved: ["^1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa$", "^1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2$"],
  source: "BIP 13, BIP 173, EIP-55",
};

/** Account numbers of banks outside the IBAN, after a label: sort code, BSB, CLABE, IFSC. */
export const bankAccount: Recognizer = {
  id: "bank-account",
  type: "BANK_ACCOUNT",
  trigger: { on: "label" },
  patterns: [
    { pattern: "[0-9]{2}[- ][0-9]{2}[- ][0-9]{2}(?:[ ,/]{1,3}[0-9]{8})?(?![0-9A-Za-z_])", score: 0.3 },
    { pattern: "[0-9]{3}-[0-9]{3}(?:[ ,/]{1,3}[0-9]{6,10})?(?![0-9A-Za-z_])", score: 0.3 },
    { pattern: "[A-Z]{4}0[A-Z0-9]{6}(?![0-9A-Za-z_])", score: 0.5 },
    { pattern: "[0-9]{6,18}(?![0-9A-Za-z_])", score: 0.2 },
    { pattern: "[0-9]{3,5}[ /-][0-9]{4,10}(?:[ /-][0-9]{1,10}){0,2}(?![0-9A-Za-z_])", score: 0.2 },
  ],
  needsContext: true,
  labels: {
    en: ["sort code", "bsb", "ifsc", "ifsc code", "clabe", "account no", "a/c no", "a/c number"],
    de: ["kontonummer", "konto-nr", "kontonr", "blz", "bankleitzahl"],
    fr: ["numéro de compte", "rib", "n° de compte"],
    es: ["número de cuenta", "cuenta bancaria", "cuenta corriente", "clabe", "cbu"],
    it: ["numero di conto", "conto corrente", "c/c"],
    pt: ["número da conta", "conta corrente", "nib", "conta bancária"],
    nl: ["rekeningnummer", "bankrekening"],
    sv: ["kontonummer", "bankgiro", "plusgiro", "clearingnummer"],
    pl: ["numer konta", "numer rachunku"],
  },
  source: "usage of national clearing houses",
};

/** Card verification values and PINs after a label. */
export const cardSecurityCode: Recognizer = {
  id: "card-security-code",
  type: "CVV",
  trigger: { on: "label" },
  patterns: [{ pattern: "[0-9]{3,4}(?![0-9A-Za-z_]|[-.,][0-9])", score: 0.3 }],
  needsContext: true,
  labels: {
    en: ["cvv", "cvc", "cvv2", "cvc2", "cid code", "security code", "card security code", "card verification"],
    de: ["kartenprüfnummer", "prüfziffer", "sicherheitscode"],
    fr: ["cryptogramme", "code de sécurité"],
    es: ["código de seguridad"],
    it: ["codice di sicurezza"],
    pt: ["código de segurança"],
    nl: ["beveiligingscode"],
  },
  source: "ISO/IEC 7813",
};

/** Personal identification numbers and one-time codes after a label. */
export const pin: Recognizer = {
  id: "pin",
  type: "PIN",
  trigger: { on: "label", linked: true },
  patterns: [{ pattern: "[0-9]{4,8}(?![0-9A-Za-z_]|[-.,][0-9])", score: 0.3 }],
  needsContext: true,
  labels: {
    en: [
      "pin",
      "pin code",
      "pin number",
      "passcode",
      "otp",
      "one-time code",
      "one time code",
      "verification code",
      "one time password",
    ],
    de: ["geheimzahl", "pin-code", "tan"],
    fr: ["code pin", "code confidentiel"],
    es: ["clave pin", "código pin", "código de verificación"],
    it: ["codice pin"],
    pt: ["código pin"],
    nl: ["pincode"],
  },
  source: "ISO 9564-1",
};

export const finance: readonly Recognizer[] = [swiftCode, cryptoAddress, bankAccount, cardSecurityCode, pin];
