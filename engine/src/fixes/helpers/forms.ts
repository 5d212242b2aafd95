import type { EntityType } from "../../model/index.ts";

/** One form that the helper looks for, in the pattern subset that JavaScript and Python share. */
export interface HelperForm {
  readonly type: EntityType;
  /** A group named `value`, where present, is what is replaced. */
  readonly pattern: string;
  readonly anyCase: boolean;
  /** Id of one of the helper's checks. */
  readonly check?: HelperCheck;
}

export type HelperCheck = "payment-card" | "iban" | "us-ssn" | "ip" | "phone";

const start = "(?<![0-9A-Za-z_])";
const monthNames =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

/** What the redaction helper finds in free text, in the order in which it looks. */
export const helperForms: readonly HelperForm[] = [
  {
    type: "CREDENTIAL",
    pattern: "[a-z][a-z+]{1,15}://(?<value>[^\\s:/?#@\"'<>`{}$]{0,64}:[^\\s/?#@\"'<>`{}$]{1,128})@",
    anyCase: true,
  },
  {
    type: "API_KEY",
    pattern: `${start}(?:sk|pk|rk)[-_](?:[A-Za-z0-9]+[-_]){0,3}[A-Za-z0-9_-]{16,200}`,
    anyCase: false,
  },
  { type: "API_KEY", pattern: `${start}(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9_])`, anyCase: false },
  {
    type: "API_KEY",
    pattern: `${start}(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})`,
    anyCase: false,
  },
  {
    type: "EMAIL_ADDRESS",
    pattern:
      "[A-Za-z0-9_\\u00C0-\\uD7FF][A-Za-z0-9._%+'&~\\u00C0-\\uD7FF-]{0,63}@(?:[A-Za-z0-9\\u00C0-\\uD7FF][A-Za-z0-9\\u00C0-\\uD7FF-]{0,62}\\.){1,8}(?:xn--[A-Za-z0-9-]{2,59}|[A-Za-z\\u00C0-\\uD7FF]{2,24})",
    anyCase: false,
  },
  {
    type: "IBAN_CODE",
    pattern: `${start}[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}(?![A-Za-z0-9_])`,
    anyCase: true,
    check: "iban",
  },
  {
    type: "IBAN_CODE",
    pattern: `${start}[A-Z]{2}[0-9]{2}(?:[ -][A-Z0-9]{4}){2,7}(?:[ -][A-Z0-9]{1,3})?(?![A-Za-z0-9_])`,
    anyCase: false,
    check: "iban",
  },
  {
    type: "IBAN_CODE",
    pattern: `${start}[A-Z]{2}[0-9]{2}(?:[ -][A-Z0-9]{4}){2,7}(?![A-Za-z0-9_])`,
    anyCase: false,
    check: "iban",
  },
  {
    type: "CREDIT_CARD",
    pattern: `${start}[0-9](?:[ .-]?[0-9]){11,18}(?![0-9A-Za-z_])`,
    anyCase: false,
    check: "payment-card",
  },
  {
    type: "US_SSN",
    pattern: `${start}[0-9]{3}([ .-])[0-9]{2}\\1[0-9]{4}(?![0-9A-Za-z_])`,
    anyCase: false,
    check: "us-ssn",
  },
  {
    type: "IP_ADDRESS",
    pattern: `(?<![0-9A-Za-z_.])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![0-9A-Za-z_]|\\.[0-9])`,
    anyCase: false,
    check: "ip",
  },
  {
    type: "IP_ADDRESS",
    pattern: "(?<![0-9A-Za-z_:])(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}(?![0-9A-Za-z_:])",
    anyCase: false,
  },
  {
    type: "IP_ADDRESS",
    pattern: "(?<![0-9A-Za-z_:])(?:[0-9A-Fa-f]{1,4}:){1,6}(?::[0-9A-Fa-f]{1,4}){1,6}(?![0-9A-Za-z_:])",
    anyCase: false,
  },
  {
    type: "DATE_OF_BIRTH",
    pattern: `(?:date of birth|birth ?date|birthday|d\\.?o\\.?b\\.?|born(?: on)?|geburtsdatum|geboren(?: am)?|date de naissance|née? le|fecha de nacimiento|data di nascita)(?: is|["']?[ ]?[:=])?[ ]*["']?(?<value>(?:19|20)[0-9]{2}[-/.][01]?[0-9][-/.][0-3]?[0-9]|[0-3]?[0-9][-/. ][0-3]?[0-9][-/. ](?:19|20)?[0-9]{2}|[0-3]?[0-9](?:st|nd|rd|th|\\.)? ${monthNames}\\.?,? (?:19|20)[0-9]{2}|${monthNames}\\.? [0-3]?[0-9](?:st|nd|rd|th)?,? (?:19|20)[0-9]{2})`,
    anyCase: true,
  },
  {
    type: "PHONE_NUMBER",
    pattern:
      "(?<![0-9A-Za-z_.+/-])(?:\\+[0-9]{1,15}|\\([0-9]{1,5}\\)|[0-9]{2,14})(?:(?:[ ./-]{1,2}|(?=\\()|(?<=\\)))(?:\\([0-9]{1,5}\\)|[0-9]{1,12})){0,7}(?![0-9A-Za-z_]|[.,:][0-9])",
    anyCase: false,
    check: "phone",
  },
];
