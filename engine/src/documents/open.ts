import type { DocumentKind, SourceDocument } from "./document.ts";
import { codeLanguage, documentKind } from "./kind.ts";
import { plainText } from "./mapped-text.ts";

export interface OpenInput {
  readonly file: string;
  readonly text: string;
  readonly languageId?: string;
}

/** Takes a file apart. `undefined` for kinds of no interest; a damaged file opens with `problems`. */
export function openDocument({ file, text, languageId }: OpenInput): SourceDocument | undefined {
  const kind = documentKind(file, languageId);
  return kind && openAs(kind, file, text);
}

function openAs(kind: DocumentKind, file: string, raw: string): SourceDocument {
  const base = { kind, file, raw, templates: [], fields: () => [], problems: [] };
  const language = codeLanguage(kind);
  if (language) return { ...base, code: { language, source: plainText(raw) } };
  switch (kind) {
    case "jinja":
      return { ...base, templates: [{ syntax: "jinja", source: plainText(raw) }] };
    case "handlebars":
      return { ...base, templates: [{ syntax: "handlebars", source: plainText(raw) }] };
    case "prompty":
      return { ...base, templates: [{ syntax: "jinja", source: plainText(raw) }] };
    case "prompt":
      return { ...base, templates: [{ syntax: "handlebars", source: plainText(raw) }] };
    default:
      return base;
  }
}
