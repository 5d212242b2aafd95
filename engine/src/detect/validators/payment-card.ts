import { luhn } from "./luhn.ts";

/**
 * Issuer prefixes and lengths of payment cards (ISO/IEC 7812 issuer identification numbers as the schemes publish
 * them): prefix from, prefix to, lengths.
 */
const ranges: readonly (readonly [from: number, to: number, lengths: readonly number[]])[] = [
  [4, 4, [13, 16, 19]],
  [51, 55, [16]],
  [2221, 2720, [16]],
  [34, 34, [15]],
  [37, 37, [15]],
  [300, 305, [14, 16, 19]],
  [309, 309, [14, 16, 19]],
  [36, 36, [14, 16, 19]],
  [38, 39, [14, 16, 19]],
  [6011, 6011, [16, 19]],
  [622126, 622925, [16, 19]],
  [644, 649, [16, 19]],
  [65, 65, [16, 19]],
  [3528, 3589, [16, 17, 18, 19]],
  [1800, 1800, [15]],
  [2131, 2131, [15]],
  [62, 62, [16, 17, 18, 19]],
  [81, 81, [16]],
  [50, 50, [12, 13, 14, 15, 16, 17, 18, 19]],
  [56, 58, [12, 13, 14, 15, 16, 17, 18, 19]],
  [60, 60, [16]],
  [61, 61, [12, 13, 14, 15, 16, 17, 18, 19]],
  [63, 63, [12, 13, 14, 15, 16, 17, 18, 19]],
  [67, 67, [12, 13, 14, 15, 16, 17, 18, 19]],
  [2200, 2204, [16, 17, 18, 19]],
  [9792, 9792, [16]],
];

/** Whether a value has the prefix, the length and the check digit of a payment card. */
export function paymentCard(value: string): boolean {
  if (!luhn(value)) return false;
  const digits = value.replace(/[^0-9]/g, "");
  return hasIssuer(digits) && !/^([0-9])\1+$/.test(digits);
}

function hasIssuer(digits: string): boolean {
  // By how many digits a prefix has: the number that they are.
  const prefixes = [1, 2, 3, 4, 5, 6].map((count) => Number(digits.slice(0, count)));
  return ranges.some(([from, to, lengths]) => {
    const prefix = prefixes[from < 10 ? 0 : from < 100 ? 1 : from < 1000 ? 2 : from < 10_000 ? 3 : 5]!;
    return prefix >= from && prefix <= to && lengths.includes(digits.length);
  });
}
