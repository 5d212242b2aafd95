import type { Span, TextEdit, WorkspaceChange } from "../model/index.ts";

/**
 * A text after its edits. Edits at one place are applied in the order given.
 * @throws RangeError when edits overlap or lie outside the text
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let at = 0;
  for (const { span, newText } of sortEdits(edits)) {
    if (span.start < at || span.end < span.start || span.end > text.length) {
      throw new RangeError(`an edit at ${span.start} overlaps another or lies outside the text`);
    }
    result += text.slice(at, span.start) + newText;
    at = span.end;
  }
  return result + text.slice(at);
}

/** Edits by place; those at one place keep their order, insertions before what replaces text from there. */
export function sortEdits(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** Edits of one fix that only make sense together, and the stretches of each file that they change or rest on. */
export interface FixEdits {
  readonly file: string;
  /** Edits that belong to this fix alone. */
  readonly edits: readonly TextEdit[];
  /** Edits that several fixes may have in common, such as the import; kept once. */
  readonly shared: readonly TextEdit[];
  /** No other fix may change anything in here. */
  readonly claims: readonly Span[];
}

export interface FixResult {
  readonly files: readonly FixEdits[];
  readonly creates: readonly { readonly file: string; readonly text: string }[];
}

/** The fix as the change that is handed out. */
export function toChange(result: FixResult): WorkspaceChange {
  return combineFixes([result]);
}

/**
 * Several fixes, computed on the same texts, as one change: shared edits once, and a fix that would touch what
 * an earlier one changes left out as a whole. Those left out are found again by the next analysis.
 */
export function combineFixes(results: readonly FixResult[]): WorkspaceChange {
  const edits = new Map<string, TextEdit[]>();
  const claims = new Map<string, Span[]>();
  const creates = new Map<string, string>();
  for (const result of results) {
    if (result.files.some((file) => collides(file, claims.get(file.file) ?? []))) continue;
    for (const file of result.files) {
      const known = edits.get(file.file) ?? [];
      for (const edit of file.shared) if (!known.some((other) => sameEdit(other, edit))) known.push(edit);
      known.push(...file.edits);
      edits.set(file.file, known);
      claims.set(file.file, [...(claims.get(file.file) ?? []), ...file.claims]);
    }
    for (const { file, text } of result.creates) if (!creates.has(file)) creates.set(file, text);
  }
  return {
    edits: [...edits].map(([file, list]) => ({ file, edits: sortEdits(list) })),
    creates: [...creates].map(([file, text]) => ({ file, text })),
  };
}

function collides(file: FixEdits, claims: readonly Span[]): boolean {
  return file.claims.some((mine) => claims.some((theirs) => touches(mine, theirs)));
}

/** Shares a unit, or is the same empty place. */
function touches(a: Span, b: Span): boolean {
  return (a.start < b.end && b.start < a.end) || (a.start === b.start && a.end === b.end);
}

function sameEdit(a: TextEdit, b: TextEdit): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;
}
