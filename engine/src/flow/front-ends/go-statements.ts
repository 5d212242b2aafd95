import type { NodeId } from "../ir.ts";
import { assign, assignment, assignTo, bindNew, variables, writeBack } from "./go-assignment.ts";
import { functionDeclaration, methodDeclaration, typeDeclaration } from "./go-declarations.ts";
import { type GoLowering, listed } from "./go-lowering.ts";
import { F, K } from "./go-shape.ts";
import { add, base, expression, maximumDepth, recordFinals, typeExpression } from "./lowering.ts";
import { child, childOfKind, childrenOf, spanOf, textOf } from "./tree-reading.ts";

function statements(lowering: GoLowering, n: number): void {
  for (const at of childrenOf(lowering, n)) statement(lowering, at);
}

export function body(lowering: GoLowering, n: number): void {
  const { scopes } = lowering;
  if (n < 0) return;
  scopes.block(() => statements(lowering, n));
}

export function statement(lowering: GoLowering, n: number): void {
  if (lowering.depth > maximumDepth) return;
  lowering.depth++;
  lowerStatement(lowering, n);
  lowering.depth--;
}

function lowerStatement(lowering: GoLowering, n: number): void {
  const { kind } = lowering.tree;
  const { scopes } = lowering;
  switch (kind[n]) {
    case K.block:
      body(lowering, n);
      return;
    case K.statement_list:
    case K.ERROR:
    case K.expression_statement:
      for (const at of childrenOf(lowering, n)) statement(lowering, at);
      return;
    case K.function_declaration:
      functionDeclaration(lowering, n);
      return;
    case K.method_declaration:
      methodDeclaration(lowering, n);
      return;
    case K.import_declaration:
      return;
    case K.type_declaration:
      if (lowering.context.index !== 0) typeDeclaration(lowering, n);
      return;
    case K.const_declaration:
    case K.var_declaration:
    case K.var_spec_list:
      for (const at of childrenOf(lowering, n)) statement(lowering, at);
      return;
    case K.const_spec:
    case K.var_spec:
      variables(lowering, n);
      return;
    case K.short_var_declaration:
      assign(
        lowering,
        listed(lowering, child(lowering, n, F.left)),
        listed(lowering, child(lowering, n, F.right)),
        n,
        true,
      );
      return;
    case K.assignment_statement:
      assignment(lowering, n);
      return;
    case K.inc_statement:
    case K.dec_statement:
      for (const at of childrenOf(lowering, n)) expression(lowering, at);
      return;
    case K.if_statement:
      ifStatement(lowering, n);
      return;
    case K.for_statement:
      forStatement(lowering, n, undefined);
      return;
    case K.labeled_statement: {
      const name = child(lowering, n, F.label);
      for (const at of childrenOf(lowering, n)) {
        if (kind[at] === K.for_statement) forStatement(lowering, at, name < 0 ? undefined : textOf(lowering, name));
        else if (kind[at] !== K.label_name) statement(lowering, at);
      }
      return;
    }
    case K.expression_switch_statement:
      expressionSwitch(lowering, n);
      return;
    case K.type_switch_statement:
      typeSwitch(lowering, n);
      return;
    case K.select_statement:
      cases(lowering, n, (at) => {
        const communication = child(lowering, at, F.communication);
        if (communication >= 0) statement(lowering, communication);
      });
      return;
    case K.receive_statement: {
      const left = listed(lowering, child(lowering, n, F.left));
      const right = child(lowering, n, F.right);
      if (right < 0) return;
      if (left.length === 0) expression(lowering, right);
      else assign(lowering, left, [right], n, true);
      return;
    }
    case K.send_statement: {
      const channel = child(lowering, n, F.channel);
      const value = child(lowering, n, F.value);
      if (channel < 0 || value < 0) return;
      const updated = add(
        lowering,
        { op: "update", base: base(lowering, channel), name: undefined, value: expression(lowering, value) },
        n,
      );
      writeBack(lowering, channel, updated);
      return;
    }
    case K.defer_statement:
    case K.go_statement:
      for (const at of childrenOf(lowering, n)) expression(lowering, at);
      return;
    case K.return_statement:
      returnStatement(lowering, n);
      return;
    case K.break_statement:
    case K.continue_statement: {
      const label = childOfKind(lowering, n, K.label_name);
      scopes.jump(
        kind[n] === K.break_statement ? "break" : "continue",
        label < 0 ? undefined : textOf(lowering, label),
      );
      return;
    }
    case K.goto_statement:
    case K.fallthrough_statement:
      return;
    default:
      expression(lowering, n);
  }
}

function returnStatement(lowering: GoLowering, n: number): void {
  const { scopes } = lowering;
  const values = listed(lowering, childOfKind(lowering, n, K.expression_list));
  if (values.length === 1) lowering.context.returns.push(expression(lowering, values[0]!));
  else if (values.length > 1)
    lowering.context.returns.push(
      resultList(
        lowering,
        values.map((at) => expression(lowering, at)),
        n,
      ),
    );
  else if (lowering.context.results.length > 0) {
    const named = lowering.context.results.map((name) => scopes.read(name, spanOf(lowering, n)));
    lowering.context.returns.push(named.length === 1 ? named[0]! : resultList(lowering, named, n));
  }
  recordFinals(lowering);
  scopes.jump("return");
}

