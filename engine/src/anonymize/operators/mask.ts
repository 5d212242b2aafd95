import type { Operator } from "./operator.ts";

/**
 * Covers characters: all of them, or `chars_to_mask` from the start or, with `from_end`, from the end. Counted in
 * user-perceived characters, so that no mark or half of a pair stays behind.
 */
export const mask: Operator = {
  name: "mask",
  description: "Covers characters of the value; what stays readable may still tell who it is.",
  prepare({ masking_char: char = "*", chars_to_mask: count, from_end: fromEnd = false }) {
    if (typeof char !== "string" || [...char].length !== 1) {
      return { problem: "`masking_char` of `mask` must be one character." };
    }
    if (count !== undefined && (typeof count !== "number" || !Number.isInteger(count) || count < 0)) {
      return { problem: "`chars_to_mask` of `mask` must be a whole number of characters." };
    }
    if (typeof fromEnd !== "boolean") return { problem: "`from_end` of `mask` must be true or false." };
    return (value) => {
      const characters = [...segmenter.segment(value)].map((part) => part.segment);
      const covered = Math.min(count ?? characters.length, characters.length);
      const masked = char.repeat(covered);
      return fromEnd
        ? characters.slice(0, characters.length - covered).join("") + masked
        : masked + characters.slice(covered).join("");
    };
  },
};

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
