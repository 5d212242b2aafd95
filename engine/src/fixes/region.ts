import type { CodeLanguage } from "../documents/document.ts";
import type { IrClass, IrFunction } from "../flow/ir.ts";
import type { Span } from "../model/index.ts";

/** What of a file is parsed where no more is needed than what stands around some places in one function. */
export interface CodeRegion {
  readonly span: Span;
  /** A method, which is no code without a class around it. */
  readonly isMethod: boolean;
}

/** Opens a class on the units before a method, in place of what really stands there. */
export const classOpening = "class A{";

/** What a lowered file says of its outline. */
export interface Outline {
  readonly functions: readonly Pick<IrFunction, "name" | "span" | "enclosing" | "class">[];
  readonly classes: readonly Pick<IrClass, "span">[];
}

/**
 * The function that holds all of some places and stands in nothing but classes and statements, so that its code means
 * the same without the rest of the file; `undefined` where there is none or it cannot be told. The file must have no
 * syntax errors.
 * @param places spans of the code, at least one
 */
export function regionAround(
  outline: Outline,
  language: CodeLanguage,
  text: string,
  places: readonly Span[],
): CodeRegion | undefined {
  const first = places[0];
  if (!first) return undefined;
  const holds = ({ start, end }: Span): boolean =>
    places.every((place) => start < place.start && place.end <= end && place.start < place.end);
  const outer = outline.functions.find(
    ({ span, enclosing }, index) => index > 0 && (enclosing ?? 0) === 0 && holds(span),
  );
  if (!outer) return undefined;
  const { span } = outer;
  if (language === "python") return startsWith(text, span, pythonFunction) ? { span, isMethod: false } : undefined;
  if (language === "go") return undefined;
  if (outer.class !== undefined) {
    const owner = outline.classes[outer.class]?.span;
    if (!owner || span.start - owner.start < classOpening.length || span.end >= owner.end) return undefined;
    if (!startsWith(text, owner, scriptClass) || !exported.test(lineBefore(text, owner.start))) return undefined;
    return { span, isMethod: true };
  }
  const before = lineBefore(text, span.start);
  const isStatement = startsWith(text, span, scriptFunction) ? exported.test(before) : declared.test(before);
  return isStatement ? { span: { start: span.start - before.length, end: span.end }, isMethod: false } : undefined;
}

const pythonFunction = /(?:async[ \t]+)?def\b/y;
const scriptFunction = /(?:async[ \t]+)?function\b/y;
const scriptClass = /(?:abstract[ \t]+)?class\b/y;
/** From the start of the line: what stands there begins no other expression. */
const exported = /^(?:export[ \t]+(?:default[ \t]+)?)?(?:abstract[ \t]+)?$/;
const declared = /^(?:export[ \t]+)?(?:const|let|var)[ \t]+[\w$]+[ \t]*=[ \t]*$/;

function startsWith(text: string, span: Span, pattern: RegExp): boolean {
  pattern.lastIndex = span.start;
  return pattern.test(text);
}

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
}