/** Several results, by position. */
function resultList(lowering: GoLowering, values: readonly NodeId[], n: number): NodeId {
  const entries = values.map((value, index) => ({ key: String(index), value }));
  return add(lowering, { op: "collection", kind: "list", entries }, n);
}

function ifStatement(lowering: GoLowering, n: number): void {
  const { scopes } = lowering;
  scopes.block(() => {
    const initializer = child(lowering, n, F.initializer);
    if (initializer >= 0) statement(lowering, initializer);
    const condition = child(lowering, n, F.condition);
    if (condition >= 0) expression(lowering, condition);
    const alternative = child(lowering, n, F.alternative);
    const alternatives = [() => body(lowering, child(lowering, n, F.consequence))];
    if (alternative >= 0) alternatives.push(() => statement(lowering, alternative));
    scopes.branches(alternatives, alternative >= 0, spanOf(lowering, n));
  });
}

function forStatement(lowering: GoLowering, n: number, label: string | undefined): void {
  const { text, start, end, kind } = lowering.tree;
  const { scopes } = lowering;
  const options = label === undefined ? {} : { label };
  const range = childOfKind(lowering, n, K.range_clause);
  const clause = childOfKind(lowering, n, K.for_clause);
  const block = child(lowering, n, F.body);
  scopes.block(() => {
    if (range >= 0) {
      const over = child(lowering, range, F.right);
      const iterated = over < 0 ? add(lowering, { op: "unknown", inputs: [] }, range) : expression(lowering, over);
      const left = listed(lowering, child(lowering, range, F.left));
      const declares = !text.slice(start[range]!, end[range]!).match(/^[^=]*[^:]=\s*range\b/);
      scopes.loop(
        () => {
          const [key, value] = left;
          if (key !== undefined) {
            // A key of a map can hold data, an index of a slice cannot: only iterators and channels give it alone.
            const node = value === undefined ? { op: "unknown" as const, inputs: [] } : { op: "literal" as const };
            assignTo(
              lowering,
              key,
              kind[over] === K.int_literal ? add(lowering, { op: "literal" }, key) : add(lowering, node, key),
              declares,
            );
          }
          if (value !== undefined)
            assignTo(lowering, value, add(lowering, { op: "element", base: iterated }, value), declares);
          body(lowering, block);
        },
        spanOf(lowering, n),
        options,
      );
      return;
    }
    const initializer = clause < 0 ? -1 : child(lowering, clause, F.initializer);
    if (initializer >= 0) statement(lowering, initializer);
    scopes.loop(
      () => {
        const condition = clause < 0 ? conditionOf(lowering, n, block) : child(lowering, clause, F.condition);
        if (condition >= 0) expression(lowering, condition);
        body(lowering, block);
        const update = clause < 0 ? -1 : child(lowering, clause, F.update);
        if (update >= 0) statement(lowering, update);
      },
      spanOf(lowering, n),
      options,
    );
  });
}

function conditionOf(lowering: GoLowering, n: number, block: number): number {
  return childrenOf(lowering, n).find((at) => at !== block) ?? -1;
}

/** The alternatives of a `switch` or `select`, each with what stands before its statements. */
function cases(lowering: GoLowering, n: number, enter: (at: number) => void): void {
  const { kind } = lowering.tree;
  const { scopes } = lowering;
  const alternatives: (() => void)[] = [];
  let exhaustive = kind[n] === K.select_statement;
  for (const at of childrenOf(lowering, n)) {
    if (
      kind[at] !== K.expression_case &&
      kind[at] !== K.type_case &&
      kind[at] !== K.default_case &&
      kind[at] !== K.communication_case
    ) {
      continue;
    }
    if (kind[at] === K.default_case) exhaustive = true;
    alternatives.push(() =>
      scopes.block(() => {
        enter(at);
        const inside = childOfKind(lowering, at, K.statement_list);
        if (inside >= 0) statement(lowering, inside);
      }),
    );
  }
  scopes.breakable(() => scopes.branches(alternatives, exhaustive, spanOf(lowering, n)), spanOf(lowering, n));
}

function expressionSwitch(lowering: GoLowering, n: number): void {
  const { scopes } = lowering;
  scopes.block(() => {
    const initializer = child(lowering, n, F.initializer);
    if (initializer >= 0) statement(lowering, initializer);
    const value = child(lowering, n, F.value);
    if (value >= 0) expression(lowering, value);
    cases(lowering, n, (at) => {
      for (const one of listed(lowering, child(lowering, at, F.value))) expression(lowering, one);
    });
  });
}

function typeSwitch(lowering: GoLowering, n: number): void {
  const { field } = lowering.tree;
  const { scopes } = lowering;
  scopes.block(() => {
    const initializer = child(lowering, n, F.initializer);
    if (initializer >= 0) statement(lowering, initializer);
    const value = child(lowering, n, F.value);
    const subject = value < 0 ? undefined : expression(lowering, value);
    const alias = listed(lowering, child(lowering, n, F.alias))[0];
    cases(lowering, n, (at) => {
      if (alias === undefined || subject === undefined) return;
      const types = childrenOf(lowering, at).filter((one) => field[one] === F.type);
      const type = types.length === 1 ? typeExpression(lowering, types[0]!) : undefined;
      bindNew(lowering, alias, add(lowering, { op: "same", why: "cast", value: subject }, alias), type);
    });
  });
}
