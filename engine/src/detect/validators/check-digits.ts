/** The digits of a value as numbers; everything else is passed over. */
export function digitsOf(value: string): number[] {
  const digits: number[] = [];
  for (let i = 0; i < value.length; i++) {
    const digit = value.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) digits.push(digit);
  }
  return digits;
}

/** Sum of digits times weights, as far as there are weights. */
export function weightedSum(digits: readonly number[], weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (digits[i] ?? 0) * (weights[i] ?? 0);
  return sum;
}

/** Whether `yymmdd`-like parts make a date that exists in some century. */
export function isDate(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}

/** Check characters of ICAO Doc 9303: weights 7, 3, 1; letters count from 10. */
export function icaoCheckDigit(value: string): number {
  let sum = 0;
  for (let i = 0; i < value.length; i++) {
    const code = value.toUpperCase().charCodeAt(i);
    sum += (code >= 65 ? code - 55 : code - 48) * [7, 3, 1][i % 3]!;
  }
  return sum % 10;
}
