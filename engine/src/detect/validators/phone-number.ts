import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/min";

/** Countries whose national forms are tried where a number has no `+`: by number of users of written national forms. */
const nationalCountries: readonly CountryCode[] = [
  "US",
  "GB",
  "DE",
  "FR",
  "ES",
  "IT",
  "NL",
  "BR",
  "PT",
  "IN",
  "SE",
  "CH",
  "AT",
  "BE",
  "AU",
];

/**
 * How sure the form of a phone number is, from 0 to 1; 0 for none.
 * `support` is asked only where the form alone cannot tell.
 */
export function phoneScore(value: string, support: () => number): number {
  const digits = value.replace(/[^0-9]/g, "");
  if (digits.length < 7 || digits.length > 21 || /^([0-9])\1+$/.test(digits)) return 0;
  const international = /^\(?\+/.test(value) || /^\(?00[1-9]/.test(value);
  if (international) {
    const normalized = value
      .replace(/^\(?\+/, "+")
      .replace(/^\(?00/, "+")
      .replace(/\(0\)/, "");
    const parsed = parsePhoneNumberFromString(normalized);
    if (parsed?.isValid()) return 0.85;
    if (parsed?.isPossible()) return value.includes("+") ? 0.7 : 0.4;
    return value.startsWith("+") && digits.length >= 9 && digits.length <= 15 ? 0.45 : 0.1;
  }
  const grouped = /[^0-9]/.test(value);
  if (!grouped) {
    const near = support();
    if (near < 0.5 || digits.length > 15) return 0;
    return validNationally(value) ? 0.3 : 0.1;
  }
  if (/^\(?[2-9][0-9]{2}\)?[ .-][2-9][0-9]{2}[ .-][0-9]{4}(?![0-9])/.test(value)) return 0.6;
  if (/^(?:19|20)[0-9]{2}[-/.][01]?[0-9][-/.][0-3]?[0-9]/.test(value)) return 0;
  if (/^[0-3]?[0-9]([-/.])[0-3]?[0-9]\1(?:19|20)?[0-9]{2}$/.test(value)) return 0;
  if (validNationally(value)) return value.startsWith("0") ? 0.5 : 0.3;
  return support() >= 0.5 ? 0.2 : 0;
}

function validNationally(value: string): boolean {
  return nationalCountries.some((country) => parsePhoneNumberFromString(value, country)?.isValid() === true);
}
