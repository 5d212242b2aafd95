import type { SourceDocument } from "../documents/document.ts";
import { literalText } from "../documents/literal.ts";
import type { FileFlows } from "../flow/result.ts";
import type { PromptText } from "./rule.ts";

/** All text of a document that belongs to a prompt. */
export function promptTextsOf(document: SourceDocument, flows: FileFlows | undefined): PromptText[] {
  const texts: PromptText[] = document.templates.map((part) => ({
    text: part.source,
    symbol: part.role ?? "template",
    format: "text",
    confidence: part.confidence ?? 1,
  }));
  if (!document.code || !flows) return texts;
  for (const literal of flows.literals) {
    texts.push({
      text: literalText(document.code.source, literal.pieces),
      symbol: literal.enclosing,
      format: "text",
      confidence: literal.reachesModel ? 1 : 0.9,
      literal,
    });
  }
  return texts;
}
