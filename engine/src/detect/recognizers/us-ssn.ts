import type { Recognizer } from "../recognizer.ts";

/** US social security numbers. */
export const usSsnRecognizer: Recognizer = {
  id: "us-ssn",
  type: "US_SSN",
  country: "US",
  trigger: { on: "digits", min: 9, max: 9 },
  patterns: [
    { pattern: "[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9A-Za-z_]|-[0-9])", score: 0.6 },
    { pattern: "[0-9]{3}([ .])[0-9]{2}\\1[0-9]{4}(?![0-9A-Za-z_]|[.-][0-9])", score: 0.2 },
    { pattern: "[0-9]{9}(?![0-9A-Za-z_]|[.-][0-9])", score: 0.02, needsContext: true },
  ],
  validator: "us-ssn",
  context: {
    en: [
      "ssn",
      "ssns",
      "social security",
      "social security number",
      "soc sec",
      "social",
      "ss#",
      "itin",
      "taxpayer identification",
      "national id",

      "identification",
    ],
    es: ["seguro social", "número de seguro social"],
  },
  reserved: ["^(?:078-05-1120|219-09-9999|457-55-5462|987-65-432[0-9]|123-45-6789)$"],
  source: "https://www.ssa.gov/employer/randomization.html",
};
