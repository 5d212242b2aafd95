import { sha256 } from "@noble/hashes/sha2.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import type { Validator } from "../recognizer.ts";
import { digitsOf, weightedSum } from "./check-digits.ts";
import { luhn } from "./luhn.ts";

/** ABA routing number: weights 3 7 1, modulo 10. */
function abaRouting(value: string): boolean {
  const digits = digitsOf(value);
  return (
    digits.length === 9 && weightedSum(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0 && digits.some((d) => d > 0)
  );
}

/** NPI: Luhn with the prefix 80840 (ISO 7812). */
function usNpi(value: string): boolean {
  return /^[12][0-9]{9}$/.test(value) && luhn(`80840${value}`);
}

/** DEA number: digits 1, 3, 5 plus twice digits 2, 4, 6; the last figure is the seventh digit. */
function usDea(value: string): boolean {
  const d = digitsOf(value.slice(2));
  return d.length === 7 && (d[0]! + d[2]! + d[4]! + 2 * (d[1]! + d[3]! + d[5]!)) % 10 === d[6];
}

/** Vehicle identification number with the check digit of North America (ISO 3779, 49 CFR 565). */
function vin(value: string): boolean {
  const text = value.toUpperCase();
  if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(text) || !/[0-9]/.test(text) || !/[A-Z]/.test(text)) return false;
  const letters: Readonly<Record<string, number>> = Object.fromEntries(
    [..."ABCDEFGH"]
      .map((c, i) => [c, i + 1])
      .concat(
        [..."JKLMN"].map((c, i) => [c, i + 1]),
        [
          ["P", 7],
          ["R", 9],
        ],
        [..."STUVWXYZ"].map((c, i) => [c, i + 2]),
      ),
  );
  const values = [...text].map((char) => letters[char] ?? Number(char));
  const rest = weightedSum(values, [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest === 10 ? "X" : String(rest)) === text[8];
}

/** IMEI: fifteen digits with a Luhn digit and a reporting body's number first (3GPP TS 23.003, GSMA TS.06). */
function imei(value: string): boolean {
  const digits = digitsOf(value).join("");
  return digits.length === 15 && /^(?:01|[1-9][0-9])/.test(digits) && luhn(digits) && new Set(digits).size > 3;
}

const countries = new Set(
  "AD AE AF AG AI AL AM AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NZ OM PA PE PF PG PH PK PL PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW".split(
    " ",
  ),
);

/** Business identifier code: four letters, a country, two and perhaps three more (ISO 9362). */
function bic(value: string): boolean {
  return /^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(value) && countries.has(value.slice(4, 6));
}

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** Base58Check: the last four bytes are the start of a double SHA-256 of the rest. */
function base58Check(value: string): boolean {
  let number = 0n;
  for (const char of value) {
    const digit = base58.indexOf(char);
    if (digit < 0) return false;
    number = number * 58n + BigInt(digit);
  }
  const bytes: number[] = [];
  for (; number > 0n; number >>= 8n) bytes.unshift(Number(number & 255n));
  for (const char of value) {
    if (char !== "1") break;
    bytes.unshift(0);
  }
  if (bytes.length < 5) return false;
  const payload = Uint8Array.from(bytes.slice(0, -4));
  const hash = sha256(sha256(payload));
  return bytes.slice(-4).every((byte, i) => byte === hash[i]);
}

/** Bech32 and Bech32m addresses (BIP 173, BIP 350). */
function bech32(value: string): boolean {
  const text = value.toLowerCase();
  if (value !== text && value !== value.toUpperCase()) return false;
  const separator = text.lastIndexOf("1");
  const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  const data = [...text.slice(separator + 1)].map((char) => alphabet.indexOf(char));
  if (separator < 1 || data.length < 6 || data.includes(-1)) return false;
  const prefix = [...text.slice(0, separator)].map((char) => char.charCodeAt(0));
  let check = 1;
  for (const step of [...prefix.map((code) => code >> 5), 0, ...prefix.map((code) => code & 31), ...data]) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ step;
    [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].forEach((generator, i) => {
      if ((top >>> i) & 1) check ^= generator;
    });
  }
  return check === 1 || check === 0x2bc830a3;
}

/** Ethereum address; mixed case must hold the checksum of EIP-55. */
function ethereum(value: string): boolean {
  const body = value.slice(2);
  if (!/^0x[0-9a-fA-F]{40}$/.test(value) || /^0{20}/.test(body)) return false;
  const small = body.toLowerCase();
  if (body === small || body === body.toUpperCase()) return /[a-f]/i.test(body) && /[0-9]/.test(body);
  const hash = keccak_256(new TextEncoder().encode(small));
  return [...body].every((char, i) => {
    const nibble = i % 2 === 0 ? hash[i >> 1]! >> 4 : hash[i >> 1]! & 15;
    return /[0-9]/.test(char) || (nibble >= 8 ? char === char.toUpperCase() : char === char.toLowerCase());
  });
}

/** MAC address that names one device: not broadcast, not all the same. */
function mac(value: string): boolean {
  const digits = value.replace(/[^0-9A-Fa-f]/g, "").toLowerCase();
  return (
    digits.length === 12 && !/^([0-9a-f]{2})\1{5}$/.test(digits) && !digits.startsWith("000000") && /[0-9]/.test(digits)
  );
}

/** Latitude and longitude in degrees. */
function coordinates(value: string): boolean {
  const numbers = value.match(/-?[0-9]{1,3}\.[0-9]+/g)?.map(Number) ?? [];
  return numbers.length === 2 && Math.abs(numbers[0]!) <= 90 && Math.abs(numbers[1]!) <= 180;
}

export const financeAndDeviceValidators: Readonly<Record<string, Validator>> = {
  "aba-routing": abaRouting,
  "us-npi": usNpi,
  "us-dea": usDea,
  vin,
  imei,
  bic,
  base58check: base58Check,
  bech32,
  ethereum,
  mac,
  coordinates,
};
