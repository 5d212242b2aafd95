import type { Span } from "@promptveil/engine";

export interface NotebookCellText {
  readonly kind: "code" | "markdown";
  readonly languageId: string;
  readonly text: string;
}

/** An open notebook as the text of an `.ipynb` file, and the way back from that text to the cells. */
export interface NotebookText {
  readonly raw: string;
  /** The cell that a span of `raw` stands in, and the span in the cell's text; `undefined` outside of cells. */
  locate(span: Span): { readonly cell: number; readonly span: Span } | undefined;
  /** The span of `raw` for a span of a cell's text. */
  toRaw(cell: number, span: Span): Span;
}

/**
 * Writes cells down in notebook format 4.5 (https://nbformat.readthedocs.io), each cell's source as one string. Editors
 * keep notebooks as cells, the engine reads files: this is the file that the editor would save, without outputs.
 */
export function composeNotebook(cells: readonly NotebookCellText[]): NotebookText {
  const language = cells.find((cell) => cell.kind === "code")?.languageId ?? "python";
  const starts: number[] = [];
  const encoded: string[] = [];
  let raw = '{"cells":[';
  for (const [index, cell] of cells.entries()) {
    const source = JSON.stringify(cell.text);
    raw += `${index > 0 ? "," : ""}\n{"cell_type":"${cell.kind}",${metadataOf(cell, language)}"source":`;
    starts.push(raw.length + 1);
    encoded.push(source);
    raw += `${source}}`;
  }
  const name = JSON.stringify(language);
  raw += `\n],"metadata":{"kernelspec":{"language":${name},"name":${name}},"language_info":{"name":${name}}},"nbformat":4,"nbformat_minor":5}\n`;

  function cellAt(offset: number): number | undefined {
    for (let index = starts.length - 1; index >= 0; index--) {
      const start = starts[index]!;
      if (start <= offset) return offset <= start + encoded[index]!.length - 2 ? index : undefined;
    }
    return undefined;
  }

  return {
    raw,
    locate(span) {
      const cell = cellAt(span.start);
      if (cell === undefined || cellAt(span.end) !== cell) return undefined;
      const start = decodedOffset(encoded[cell]!, span.start - starts[cell]!);
      return {
        cell,
        span: {
          start,
          end: start + decodedOffset(encoded[cell]!, span.end - starts[cell]!, span.start - starts[cell]!),
        },
      };
    },
    toRaw(cell, span) {
      const text = cells[cell]!.text;
      const start = starts[cell]! + encodedLength(text, 0, span.start);
      return { start, end: start + encodedLength(text, span.start, span.end) };
    },
  };
}

function metadataOf(cell: NotebookCellText, language: string): string {
  if (cell.kind === "markdown") return '"metadata":{},';
  const own = cell.languageId === language ? "{}" : JSON.stringify({ vscode: { languageId: cell.languageId } });
  return `"execution_count":null,"metadata":${own},"outputs":[],`;
}

/** How many code units of text the encoded units from `from` to `to` stand for; both count from the opening quote on. */
function decodedOffset(encoded: string, to: number, from = 0): number {
  let count = 0;
  let at = from + 1;
  while (at < to + 1) {
    at += unitLength(encoded, at);
    count++;
  }
  return count;
}

function unitLength(encoded: string, at: number): number {
  if (encoded[at] !== "\\") return 1;
  return encoded[at + 1] === "u" ? 6 : 2;
}

function encodedLength(text: string, from: number, to: number): number {
  let length = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0xd800 && code < 0xe000) {
      const pair = text.slice(code < 0xdc00 ? at : at - 1, (code < 0xdc00 ? at : at - 1) + 2);
      length += /^[\ud800-\udbff][\udc00-\udfff]$/.test(pair) ? 1 : 6;
    } else length += JSON.stringify(text[at]).length - 2;
  }
  return length;
}
