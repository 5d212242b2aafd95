import type { Span } from "../../model/index.ts";
import type { IrArgument, IrEntry, IrField, IrMethod, IrOperation, IrParameter, NodeId } from "../ir.ts";
import { createIrBuilder } from "../ir-builder.ts";
import type { ColumnarIr } from "../ir-columns.ts";
import { createScopes } from "../scopes.ts";
import type { FlatTree } from "./flat-tree.ts";
import { F, K } from "./go-shape.ts";
import { assumedPackageName, decodeGoString, withoutMajorVersion } from "./go-text.ts";

/** Deeper nesting than this is not followed: such code is generated, and the stack is finite. */
const maxDepth = 200;
const builtinTypes = new Set(
  "string error bool byte rune any int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr float32 float64 complex64 complex128".split(
    " ",
  ),
);
/** Functions of the standard library that build a text, by package and name; the index of the first piece. */
const formatting: ReadonlyMap<string, number> = new Map([
  ["fmt.Sprintf", 0],
  ["fmt.Sprint", 0],
  ["fmt.Sprintln", 0],
  ["fmt.Errorf", 0],
  ["fmt.Appendf", 1],
  ["fmt.Append", 1],
  ["errors.New", 0],
]);
/** Functions of the standard library that give back the text they are given first, changed a little. */
const keeping = new Set(
  (
    "strings.TrimSpace strings.Trim strings.TrimLeft strings.TrimRight strings.TrimPrefix strings.TrimSuffix " +
    "strings.ToLower strings.ToUpper strings.Title strings.Clone strings.ToValidUTF8 strings.Repeat strings.Split " +
    "strings.SplitN strings.Fields strings.NewReader bytes.NewReader bytes.NewBuffer bytes.NewBufferString " +
    "bytes.TrimSpace html.EscapeString html.UnescapeString slices.Clone maps.Clone slices.Sorted io.ReadAll io.NopCloser"
  ).split(" "),
);
/** Functions that write what follows their first argument to it. */
const writingTo = new Set(["fmt.Fprintf", "fmt.Fprint", "fmt.Fprintln", "io.WriteString"]);
/** Methods that add a text to the builder or buffer they are called on. */
const writingMethods = new Set(["WriteString", "Write", "WriteByte", "WriteRune"]);
/** Builtins that carry none of their arguments' data, and those that change none. */
const counting = new Set(["len", "cap", "delete", "close", "recover", "print", "println"]);

interface Context {
  readonly returns: NodeId[];
  readonly throws: NodeId[];
  /** Named results, for a `return` that names none. */
  readonly results: readonly string[];
  readonly watched: readonly { readonly name: string; readonly node: NodeId; readonly finals: NodeId[] }[];
  readonly qualified: string;
  readonly index: number;
}

interface MutableClass {
  readonly index: number;
  readonly fields: IrField[];
  readonly methods: IrMethod[];
}

