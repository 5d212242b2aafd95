/** A set of UTF-16 units: exact for ASCII, and beyond it only whether some or all units are in it. */
export interface UnitSet {
  /** By ASCII code, a bit each. */
  readonly ascii: readonly [number, number, number, number];
  readonly beyond: "none" | "some" | "all";
}

export const noUnits: UnitSet = { ascii: [0, 0, 0, 0], beyond: "none" };
export const anyUnit: UnitSet = { ascii: [-1, -1, -1, -1], beyond: "all" };

export function hasAscii({ ascii }: UnitSet, code: number): boolean {
  return ((ascii[code >> 5]! >>> (code & 31)) & 1) !== 0;
}

/** Collects units and gives their set. */
export function unitsOf(ranges: readonly (readonly [from: number, to: number])[], anyCase: boolean): UnitSet {
  const ascii: [number, number, number, number] = [0, 0, 0, 0];
  const add = (code: number) => {
    ascii[code >> 5]! |= 1 << (code & 31);
  };
  let beyond: UnitSet["beyond"] = "none";
  for (const [from, to] of ranges) {
    for (let code = from; code <= to && code < 128; code++) {
      add(code);
      const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
      if (anyCase && isLetter) add(code ^ 32);
    }
    if (to >= 128) beyond = from <= 128 && to >= 0xffff ? "all" : beyond === "all" ? "all" : "some";
  }
  return { ascii, beyond };
}

export function complement({ ascii, beyond }: UnitSet): UnitSet {
  const [a, b, c, d] = ascii;
  return { ascii: [~a, ~b, ~c, ~d], beyond: beyond === "none" ? "all" : beyond === "all" ? "none" : "some" };
}

export function union(one: UnitSet, other: UnitSet): UnitSet {
  const [a, b, c, d] = one.ascii;
  const [e, f, g, h] = other.ascii;
  const beyond =
    one.beyond === "all" || other.beyond === "all"
      ? "all"
      : one.beyond === "some" || other.beyond === "some"
        ? "some"
        : "none";
  return { ascii: [a | e, b | f, c | g, d | h], beyond };
}

/** Digits are bits 16 to 25 of the second number. */
const digitBits = 0x03ff0000;

/** 2 where all digits of ASCII are in a set, 1 where some are, else 0. */
export function digitsIn({ ascii }: UnitSet): number {
  const bits = ascii[1] & digitBits;
  return bits === 0 ? 0 : bits === digitBits ? 2 : 1;
}
