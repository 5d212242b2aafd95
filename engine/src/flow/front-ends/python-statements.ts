import type { IrOperation, NodeId } from "../ir.ts";
import { add, expression, expressionOr, maximumDepth, recordFinals, typeExpression } from "./lowering.ts";
import { assignTo, bindName } from "./python-assignment.ts";
import { classDefinition } from "./python-classes.ts";
import { functionDefinition } from "./python-functions.ts";
import { importFrom, importModule } from "./python-imports.ts";
import type { PythonLowering } from "./python-lowering.ts";
import { matchStatement } from "./python-patterns.ts";
import { F, K } from "./python-shape.ts";
import { child, childOfKind, childrenOf, spanOf, textOf } from "./tree-reading.ts";

export function statements(lowering: PythonLowering, n: number): void {
  const { next } = lowering.tree;
  for (let at = n + 1; at < next[n]!; at = next[at]!) statement(lowering, at);
}

export function suite(lowering: PythonLowering, n: number): void {
  const { kind } = lowering.tree;
  if (n < 0) return;
  if (kind[n] === K.block) statements(lowering, n);
  else statement(lowering, n);
}

export function statement(lowering: PythonLowering, n: number): void {
  if (lowering.depth > maximumDepth) return;
  lowering.depth++;
  lowerStatement(lowering, n);
  lowering.depth--;
}

/** A text that stands alone: documentation, which no call is handed. */
function isBareText(lowering: PythonLowering, n: number): boolean {
  const { kind, next } = lowering.tree;
  return kind[n + 1] === K.string && next[n + 1] === next[n];
}

function lowerStatement(lowering: PythonLowering, n: number): void {
  const { kind, field } = lowering.tree;
  const { scopes, moduleNames } = lowering;
  switch (kind[n]) {
    case K.expression_statement:
      if (!lowering.keepsTexts && isBareText(lowering, n)) return;
      for (const at of childrenOf(lowering, n)) expression(lowering, at);
      return;
    case K.block:
    case K.ERROR:
      statements(lowering, n);
      return;
    case K.function_definition:
      functionDefinition(lowering, n, []);
      return;
    case K.class_definition:
      classDefinition(lowering, n, []);
      return;
    case K.decorated_definition: {
      const decorators: NodeId[] = [];
      for (const at of childrenOf(lowering, n)) {
        if (kind[at] === K.decorator)
          for (const inner of childrenOf(lowering, at)) decorators.push(expression(lowering, inner));
      }
      const definition = child(lowering, n, F.definition);
      if (definition < 0) return;
      if (kind[definition] === K.class_definition) classDefinition(lowering, definition, decorators);
      else functionDefinition(lowering, definition, decorators);
      return;
    }
    case K.if_statement:
      ifStatement(lowering, n);
      return;
    case K.for_statement: {
      const iterated = expressionOr(lowering, child(lowering, n, F.right), n);
      const target = child(lowering, n, F.left);
      const span = spanOf(lowering, n);
      scopes.loop(() => {
        const element = add(lowering, { op: "element", base: iterated }, target < 0 ? n : target);
        if (target >= 0) assignTo(lowering, target, element);
        suite(lowering, child(lowering, n, F.body));
      }, span);
      const otherwise = child(lowering, n, F.alternative);
      if (otherwise >= 0) suite(lowering, child(lowering, otherwise, F.body));
      return;
    }
    case K.while_statement: {
      const condition = child(lowering, n, F.condition);
      scopes.loop(
        () => {
          if (condition >= 0) expression(lowering, condition);
          suite(lowering, child(lowering, n, F.body));
        },
        spanOf(lowering, n),
      );
      const otherwise = child(lowering, n, F.alternative);
      if (otherwise >= 0) suite(lowering, child(lowering, otherwise, F.body));
      return;
    }
    case K.try_statement:
      tryStatement(lowering, n);
      return;
    case K.with_statement: {
      const clause = childOfKind(lowering, n, K.with_clause);
      if (clause >= 0)
        for (const item of childrenOf(lowering, clause)) expressionOr(lowering, child(lowering, item, F.value), item);
      suite(lowering, child(lowering, n, F.body));
      return;
    }
    case K.match_statement:
      matchStatement(lowering, n);
      return;
    case K.return_statement: {
      const values = childrenOf(lowering, n);
      if (values[0] !== undefined) lowering.context.returns.push(expression(lowering, values[0]));
      recordFinals(lowering);
      scopes.jump("return");
      return;
    }
    case K.raise_statement: {
      for (const at of childrenOf(lowering, n)) {
        if (kind[at] === K.from) continue;
        const value = expression(lowering, at);
        if (field[at] !== F.cause) lowering.context.throws.push(value);
      }
      scopes.jump("throw");
      return;
    }
    case K.break_statement:
      scopes.jump("break");
      return;
    case K.continue_statement:
      scopes.jump("continue");
      return;
    case K.delete_statement: {
      const targets = childrenOf(lowering, n).flatMap((at) =>
        kind[at] === K.expression_list ? childrenOf(lowering, at) : [at],
      );
      for (const target of targets) {
        // A name that is deleted means nothing until it is bound again; a field that is deleted holds nothing.
        if (kind[target] === K.attribute || kind[target] === K.subscript)
          assignTo(lowering, target, add(lowering, { op: "literal" }, n));
      }
      return;
    }
    case K.global_statement:
    case K.nonlocal_statement:
      for (const at of childrenOf(lowering, n)) {
        scopes.declareOuter(textOf(lowering, at), kind[n] === K.global_statement ? "module" : "enclosing");
        moduleNames.add(textOf(lowering, at));
      }
      return;
    case K.import_statement:
      for (const at of childrenOf(lowering, n)) importModule(lowering, at);
      return;
    case K.import_from_statement:
      importFrom(lowering, n);
      return;
    case K.future_import_statement:
      return;
    case K.type_alias_statement: {
      const [left, right] = childrenOf(lowering, n);
      if (left !== undefined && right !== undefined)
        bindName(lowering, left, textOf(lowering, left), typeExpression(lowering, right));
      return;
    }
    default:
      for (const at of childrenOf(lowering, n)) {
        if (kind[at] === K.block) suite(lowering, at);
        else expression(lowering, at);
      }
  }
}