/** Lowers a Go file. Total: what cannot be read becomes `unknown`. */
export function lowerGo(tree: FlatTree): ColumnarIr {
  const { text, kind, field, start, end, next } = tree;
  const builder = createIrBuilder("go");
  const scopes = createScopes(builder);
  /** The value each expression was lowered to, for writing back along an access path. */
  const lowered = new Int32Array(tree.count).fill(-1);
  /** Package names and the paths they stand for. */
  const packages = new Map<string, string>();
  const functionNames = new Set<string>();
  const classes = new Map<string, MutableClass>();
  let context: Context;
  let depth = 0;
  let classCount = 0;

  const spanOf = (n: number): Span => ({ start: start[n]!, end: end[n]! });
  const textOf = (n: number): string => text.slice(start[n]!, end[n]!);

  function add(operation: IrOperation, n: number): NodeId {
    return builder.add(operation, { start: start[n]!, end: end[n]! });
  }

  function children(n: number): number[] {
    const result: number[] = [];
    if (n < 0) return result;
    for (let at = n + 1; at < next[n]!; at = next[at]!) result.push(at);
    return result;
  }

  function child(n: number, name: number): number {
    for (let at = n + 1; at < next[n]!; at = next[at]!) if (field[at] === name) return at;
    return -1;
  }

  function childOfKind(n: number, wanted: number): number {
    for (let at = n + 1; at < next[n]!; at = next[at]!) if (kind[at] === wanted) return at;
    return -1;
  }

  /** The expressions of a list, or the one expression that stands for it. */
  function listed(n: number): number[] {
    if (n < 0) return [];
    return kind[n] === K.expression_list ? children(n) : [n];
  }

  // ---- statements

  function statements(n: number): void {
    for (const at of children(n)) statement(at);
  }

  function body(n: number): void {
    if (n < 0) return;
    scopes.block(() => statements(n));
  }

  function statement(n: number): void {
    if (depth > maxDepth) return;
    depth++;
    lowerStatement(n);
    depth--;
  }

  function lowerStatement(n: number): void {
    switch (kind[n]) {
      case K.block:
        body(n);
        return;
      case K.statement_list:
      case K.ERROR:
      case K.expression_statement:
        for (const at of children(n)) statement(at);
        return;
      case K.function_declaration:
        functionDeclaration(n);
        return;
      case K.method_declaration:
        methodDeclaration(n);
        return;
      case K.import_declaration:
        return;
      case K.type_declaration:
        if (context.index !== 0) typeDeclaration(n);
        return;
      case K.const_declaration:
      case K.var_declaration:
      case K.var_spec_list:
        for (const at of children(n)) statement(at);
        return;
      case K.const_spec:
      case K.var_spec:
        variables(n);
        return;
      case K.short_var_declaration:
        assign(listed(child(n, F.left)), listed(child(n, F.right)), n, true);
        return;
      case K.assignment_statement:
        assignment(n);
        return;
      case K.inc_statement:
      case K.dec_statement:
        for (const at of children(n)) expression(at);
        return;
      case K.if_statement:
        ifStatement(n);
        return;
      case K.for_statement:
        forStatement(n, undefined);
        return;
      case K.labeled_statement: {
        const name = child(n, F.label);
        for (const at of children(n)) {
          if (kind[at] === K.for_statement) forStatement(at, name < 0 ? undefined : textOf(name));
          else if (kind[at] !== K.label_name) statement(at);
        }
        return;
      }
      case K.expression_switch_statement:
        expressionSwitch(n);
        return;
      case K.type_switch_statement:
        typeSwitch(n);
        return;
      case K.select_statement:
        cases(n, (at) => {
          const communication = child(at, F.communication);
          if (communication >= 0) statement(communication);
        });
        return;
      case K.receive_statement: {
        const left = listed(child(n, F.left));
        const right = child(n, F.right);
        if (right < 0) return;
        if (left.length === 0) expression(right);
        else assign(left, [right], n, true);
        return;
      }
      case K.send_statement: {
        const channel = child(n, F.channel);
        const value = child(n, F.value);
        if (channel < 0 || value < 0) return;
        const updated = add({ op: "update", base: base(channel), name: undefined, value: expression(value) }, n);
        writeBack(channel, updated);
        return;
      }
      case K.defer_statement:
      case K.go_statement:
        for (const at of children(n)) expression(at);
        return;
      case K.return_statement:
        returnStatement(n);
        return;
      case K.break_statement:
      case K.continue_statement: {
        const label = childOfKind(n, K.label_name);
        scopes.jump(kind[n] === K.break_statement ? "break" : "continue", label < 0 ? undefined : textOf(label));
        return;
      }
      case K.goto_statement:
      case K.fallthrough_statement:
        return;
      default:
        expression(n);
    }
  }

  function returnStatement(n: number): void {
    const values = listed(childOfKind(n, K.expression_list));
    if (values.length === 1) context.returns.push(expression(values[0]!));
    else if (values.length > 1)
      context.returns.push(
        resultList(
          values.map((at) => expression(at)),
          n,
        ),
      );
    else if (context.results.length > 0) {
      const named = context.results.map((name) => scopes.read(name, spanOf(n)));
      context.returns.push(named.length === 1 ? named[0]! : resultList(named, n));
    }
    recordFinals();
    scopes.jump("return");
  }

  /** Several results, by position. */
  function resultList(values: readonly NodeId[], n: number): NodeId {
    const entries = values.map((value, index) => ({ key: String(index), value }));
    return add({ op: "collection", kind: "list", entries }, n);
  }

  function variables(n: number): void {
    const names = children(n).filter((at) => field[at] === F.name);
    const type = child(n, F.type);
    const values = listed(child(n, F.value));
    if (values.length > 0) {
      assign(names, values, n, true, type);
      return;
    }
    for (const name of names) {
      bindNew(name, add({ op: "literal" }, n), type < 0 ? undefined : typeExpression(type));
    }
  }

  function assignment(n: number): void {
    const left = listed(child(n, F.left));
    const right = listed(child(n, F.right));
    const first = left[0];
    const value = right[0];
    const operator = text.slice(end[child(n, F.left)] ?? 0, start[child(n, F.right)] ?? 0).trim();
    if (operator !== "=" && first !== undefined && value !== undefined) {
      const before = expression(first);
      const after = expression(value);
      const changed: IrOperation =
        operator === "+="
          ? { op: "string", how: "concatenation", pieces: [before, after] }
          : { op: "derived", inputs: [before, after] };
      assignTo(first, add(changed, n), false);
      return;
    }
    assign(left, right, n, false);
  }

  /** Binds the values on the right to the places on the left; one call can give them all. */
  function assign(left: readonly number[], right: readonly number[], n: number, declares: boolean, type = -1): void {
    const typeNode = type < 0 ? undefined : typeExpression(type);
    const only = right[0];
    if (left.length > 1 && right.length === 1 && only !== undefined) {
      const whole = expression(only);
      // `v, ok := m[k]`, `v, ok := x.(T)`, `v, ok := <-ch`: the second says only whether there is one.
      const single = kind[only] !== K.call_expression;
      left.forEach((at, index) => {
        const value = single
          ? index === 0
            ? whole
            : add({ op: "literal" }, at)
          : add({ op: "member", base: whole, name: String(index) }, at);
        assignTo(at, value, declares, typeNode);
      });
      return;
    }
    // All values are taken before anything is bound: `a, b = b, a`.
    const values = right.map((at) => expression(at));
    left.forEach((at, index) => {
      assignTo(at, values[index] ?? add({ op: "unknown", inputs: [] }, n), declares, typeNode);
    });
  }

  function bindNew(n: number, value: NodeId, type?: NodeId): void {
    const name = textOf(n);
    if (name === "_") return;
    const node = add({ op: "bind", name, value }, n);
    if (type !== undefined) builder.declareType(node, type);
    scopes.declare(name, node, "block");
  }

  function assignTo(n: number, value: NodeId, declares: boolean, type?: NodeId): void {
    if (depth > maxDepth) return;
    switch (kind[n]) {
      case K.identifier:
        if (declares) bindNew(n, value, type);
        else if (textOf(n) !== "_") scopes.assign(textOf(n), add({ op: "bind", name: textOf(n), value }, n), "module");
        return;
      case K.blank_identifier:
        return;
      case K.selector_expression: {
        const operand = child(n, F.operand);
        const name = child(n, F.field);
        if (operand < 0 || name < 0) return;
        writeBack(operand, add({ op: "update", base: base(operand), name: textOf(name), value }, n));
        return;
      }
      case K.index_expression: {
        const operand = child(n, F.operand);
        const index = child(n, F.index);
        if (operand < 0) return;
        const name = index < 0 ? undefined : constantKey(index);
        if (index >= 0 && name === undefined) expression(index);
        writeBack(operand, add({ op: "update", base: base(operand), name, value }, n));
        return;
      }
      case K.unary_expression:
      case K.parenthesized_expression: {
        const inner = kind[n] === K.unary_expression ? child(n, F.operand) : n + 1;
        if (inner >= 0 && inner < next[n]!) assignTo(inner, value, false, type);
        return;
      }
      default:
        expression(n);
    }
  }

  /** Binds the new version of an object to where it came from: `a.b` was changed, so `a` was. */
  function writeBack(n: number, version: NodeId): void {
    switch (kind[n]) {
      case K.identifier:
        if (!packages.has(textOf(n)) || shadowed(textOf(n))) scopes.writeBack(textOf(n), version);
        return;
      case K.selector_expression:
      case K.index_expression: {
        const operand = child(n, F.operand);
        const name = child(n, kind[n] === K.selector_expression ? F.field : F.index);
        if (operand < 0 || lowered[operand]! < 0) return;
        const key = name < 0 ? undefined : kind[n] === K.selector_expression ? textOf(name) : constantKey(name);
        writeBack(operand, add({ op: "update", base: lowered[operand]!, name: key, value: version }, n));
        return;
      }
      case K.unary_expression: {
        const operand = child(n, F.operand);
        if (operand >= 0) writeBack(operand, version);
        return;
      }
      case K.parenthesized_expression:
        for (const at of children(n)) writeBack(at, version);
    }
  }

  function ifStatement(n: number): void {
    scopes.block(() => {
      const initializer = child(n, F.initializer);
      if (initializer >= 0) statement(initializer);
      const condition = child(n, F.condition);
      if (condition >= 0) expression(condition);
      const alternative = child(n, F.alternative);
      const alternatives = [() => body(child(n, F.consequence))];
      if (alternative >= 0) alternatives.push(() => statement(alternative));
      scopes.branches(alternatives, alternative >= 0, spanOf(n));
    });
  }

  function forStatement(n: number, label: string | undefined): void {
    const options = label === undefined ? {} : { label };
    const range = childOfKind(n, K.range_clause);
    const clause = childOfKind(n, K.for_clause);
    const block = child(n, F.body);
    scopes.block(() => {
      if (range >= 0) {
        const over = child(range, F.right);
        const iterated = over < 0 ? add({ op: "unknown", inputs: [] }, range) : expression(over);
        const left = listed(child(range, F.left));
        const declares = !text.slice(start[range]!, end[range]!).match(/^[^=]*[^:]=\s*range\b/);
        scopes.loop(
          () => {
            const [key, value] = left;
            if (key !== undefined) {
              // A key of a map can hold data, an index of a slice cannot: only iterators and channels give it alone.
              const node = value === undefined ? { op: "unknown" as const, inputs: [] } : { op: "literal" as const };
              assignTo(key, kind[over] === K.int_literal ? add({ op: "literal" }, key) : add(node, key), declares);
            }
            if (value !== undefined) assignTo(value, add({ op: "element", base: iterated }, value), declares);
            body(block);
          },
          spanOf(n),
          options,
        );
        return;
      }
      const initializer = clause < 0 ? -1 : child(clause, F.initializer);
      if (initializer >= 0) statement(initializer);
      scopes.loop(
        () => {
          const condition = clause < 0 ? conditionOf(n, block) : child(clause, F.condition);
          if (condition >= 0) expression(condition);
          body(block);
          const update = clause < 0 ? -1 : child(clause, F.update);
          if (update >= 0) statement(update);
        },
        spanOf(n),
        options,
      );
    });
  }

  function conditionOf(n: number, block: number): number {
    return children(n).find((at) => at !== block) ?? -1;
  }

  /** The alternatives of a `switch` or `select`, each with what stands before its statements. */
  function cases(n: number, enter: (at: number) => void): void {
    const alternatives: (() => void)[] = [];
    let exhaustive = kind[n] === K.select_statement;
    for (const at of children(n)) {
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
          const inside = childOfKind(at, K.statement_list);
          if (inside >= 0) statement(inside);
        }),
      );
    }
    scopes.breakable(() => scopes.branches(alternatives, exhaustive, spanOf(n)), spanOf(n));
  }

  function expressionSwitch(n: number): void {
    scopes.block(() => {
      const initializer = child(n, F.initializer);
      if (initializer >= 0) statement(initializer);
      const value = child(n, F.value);
      if (value >= 0) expression(value);
      cases(n, (at) => {
        for (const one of listed(child(at, F.value))) expression(one);
      });
    });
  }

  function typeSwitch(n: number): void {
    scopes.block(() => {
      const initializer = child(n, F.initializer);
      if (initializer >= 0) statement(initializer);
      const value = child(n, F.value);
      const subject = value < 0 ? undefined : expression(value);
      const alias = listed(child(n, F.alias))[0];
      cases(n, (at) => {
        if (alias === undefined || subject === undefined) return;
        const types = children(at).filter((one) => field[one] === F.type);
        const type = types.length === 1 ? typeExpression(types[0]!) : undefined;
        bindNew(alias, add({ op: "same", why: "cast", value: subject }, alias), type);
      });
    });
  }

  // ---- declarations

  function importSpec(n: number): void {
    const path = child(n, F.path);
    if (path < 0) return;
    const written = decodeGoString(textOf(path));
    const name = child(n, F.name);
    const local = name < 0 ? assumedPackageName(written) : textOf(name);
    if (local === "_" || local === ".") return;
    const module = withoutMajorVersion(written);
    packages.set(local, module);
    scopes.declare(local, add({ op: "import", module, name: "*" }, n), "block");
  }

  function typeDeclaration(n: number): void {
    for (const at of children(n)) {
      const name = child(at, F.name);
      const type = child(at, F.type);
      if (name < 0 || type < 0 || classCount > 4000) continue;
      const fields: IrField[] = [];
      const methods: IrMethod[] = [];
      const bases: NodeId[] = [];
      const isInterface = kind[type] === K.interface_type;
      const isStruct = kind[type] === K.struct_type;
      const index = classCount++;
      const declaration = {
        name: textOf(name),
        span: spanOf(at),
        kind: isStruct ? ("class" as const) : isInterface ? ("interface" as const) : ("alias" as const),
        bases,
        fields,
        methods,
        decorators: [],
      };
      // Methods are declared apart and added when they are met.
      if (builder.addClass(declaration) !== index) throw new Error("class indexes out of step");
      classes.set(textOf(name), { index, fields, methods });
      const node = add({ op: "class", index }, name);
      scopes.declare(textOf(name), add({ op: "bind", name: textOf(name), value: node }, name), "block");
      if (context.index === 0) builder.addExport({ name: textOf(name), node });
      if (isStruct) structFields(type, fields, bases);
      else if (isInterface) signatures(type, index, textOf(name), methods, bases);
      else bases.push(typeExpression(type));
    }
  }

  function structFields(type: number, fields: IrField[], bases: NodeId[]): void {
    const list = childOfKind(type, K.field_declaration_list);
    for (const at of children(list)) {
      if (kind[at] !== K.field_declaration) continue;
      const written = child(at, F.type);
      if (written < 0) continue;
      const names = children(at).filter((one) => field[one] === F.name);
      const typeNode = typeExpression(written);
      if (names.length === 0) {
        // An embedded type lends its fields and methods.
        bases.push(typeNode);
        continue;
      }
      for (const name of names) {
        fields.push({ name: textOf(name), span: spanOf(name), type: typeNode, typeText: textOf(written) });
      }
    }
  }

  function signatures(type: number, index: number, owner: string, methods: IrMethod[], bases: NodeId[]): void {
    for (const at of children(type)) {
      if (kind[at] === K.type_elem) {
        const parts = children(at);
        if (parts.length === 1) bases.push(typeExpression(parts[0]!));
        continue;
      }
      const name = child(at, F.name);
      if (kind[at] !== K.method_elem || name < 0) continue;
      const made = functionBody({ n: at, name: textOf(name), owner, inClass: index, isSignature: true, receiver: -1 });
      const node = add({ op: "function", index: made }, name);
      declareResult(node, child(at, F.result));
      methods.push({ name: textOf(name), function: made });
    }
  }

  function declareResult(node: NodeId, result: number): void {
    if (result < 0) return;
    if (kind[result] !== K.parameter_list) {
      builder.declareType(node, typeExpression(result));
      return;
    }
    const types = children(result)
      .map((at) => child(at, F.type))
      .filter((at) => at >= 0)
      .map((at) => ({ key: undefined, value: typeExpression(at) }));
    if (types[0]) builder.declareType(node, add({ op: "collection", kind: "list", entries: [types[0]] }, result));
  }

  function functionDeclaration(n: number): void {
    const name = child(n, F.name);
    if (name < 0) return;
    const index = functionBody({ n, name: textOf(name), isSignature: child(n, F.body) < 0, receiver: -1 });
    const node = add({ op: "function", index }, name);
    declareResult(node, child(n, F.result));
    scopes.declare(textOf(name), add({ op: "bind", name: textOf(name), value: node }, name), "block");
    builder.addExport({ name: textOf(name), node });
  }

  function methodDeclaration(n: number): void {
    const name = child(n, F.name);
    const receiver = childOfKind(child(n, F.receiver), K.parameter_declaration);
    if (name < 0 || receiver < 0) return;
    const type = child(receiver, F.type);
    const owner = type < 0 ? "" : (/[\p{L}_][\p{L}\p{N}_]*/u.exec(textOf(type))?.[0] ?? "");
    const known = classes.get(owner);
    const index = functionBody({
      n,
      name: textOf(name),
      owner,
      ...(known && { inClass: known.index }),
      isSignature: child(n, F.body) < 0,
      receiver,
    });
    const node = add({ op: "function", index }, name);
    declareResult(node, child(n, F.result));
    known?.methods.push({ name: textOf(name), function: index });
  }

  function recordFinals(): void {
    for (const parameter of context.watched) {
      if (!scopes.declaresLocally(parameter.name)) continue;
      const value = scopes.lookup(parameter.name, { start: 0, end: 0 });
      if (value !== parameter.node && !parameter.finals.includes(value)) parameter.finals.push(value);
    }
  }

  function parameterList(n: number): IrParameter[] {
    const parameters: IrParameter[] = [];
    for (const at of children(n)) {
      const variadic = kind[at] === K.variadic_parameter_declaration;
      if (!variadic && kind[at] !== K.parameter_declaration) continue;
      const type = child(at, F.type);
      const names = children(at).filter((one) => field[one] === F.name);
      for (const target of names.length > 0 ? names : [at]) {
        const name = names.length > 0 ? textOf(target) : "_";
        const node = add({ op: "parameter", name, index: parameters.length }, target);
        if (type >= 0 && !variadic) builder.declareType(node, typeExpression(type));
        if (name !== "_") scopes.declare(name, node, "function");
        parameters.push({ name, node, kind: variadic ? "rest" : "positional" });
      }
    }
    return parameters;
  }

  function functionBody(options: {
    readonly n: number;
    readonly name: string;
    readonly owner?: string;
    readonly inClass?: number;
    readonly isSignature: boolean;
    readonly receiver: number;
  }): number {
    const { n, receiver } = options;
    const outer = context;
    const prefix = options.owner ? `${options.owner}.` : outer.index === 0 ? "" : `${outer.qualified}.`;
    const qualified = `${prefix}${options.name}`;
    const index = scopes.beginFunction({
      name: options.name,
      qualifiedName: qualified,
      span: spanOf(n),
      enclosing: outer.index,
      ...(options.inClass !== undefined && { class: options.inClass }),
      isAsync: false,
      isGenerator: false,
      isStatic: false,
    });
    let self: { readonly name: string; readonly node: NodeId } | undefined;
    if (receiver >= 0) {
      const written = child(receiver, F.name);
      const name = written < 0 ? "_" : textOf(written);
      self = { name, node: add({ op: "parameter", name, index: -1 }, written < 0 ? receiver : written) };
      const type = child(receiver, F.type);
      if (type >= 0) builder.declareType(self.node, typeExpression(type));
      if (name !== "_") scopes.declare(name, self.node, "function");
    }
    const parameters = parameterList(child(n, F.parameters));
    const results: string[] = [];
    const result = child(n, F.result);
    if (result >= 0 && kind[result] === K.parameter_list) {
      for (const at of children(result)) {
        const type = child(at, F.type);
        for (const name of children(at).filter((one) => field[one] === F.name)) {
          results.push(textOf(name));
          bindNew(name, add({ op: "literal" }, name), type < 0 ? undefined : typeExpression(type));
        }
      }
    }
    const finals = new Map<string, NodeId[]>();
    const watched = [...parameters.map(({ name, node }) => ({ name, node })), ...(self ? [self] : [])].map((entry) => {
      const list: NodeId[] = [];
      finals.set(entry.name, list);
      return { ...entry, finals: list };
    });
    context = { returns: [], throws: [], results, watched, qualified, index };
    const block = child(n, F.body);
    if (block >= 0) body(block);
    if (!scopes.isDead) recordFinals();
    const finalOf = (name: string, node: NodeId): NodeId | undefined => {
      const nodes = finals.get(name) ?? [];
      if (nodes.length === 0) return undefined;
      return nodes.length === 1 ? nodes[0]! : builder.add({ op: "choice", inputs: [node, ...nodes] }, spanOf(n));
    };
    const selfFinal = self && finalOf(self.name, self.node);
    scopes.endFunction(index, {
      parameters: parameters.map((parameter) => {
        const final = finalOf(parameter.name, parameter.node);
        return final === undefined ? parameter : { ...parameter, final };
      }),
      ...(self && { self: self.node }),
      ...(selfFinal !== undefined && { selfFinal }),
      returns: context.returns,
      yields: [],
      throws: context.throws,
      decorators: [],
      ...(options.isSignature && { isSignature: true }),
    });
    context = outer;
    return index;
  }

  // ---- expressions

  /** An expression that something is taken from or called on: a variable needs no node of its own there. */
  function base(n: number): NodeId {
    if (kind[n] !== K.identifier) return expression(n);
    const node = scopes.lookup(textOf(n), spanOf(n));
    lowered[n] = node;
    return node;
  }

  function expression(n: number): NodeId {
    if (depth > maxDepth) return add({ op: "unknown", inputs: [] }, n);
    depth++;
    const node = lowerExpression(n);
    depth--;
    lowered[n] = node;
    return node;
  }

  function unknownOf(n: number): NodeId {
    return add({ op: "unknown", inputs: children(n).map((at) => expression(at)) }, n);
  }

  function isToken(n: number): boolean {
    return kind[n]! >= K["+"];
  }

  function operands(n: number): number[] {
    return children(n).filter((at) => !isToken(at));
  }

  function lowerExpression(n: number): NodeId {
    switch (kind[n]) {
      case K.identifier:
        return scopes.read(textOf(n), spanOf(n));
      case K.interpreted_string_literal:
      case K.raw_string_literal:
        return add({ op: "text", text: decodeGoString(textOf(n)) }, n);
      case K.int_literal:
      case K.float_literal:
      case K.imaginary_literal:
      case K.rune_literal:
      case K.true:
      case K.false:
      case K.nil:
      case K.iota:
      case K.blank_identifier:
      case K.function_type:
        return add({ op: "literal" }, n);
      case K.selector_expression: {
        const operand = child(n, F.operand);
        const name = child(n, F.field);
        if (operand < 0 || name < 0) return unknownOf(n);
        return add({ op: "member", base: base(operand), name: textOf(name) }, n);
      }
      case K.index_expression: {
        const operand = child(n, F.operand);
        const index = child(n, F.index);
        if (operand < 0 || index < 0) return unknownOf(n);
        const from = base(operand);
        const name = constantKey(index);
        if (name !== undefined) return add({ op: "member", base: from, name }, n);
        return add({ op: "element", base: from, key: expression(index) }, n);
      }
      case K.slice_expression: {
        const operand = child(n, F.operand);
        if (operand < 0) return unknownOf(n);
        return add({ op: "same", why: "other", value: base(operand) }, n);
      }
      case K.call_expression:
        return call(n);
      case K.composite_literal:
        return composite(n);
      case K.literal_value:
        return literalValue(n, -1);
      case K.literal_element: {
        const parts = children(n);
        return parts.length === 1 ? expression(parts[0]!) : unknownOf(n);
      }
      case K.func_literal: {
        const index = functionBody({ n, name: "<lambda>", isSignature: false, receiver: -1 });
        return add({ op: "function", index }, n);
      }
      case K.binary_expression:
        return binary(n);
      case K.unary_expression: {
        const operand = child(n, F.operand);
        if (operand < 0) return unknownOf(n);
        if (childOfKind(n, K["<-"]) >= 0) return add({ op: "element", base: base(operand) }, n);
        if (childOfKind(n, K["&"]) >= 0 || childOfKind(n, K["*"]) >= 0) {
          return add({ op: "same", why: "other", value: expression(operand) }, n);
        }
        return add({ op: "derived", inputs: [expression(operand)] }, n);
      }
      case K.parenthesized_expression: {
        const parts = children(n);
        return parts.length === 1 ? expression(parts[0]!) : unknownOf(n);
      }
      case K.type_conversion_expression:
      case K.type_assertion_expression: {
        const operand = child(n, F.operand);
        const type = child(n, F.type);
        if (operand < 0) return unknownOf(n);
        const node = add({ op: "same", why: "cast", value: expression(operand) }, n);
        if (type >= 0) builder.declareType(node, typeExpression(type));
        return node;
      }
      case K.type_instantiation_expression: {
        const [head] = children(n);
        return head === undefined ? unknownOf(n) : expression(head);
      }
      case K.variadic_argument: {
        const parts = operands(n);
        return parts.length === 1 ? expression(parts[0]!) : unknownOf(n);
      }
      case K.qualified_type:
      case K.type_identifier:
      case K.pointer_type:
      case K.slice_type:
      case K.array_type:
      case K.map_type:
      case K.channel_type:
      case K.generic_type:
      case K.struct_type:
      case K.interface_type:
        return add({ op: "literal" }, n);
      default:
        return isToken(n) ? add({ op: "literal" }, n) : unknownOf(n);
    }
  }

  function binary(n: number): NodeId {
    const left = child(n, F.left);
    const right = child(n, F.right);
    if (left < 0 || right < 0) return unknownOf(n);
    if (childOfKind(n, K["+"]) < 0) {
      return add({ op: "derived", inputs: [expression(left), expression(right)] }, n);
    }
    // Left-recursive chains are taken in one go: generated code has thousands of terms.
    const terms: number[] = [right];
    let at = left;
    while (kind[at] === K.binary_expression && childOfKind(at, K["+"]) >= 0) {
      const inner = child(at, F.right);
      const deeper = child(at, F.left);
      if (inner < 0 || deeper < 0) break;
      terms.push(inner);
      at = deeper;
    }
    terms.push(at);
    const pieces = terms.reverse().map((term) => expression(term));
    return add({ op: "string", how: "concatenation", pieces }, n);
  }

  /** The name of a key that is known: a string, a whole number. */
  function constantKey(n: number): string | undefined {
    if (kind[n] === K.interpreted_string_literal || kind[n] === K.raw_string_literal) {
      return decodeGoString(textOf(n));
    }
    return kind[n] === K.int_literal ? textOf(n) : undefined;
  }

  function composite(n: number): NodeId {
    const type = child(n, F.type);
    const value = child(n, F.body);
    if (value < 0) return unknownOf(n);
    const record = literalValue(value, type);
    if (
      type < 0 ||
      (kind[type] !== K.type_identifier && kind[type] !== K.qualified_type && kind[type] !== K.generic_type)
    ) {
      return record;
    }
    const node = add({ op: "same", why: "other", value: record }, n);
    builder.declareType(node, typeExpression(type));
    return node;
  }

  function literalValue(n: number, type: number): NodeId {
    const entries: IrEntry[] = [];
    const parts = children(n).filter((at) => kind[at] === K.keyed_element || kind[at] === K.literal_element);
    const keyed = parts.some((at) => kind[at] === K.keyed_element);
    const isMap = type >= 0 && kind[type] === K.map_type;
    const isList =
      type >= 0 &&
      (kind[type] === K.slice_type || kind[type] === K.array_type || kind[type] === K.implicit_length_array_type);
    const declared = type >= 0 && kind[type] === K.type_identifier ? classes.get(textOf(type))?.fields : undefined;
    parts.forEach((at, position) => {
      if (kind[at] === K.literal_element) {
        const key = keyed ? undefined : (declared?.[position]?.name ?? String(position));
        entries.push({ key, value: expression(at), span: spanOf(at) });
        return;
      }
      const key = child(at, F.key);
      const value = child(at, F.value);
      if (key < 0 || value < 0) return;
      const written = kind[key] === K.literal_element ? key + 1 : key;
      const known = written < next[at]! ? constantKey(written) : undefined;
      const name = known ?? (!isMap && kind[written] === K.identifier ? textOf(written) : undefined);
      if (name === undefined && written < next[at]!) expression(written);
      entries.push({ key: name, value: expression(value), span: spanOf(at) });
    });
    return add({ op: "collection", kind: isList ? "list" : "record", entries }, n);
  }

  /** `fmt.Sprintf` as `fmt.Sprintf`, whatever the package is called here. */
  function libraryName(callee: number): string | undefined {
    if (kind[callee] !== K.selector_expression) return undefined;
    const operand = child(callee, F.operand);
    const name = child(callee, F.field);
    if (operand < 0 || name < 0 || kind[operand] !== K.identifier) return undefined;
    const module = packages.get(textOf(operand));
    return module === undefined || shadowed(textOf(operand)) ? undefined : `${module}.${textOf(name)}`;
  }

  /** Whether a variable of the function stands in the way of a package of that name. */
  function shadowed(name: string): boolean {
    return context.index !== 0 && scopes.declaresLocally(name);
  }

  function call(n: number): NodeId {
    const callee = child(n, F.function);
    const list = child(n, F.arguments);
    if (callee < 0 || list < 0) return unknownOf(n);
    const syntax = operands(list);
    const bare = kind[callee] === K.identifier && !isDeclared(textOf(callee)) ? textOf(callee) : undefined;
    const library = libraryName(callee);
    const special =
      bare !== undefined
        ? builtinCall(n, bare, syntax)
        : library !== undefined
          ? libraryCall(n, library, syntax)
          : undefined;
    if (special !== undefined) return special;
    const target = base(callee);
    const receiver = kind[callee] === K.selector_expression ? child(callee, F.operand) : -1;
    const made: IrArgument[] = syntax.map((at) => ({
      value: expression(at),
      ...(kind[at] === K.variadic_argument && { spread: "list" as const }),
    }));
    const node = add({ op: "call", callee: target, arguments: made, constructs: false }, n);
    if (library && writingTo.has(library) && syntax[0] !== undefined && made[0]) {
      append(n, syntax[0], made[0].value, made.slice(1));
      return node;
    }
    const name = receiver < 0 ? "" : textOf(child(callee, F.field));
    if (receiver >= 0 && writingMethods.has(name) && isPlace(receiver)) {
      append(n, receiver, lowered[receiver]!, made);
      return node;
    }
    if (receiver >= 0 && isPlace(receiver)) {
      writeBack(receiver, add({ op: "after", call: node, argument: -1, before: lowered[receiver]! }, receiver));
    }
    // Only what is handed over by its address, a map or a slice can be changed.
    syntax.forEach((at, index) => {
      const place = kind[at] === K.unary_expression && childOfKind(at, K["&"]) >= 0 ? child(at, F.operand) : at;
      if (place < 0 || (place === at && kind[at] !== K.identifier) || !isPlace(place)) return;
      writeBack(place, add({ op: "after", call: node, argument: index, before: made[index]!.value }, place));
    });
    return node;
  }

  /** Adds texts to what a builder, buffer or writer holds already. */
  function append(n: number, place: number, before: NodeId, added: readonly IrArgument[]): void {
    const pieces = [before, ...added.map((argument) => argument.value)];
    writeBack(place, add({ op: "string", how: "concatenation", pieces }, n));
  }

  function isDeclared(name: string): boolean {
    return functionNames.has(name) || classes.has(name) || scopes.find(name) !== undefined;
  }

  function builtinCall(n: number, name: string, syntax: readonly number[]): NodeId | undefined {
    if (name === "append") {
      const entries = syntax.map((at, index): IrEntry => {
        const value = expression(at);
        return index === 0 || kind[at] === K.variadic_argument
          ? { key: undefined, value, spread: true }
          : { key: undefined, value, span: spanOf(at) };
      });
      return add({ op: "collection", kind: "list", entries }, n);
    }
    if (name === "make" || name === "new") {
      const node = add({ op: "collection", kind: "record", entries: [] }, n);
      const type = syntax[0];
      if (type === undefined) return node;
      const typed = add({ op: "same", why: "other", value: node }, n);
      builder.declareType(typed, typeExpression(type));
      return typed;
    }
    if (name === "panic") {
      context.throws.push(...syntax.map((at) => expression(at)));
      scopes.jump("throw");
      return add({ op: "literal" }, n);
    }
    if (builtinTypes.has(name) && syntax.length === 1) {
      const value = expression(syntax[0]!);
      return add(
        name === "string" || name === "error" || name === "any"
          ? { op: "same", why: "cast", value }
          : { op: "derived", inputs: [value] },
        n,
      );
    }
    if (counting.has(name)) return add({ op: "derived", inputs: syntax.map((at) => expression(at)) }, n);
    if (name === "copy" && syntax[0] !== undefined && syntax[1] !== undefined) {
      expression(syntax[0]);
      writeBack(syntax[0], expression(syntax[1]));
      return add({ op: "literal" }, n);
    }
    if (name === "min" || name === "max") {
      return add({ op: "choice", inputs: syntax.map((at) => expression(at)) }, n);
    }
    return undefined;
  }

  function libraryCall(n: number, name: string, syntax: readonly number[]): NodeId | undefined {
    const from = formatting.get(name);
    if (from !== undefined) {
      const pieces = syntax.slice(from).map((at) => expression(at));
      return add({ op: "string", how: name.endsWith("f") ? "percent" : "format", pieces }, n);
    }
    const [first, second, third] = syntax;
    if (first === undefined) return undefined;
    if (name === "strings.Join" && second !== undefined) {
      const items = add({ op: "element", base: expression(first) }, first);
      return add({ op: "string", how: "join", pieces: [items, expression(second)] }, n);
    }
    if ((name === "strings.ReplaceAll" || name === "strings.Replace") && third !== undefined) {
      if (second !== undefined) expression(second);
      return add({ op: "string", how: "format", pieces: [expression(first), expression(third)] }, n);
    }
    if (keeping.has(name)) {
      const value = expression(first);
      for (const at of syntax.slice(1)) expression(at);
      return add({ op: "same", why: "other", value }, n);
    }
    return undefined;
  }

  /** A variable or a field of one: something a call can change under a name that is used again. */
  function isPlace(n: number): boolean {
    let at = n;
    while (kind[at] === K.selector_expression || kind[at] === K.index_expression) {
      const operand = child(at, F.operand);
      if (operand < 0) return false;
      at = operand;
    }
    if (kind[at] === K.unary_expression) at = child(at, F.operand);
    if (at < 0 || kind[at] !== K.identifier || lowered[n]! < 0) return false;
    const name = textOf(at);
    return scopes.find(name) !== undefined && (!packages.has(name) || shadowed(name)) && !functionNames.has(name);
  }

  // ---- types

  function typeExpression(n: number): NodeId {
    if (depth > maxDepth) return add({ op: "unknown", inputs: [] }, n);
    depth++;
    const node = lowerType(n);
    depth--;
    return node;
  }

  function lowerType(n: number): NodeId {
    switch (kind[n]) {
      case K.identifier:
      case K.type_identifier:
        return builtinTypes.has(textOf(n)) && !classes.has(textOf(n))
          ? add({ op: "global", name: textOf(n) }, n)
          : scopes.lookup(textOf(n), spanOf(n));
      case K.qualified_type:
      case K.selector_expression: {
        const [head, name] = operands(n);
        if (head === undefined || name === undefined) return add({ op: "unknown", inputs: [] }, n);
        const from = scopes.lookup(textOf(head), spanOf(head));
        return add({ op: "member", base: from, name: textOf(name) }, n);
      }
      case K.pointer_type:
      case K.parenthesized_type:
      case K.type_elem:
      case K.unary_expression: {
        const inner = operands(n)[0];
        return inner === undefined ? add({ op: "unknown", inputs: [] }, n) : typeExpression(inner);
      }
      case K.generic_type: {
        const head = child(n, F.type);
        return head < 0 ? add({ op: "unknown", inputs: [] }, n) : typeExpression(head);
      }
      case K.slice_type:
      case K.array_type:
      case K.implicit_length_array_type:
      case K.channel_type:
      case K.map_type: {
        const inner = kind[n] === K.map_type || kind[n] === K.channel_type ? child(n, F.value) : child(n, F.element);
        if (inner < 0) return add({ op: "literal" }, n);
        const form = kind[n] === K.map_type ? ("record" as const) : ("list" as const);
        const entries = [{ key: undefined, value: typeExpression(inner) }];
        return add({ op: "collection", kind: form, entries }, n);
      }
      default:
        return add({ op: "literal" }, n);
    }
  }

  // ---- the file

  const module = scopes.beginFunction({
    name: "<module>",
    qualifiedName: "<module>",
    span: { start: 0, end: text.length },
    isAsync: false,
    isGenerator: false,
    isStatic: false,
  });
  context = { returns: [], throws: [], results: [], watched: [], qualified: "", index: module };
  const top = tree.count > 0 ? children(0) : [];
  for (const at of top) {
    if (kind[at] === K.import_declaration) {
      for (const spec of children(at)) {
        if (kind[spec] === K.import_spec) importSpec(spec);
        else for (const one of children(spec)) if (kind[one] === K.import_spec) importSpec(one);
      }
    } else if (kind[at] === K.function_declaration) {
      const name = child(at, F.name);
      if (name >= 0) functionNames.add(textOf(name));
    }
  }
  // What a file declares is known in all of it: types first, then variables, then what runs.
  for (const at of top) if (kind[at] === K.type_declaration) typeDeclaration(at);
  for (const at of top) if (kind[at] === K.const_declaration || kind[at] === K.var_declaration) statement(at);
  for (const at of top) {
    if (kind[at] !== K.const_declaration && kind[at] !== K.var_declaration) statement(at);
  }
  scopes.endFunction(module, { parameters: [], returns: [], yields: [], throws: context.throws, decorators: [] });
  return builder.finish();
}
