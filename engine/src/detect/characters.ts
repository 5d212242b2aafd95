/** Classes of a UTF-16 code unit, as small integers so that the walk over a text stays a table look-up. */
export const other = 0;
export const lower = 1;
export const upper = 2;
export const digit = 3;
/** Scripts written without spaces, or with endings glued on: each unit counts as a word. */
export const ideograph = 4;
export const at = 5;
export const colon = 6;
export const equals = 7;
export const lineBreak = 8;
/** Seen by nobody, or standing for another character: zero-width, soft hyphen, full-width and enclosed signs. */
export const disguise = 9;

export type LetterClass = 1 | 2 | 3 | 4;

/** The lower bits of a `characterUnits` entry: the class. */
export const kindMask = 15;
/** How many bits to drop from a `characterUnits` entry to get what to add to the code unit for its small letter. */
export const kindBits = 4;
/** By code unit: its class, and above it how far its small letter is away; one look-up for the walk over a text. */
export const characterUnits: Int32Array = new Int32Array(65536);

function fill(from: number, to: number, value: number): void {
  characterUnits.fill(value, from, to + 1);
}

// Case pairs live below 0x2000 and in the full-width block. Blocks are changed as a whole: one letter at a time costs
// more than all the rest of the start. A block whose length changes with its case (ß) is taken letter by letter.
const blockSize = 32;
const between = (from: number, to: number) =>
  String.fromCharCode(...Array.from({ length: to - from }, (_, i) => from + i));
for (const [from, to] of [
  [0x41, 0x2000],
  [0xff21, 0xff5b],
] as const) {
  for (let start = from; start < to; start += blockSize) {
    const end = Math.min(to, start + blockSize);
    const block = between(start, end);
    const small = block.toLowerCase();
    const capital = block.toUpperCase();
    if (small === block && capital === block) continue;
    const whole = small.length === block.length && capital.length === block.length;
    for (let code = start; code < end; code++) {
      const letter = block[code - start]!;
      const smallLetter = whole ? small[code - start]! : letter.toLowerCase();
      if (smallLetter.length === 1 && smallLetter !== letter) {
        characterUnits[code] = ((smallLetter.charCodeAt(0) - code) << kindBits) | upper;
      } else if ((whole ? capital[code - start]! : letter.toUpperCase()) !== letter) characterUnits[code] = lower;
    }
  }
}
// Letters without case: Latin ª º, Hebrew, Arabic, Devanagari and its neighbours.
for (const [from, to] of [
  [0xaa, 0xaa],
  [0xba, 0xba],
  [0x5d0, 0x5ea],
  [0x620, 0x64a],
  [0x66e, 0x6d3],
  [0x900, 0xdff],
  [0x10d0, 0x10ff],
  [0x1200, 0x137f],
] as const) {
  for (let code = from; code <= to; code++) if (characterUnits[code] === other) characterUnits[code] = lower;
}
fill(0x0e00, 0x0eff, ideograph);
fill(0x1100, 0x11ff, ideograph);
fill(0x3005, 0x3007, ideograph);
fill(0x3040, 0x30ff, ideograph);
fill(0x3400, 0x9fff, ideograph);
fill(0xac00, 0xd7a3, ideograph);
fill(0xf900, 0xfaff, ideograph);
fill(0x30, 0x39, digit);
for (const [from, to] of [
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x2010, 0x2012],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x2070, 0x2089],
  [0x2212, 0x2212],
  [0x2460, 0x24e9],
  [0xfeff, 0xfeff],
  [0xff01, 0xff20],
  [0xff3b, 0xff40],
  [0xff5b, 0xff5e],
  // High surrogates of the mathematical alphanumerics.
  [0xd835, 0xd835],
] as const) {
  fill(from, to, disguise);
}
characterUnits[0x40] = at;
characterUnits[0x3a] = colon;
characterUnits[0xff1a] = colon;
characterUnits[0x3d] = equals;
characterUnits[0x0a] = lineBreak;
characterUnits[0x0d] = lineBreak;

/** The class of a code unit. */
export function charClass(code: number): number {
  return characterUnits[code]! & kindMask;
}

/** The small letter of a code unit, where it has one of the same length. */
export function foldCase(code: number): number {
  return code + (characterUnits[code]! >> kindBits);
}

export function isWordClass(value: number): boolean {
  return value >= lower && value <= ideograph;
}

export function isAsciiAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
