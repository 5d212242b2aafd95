import { nationalIds } from "../../engine/src/detect/recognizers/national-ids/index.ts";
import type { Entity } from "../../engine/src/index.ts";

/** One labelled text, as the data sets write it. */
export interface LabelledText {
  readonly full_text: string;
  readonly spans: readonly {
    readonly entity_type: string;
    readonly start_position: number;
    readonly end_position: number;
    /** Debatable: neither a miss when it is not found, nor wrong when it is. */
    readonly optional?: boolean;
  }[];
}

export interface LabelledSpan {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

export interface TypeCounts {
  gold: number;
  found: number;
  predicted: number;
  right: number;
}

export interface EvaluationError {
  readonly kind: "missed" | "wrong";
  readonly type: string;
  readonly span: LabelledSpan;
  readonly text: string;
  /** For a wrong one, what stood there; for a missed one, what was predicted there. */
  readonly instead: string;
}

export interface Evaluation {
  readonly byType: ReadonlyMap<string, TypeCounts>;
  /** The address figures without gold addresses that are bare fragments. */
  readonly addressesWithoutFragments: TypeCounts;
  readonly clear: { characters: number; total: number };
  /** The same without ORGANIZATION, TITLE, NRP and AGE. */
  readonly clearWithoutSoft: { characters: number; total: number };
  readonly anyType: { predicted: number; right: number };
  readonly errors: readonly EvaluationError[];
}

const sameType: Readonly<Record<string, string>> = {
  GPE: "LOCATION",
  LOC: "LOCATION",
  CITY: "LOCATION",
  DATE_TIME: "DATE",
  DATE_OF_BIRTH: "DATE",
  DOB: "DATE",
  DOMAIN_NAME: "URL",
  ADDRESS: "STREET_ADDRESS",
  EMAIL: "EMAIL_ADDRESS",
  PHONE: "PHONE_NUMBER",
  SSN: "US_SSN",
  IBAN: "IBAN_CODE",
  IP: "IP_ADDRESS",
  PER: "PERSON",
  ORG: "ORGANIZATION",
  ZIP: "ZIP_CODE",
  POSTAL_CODE: "ZIP_CODE",
  DRIVER_LICENSE: "US_DRIVER_LICENSE",
  US_PASSPORT: "PASSPORT",
  ES_NASS: "ES_NSS",
};

/** Types of ours that a set which labels only `ID` means by it. */
const idTypes = new Set([
  "US_SSN",
  "US_ITIN",
  "NATIONAL_ID",
  "TAX_ID",
  "HEALTH_ID",
  "PASSPORT",
  "US_DRIVER_LICENSE",
  "ACCOUNT_NUMBER",
  "CUSTOMER_ID",
  "EMPLOYEE_ID",
  "ORDER_NUMBER",
  "POLICY_NUMBER",
  "MEDICAL_RECORD_NUMBER",
  "CASE_NUMBER",
]);

const isNationalId = (type: string): boolean => nationalIds.some((row) => row.type === type);

const softTypes = new Set(["ORGANIZATION", "TITLE", "NRP", "AGE"]);

/** The name under which a type is scored. */
export function scoredType(type: string): string {
  return sameType[type] ?? type;
}

/** An address such as "450": without a letter, or without a digit and of one word. */
export function isBareFragment(address: string): boolean {
  return !/\p{L}/u.test(address) || (!/[0-9]/.test(address) && !/\s/.test(address.trim()));
}

/** Scores `detect` on labelled texts, as the data's README describes. */
export function evaluate(texts: readonly LabelledText[], detect: (text: string) => readonly Entity[]): Evaluation {
  const labelled = new Set(texts.flatMap(({ spans }) => spans.map((span) => scoredType(span.entity_type))));
  const byType = new Map<string, TypeCounts>();
  const countsOf = (type: string): TypeCounts => {
    const counts = byType.get(type) ?? { gold: 0, found: 0, predicted: 0, right: 0 };
    byType.set(type, counts);
    return counts;
  };
  const addressesWithoutFragments: TypeCounts = { gold: 0, found: 0, predicted: 0, right: 0 };
  const clear = { characters: 0, total: 0 };
  const clearWithoutSoft = { characters: 0, total: 0 };
  const anyType = { predicted: 0, right: 0 };
  const errors: EvaluationError[] = [];

  for (const { full_text: text, spans } of texts) {
    const labelledSpan = (span: LabelledText["spans"][number]): LabelledSpan => ({
      type: scoredType(span.entity_type),
      start: span.start_position,
      end: span.end_position,
    });
    const gold = spans.filter(({ optional }) => !optional).map(labelledSpan);
    const debatable = spans.filter(({ optional }) => optional).map(labelledSpan);
    const predicted = detect(text)
      .map((entity): LabelledSpan => {
        const type = scoredType(entity.type);
        const scored =
          !labelled.has(type) && labelled.has("ID") && (idTypes.has(type) || isNationalId(type)) ? "ID" : type;
        return { type: scored, start: entity.start, end: entity.end };
      })
      .filter((span) => covered(span, debatable) * 2 < span.end - span.start || covered(span, gold) > 0);
    const addresses = gold.filter((span) => span.type === "STREET_ADDRESS");
    const insideAddress = (span: LabelledSpan): boolean =>
      (span.type === "ZIP_CODE" || span.type === "LOCATION") &&
      addresses.some((address) => address.start <= span.start && span.end <= address.end);

    for (const span of gold) {
      const length = span.end - span.start;
      const inClear = length - covered(span, predicted);
      clear.characters += inClear;
      clear.total += length;
      if (!softTypes.has(span.type)) {
        clearWithoutSoft.characters += inClear;
        clearWithoutSoft.total += length;
      }
      if (insideAddress(span)) continue;
      const found =
        covered(
          span,
          predicted.filter((other) => other.type === span.type),
        ) *
          2 >=
        length;
      const counts = countsOf(span.type);
      counts.gold++;
      if (found) counts.found++;
      else errors.push({ kind: "missed", type: span.type, span, text, instead: typesAt(span, predicted) });
      if (span.type === "STREET_ADDRESS" && !isBareFragment(text.slice(span.start, span.end))) {
        addressesWithoutFragments.gold++;
        if (found) addressesWithoutFragments.found++;
      }
    }
    for (const span of predicted) {
      if (!labelled.has(span.type) || insideAddress(span)) continue;
      const length = span.end - span.start;
      const right =
        covered(
          span,
          gold.filter((other) => other.type === span.type),
        ) *
          2 >=
        length;
      const counts = countsOf(span.type);
      counts.predicted++;
      if (right) counts.right++;
      else errors.push({ kind: "wrong", type: span.type, span, text, instead: typesAt(span, gold) });
      anyType.predicted++;
      if (covered(span, gold) * 2 >= length) anyType.right++;
      if (span.type === "STREET_ADDRESS") {
        addressesWithoutFragments.predicted++;
        if (right) addressesWithoutFragments.right++;
      }
    }
  }
  return { byType, addressesWithoutFragments, clear, clearWithoutSoft, anyType, errors };
}

/** Precision, recall and their harmonic mean, in percent. */
export function rates(counts: TypeCounts): { precision: number; recall: number; f1: number } {
  const precision = counts.predicted === 0 ? 0 : (100 * counts.right) / counts.predicted;
  const recall = counts.gold === 0 ? 0 : (100 * counts.found) / counts.gold;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

function covered(span: LabelledSpan, by: readonly LabelledSpan[]): number {
  let count = 0;
  for (let i = span.start; i < span.end; i++) if (by.some((other) => other.start <= i && i < other.end)) count++;
  return count;
}

function typesAt(span: LabelledSpan, others: readonly LabelledSpan[]): string {
  return others
    .filter((other) => other.start < span.end && span.start < other.end)
    .map((other) => other.type)
    .join("+");
}
