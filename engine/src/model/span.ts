/** A half-open stretch of text, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a text file: both numbers count from 0, `character` in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A half-open stretch of a text file, as the language server protocol writes it. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** One replacement in a text, as a UTF-16 span of the text before the edit. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** Whether two half-open spans share at least one code unit. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Whether `outer` covers all of `inner`. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
