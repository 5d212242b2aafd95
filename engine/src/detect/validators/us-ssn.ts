/**
 * Whether nine digits can be a US social security number: no area 000, 666 or 900 and up (those are ITINs and never
 * assigned), no group 00, no serial 0000 (SSA, randomization of 2011).
 */
export function usSsn(value: string): boolean {
  const digits = value.replace(/[^0-9]/g, "");
  if (digits.length !== 9) return false;
  const area = Number(digits.slice(0, 3));
  if (area === 0 || area === 666 || area >= 900) return false;
  if (digits.slice(3, 5) === "00" || digits.slice(5) === "0000") return false;
  return !/^([0-9])\1+$/.test(digits) && digits !== "123456789";
}
