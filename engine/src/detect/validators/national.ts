import type { Validator } from "../recognizer.ts";
import { digitsOf, icaoCheckDigit, isDate, weightedSum } from "./check-digits.ts";
import { luhn } from "./luhn.ts";

function compact(value: string): string {
  return value.replace(/[^0-9A-Za-z]/g, "").toUpperCase();
}

/** NHS number: modulus 11 over nine digits (NHS Data Dictionary). */
function nhs(value: string): boolean {
  const digits = digitsOf(value);
  if (digits.length !== 10) return false;
  const check = 11 - (weightedSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return check !== 10 && (check === 11 ? 0 : check) === digits[9];
}

/** Luxembourg: date, then a Luhn digit and a Verhoeff digit; the Luhn digit is checked. */
function luxembourg(value: string): boolean {
  const digits = digitsOf(value).join("");
  return (
    digits.length === 13 && isDate(Number(digits.slice(4, 6)), Number(digits.slice(6, 8))) && luhn(digits.slice(0, 12))
  );
}

/** German health insurance number: letter as two digits, alternating weights, digit sums (§ 290 SGB V). */
function germanHealthInsurance(value: string): boolean {
  const text = compact(value);
  if (!/^[A-Z][0-9]{9}$/.test(text)) return false;
  const digits = digitsOf(String(text.charCodeAt(0) - 64).padStart(2, "0") + text.slice(1, 9));
  const sum = digits.reduce((total, digit, i) => {
    const product = digit * (i % 2 === 0 ? 1 : 2);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return sum % 10 === Number(text[9]);
}

/** German identity card or passport serial with its check digit (ICAO Doc 9303). Nine characters alone carry none. */
function germanIdCard(value: string): boolean {
  const text = compact(value);
  if (!/[0-9]/.test(text) || !/^[CFGHJKLMNPRTVWXYZ]/.test(text)) return false;
  if (text.length === 9) return true;
  return text.length === 10 && icaoCheckDigit(text.slice(0, 9)) === Number(text[9]);
}

/** Cyprus: odd places by a table, the letter is the sum modulo 26 (Cypriot Tax Department). */
function cyprusTin(value: string): boolean {
  const text = compact(value);
  if (!/^[0-9]{8}[A-Z]$/.test(text)) return false;
  const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
  const sum = digitsOf(text).reduce((total, digit, i) => total + (i % 2 === 0 ? odd[digit]! : digit), 0);
  return String.fromCharCode(65 + (sum % 26)) === text[8];
}

/** Latvia: date and a check digit, or a number from 2017 on that begins with 32 and has none. */
function latvianPersonalCode(value: string): boolean {
  const digits = digitsOf(value);
  if (digits.length !== 11) return false;
  if (digits[0] === 3 && digits[1] === 2) return true;
  if (!isDate(digits[2]! * 10 + digits[3]!, digits[0]! * 10 + digits[1]!)) return false;
  const sum = weightedSum(digits, [1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  return ((1101 - sum) % 11) % 10 === digits[10];
}

/** Polish identity card: letters count from 10, weights 7 3 1 9 7 3 1 7 3, sum divisible by 10. */
function polishIdCard(value: string): boolean {
  const text = compact(value);
  if (!/^[A-Z]{3}[0-9]{6}$/.test(text)) return false;
  const values = [...text].map((char) => (char >= "A" ? char.charCodeAt(0) - 55 : Number(char)));
  return weightedSum(values, [7, 3, 1, 9, 7, 3, 1, 7, 3]) % 10 === 0;
}

/** Hungarian health insurance number: weights 3 and 7, modulo 10. */
function hungarianTaj(value: string): boolean {
  const digits = digitsOf(value);
  return digits.length === 9 && weightedSum(digits, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === digits[8];
}

/** Hungarian personal tax number: 8, eight digits, sum of digit times place modulo 11. */
function hungarianTaxId(value: string): boolean {
  const digits = digitsOf(value);
  return digits.length === 10 && digits[0] === 8 && weightedSum(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 === digits[9];
}

/** Russian insurance number: weights 9 to 1, modulo 101, last two digits (SFR). */
function snils(value: string): boolean {
  const digits = digitsOf(value);
  if (digits.length !== 11) return false;
  const sum = weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
  return (sum === 100 ? 0 : sum) === digits[9]! * 10 + digits[10]!;
}

/** Kazakh number: modulo 11 with a second set of weights where the first gives 10. */
function kazakhIin(value: string): boolean {
  const digits = digitsOf(value);
  if (digits.length !== 12 || !isDate(digits[2]! * 10 + digits[3]!, digits[4]! * 10 + digits[5]!)) return false;
  let check = weightedSum(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
  if (check === 10) check = weightedSum(digits, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11;
  return check !== 10 && check === digits[11];
}

/** Brazilian health card: weights 15 to 1, divisible by 11. */
function brazilianHealthCard(value: string): boolean {
  const digits = digitsOf(value);
  return digits.length === 15 && weightedSum(digits, [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
}

/** Japanese individual number: modulo 11 over eleven digits. */
function japaneseMyNumber(value: string): boolean {
  const digits = digitsOf(value);
  if (digits.length !== 12) return false;
  const rest = weightedSum(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest <= 1 ? 0 : 11 - rest) === digits[11];
}

/** Korean resident number: a date in it. Numbers given since October 2020 have no check digit any more. */
function koreanRrn(value: string): boolean {
  const digits = digitsOf(value);
  return digits.length === 13 && isDate(digits[2]! * 10 + digits[3]!, digits[4]! * 10 + digits[5]!);
}

/** Singapore NRIC and FIN: weights 2 7 6 5 4 3 2, an offset and a letter table by prefix. */
function singaporeNric(value: string): boolean {
  const text = compact(value);
  if (!/^[STFGM][0-9]{7}[A-Z]$/.test(text)) return false;
  const prefix = text[0]!;
  const offset = prefix === "T" || prefix === "G" ? 4 : prefix === "M" ? 3 : 0;
  const rest = (weightedSum(digitsOf(text), [2, 7, 6, 5, 4, 3, 2]) + offset) % 11;
  if (prefix === "M") return "KLJNPQRTUWX"[10 - rest] === text[8];
  const letters = prefix === "S" || prefix === "T" ? "JZIHGFEDCBA" : "XWUTRQPNMLK";
  return letters[rest] === text[8];
}

/** Indonesian number: region, then a date whose day is 40 more for women. */
function indonesianNik(value: string): boolean {
  const digits = digitsOf(value).join("");
  const day = Number(digits.slice(6, 8));
  return digits.length === 16 && isDate(Number(digits.slice(8, 10)), day > 40 ? day - 40 : day);
}

/** Sri Lankan number: the day of the year, 500 more for women. */
function sriLankanNic(value: string): boolean {
  const text = compact(value);
  const day = Number(text.length === 12 ? text.slice(4, 7) : text.slice(2, 5));
  return (
    (text.length === 10 || text.length === 12) &&
    (day > 500 ? day - 500 : day) >= 1 &&
    (day > 500 ? day - 500 : day) <= 366
  );
}

/** Iranian national code: weights 10 to 2, modulo 11. */
function iranianNationalCode(value: string): boolean {
  const digits = digitsOf(value);
  if (digits.length !== 10 || new Set(digits).size === 1) return false;
  const rest = weightedSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return digits[9] === (rest < 2 ? rest : 11 - rest);
}

/** Kuwaiti civil number: a date, and modulo 11 with weights 2 1 6 3 7 9 10 5 8 4 2. */
function kuwaitiCivilId(value: string): boolean {
  const digits = digitsOf(value);
  if (digits.length !== 12 || !isDate(digits[3]! * 10 + digits[4]!, digits[5]! * 10 + digits[6]!)) return false;
  return 11 - (weightedSum(digits, [2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11) === digits[11];
}

/** Egyptian number: century, date, governorate. */
function egyptianNationalId(value: string): boolean {
  const digits = digitsOf(value);
  const governorate = digits[7]! * 10 + digits[8]!;
  return (
    digits.length === 14 &&
    isDate(digits[3]! * 10 + digits[4]!, digits[5]! * 10 + digits[6]!) &&
    ((governorate >= 1 && governorate <= 35) || governorate === 88)
  );
}

/** Australian Medicare card: weights 1 3 7 9 1 3 7 9, modulo 10, ninth digit. */
function australianMedicare(value: string): boolean {
  const digits = digitsOf(value);
  return (
    (digits.length === 10 || digits.length === 11) && weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digits[8]
  );
}

/** New Zealand health index, old and new form (HISO 10046): letters without I and O count from 1, weights 7 to 2. */
function newZealandNhi(value: string): boolean {
  const text = compact(value);
  const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  const values = [...text].map((char) => (char >= "A" ? letters.indexOf(char) + 1 : Number(char)));
  const sum = weightedSum(values, [7, 6, 5, 4, 3, 2]);
  if (/^[A-Z]{3}[0-9]{4}$/.test(text)) {
    const rest = sum % 11;
    return rest !== 0 && (11 - rest) % 10 === values[6];
  }
  return /^[A-Z]{3}[0-9]{2}[A-Z]{2}$/.test(text) && 24 - (sum % 24) === values[6];
}

/** Checks of national numbers that `stdnum` has none for, by `country-number`. */
export const nationalValidators: Readonly<Record<string, Validator>> = {
  "gb-nhs": nhs,
  "lu-matricule": luxembourg,
  "de-kvnr": germanHealthInsurance,
  "de-id-card": germanIdCard,
  "cy-tin": cyprusTin,
  "lv-personas-kods": latvianPersonalCode,
  "pl-id-card": polishIdCard,
  "hu-taj": hungarianTaj,
  "hu-tax-id": hungarianTaxId,
  "ru-snils": snils,
  "kz-iin": kazakhIin,
  "br-cns": brazilianHealthCard,
  "jp-my-number": japaneseMyNumber,
  "kr-rrn-form": koreanRrn,
  "sg-nric": singaporeNric,
  "id-nik": indonesianNik,
  "lk-nic": sriLankanNic,
  "ir-national-code": iranianNationalCode,
  "kw-civil-id": kuwaitiCivilId,
  "eg-national-id": egyptianNationalId,
  "au-medicare": australianMedicare,
  "nz-nhi": newZealandNhi,
};
