import { hashMix, hashSeed, hashStep } from "./hash.ts";
import { classBit } from "./lexicon/index.ts";
import { beginsSentence, isCapitalised, lowerAt, type Sentence } from "./sentence.ts";
import { Gap, Shape } from "./tokens.ts";
import { WordFlag } from "./word-table.ts";

/** How many bits of a feature's hash are kept. */
export const featureKeyBits = 26;

/** An upper bound of the number of features of one token. */
export const maxFeatures = 64;

const triggers =
  classBit("title") |
  classBit("greeting") |
  classBit("closing") |
  classBit("nameLabel") |
  classBit("nameVerb") |
  classBit("kin") |
  classBit("role") |
  classBit("placeVerb") |
  classBit("placeLabel") |
  classBit("addressLabel") |
  classBit("organization") |
  classBit("streetPrefix") |
  classBit("unit");

const outside = 0x2f6e2b1;

function key(template: number, value: number): number {
  return hashMix(Math.imul(value ^ Math.imul(template + 1, 0x9e3779b1), 0x85ebca6b)) >>> (32 - featureKeyBits);
}

function key2(template: number, a: number, b: number): number {
  return key(template, Math.imul(a, 0x2c1b3c6d) ^ ((b << 9) | (b >>> 23)) ^ b);
}

/** Leaves the word out and counts on its context alone: used in training, so that unknown names are learnt too. */
export interface Blindness {
  /** Bit 1: no word lists for the token; bit 2: neither the word nor its endings. */
  readonly byToken: Uint8Array;
}

