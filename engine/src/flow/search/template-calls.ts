import type { IrOperation } from "../ir.ts";
import { placeOfPiece, titleOf } from "../templates/template-fills.ts";
import { receiverOf } from "./call-parts.ts";
import type { SearchContext } from "./context.ts";
import type { State } from "./state.ts";

/** What reaches the text of a template that a call fills: what its placeholders take, and no more. `true` where it is known. */
export function templateCall(context: SearchContext, state: State, operation: IrOperation & { op: "call" }): boolean {
  const { file, node } = state;
  const fill = context.templates?.fillAt({ file, node });
  if (!fill) return false;
  for (const template of fill.templates) {
    const label = `filled into ${titleOf(template)}`;
    for (const { placeholder, span } of template.texts.flatMap(({ pieces }) => pieces)) {
      if (!placeholder) continue;
      const place = placeOfPiece(template, span);
      const alias = placeholder.path.length === 1 ? placeholder.path[0] : undefined;
      for (const { node: value, steps } of fill.valuesOf(placeholder)) {
        context.visit(state, file, value, context.paths.of(steps), "piece", {
          changed: true,
          serialized: "text",
          access: undefined,
          label,
          ...(alias !== undefined && { alias }),
          ...(place && { via: { ...place, label: `put in by \`${placeholder.path.join(".")}\`` } }),
        });
      }
    }
  }
  for (const value of fill.others) {
    context.visit(state, file, value, context.paths.whole, "piece", {
      changed: true,
      serialized: "text",
      access: undefined,
      label: "filled into a template",
    });
  }
  // The constant text of a template in the code belongs to the prompt.
  const receiver = receiverOf(file, operation);
  if (receiver !== undefined && fill.templates.every((template) => template.file === undefined)) {
    context.visit(state, file, receiver, context.paths.whole, "value", { changed: true });
  }
  return true;
}
