import type { Recognizer, WordsByLanguage } from "../../recognizer.ts";

/** A key or token of one provider: a row of the table. */
export interface ProviderToken {
  /** Provider in lower case, words joined by `-`; the recognizer's id is `secret-` and this. */
  readonly provider: string;
  /** What every such token begins with; two characters or more. */
  readonly prefixes?: readonly string[];
  /** The whole token. */
  readonly pattern: string;
  /** Confidence the form alone gives; default 0.9 with a prefix, 0.1 without. */
  readonly score?: number;
  /** For tokens that nothing marks: the words that must stand near. */
  readonly words?: readonly string[];
  readonly source: string;
}

const end = "(?![A-Za-z0-9_]|-[A-Za-z0-9])";

/** Placeholders that stand in manuals where a token would: `xxxx`, `your-key`, `1234567890`, `EXAMPLE`. */
export const placeholderTokens: readonly string[] = [
  "(?:x{4,}|X{4,}|\\*{3,}|\\.{3,}|0{8,}|1{8,}|a{8,}|A{8,})",
  "(?:example|your|sample|dummy|fake|placeholder|redacted|changeme|insert|test[-_]?key|abcdefgh|12345678|abc123abc)",
];

/** The recognizer of a row. */
export function providerTokenRecognizer(row: ProviderToken): Recognizer {
  const words: WordsByLanguage | undefined = row.words ? { en: row.words } : undefined;
  return {
    id: `secret-${row.provider}`,
    type: "API_KEY",
    trigger: row.prefixes
      ? { on: "literal", literals: row.prefixes }
      : [{ on: "label" }, { on: "token", shape: "X", min: 8 }, { on: "digits", min: 1, max: 40 }],
    patterns: [{ pattern: `(?:${row.pattern})${end}`, score: row.score ?? (row.prefixes ? 0.9 : 0.1) }],
    validator: "random-looking",
    ...(words ? { labels: words, needsContext: row.prefixes === undefined } : {}),
    reserved: placeholderTokens,
    source: row.source,
  };
}
