import type { CategoryName } from "./category.ts";
import type { Span } from "./span.ts";

/** An entity type, named as Presidio names it: `EMAIL_ADDRESS`, `PERSON`, `CREDIT_CARD`, `IBAN_CODE`, `US_SSN` … */
export type EntityType = string;

/** A span of literal personal data in a text. */
export interface Entity extends Span {
  readonly type: EntityType;
  readonly category: CategoryName;
  /** Confidence from 0 to 1. */
  readonly score: number;
  /** The id of the recognizer that found it. */
  readonly recognizer: string;
}