/** Writes the hashed features of token `i` to `out` and returns how many there are. */
export function extractFeatures(sentence: Sentence, i: number, out: Int32Array, blindness?: Blindness): number {
  const { tokens, masks, phrase, text } = sentence;
  const { hash, shape, start, end, gap, count } = tokens;
  const blind = blindness?.byToken[i] ?? 0;
  const flagsOf = (j: number): number => {
    const f = sentence.flags[j]!;
    return blindness !== undefined && (blindness.byToken[j]! & 1) !== 0 ? f & (WordFlag.Common | WordFlag.Frequent) : f;
  };
  const wordOf = (j: number): number =>
    blindness !== undefined && (blindness.byToken[j]! & 2) !== 0 ? 0x51ed27 : hash[j]!;
  let n = 0;
  const p1 = i > 0;
  const p2 = i > 1;
  const n1 = i + 1 < count;
  const n2 = i + 2 < count;
  const g0 = gap[i]!;
  const g1 = n1 ? gap[i + 1]! : Gap.BlankLine;
  // Across a blank line nothing is a neighbour; across a line break only marked so.
  const w0 = wordOf(i);
  const wp = p1 && g0 < Gap.BlankLine ? wordOf(i - 1) ^ (g0 === Gap.Newline ? 0x55 : 0) : outside;
  const wn = n1 && g1 < Gap.BlankLine ? wordOf(i + 1) ^ (g1 === Gap.Newline ? 0x55 : 0) : outside;
  const wpp = p2 && g0 < Gap.Newline && gap[i - 1]! < Gap.Newline ? wordOf(i - 2) : outside;
  const wnn = n2 && g1 < Gap.Newline && gap[i + 2]! < Gap.Newline ? wordOf(i + 2) : outside;
  const s0 = shape[i]!;
  const length = end[i]! - start[i]!;
  const sizeClass =
    s0 === Shape.Number || s0 === Shape.Mixed ? Math.min(length, 7) : length < 4 ? length : length < 8 ? 4 : 5;
  const z0 = s0 * 8 + sizeClass;
  const zp = p1 ? shape[i - 1]! + 16 * g0 : 99;
  const zn = n1 ? shape[i + 1]! + 16 * g1 : 99;
  const f0 = flagsOf(i);
  const fp = p1 ? flagsOf(i - 1) : 0;
  const fn = n1 ? flagsOf(i + 1) : 0;
  const m0 = (blind & 2) !== 0 ? 0 : masks[i]!;
  const mp = p1 && g0 < Gap.BlankLine ? masks[i - 1]! : 0;
  const mn = n1 && g1 < Gap.BlankLine ? masks[i + 1]! : 0;
  const mpp = p2 && g0 < Gap.Newline ? masks[i - 2]! : 0;
  const mnn = n2 && g1 < Gap.Newline ? masks[i + 2]! : 0;
  const style = sentence.style;
  const first = beginsSentence(sentence, i) ? 1 : 0;
  const seenLower = sentence.lower[hash[i]! & sentence.evidenceMask] === hash[i] ? 1 : 0;
  const seenCapital = sentence.capital[hash[i]! & sentence.evidenceMask] === hash[i] ? 1 : 0;
  const ph = phrase[i]!;

  out[n++] = key(0, 0);
  out[n++] = key(1, w0);
  out[n++] = key(2, wp);
  out[n++] = key(3, wn);
  out[n++] = key(4, wpp);
  out[n++] = key(5, wnn);
  out[n++] = key2(6, wp, w0);
  out[n++] = key2(7, w0, wn);
  out[n++] = key2(8, wpp, wp);
  out[n++] = key2(9, z0, style);
  out[n++] = key2(10, zp, z0);
  out[n++] = key2(11, z0, zn);
  out[n++] = key2(12, key2(12, zp, z0), zn);
  // Endings and beginnings.
  if ((blind & 2) === 0 && s0 !== Shape.Punctuation && s0 !== Shape.Number && s0 !== Shape.Mixed) {
    let h = hashSeed;
    const from = start[i]!;
    const to = end[i]!;
    for (let k = 1; k <= 5 && to - k >= from; k++) {
      h = hashStep(h, lowerAt(text, to - k));
      if (k >= 2) out[n++] = key2(13, h, k);
      if (k === 3) out[n++] = key2(14, h, f0);
    }
    h = hashSeed;
    for (let k = 0; k < 4 && from + k < to; k++) {
      h = hashStep(h, lowerAt(text, from + k));
      if (k >= 2) out[n++] = key2(15, h, k);
    }
  }
  const fz = f0 * 16 + s0;
  out[n++] = key2(16, fz, ph);
  out[n++] = key2(17, fz, style * 8 + first * 4 + seenLower * 2 + seenCapital);
  out[n++] = key2(18, fz, fp * 16 + (p1 ? shape[i - 1]! : 15));
  out[n++] = key2(19, fz, fn * 16 + (n1 ? shape[i + 1]! : 15));
  out[n++] = key2(20, key2(20, fz, fp), fn);
  out[n++] = key2(21, fz, mp);
  out[n++] = key2(22, fz, mn);
  out[n++] = key2(23, s0 * 4 + g0, mp);
  out[n++] = key2(24, s0 * 4 + g1, mn);
  out[n++] = key2(25, mpp, mp);
  out[n++] = key2(26, mn, mnn);
  out[n++] = key2(27, mpp, s0);
  out[n++] = key2(28, m0, s0);
  out[n++] = key2(29, key2(29, mp, m0), mn);
  out[n++] = key2(30, fz, wp);
  out[n++] = key2(31, fz, wn);
  out[n++] = key2(32, g0 * 4 + g1, s0);
  // What stands right before and after.
  const before = lowerAt(text, start[i]! - 1);
  const after = lowerAt(text, end[i]!);
  out[n++] = key2(33, punctuationOf(before) * 256 + punctuationOf(after), s0);
  out[n++] = key2(34, punctuationOf(before), fz);
  out[n++] = key2(35, punctuationOf(after), fz);
  // The nearest telling word to the left on this line, and the run of capitals that the token is in.
  let distance = 0;
  let trigger = 0;
  let j = i;
  while (j > 0 && distance < 6 && gap[j]! < Gap.Newline) {
    j--;
    distance++;
    trigger = masks[j]! & triggers;
    if (trigger !== 0) break;
  }
  if (trigger === 0 && j > 0 && gap[j]! === Gap.Newline && distance < 4) {
    // The end of the line above: `Regards,` and `Ship to:`.
    j--;
    if (shape[j] === Shape.Punctuation && j > 0) j--;
    trigger = masks[j]! & triggers;
    distance = 8;
  }
  out[n++] = key2(36, trigger, distance < 3 ? distance : distance < 7 ? 3 : 8);
  out[n++] = key2(37, trigger, fz);
  let left = 0;
  while (left < 4 && i - left > 0 && gap[i - left] === Gap.Space && isCapitalised(shape[i - left - 1]!)) left++;
  let right = 0;
  while (right < 4 && i + right + 1 < count && gap[i + right + 1] === Gap.Space && isCapitalised(shape[i + right + 1]!))
    right++;
  out[n++] = key2(38, left * 8 + right, s0 * 4 + style);
  out[n++] = key2(39, left * 8 + right, f0);
  let givenInRun = 0;
  let organizationInRun = 0;
  for (let k = i - left; k <= i + right; k++) {
    if (k !== i && (flagsOf(k) & WordFlag.Given) !== 0) givenInRun = 1;
    if ((masks[k]! & organizationBit) !== 0) organizationInRun = 1;
  }
  out[n++] = key2(40, fz, givenInRun * 2 + organizationInRun);
  out[n++] = key2(41, first * 2 + seenLower, f0);
  if (s0 === Shape.Number || s0 === Shape.Mixed || (m0 & streetBits) !== 0) {
    out[n++] = key2(42, z0, key2(42, zp, zn));
    out[n++] = key2(43, z0, mp);
    out[n++] = key2(44, z0, mn);
    out[n++] = key2(45, z0, key2(45, mn, mnn));
    out[n++] = key2(46, z0, key2(46, mp, mpp));
    out[n++] = key2(47, z0, key2(47, fp, fn));
  }
  return n;
}

const organizationBit = classBit("organization");
const streetBits = classBit("streetSuffix") | classBit("streetPrefix") | classBit("unit");

/** The code unit where it is an ASCII mark; 1 for letters and digits, 2 for white space, 3 for the rest. */
function punctuationOf(code: number): number {
  if (code === 0 || code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) return 2;
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)) return 1;
  return code < 0x80 ? code : 3;
}
