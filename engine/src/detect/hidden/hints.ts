/** What a first look at a text says about hidden forms in it. */
export interface HiddenHints {
  /** Places, in order, of what looks like something else or is not seen, and of escapes. */
  readonly disguised: readonly number[];
  /** Escapes of JSON stand in the text. */
  readonly escaped: boolean;
  /** By recognizer: 1 where the text has words of it. */
  readonly supported: Uint8Array;
  /** Places of `%` and `=` before two hexadecimal digits. */
  readonly encoded: readonly number[];
  /** Starts of words of letters and digits that are long enough to be base64 or hexadecimal. */
  readonly longTokens: readonly number[];
}
