/** Luhn check (ISO/IEC 7812-1, annex B) of the digits of a value; other characters are passed over. */
export function luhn(value: string): boolean {
  let sum = 0;
  let digits = 0;
  for (let i = value.length - 1; i >= 0; i--) {
    const digit = value.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) continue;
    const doubled = digits % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
    digits++;
  }
  return digits > 1 && sum % 10 === 0;
}