function ifStatement(lowering: PythonLowering, n: number): void {
  const { kind } = lowering.tree;
  const { scopes } = lowering;
  const alternatives: (() => void)[] = [];
  let exhaustive = false;
  const condition = child(lowering, n, F.condition);
  if (condition >= 0) expression(lowering, condition);
  alternatives.push(() => suite(lowering, child(lowering, n, F.consequence)));
  for (const at of childrenOf(lowering, n)) {
    if (kind[at] === K.elif_clause) {
      alternatives.push(() => {
        const test = child(lowering, at, F.condition);
        if (test >= 0) expression(lowering, test);
        suite(lowering, child(lowering, at, F.consequence));
      });
    } else if (kind[at] === K.else_clause) {
      exhaustive = true;
      alternatives.push(() => suite(lowering, child(lowering, at, F.body)));
    }
  }
  scopes.branches(alternatives, exhaustive, spanOf(lowering, n));
}

function tryStatement(lowering: PythonLowering, n: number): void {
  const { kind, field } = lowering.tree;
  const { scopes } = lowering;
  const handlers: (() => void)[] = [];
  let otherwise: (() => void) | undefined;
  let finallyDo: (() => void) | undefined;
  const thrownBefore = lowering.context.throws.length;
  const callsBefore = lowering.context.calls.length;
  for (const at of childrenOf(lowering, n)) {
    if (kind[at] === K.except_clause || kind[at] === K.except_group_clause) {
      handlers.push(() => {
        const caught: IrOperation = {
          op: "caught",
          thrown: lowering.context.throws.slice(thrownBefore, thrownAfter),
          calls: lowering.context.calls.slice(callsBefore, callsAfter),
        };
        for (const part of childrenOf(lowering, at)) {
          if (kind[part] === K.block) suite(lowering, part);
          else if (kind[part] === K.as_pattern) {
            const alias = child(lowering, part, F.alias);
            const value = add(lowering, caught, alias < 0 ? part : alias);
            if (alias >= 0) bindName(lowering, alias, textOf(lowering, alias), value);
          } else if (field[part] === F.alias) {
            bindName(lowering, part, textOf(lowering, part), add(lowering, caught, part));
          }
        }
      });
    } else if (kind[at] === K.else_clause) otherwise = () => suite(lowering, child(lowering, at, F.body));
    else if (kind[at] === K.finally_clause) finallyDo = () => suite(lowering, childOfKind(lowering, at, K.block));
  }
  let thrownAfter = thrownBefore;
  let callsAfter = callsBefore;
  scopes.protect(
    () => {
      suite(lowering, child(lowering, n, F.body));
      thrownAfter = lowering.context.throws.length;
      callsAfter = lowering.context.calls.length;
    },
    handlers,
    otherwise,
    finallyDo,
    spanOf(lowering, n),
  );
}
