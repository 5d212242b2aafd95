import type { TemplatePart, TemplateSyntax } from "../../documents/document.ts";
import { jsonLeaves } from "../../documents/json-data.ts";
import { jsonValueText } from "../../documents/json-text.ts";
import { documentKind } from "../../documents/kind.ts";
import { plainText } from "../../documents/mapped-text.ts";
import { losesData, type Placeholder, placeholdersOf } from "../../documents/placeholders.ts";
import { guessTemplateSyntax, promptFileParts } from "../../documents/template-files.ts";
import { yamlStrings } from "../../documents/yaml-text.ts";
import type { Span } from "../../model/index.ts";

/** A stretch of a template: constant text, or a placeholder. */
export interface TemplatePiece {
  /** As it is written. */
  readonly text: string;
  /** In the raw text of the file. */
  readonly span: Span;
  readonly placeholder?: Placeholder;
}

/** The text of a template, taken apart. */
export interface TemplateText {
  readonly role?: string;
  readonly key?: readonly (string | number)[];
  readonly pieces: readonly TemplatePiece[];
}

/**
 * The templates that a file holds: one in most, one for each text of a YAML or JSON file, one for each role of a
 * prompt file.
 * @param syntax how placeholders are written, where the code says so
 */
export function templatesOf(file: string, raw: string, syntax: TemplateSyntax | undefined): TemplateText[] {
  return partsOf(file, raw, syntax).map((part) => ({
    ...(part.role !== undefined && { role: part.role }),
    ...(part.key && { key: part.key }),
    pieces: piecesOf(part),
  }));
}

/** A text of the code as a template. */
export function templateOf(text: string, syntax: TemplateSyntax | undefined): TemplateText {
  return { pieces: piecesOf({ syntax: syntax ?? guessTemplateSyntax(text), source: plainText(text) }) };
}

function partsOf(file: string, raw: string, syntax: TemplateSyntax | undefined): TemplatePart[] {
  const kind = documentKind(file);
  const syntaxOf = (text: string) => syntax ?? guessTemplateSyntax(text);
  if (/\.ya?ml$/i.test(file)) {
    return yamlStrings(raw, 0, raw.length, []).map(({ path, value }) => ({
      syntax: syntaxOf(value.text),
      source: value,
      key: path,
    }));
  }
  if (/\.json$/i.test(file)) {
    return [...jsonLeaves(raw, 0, raw.length, () => {})]
      .filter(({ start }) => raw[start] === '"')
      .map(({ path, start, end }) => {
        const source = jsonValueText(raw, start, end);
        return { syntax: syntaxOf(source.text), source, key: path };
      });
  }
  if (kind === "prompty" || kind === "prompt") {
    return promptFileParts(raw, syntax, []).filter(({ role }) => role !== "sample");
  }
  return [{ syntax: syntaxOf(raw), source: plainText(raw) }];
}

function piecesOf({ source, syntax }: TemplatePart): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let at = 0;
  const add = (start: number, end: number, placeholder?: Placeholder) =>
    pieces.push({
      text: source.text.slice(start, end),
      span: source.toRaw({ start, end }),
      ...(placeholder && { placeholder }),
    });
  for (const placeholder of placeholdersOf(source.text, syntax)) {
    const { span } = placeholder;
    // `{{ first ~ last }}` has two paths in one place.
    if (span.start > at) add(at, span.start);
    add(span.start, span.end, placeholder);
    at = Math.max(at, span.end);
  }
  if (at < source.text.length) add(at, source.text.length);
  return pieces;
}

/** Whether a placeholder shows something of the value it is filled with. */
export function showsValue(placeholder: Placeholder): boolean {
  return !losesData(placeholder);
}
