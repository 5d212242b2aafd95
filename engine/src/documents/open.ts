import { csvDialect, csvFields } from "./csv.ts";
import type { DataField, DocumentKind, DocumentProblem, SourceDocument } from "./document.ts";
import { jsonFields, jsonLinesFields } from "./json-data.ts";
import { codeLanguage, documentKind } from "./kind.ts";
import { plainText } from "./mapped-text.ts";
import { isMinified } from "./minified.ts";
import { readNotebook } from "./notebook.ts";
import { promptTemplateConfidence } from "./prompt-likeness.ts";
import { promptFileParts, yamlPromptParts } from "./template-files.ts";

export interface OpenInput {
  readonly file: string;
  readonly text: string;
  readonly languageId?: string;
}

/** Templates of generated sites and charts can be large; a prompt is not. */
const largestTemplate = 2_000_000;

/**
 * Takes a file apart. `undefined` for kinds of no interest; a damaged file opens with `problems`, to which reading
 * the fields may add.
 */
export function openDocument({ file, text, languageId }: OpenInput): SourceDocument | undefined {
  const kind = documentKind(file, languageId);
  return kind && openAs(kind, file, text);
}

function openAs(kind: DocumentKind, file: string, raw: string): SourceDocument {
  const problems: DocumentProblem[] = [];
  const base = { kind, file, raw, templates: [], fields: () => [], problems };
  const language = codeLanguage(kind);
  if (language && language !== "python" && language !== "go" && isMinified(raw)) {
    return { ...base, skipped: "The file is minified. Check the code that it was made from." };
  }
  if (language) return { ...base, code: { language, source: plainText(raw) } };
  switch (kind) {
    case "notebook": {
      const notebook = readNotebook(raw);
      problems.push(...notebook.problems);
      return notebook.code ? { ...base, code: notebook.code } : base;
    }
    case "jinja":
    case "handlebars":
    case "ejs": {
      const confidence = raw.length > largestTemplate ? 0 : promptTemplateConfidence(file, raw);
      return { ...base, templates: confidence > 0 ? [{ syntax: kind, source: plainText(raw), confidence }] : [] };
    }
    case "prompty":
      return { ...base, templates: promptFileParts(raw, "jinja", problems) };
    case "prompt":
      return { ...base, templates: promptFileParts(raw, undefined, problems) };
    case "yaml":
      return { ...base, templates: raw.length > largestTemplate ? [] : yamlPromptParts(file, raw, problems) };
    case "json":
      return { ...base, fields: () => fresh(problems, (found) => jsonFields(raw, found)) };
    case "jsonl":
      return { ...base, fields: () => fresh(problems, (found) => jsonLinesFields(raw, found)) };
    case "csv":
    case "tsv": {
      const fallback = kind === "csv" ? "," : "\t";
      const columns = csvDialect(raw, fallback).header;
      const fields = () => fresh(problems, (found) => csvFields(raw, fallback, found));
      return columns ? { ...base, columns, fields } : { ...base, fields };
    }
    default:
      return base;
  }
}

/** Reading the fields again finds the same problems again: the later reading's stand. */
function* fresh(
  problems: DocumentProblem[],
  read: (found: DocumentProblem[]) => Iterable<DataField>,
): Iterable<DataField> {
  problems.length = 0;
  yield* read(problems);
}
