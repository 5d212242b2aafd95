import { readsLikePrompt } from "./call-names.ts";
import type { FlowFile } from "./file-facts.ts";
import { enclosing } from "./found-flow.ts";
import type { PromptLiteral } from "./result.ts";
import type { SinkFinder } from "./sinks.ts";

/**
 * The texts written in a file that are prompts: by their shape, or because they reach a model.
 * @param reaching the nodes of the texts that do
 */
export function promptLiterals(
  target: FlowFile,
  reaching: ReadonlySet<number>,
  isPromptShape: SinkFinder["isPromptShape"],
): PromptLiteral[] {
  const { ir, facts } = target;
  const result: PromptLiteral[] = [];
  const inside = new Set<number>();
  for (const node of facts.strings) {
    const operation = ir.operation(node);
    if (operation.op !== "string") continue;
    const pieces = operation.pieces.flatMap((piece) => {
      const text = ir.operation(piece);
      if (text.op !== "text") return [];
      inside.add(piece);
      return [{ node: piece, text: text.text, span: ir.span(piece) }];
    });
    if (pieces.length === 0) continue;
    const reachesModel = pieces.some((piece) => reaching.has(piece.node));
    if (!reachesModel && !isPromptShape(target, node)) continue;
    result.push({
      span: ir.span(node),
      pieces: pieces.map(({ text, span }) => ({ text, span })),
      enclosing: enclosing(target, node),
      reachesModel,
    });
  }
  for (const node of facts.texts) {
    if (inside.has(node)) continue;
    const operation = ir.operation(node);
    if (operation.op !== "text" || operation.text.length < 2) continue;
    const reachesModel = reaching.has(node);
    if (!reachesModel && !readsLikePrompt(operation.text)) continue;
    const span = ir.span(node);
    const quote = /^[a-zA-Z]*("""|'''|["'`])/.exec(target.text.slice(span.start, span.start + 8));
    const open = quote ? quote[0].length : 0;
    const close = quote ? quote[1]!.length : 0;
    result.push({
      span,
      pieces: [
        {
          text: operation.text,
          span: { start: span.start + open, end: Math.max(span.start + open, span.end - close) },
        },
      ],
      enclosing: enclosing(target, node),
      reachesModel,
    });
  }
  return result.sort((a, b) => a.span.start - b.span.start);
}
