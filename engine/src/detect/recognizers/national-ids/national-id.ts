import type { Recognizer, WordsByLanguage } from "../../recognizer.ts";

/** One number that a state gives to people: a row of the tables in this folder. */
export interface NationalId {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Presidio's name where it has one, else made the same way. */
  readonly type: string;
  readonly kind: "national" | "tax" | "health" | "passport" | "license";
  /** Written forms, as patterns without groups that capture. Tried in order. */
  readonly forms: readonly string[];
  /** Id of a validator; without one only the form and the words near it count. */
  readonly validator?: string;
  /** Forms so distinct that they count without words near: pattern and the confidence it gives before the check. */
  readonly distinct?: readonly (readonly [form: string, score: number])[];
  /** How much a passed check says; default 0.6. */
  readonly checksumScore?: number;
  /** Digits of the whole number, for numbers that begin with a digit; default: any count. */
  readonly digits?: readonly [min: number, max: number];
  readonly words: WordsByLanguage;
  /** Numbers the authority prints on specimens. */
  readonly specimens?: readonly string[];
  readonly source?: string;
}

const end = "(?![0-9A-Za-z_]|[-./][0-9])";

/** The recognizer of a row. */
export function nationalIdRecognizer(row: NationalId): Recognizer {
  const hasLetters = /[A-Za-z]/.test([...row.forms, ...(row.distinct ?? []).map(([form]) => form)].join(""));
  const [min, max] = row.digits ?? (hasLetters ? [1, 40] : [6, 20]);
  return {
    id: row.type.toLowerCase().replaceAll("_", "-"),
    type: row.type,
    country: row.country,
    trigger: hasLetters
      ? [
          { on: "digits", min, max: 40 },
          { on: "token", shape: "X" },
        ]
      : { on: "digits", min, max },
    patterns: [
      ...(row.distinct ?? []).map(([form, score]) => ({ pattern: `(?:${form})${end}`, anyCase: hasLetters, score })),
      ...row.forms.map((form) => ({
        pattern: `(?:${form})${end}`,
        anyCase: hasLetters,
        score: row.validator ? 0.12 : 0.2,
        needsContext: true,
      })),
    ],
    ...(row.validator ? { validator: row.validator, checksumScore: row.checksumScore ?? 0.6 } : {}),
    context: row.words,
    ...(row.specimens ? { reserved: row.specimens.map((value) => `^${value}$`) } : {}),
    ...(row.source ? { source: row.source } : {}),
  };
}
