import type { EntityType } from "../../model/index.ts";
import { placeholder } from "../placeholder.ts";
import type { Operator } from "./operator.ts";

/**
 * Numbers the values of each type in the order they come: the same value is `<PERSON_1>` wherever it stands in what
 * the prepared operator sees, so that a model can still tell people apart.
 */
export const pseudonymize: Operator = {
  name: "pseudonymize",
  description: "Numbered placeholders: the same value gets the same <PERSON_1> throughout.",
  prepare() {
    const numbers = new Map<EntityType, Map<string, number>>();
    return (value, type) => {
      let known = numbers.get(type);
      if (!known) {
        known = new Map();
        numbers.set(type, known);
      }
      const same = comparable(value, type);
      let number = known.get(same);
      if (number === undefined) {
        number = known.size + 1;
        known.set(same, number);
      }
      return placeholder(type, number);
    };
  },
};

const numeric = /NUMBER|CARD|IBAN|SSN|ACCOUNT|_ID$/;

/** Spellings of one value: case, spaces, and the separators of numbers do not tell values apart. */
function comparable(value: string, type: EntityType): string {
  const folded = value.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
  return numeric.test(type) ? folded.replace(/[\s().\-/]/gu, "") : folded;
}
