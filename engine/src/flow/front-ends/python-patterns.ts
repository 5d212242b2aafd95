import type { NodeId } from "../ir.ts";
import { add, expression } from "./lowering.ts";
import { bindName } from "./python-assignment.ts";
import type { PythonLowering } from "./python-lowering.ts";
import { F, K } from "./python-shape.ts";
import { suite } from "./python-statements.ts";
import { constantText } from "./python-texts.ts";
import { child, childrenOf, spanOf, textOf } from "./tree-reading.ts";

export function matchStatement(lowering: PythonLowering, n: number): void {
  const { field, kind } = lowering.tree;
  const { scopes } = lowering;
  const subjects = childrenOf(lowering, n).filter((at) => field[at] === F.subject);
  const values = subjects.map((at) => expression(lowering, at));
  const subject = values.length === 1 ? values[0]! : add(lowering, { op: "unknown", inputs: values }, n);
  const body = child(lowering, n, F.body);
  const alternatives: (() => void)[] = [];
  let exhaustive = false;
  for (const at of body < 0 ? [] : childrenOf(lowering, body)) {
    if (kind[at] !== K.case_clause) continue;
    const patterns = childrenOf(lowering, at).filter((part) => kind[part] === K.case_pattern);
    if (patterns.some((part) => textOf(lowering, part) === "_")) exhaustive = true;
    alternatives.push(() => {
      for (const pattern of patterns) matchPattern(lowering, pattern, subject);
      const guard = child(lowering, at, F.guard);
      if (guard >= 0) for (const part of childrenOf(lowering, guard)) expression(lowering, part);
      suite(lowering, child(lowering, at, F.consequence));
    });
  }
  scopes.branches(alternatives, exhaustive, spanOf(lowering, n));
}

function matchPattern(lowering: PythonLowering, n: number, subject: NodeId): void {
  const { kind, field } = lowering.tree;
  switch (kind[n]) {
    case K.dotted_name: {
      const name = textOf(lowering, n);
      if (name !== "_" && !name.includes(".")) bindName(lowering, n, name, subject);
      return;
    }
    case K.dict_pattern: {
      let key: number | undefined;
      for (const at of childrenOf(lowering, n)) {
        if (field[at] === F.key) key = at;
        else if (field[at] === F.value && key !== undefined) {
          const name = kind[key] === K.string ? constantText(lowering, key) : undefined;
          matchPattern(
            lowering,
            at,
            name === undefined
              ? add(lowering, { op: "element", base: subject }, at)
              : add(lowering, { op: "member", base: subject, name }, at),
          );
        } else matchPattern(lowering, at, subject);
      }
      return;
    }
    case K.class_pattern:
      for (const at of childrenOf(lowering, n)) if (kind[at] === K.case_pattern) matchPattern(lowering, at, subject);
      return;
    case K.keyword_pattern: {
      const [name, value] = childrenOf(lowering, n);
      if (name !== undefined && value !== undefined) {
        matchPattern(
          lowering,
          value,
          add(lowering, { op: "member", base: subject, name: textOf(lowering, name) }, value),
        );
      }
      return;
    }
    case K.list_pattern:
    case K.tuple_pattern: {
      childrenOf(lowering, n).forEach((at, index) => {
        matchPattern(lowering, at, add(lowering, { op: "member", base: subject, name: String(index) }, at));
      });
      return;
    }
    case K.splat_pattern:
      for (const at of childrenOf(lowering, n))
        if (kind[at] === K.identifier) bindName(lowering, at, textOf(lowering, at), subject);
      return;
    case K.as_pattern: {
      for (const at of childrenOf(lowering, n)) {
        if (kind[at] === K.identifier) bindName(lowering, at, textOf(lowering, at), subject);
        else matchPattern(lowering, at, subject);
      }
      return;
    }
    default:
      for (const at of childrenOf(lowering, n)) matchPattern(lowering, at, subject);
  }
}
