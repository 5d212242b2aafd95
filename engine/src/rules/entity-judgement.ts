import type { Certainty, Entity } from "../model/index.ts";
import { certaintyOf } from "./certainty.ts";

/** Types that say who somebody is. */
const identifying = /^(PERSON|STREET_ADDRESS|US_SSN|NATIONAL_ID|PASSPORT|US_PASSPORT|DATE_OF_BIRTH)$/;
/** Types that are personal only beside somebody: a city in a text about a product is nobody's. */
const attributes = /^(LOCATION|ZIP_CODE|ORGANIZATION|DATE_TIME|AGE|NRP|TITLE|COORDINATES|URL)$/;

/** How sure it is that an entity is personal data, among the others of its text. */
export function entityCertainty(entity: Entity, others: readonly Entity[], confidence: number): Certainty {
  if (!attributes.test(entity.type)) return certaintyOf(confidence);
  const beside = others.some((other) => identifying.test(other.type) && Math.abs(other.start - entity.start) < 80);
  return beside && confidence >= 0.6 ? "likely" : "unsure";
}
