import { spanOf } from "./tree-reading.ts";
import { assignTo } from "./typescript-assignment.ts";
import { declareNames } from "./typescript-declarations.ts";
import { lower } from "./typescript-expressions.ts";
import { childIn, childOfKind, type Lowering } from "./typescript-lowering.ts";
import { assignPattern } from "./typescript-patterns.ts";
import { lowerBlock, lowerStatement } from "./typescript-statements.ts";
import { F, K } from "./typescript-syntax.ts";

export function isLoop(kind: number): boolean {
  return (
    kind === K.for_statement || kind === K.for_in_statement || kind === K.while_statement || kind === K.do_statement
  );
}

function loopOptions(label: string | undefined, atLeastOnce = false): { label?: string; atLeastOnce?: boolean } {
  return { ...(label !== undefined && { label }), ...(atLeastOnce && { atLeastOnce }) };
}

export function lowerFor(lowering: Lowering, node: number, label: string | undefined): void {
  const { tree, scopes } = lowering;
  const initializer = childIn(lowering, node, F.initializer);
  const condition = childIn(lowering, node, F.condition);
  const increment = childIn(lowering, node, F.increment);
  const body = childIn(lowering, node, F.body);
  scopes.block(() => {
    if (initializer) {
      if (tree.kind[initializer] === K.lexical_declaration) declareNames(lowering, initializer, "block");
      lowerStatement(lowering, initializer);
    }
    scopes.loop(
      () => {
        if (condition) lowerStatement(lowering, condition);
        if (body) lowerBlock(lowering, body);
        if (increment) lower(lowering, increment);
      },
      spanOf(lowering, node),
      loopOptions(label),
    );
  });
}

export function lowerForIn(lowering: Lowering, node: number, label: string | undefined): void {
  const { tree, builder, scopes } = lowering;
  const left = childIn(lowering, node, F.left);
  const right = childIn(lowering, node, F.right);
  const body = childIn(lowering, node, F.body);
  if (!right) return;
  const iterated = lower(lowering, right);
  const isOf = childOfKind(lowering, node, K.of_token) !== 0;
  const span = spanOf(lowering, right);
  const declares = tree.text
    .slice(tree.start[node], tree.start[left || right])
    .match(/\b(?:const|let|var|using)\b/)?.[0];
  scopes.loop(
    () =>
      scopes.block(() => {
        const item = isOf
          ? builder.add({ op: "element", base: iterated }, span)
          : builder.add({ op: "derived", inputs: [iterated] }, span);
        if (left && declares) {
          assignPattern(lowering, left, item, (name, value, at) => {
            const bound = builder.add({ op: "bind", name, value }, spanOf(lowering, at));
            scopes.declare(name, bound, declares === "var" ? "function" : "block");
          });
        } else if (left) assignTo(lowering, left, item, left);
        if (body) lowerBlock(lowering, body);
      }),
    spanOf(lowering, node),
    loopOptions(label),
  );
}

export function lowerWhile(lowering: Lowering, node: number, label: string | undefined): void {
  const isDo = lowering.tree.kind[node] === K.do_statement;
  const condition = childIn(lowering, node, F.condition);
  const body = childIn(lowering, node, F.body);
  lowering.scopes.loop(
    () => {
      if (condition && !isDo) lower(lowering, condition);
      if (body) lowerBlock(lowering, body);
      if (condition && isDo) lower(lowering, condition);
    },
    spanOf(lowering, node),
    loopOptions(label, isDo),
  );
}
