import type { Recognizer } from "../recognizer.ts";

const end = "(?![0-9A-Za-z_]|[-.][0-9])";

/** Individual taxpayer numbers, which look like social security numbers of area 9. */
export const usItin: Recognizer = {
  id: "us-itin",
  type: "US_ITIN",
  country: "US",
  trigger: { on: "digits", min: 9, max: 9 },
  patterns: [
    { pattern: `9[0-9]{2}-(?:5[0-9]|6[0-5]|7[0-9]|8[0-8]|9[0-24-9])-[0-9]{4}${end}`, score: 0.55 },
    {
      pattern: `9[0-9]{2}[ -]?(?:5[0-9]|6[0-5]|7[0-9]|8[0-8]|9[0-24-9])[ -]?[0-9]{4}${end}`,
      score: 0.1,
      needsContext: true,
    },
  ],
  context: { en: ["itin", "individual taxpayer", "taxpayer id", "taxpayer identification number", "tax id"] },
  source: "https://www.irs.gov/tin/itin/individual-taxpayer-identification-number-itin",
};

/** Employer numbers, with the prefixes the IRS gives out. */
export const usEin: Recognizer = {
  id: "us-ein",
  type: "US_EIN",
  country: "US",
  trigger: { on: "digits", min: 9, max: 9 },
  patterns: [
    {
      pattern: `(?:0[1-6]|1[0-6]|2[0-7]|3[0-9]|4[0-8]|5[0-9]|6[0-8]|7[1-7]|8[0-8]|9[0-589])-[0-9]{7}${end}`,
      score: 0.2,
      needsContext: true,
    },
  ],
  context: { en: ["ein", "fein", "employer identification", "employer id", "federal tax id", "tax id"] },
  source: "https://www.irs.gov/businesses/small-businesses-self-employed/how-eins-are-assigned-and-valid-ein-prefixes",
};

/** Medicare beneficiary identifiers. */
export const usMbi: Recognizer = {
  id: "us-mbi",
  type: "US_MBI",
  country: "US",
  trigger: { on: "token", shape: "9A" },
  patterns: [
    {
      pattern: `[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9][0-9]-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9][0-9]-?[AC-HJKMNP-RT-Y]{2}[0-9]{2}${end}`,
      score: 0.6,
    },
  ],
  context: { en: ["mbi", "medicare", "medicare number", "beneficiary", "medicare beneficiary identifier"] },
  reserved: ["^1EG4-?TE5-?MK7[23]$"],
  source: "https://www.cms.gov/medicare/new-medicare-card/understanding-the-mbi.pdf",
};

/** National provider identifiers of health professionals: Luhn with 80840 before. */
export const usNpi: Recognizer = {
  id: "us-npi",
  type: "US_NPI",
  country: "US",
  trigger: { on: "digits", min: 10, max: 10 },
  patterns: [{ pattern: `[12][0-9]{9}${end}`, score: 0.05, needsContext: true }],
  validator: "us-npi",
  checksumScore: 0.6,
  context: { en: ["npi", "national provider identifier", "provider number", "npi number", "provider id"] },
  reserved: ["^1234567893$"],
  source: "45 CFR 162.406",
};

/** Numbers under which physicians may prescribe controlled substances. */
export const medicalLicense: Recognizer = {
  id: "us-dea",
  type: "MEDICAL_LICENSE",
  country: "US",
  trigger: { on: "token", shape: "AX9999999" },
  patterns: [{ pattern: `[ABCDEFGHJKLMPRSTUX][A-Z9][0-9]{7}${end}`, anyCase: true, score: 0.2 }],
  validator: "us-dea",
  checksumScore: 0.5,
  context: { en: ["dea", "dea number", "dea registration", "prescriber", "medical license", "drug enforcement"] },
  source: "21 CFR 1301",
};

/** US passport book and card numbers. */
export const usPassport: Recognizer = {
  id: "us-passport",
  type: "US_PASSPORT",
  country: "US",
  trigger: [
    { on: "digits", min: 9, max: 9 },
    { on: "token", shape: "A9", min: 9, max: 9 },
  ],
  patterns: [{ pattern: `(?:[0-9]{9}|[A-Z][0-9]{8})${end}`, anyCase: true, score: 0.1, needsContext: true }],
  context: {
    en: [
      "us passport",
      "american passport",
      "passport",
      "passport number",
      "passport no",
      "passport card",
      "travel document",
    ],
  },
  source: "https://travel.state.gov/",
};

/** Bank routing numbers. */
export const usRouting: Recognizer = {
  id: "us-routing-number",
  type: "US_ROUTING_NUMBER",
  country: "US",
  trigger: { on: "digits", min: 9, max: 9 },
  patterns: [
    { pattern: `(?:0[0-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)[0-9]{7}${end}`, score: 0.05, needsContext: true },
  ],
  validator: "aba-routing",
  checksumScore: 0.6,
  context: {
    en: ["routing", "routing number", "aba", "routing transit", "rtn", "transit number", "aba number", "aba routing"],
  },
  source: "https://www.aba.com/about-us/routing-number",
};

/** US bank account numbers after a label. */
export const usBankNumber: Recognizer = {
  id: "us-bank-account",
  type: "US_BANK_NUMBER",
  country: "US",
  trigger: { on: "label" },
  patterns: [{ pattern: `[0-9]{6,17}${end}`, score: 0.2 }],
  needsContext: true,
  labels: {
    en: [
      ...["bank account", "bank account number", "checking account", "savings account", "checking account number"],
      ...["savings account number", "checking acct", "bank acct", "account ending", "direct deposit account"],
    ],
  },
  source: "https://www.nacha.org/",
};

/** Where driving licences of the states differ: pattern and states (AAMVA and the states' own pages). */
const licenseForms: readonly (readonly [pattern: string, states: string])[] = [
  ["[0-9]{7}", "AL AK AR ME NH OR PA SC TN TX"],
  ["[A-Z][0-9]{7}", "CA NY NJ"],
  ["[A-Z][0-9]{8}", "AZ KY MA VA NE KS HI WI"],
  ["[0-9]{8}", "CT DE IA LA MS MT NC ND NM RI SC SD TN TX UT VT WY"],
  ["[0-9]{9}", "AR AZ CO CT DC GA IN IA KS MA MO MS MT NC NY OK OR SC SD TN UT WA"],
  ["[A-Z][0-9]{9}", "CO IA KS KY OK VA IN MO"],
  ["[A-Z][0-9]{12}", "FL MD MI MN"],
  ["[A-Z][0-9]{3}-?[0-9]{3}-?[0-9]{2}-?[0-9]{3}-?[0-9]", "FL MI MD MN"],
  ["[A-Z][0-9]{3}-?[0-9]{4}-?[0-9]{4}", "IL"],
  ["[A-Z][0-9]{3}-?[0-9]{4}-?[0-9]{4}-?[0-9]{2}", "WI"],
  ["[A-Z][0-9]{14}", "NJ"],
  ["[A-Z]{2}[0-9]{6}[A-Z]?", "ID NV"],
  ["[0-9]{10}", "IN IA NV MN"],
  ["[0-9]{3}[A-Z]{2}[0-9]{4}", "IA KS VT"],
  ["[A-Z]{2}[0-9]{2}-?[0-9]{2}-?[0-9]{2}", "OH"],
  ["[A-Z]{3}[0-9]{6}", "ND NC"],
  ["[A-Z]{1,7}[A-Z0-9*]{4,11}[0-9]", "WA WV"],
  ["[0-9]{2} ?[0-9]{3} ?[0-9]{3}", "PA"],
  ["[0-9]{4}-?[0-9]{2}-?[0-9]{4}", "MT NV"],
  ["[0-9]{12}", "NV TX"],
  ["[0-9]{13}", "MT"],
  ["[0-9]{3} [0-9]{3} [0-9]{3}", "NY"],
  ["[A-Z][0-9]{4}[- ][0-9]{5}[- ][0-9]{5}", "NJ"],
  ["[A-Z][0-9]{2}-[0-9]{2}-[0-9]{4}", "KS"],
  ["[A-Z][0-9]{2}-[0-9]{3}-[0-9]{3}", "KY"],
  ["[0-9]{2}-[0-9]{3}-[0-9]{4}", "CO"],
  ["[A-Z]{3}-[0-9]{2}-[0-9]{4}", "ND"],
  ["[0-9]{2}[A-Z]{3}[0-9]{5}", "NH"],
  ["NHL[0-9]{8}", "NH"],
  ["[0-9]{7}A", "VT"],
  ["WDL[A-Z0-9]{9}", "WA"],
];

/** Two letters before the word say whose licence it is: "FL license". "in", "or", "me", "ok", "hi" are words, too. */
const licenseStates =
  "al ak az ar ca co ct dc fl ga ia ks ky md mi mn mo ms mt nc nd ne nh nj nm nv ny oh ri sc sd tn tx ut va vt wa wi wv wy".split(
    " ",
  );

/** Driving licences of the states, after a label. */
export const usDriverLicense: Recognizer = {
  id: "us-driver-license",
  type: "US_DRIVER_LICENSE",
  country: "US",
  trigger: { on: "label" },
  patterns: [
    ...licenseForms.map(([pattern]) => ({ pattern: `(?:${pattern})${end}`, anyCase: true, score: 0.4 })),
    { pattern: `(?:[A-Z]{2}-)?(?:DL-?)?[A-Z]?[0-9][0-9A-Z]{3,16}${end}`, anyCase: true, score: 0.2 },
  ],
  needsContext: true,
  labels: {
    en: [
      ...["driver's license", "drivers license", "driver license", "driver's license number", "drivers license number"],
      ...["driver license number", "driver's licence", "driving licence", "driving license", "driving licence number"],
      ...[
        "drivers licence",
        "driver's licence number",
        "dl number",
        "dl no",
        "license no",
        "licence number",
        "license number",
        "dl",
        "my license",
        "his license",
        "her license",
      ],
      ...licenseStates.map((state) => `${state} license`),
    ],
  },
  source: "https://www.aamva.org/",
};

export const unitedStates: readonly Recognizer[] = [
  usItin,
  usEin,
  usMbi,
  usNpi,
  medicalLicense,
  usPassport,
  usRouting,
  usBankNumber,
  usDriverLicense,
];
