import type { Span } from "../../model/index.ts";
import type { IrArgument, IrEntry, IrField, IrOperation, IrParameter, NodeId } from "../ir.ts";
import { createIrBuilder } from "../ir-builder.ts";
import type { ColumnarIr } from "../ir-columns.ts";
import { createScopes } from "../scopes.ts";
import type { FlatTree } from "./flat-tree.ts";
import { F, K } from "./python-shape.ts";
import { decodePythonString } from "./python-strings.ts";

/** Deeper nesting than this is not followed: such code is generated, and the stack is finite. */
const maxDepth = 200;
/** Builtins that change no argument. */
const pure = new Set(
  "len print str repr int float bool isinstance issubclass range enumerate zip sorted reversed min max sum any all hash id type format list tuple set dict map filter iter getattr hasattr open".split(
    " ",
  ),
);
/** Methods that leave their receiver as it was. */
const pureMethods = new Set(
  (
    "format join strip lstrip rstrip lower upper title capitalize split rsplit splitlines startswith endswith get items " +
    "keys values copy encode decode isoformat strftime info debug warning error exception model_dump dict json " +
    "to_dict count index find isdigit isalpha"
  ).split(" "),
);
/** Type constructors that mean "any of their arguments" and "a container of them". */
const unions = new Set(["Optional", "Union", "Annotated", "ClassVar", "Final", "Required", "NotRequired", "Mapped"]);
const containers = new Set(
  "list List Sequence Iterable Iterator Set set frozenset Collection tuple Tuple AsyncIterator AsyncIterable Generator AsyncGenerator deque".split(
    " ",
  ),
);
const mappings = new Set(["dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "OrderedDict"]);

interface Context {
  readonly returns: NodeId[];
  readonly yields: NodeId[];
  readonly throws: NodeId[];
  /** All calls so far, for what a handler may catch. */
  readonly calls: NodeId[];
  readonly names: readonly { readonly name: string; readonly node: NodeId; readonly finals: NodeId[] }[];
  readonly qualified: string;
  readonly index: number;
}

/** Lowers a Python file. Total: what cannot be read becomes `unknown`. */
export function lowerPython(tree: FlatTree): ColumnarIr {
  const { text, kind, field, start, end, next } = tree;
  const builder = createIrBuilder("python");
  const scopes = createScopes(builder);
  /** The value each expression was lowered to, for writing back along an access path. */
  const lowered = new Int32Array(tree.count).fill(-1);
  const imported = new Set<string>();
  const moduleNames = new Set<string>();
  let context: Context;
  let depth = 0;
  let classPath = "";
  /** Whether texts that stand alone may be prompts here. */
  let keepsTexts = false;

  const spanOf = (n: number): Span => ({ start: start[n]!, end: end[n]! });
  const textOf = (n: number): string => text.slice(start[n]!, end[n]!);

  function add(operation: IrOperation, n: number): NodeId {
    return builder.add(operation, { start: start[n]!, end: end[n]! });
  }

  function children(n: number): number[] {
    const result: number[] = [];
    for (let child = n + 1; child < next[n]!; child = next[child]!) result.push(child);
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

  // ---- statements

  function statements(n: number): void {
    for (let at = n + 1; at < next[n]!; at = next[at]!) statement(at);
  }

  function suite(n: number): void {
    if (n < 0) return;
    if (kind[n] === K.block) statements(n);
    else statement(n);
  }

  function statement(n: number): void {
    if (depth > maxDepth) return;
    depth++;
    lowerStatement(n);
    depth--;
  }

  /** A text that stands alone: documentation, which no call is handed. */
  function isBareText(n: number): boolean {
    return kind[n + 1] === K.string && next[n + 1] === next[n];
  }

  function lowerStatement(n: number): void {
    switch (kind[n]) {
      case K.expression_statement:
        if (!keepsTexts && isBareText(n)) return;
        for (const at of children(n)) expression(at);
        return;
      case K.block:
      case K.ERROR:
        statements(n);
        return;
      case K.function_definition:
        functionDefinition(n, []);
        return;
      case K.class_definition:
        classDefinition(n, []);
        return;
      case K.decorated_definition: {
        const decorators: NodeId[] = [];
        for (const at of children(n)) {
          if (kind[at] === K.decorator) for (const inner of children(at)) decorators.push(expression(inner));
        }
        const definition = child(n, F.definition);
        if (definition < 0) return;
        if (kind[definition] === K.class_definition) classDefinition(definition, decorators);
        else functionDefinition(definition, decorators);
        return;
      }
      case K.if_statement:
        ifStatement(n);
        return;
      case K.for_statement: {
        const iterated = expressionOr(child(n, F.right), n);
        const target = child(n, F.left);
        const span = spanOf(n);
        scopes.loop(() => {
          const element = add({ op: "element", base: iterated }, target < 0 ? n : target);
          if (target >= 0) assignTo(target, element);
          suite(child(n, F.body));
        }, span);
        const otherwise = child(n, F.alternative);
        if (otherwise >= 0) suite(child(otherwise, F.body));
        return;
      }
      case K.while_statement: {
        const condition = child(n, F.condition);
        scopes.loop(() => {
          if (condition >= 0) expression(condition);
          suite(child(n, F.body));
        }, spanOf(n));
        const otherwise = child(n, F.alternative);
        if (otherwise >= 0) suite(child(otherwise, F.body));
        return;
      }
      case K.try_statement:
        tryStatement(n);
        return;
      case K.with_statement: {
        const clause = childOfKind(n, K.with_clause);
        if (clause >= 0) for (const item of children(clause)) expressionOr(child(item, F.value), item);
        suite(child(n, F.body));
        return;
      }
      case K.match_statement:
        matchStatement(n);
        return;
      case K.return_statement: {
        const values = children(n);
        if (values[0] !== undefined) context.returns.push(expression(values[0]));
        recordFinals();
        scopes.jump("return");
        return;
      }
      case K.raise_statement: {
        for (const at of children(n)) {
          if (kind[at] === K.from) continue;
          const value = expression(at);
          if (field[at] !== F.cause) context.throws.push(value);
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
        const targets = children(n).flatMap((at) => (kind[at] === K.expression_list ? children(at) : [at]));
        for (const target of targets) {
          // A name that is deleted means nothing until it is bound again; a field that is deleted holds nothing.
          if (kind[target] === K.attribute || kind[target] === K.subscript) assignTo(target, add({ op: "literal" }, n));
        }
        return;
      }
      case K.global_statement:
      case K.nonlocal_statement:
        for (const at of children(n)) {
          scopes.declareOuter(textOf(at), kind[n] === K.global_statement ? "module" : "enclosing");
          moduleNames.add(textOf(at));
        }
        return;
      case K.import_statement:
        for (const at of children(n)) importModule(at);
        return;
      case K.import_from_statement:
        importFrom(n);
        return;
      case K.future_import_statement:
        return;
      case K.type_alias_statement: {
        const [left, right] = children(n);
        if (left !== undefined && right !== undefined) bindName(left, textOf(left), typeExpression(right));
        return;
      }
      default:
        for (const at of children(n)) {
          if (kind[at] === K.block) suite(at);
          else expression(at);
        }
    }
  }

  function ifStatement(n: number): void {
    const alternatives: (() => void)[] = [];
    let exhaustive = false;
    const condition = child(n, F.condition);
    if (condition >= 0) expression(condition);
    alternatives.push(() => suite(child(n, F.consequence)));
    for (const at of children(n)) {
      if (kind[at] === K.elif_clause) {
        alternatives.push(() => {
          const test = child(at, F.condition);
          if (test >= 0) expression(test);
          suite(child(at, F.consequence));
        });
      } else if (kind[at] === K.else_clause) {
        exhaustive = true;
        alternatives.push(() => suite(child(at, F.body)));
      }
    }
    scopes.branches(alternatives, exhaustive, spanOf(n));
  }

  function tryStatement(n: number): void {
    const handlers: (() => void)[] = [];
    let otherwise: (() => void) | undefined;
    let finallyDo: (() => void) | undefined;
    const thrownBefore = context.throws.length;
    const callsBefore = context.calls.length;
    for (const at of children(n)) {
      if (kind[at] === K.except_clause || kind[at] === K.except_group_clause) {
        handlers.push(() => {
          const caught: IrOperation = {
            op: "caught",
            thrown: context.throws.slice(thrownBefore, thrownAfter),
            calls: context.calls.slice(callsBefore, callsAfter),
          };
          for (const part of children(at)) {
            if (kind[part] === K.block) suite(part);
            else if (kind[part] === K.as_pattern) {
              const alias = child(part, F.alias);
              const value = add(caught, alias < 0 ? part : alias);
              if (alias >= 0) bindName(alias, textOf(alias), value);
            } else if (field[part] === F.alias) {
              bindName(part, textOf(part), add(caught, part));
            }
          }
        });
      } else if (kind[at] === K.else_clause) otherwise = () => suite(child(at, F.body));
      else if (kind[at] === K.finally_clause) finallyDo = () => suite(childOfKind(at, K.block));
    }
    let thrownAfter = thrownBefore;
    let callsAfter = callsBefore;
    scopes.protect(
      () => {
        suite(child(n, F.body));
        thrownAfter = context.throws.length;
        callsAfter = context.calls.length;
      },
      handlers,
      otherwise,
      finallyDo,
      spanOf(n),
    );
  }

  function matchStatement(n: number): void {
    const subjects = children(n).filter((at) => field[at] === F.subject);
    const values = subjects.map((at) => expression(at));
    const subject = values.length === 1 ? values[0]! : add({ op: "unknown", inputs: values }, n);
    const body = child(n, F.body);
    const alternatives: (() => void)[] = [];
    let exhaustive = false;
    for (const at of body < 0 ? [] : children(body)) {
      if (kind[at] !== K.case_clause) continue;
      const patterns = children(at).filter((part) => kind[part] === K.case_pattern);
      if (patterns.some((part) => textOf(part) === "_")) exhaustive = true;
      alternatives.push(() => {
        for (const pattern of patterns) matchPattern(pattern, subject);
        const guard = child(at, F.guard);
        if (guard >= 0) for (const part of children(guard)) expression(part);
        suite(child(at, F.consequence));
      });
    }
    scopes.branches(alternatives, exhaustive, spanOf(n));
  }

  function matchPattern(n: number, subject: NodeId): void {
    switch (kind[n]) {
      case K.dotted_name: {
        const name = textOf(n);
        if (name !== "_" && !name.includes(".")) bindName(n, name, subject);
        return;
      }
      case K.dict_pattern: {
        let key: number | undefined;
        for (const at of children(n)) {
          if (field[at] === F.key) key = at;
          else if (field[at] === F.value && key !== undefined) {
            const name = kind[key] === K.string ? constantText(key) : undefined;
            matchPattern(
              at,
              name === undefined
                ? add({ op: "element", base: subject }, at)
                : add({ op: "member", base: subject, name }, at),
            );
          } else matchPattern(at, subject);
        }
        return;
      }
      case K.class_pattern:
        for (const at of children(n)) if (kind[at] === K.case_pattern) matchPattern(at, subject);
        return;
      case K.keyword_pattern: {
        const [name, value] = children(n);
        if (name !== undefined && value !== undefined) {
          matchPattern(value, add({ op: "member", base: subject, name: textOf(name) }, value));
        }
        return;
      }
      case K.list_pattern:
      case K.tuple_pattern: {
        children(n).forEach((at, index) => {
          matchPattern(at, add({ op: "member", base: subject, name: String(index) }, at));
        });
        return;
      }
      case K.splat_pattern:
        for (const at of children(n)) if (kind[at] === K.identifier) bindName(at, textOf(at), subject);
        return;
      case K.as_pattern: {
        for (const at of children(n)) {
          if (kind[at] === K.identifier) bindName(at, textOf(at), subject);
          else matchPattern(at, subject);
        }
        return;
      }
      default:
        for (const at of children(n)) matchPattern(at, subject);
    }
  }

  function importModule(n: number): void {
    if (kind[n] === K.aliased_import) {
      const name = child(n, F.name);
      const alias = child(n, F.alias);
      if (name < 0 || alias < 0) return;
      imported.add(textOf(alias));
      scopes.assign(textOf(alias), add({ op: "import", module: compact(name), name: "*" }, n), "function");
    } else if (kind[n] === K.dotted_name) {
      const first = compact(n).split(".")[0]!;
      imported.add(first);
      scopes.assign(first, add({ op: "import", module: first, name: "*" }, n), "function");
    }
  }

  function importFrom(n: number): void {
    const from = child(n, F.module_name);
    if (from < 0) return;
    const module = compact(from);
    for (let at = next[from]!; at < next[n]!; at = next[at]!) {
      if (kind[at] === K.wildcard_import) {
        builder.addExport({ name: "*", from: { module, name: "*" } });
        continue;
      }
      const name = kind[at] === K.aliased_import ? child(at, F.name) : at;
      const alias = kind[at] === K.aliased_import ? child(at, F.alias) : at;
      if (name < 0 || alias < 0 || (kind[name] !== K.dotted_name && kind[name] !== K.identifier)) continue;
      imported.add(textOf(alias));
      scopes.assign(textOf(alias), add({ op: "import", module, name: compact(name) }, at), "function");
    }
  }

  function compact(n: number): string {
    return textOf(n).replace(/\s+/g, "");
  }

  // ---- definitions

  function recordFinals(): void {
    for (const parameter of context.names) {
      if (!scopes.declaresLocally(parameter.name)) continue;
      const value = scopes.lookup(parameter.name, { start: 0, end: 0 });
      if (value !== parameter.node && !parameter.finals.includes(value)) parameter.finals.push(value);
    }
  }

  function parameterList(n: number, inClass: boolean, isStatic: boolean) {
    const parameters: IrParameter[] = [];
    let self: { readonly name: string; readonly node: NodeId } | undefined;
    let keywordOnly = false;
    for (const at of n < 0 ? [] : children(n)) {
      if (kind[at] === K.keyword_separator) keywordOnly = true;
      if (kind[at] === K.positional_separator || kind[at] === K.keyword_separator) continue;
      let target = at;
      let type = -1;
      let value = -1;
      if (
        kind[at] === K.typed_parameter ||
        kind[at] === K.typed_default_parameter ||
        kind[at] === K.default_parameter
      ) {
        type = child(at, F.type);
        value = child(at, F.value);
        target = child(at, F.name);
        if (target < 0) target = at + 1;
      }
      const splat =
        kind[target] === K.list_splat_pattern
          ? ("rest" as const)
          : kind[target] === K.dictionary_splat_pattern
            ? ("keywordRest" as const)
            : undefined;
      if (splat) target = target + 1;
      if (target >= next[at]! || kind[target] !== K.identifier) continue;
      const name = textOf(target);
      if (inClass && !isStatic && !self && parameters.length === 0 && !splat) {
        self = { name, node: add({ op: "parameter", name, index: -1 }, target) };
        scopes.declare(name, self.node, "function");
        continue;
      }
      const fallback = value < 0 ? undefined : expression(value);
      const node = add({ op: "parameter", name, index: parameters.length }, target);
      if (type >= 0) builder.declareType(node, typeExpression(type));
      scopes.declare(name, node, "function");
      if (splat === "rest") keywordOnly = true;
      parameters.push({
        name,
        node,
        kind: splat ?? (keywordOnly ? "keyword" : "positional"),
        ...(fallback !== undefined && { default: fallback }),
      });
    }
    return { parameters, self };
  }

  /** Walks a function's inside. Decorators and the name are the caller's. */
  function functionBody(options: {
    readonly n: number;
    readonly name: string;
    readonly parameters: number;
    readonly decorators: readonly NodeId[];
    readonly inClass: number | undefined;
    readonly isAsync: boolean;
    readonly isStatic: boolean;
    readonly walk: () => void;
  }): number {
    const outer = context;
    const outerClass = classPath;
    const prefix = options.inClass === undefined ? (outer.index === 0 ? "" : `${outer.qualified}.`) : `${classPath}.`;
    const qualified = `${prefix}${options.name}`;
    const index = scopes.beginFunction({
      name: options.name,
      qualifiedName: qualified,
      span: spanOf(options.n),
      enclosing: outer.index,
      ...(options.inClass !== undefined && { class: options.inClass }),
      isAsync: options.isAsync,
      isGenerator: false,
      isStatic: options.isStatic,
    });
    classPath = qualified;
    const { parameters, self } = parameterList(options.parameters, options.inClass !== undefined, options.isStatic);
    const finals = new Map<string, NodeId[]>();
    const watched = [...parameters.map(({ name, node }) => ({ name, node })), ...(self ? [self] : [])].map((entry) => {
      const list: NodeId[] = [];
      finals.set(entry.name, list);
      return { ...entry, finals: list };
    });
    context = { returns: [], yields: [], throws: [], calls: [], names: watched, qualified, index };
    options.walk();
    if (!scopes.isDead) recordFinals();
    const finalOf = (name: string, node: NodeId): NodeId | undefined => {
      const nodes = finals.get(name) ?? [];
      if (nodes.length === 0) return undefined;
      return nodes.length === 1
        ? nodes[0]!
        : builder.add({ op: "choice", inputs: [node, ...nodes] }, spanOf(options.n));
    };
    const selfFinal = self && finalOf(self.name, self.node);
    const body = {
      parameters: parameters.map((parameter) => {
        const final = finalOf(parameter.name, parameter.node);
        return final === undefined ? parameter : { ...parameter, final };
      }),
      ...(self && { self: self.node }),
      ...(selfFinal !== undefined && { selfFinal }),
      returns: context.returns,
      yields: context.yields,
      throws: context.throws,
      decorators: options.decorators,
    };
    scopes.endFunction(index, body);
    context = outer;
    classPath = outerClass;
    return index;
  }

  function functionDefinition(n: number, decorators: readonly NodeId[], inClass?: number): number {
    const nameNode = child(n, F.name);
    const name = nameNode < 0 ? "<lambda>" : textOf(nameNode);
    const isStatic = decoratorTexts(n).includes("staticmethod");
    const index = functionBody({
      n,
      name,
      parameters: child(n, F.parameters),
      decorators,
      inClass,
      isAsync: childOfKind(n, K.async) >= 0,
      isStatic,
      walk: () => withTexts(isHandedOver(n), () => suite(child(n, F.body))),
    });
    const node = add({ op: "function", index }, nameNode < 0 ? n : nameNode);
    const returnType = child(n, F.return_type);
    if (returnType >= 0) builder.declareType(node, typeExpression(returnType));
    bindName(nameNode < 0 ? n : nameNode, name, node);
    if (context.index === 0) moduleNames.add(name);
    return index;
  }

  /** Whether a decorator may hand a function to a model, with its documentation. */
  function isHandedOver(definition: number): boolean {
    return decoratorTexts(definition).some((name) => /tool|function|agent|prompt|skill|action|plugin/i.test(name));
  }

  function withTexts(kept: boolean, walk: () => void): void {
    const outer = keepsTexts;
    keepsTexts = kept;
    walk();
    keepsTexts = outer;
  }

  /** The decorators before a definition, as written, without arguments. */
  function decoratorTexts(definition: number): string[] {
    const texts: string[] = [];
    for (let at = definition - 1; at >= 0; at--) {
      if (kind[at] === K.decorated_definition && next[at]! >= next[definition]!) {
        for (const part of children(at)) {
          if (kind[part] === K.decorator) texts.push(textOf(part).slice(1).trim().split("(")[0]!);
        }
        return texts;
      }
      if (kind[at] === K.block || kind[at] === K.module) return texts;
    }
    return texts;
  }

  function classDefinition(n: number, decorators: readonly NodeId[]): void {
    const nameNode = child(n, F.name);
    const name = nameNode < 0 ? "<class>" : textOf(nameNode);
    const superclasses = child(n, F.superclasses);
    const bases: NodeId[] = [];
    let isEnum = false;
    for (const at of superclasses < 0 ? [] : children(superclasses)) {
      if (kind[at] === K.keyword_argument) continue;
      if (/\bEnum\b|\b(?:Str|Int|Text)(?:Enum|Choices)\b|\bFlag\b/.test(textOf(at))) isEnum = true;
      bases.push(typeExpression(at));
    }
    const fields: IrField[] = [];
    const methods: { name: string; function: number }[] = [];
    const outerPath = classPath;
    classPath = classPath ? `${classPath}.${name}` : name;
    const index = classCount++;
    const declaration = {
      name,
      span: spanOf(n),
      kind: isEnum ? ("enum" as const) : ("class" as const),
      bases,
      fields,
      methods,
      decorators,
    };
    // The index must be known to methods before the class is complete; its lists are filled below.
    if (builder.addClass(declaration) !== index) throw new Error("class indexes out of step");
    const body = child(n, F.body);
    const outerTexts = keepsTexts;
    keepsTexts = superclasses >= 0 && /Signature|Tool|Agent|BaseModel|Schema/.test(textOf(superclasses));
    scopes.block(() => {
      for (const at of body < 0 ? [] : children(body)) {
        const definition = kind[at] === K.decorated_definition ? child(at, F.definition) : at;
        if (definition >= 0 && kind[definition] === K.function_definition) {
          const made: NodeId[] = [];
          if (definition !== at) {
            for (const part of children(at)) {
              if (kind[part] === K.decorator) for (const inner of children(part)) made.push(expression(inner));
            }
          }
          const functionName = child(definition, F.name);
          const functionIndex = functionDefinition(definition, made, index);
          methods.push({ name: functionName < 0 ? "" : textOf(functionName), function: functionIndex });
          continue;
        }
        const assignment = kind[at] === K.expression_statement ? at + 1 : -1;
        if (assignment > 0 && assignment < next[at]! && kind[assignment] === K.assignment) {
          const left = child(assignment, F.left);
          const right = child(assignment, F.right);
          const type = child(assignment, F.type);
          if (left >= 0 && kind[left] === K.identifier) {
            const typeNode = type < 0 ? undefined : typeExpression(type);
            const value = right < 0 ? undefined : expression(right);
            if (value !== undefined) bindName(left, textOf(left), value);
            fields.push({
              name: textOf(left),
              span: spanOf(left),
              ...(typeNode !== undefined && { type: typeNode, typeText: textOf(type) }),
              ...(value !== undefined && { value }),
            });
            continue;
          }
        }
        statement(at);
      }
    }, true);
    classPath = outerPath;
    keepsTexts = outerTexts;
    bindName(nameNode < 0 ? n : nameNode, name, add({ op: "class", index }, nameNode < 0 ? n : nameNode));
    if (context.index === 0) moduleNames.add(name);
  }
  let classCount = 0;

  // ---- binding

  function bindName(n: number, name: string, value: NodeId, type?: NodeId): NodeId {
    const node = add({ op: "bind", name, value }, n);
    if (type !== undefined) builder.declareType(node, type);
    scopes.assign(name, node, "function");
    if (context.index === 0 && !classPath) moduleNames.add(name);
    return node;
  }

  function assignTo(n: number, value: NodeId, type?: NodeId): void {
    switch (kind[n]) {
      case K.identifier:
        bindName(n, textOf(n), value, type);
        return;
      case K.attribute: {
        const object = child(n, F.object);
        const name = child(n, F.attribute);
        if (object < 0 || name < 0) return;
        const updated = add({ op: "update", base: base(object), name: textOf(name), value }, n);
        if (type !== undefined) builder.declareType(updated, type);
        writeBack(object, updated);
        return;
      }
      case K.subscript: {
        const object = child(n, F.value);
        const key = child(n, F.subscript);
        if (object < 0) return;
        const name = key < 0 ? undefined : constantKey(key);
        if (key >= 0 && name === undefined) expression(key);
        writeBack(object, add({ op: "update", base: base(object), name, value }, n));
        return;
      }
      case K.pattern_list:
      case K.tuple_pattern:
      case K.list_pattern:
      case K.expression_list:
      case K.tuple:
      case K.list: {
        const parts = children(n);
        const rest = parts.findIndex((at) => kind[at] === K.list_splat_pattern || kind[at] === K.list_splat);
        parts.forEach((at, index) => {
          if (index === rest) assignTo(at + 1, value);
          else if (rest >= 0 && index > rest) assignTo(at, add({ op: "element", base: value }, at));
          else assignTo(at, add({ op: "member", base: value, name: String(index) }, at));
        });
        return;
      }
      case K.parenthesized_expression:
      case K.as_pattern_target:
        for (const at of children(n)) assignTo(at, value);
        return;
      default:
        expression(n);
    }
  }

  /** Binds the new version of an object to where it came from: `a.b` was changed, so `a` was. */
  function writeBack(n: number, version: NodeId): void {
    switch (kind[n]) {
      case K.identifier: {
        const name = textOf(n);
        if (!imported.has(name)) scopes.writeBack(name, version);
        return;
      }
      case K.attribute: {
        const object = child(n, F.object);
        const name = child(n, F.attribute);
        if (object < 0 || name < 0 || lowered[object]! < 0) return;
        writeBack(object, add({ op: "update", base: lowered[object]!, name: textOf(name), value: version }, n));
        return;
      }
      case K.subscript: {
        const object = child(n, F.value);
        const key = child(n, F.subscript);
        if (object < 0 || lowered[object]! < 0) return;
        const name = key < 0 ? undefined : constantKey(key);
        writeBack(object, add({ op: "update", base: lowered[object]!, name, value: version }, n));
        return;
      }
      case K.parenthesized_expression:
      case K.await:
        for (const at of children(n)) writeBack(at, version);
    }
  }

  // ---- expressions

  function expressionOr(n: number, place: number): NodeId {
    return n < 0 ? add({ op: "unknown", inputs: [] }, place) : expression(n);
  }

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
    const inputs = children(n)
      .filter((at) => kind[at] !== K.from && kind[at] !== K.async)
      .map((at) => expression(at));
    return add({ op: "unknown", inputs }, n);
  }

  function derivedOf(n: number): NodeId {
    return add({ op: "derived", inputs: children(n).map((at) => expression(at)) }, n);
  }

  function lowerExpression(n: number): NodeId {
    switch (kind[n]) {
      case K.identifier:
        return scopes.read(textOf(n), spanOf(n));
      case K.string:
        return stringLiteral(n);
      case K.concatenated_string:
        return concatenated(n);
      case K.integer:
      case K.float:
      case K.true:
      case K.false:
      case K.none:
      case K.ellipsis:
        return add({ op: "literal" }, n);
      case K.attribute: {
        const object = child(n, F.object);
        const name = child(n, F.attribute);
        if (object < 0 || name < 0) return unknownOf(n);
        return add({ op: "member", base: base(object), name: textOf(name) }, n);
      }
      case K.subscript:
        return subscript(n);
      case K.call:
        return call(n);
      case K.binary_operator:
        return binary(n);
      case K.boolean_operator: {
        const left = child(n, F.left);
        const right = child(n, F.right);
        if (left < 0 || right < 0) return unknownOf(n);
        const first = expression(left);
        const second = expression(right);
        // What `and` gives from its left side is falsy: nothing.
        return childOfKind(n, K.or) >= 0
          ? add({ op: "choice", inputs: [first, second] }, n)
          : add({ op: "same", why: "other", value: second }, n);
      }
      case K.comparison_operator:
      case K.not_operator:
      case K.unary_operator:
        return derivedOf(n);
      case K.conditional_expression: {
        const parts = children(n);
        if (parts.length !== 3) return unknownOf(n);
        expression(parts[1]!);
        return add({ op: "choice", inputs: [expression(parts[0]!), expression(parts[2]!)] }, n);
      }
      case K.parenthesized_expression: {
        const parts = children(n);
        return parts.length === 1 ? expression(parts[0]!) : unknownOf(n);
      }
      case K.await: {
        const parts = children(n);
        return parts.length === 1 ? add({ op: "same", why: "await", value: expression(parts[0]!) }, n) : unknownOf(n);
      }
      case K.yield: {
        const delegated = childOfKind(n, K.from) >= 0;
        for (const at of children(n)) {
          if (kind[at] === K.from) continue;
          const value = expression(at);
          context.yields.push(delegated ? add({ op: "element", base: value }, at) : value);
        }
        return add({ op: "unknown", inputs: [] }, n);
      }
      case K.named_expression: {
        const name = child(n, F.name);
        const value = child(n, F.value);
        if (name < 0 || value < 0) return unknownOf(n);
        return bindName(name, textOf(name), expression(value));
      }
      case K.as_pattern: {
        const parts = children(n);
        const value = expressionOr(parts[0] ?? -1, n);
        const alias = child(n, F.alias);
        if (alias >= 0) assignTo(alias, value);
        return value;
      }
      case K.list:
      case K.tuple:
      case K.expression_list:
        return listOf(n, "list");
      case K.set:
        return listOf(n, "set");
      case K.dictionary:
        return dictionary(n);
      case K.list_comprehension:
      case K.generator_expression:
        return comprehension(n, "list");
      case K.set_comprehension:
        return comprehension(n, "set");
      case K.dictionary_comprehension:
        return comprehension(n, "record");
      case K.lambda:
        return lambda(n);
      case K.assignment:
        return assignment(n);
      case K.augmented_assignment:
        return augmented(n);
      case K.type:
        return typeExpression(n);
      case K.slice:
        return derivedOf(n);
      case K.list_splat:
      case K.dictionary_splat: {
        const inner = children(n);
        return inner.length === 1 ? expression(inner[0]!) : unknownOf(n);
      }
      case K.block:
        suite(n);
        return add({ op: "literal" }, n);
      default:
        return unknownOf(n);
    }
  }

  function assignment(n: number): NodeId {
    const left = child(n, F.left);
    const right = child(n, F.right);
    const type = child(n, F.type);
    const typeNode = type < 0 ? undefined : typeExpression(type);
    if (left < 0) return unknownOf(n);
    if (right < 0) {
      if (typeNode !== undefined && kind[left] === K.identifier && context.index !== 0) return typeNode;
      const empty = add({ op: "unknown", inputs: [] }, left);
      assignTo(left, empty, typeNode);
      return empty;
    }
    const value = expression(right);
    assignTo(left, value, typeNode);
    return value;
  }

  function augmented(n: number): NodeId {
    const left = child(n, F.left);
    const right = child(n, F.right);
    if (left < 0 || right < 0) return unknownOf(n);
    const before = expression(left);
    const value = expression(right);
    const operation: IrOperation =
      childOfKind(n, K["+="]) >= 0
        ? { op: "string", how: "concatenation", pieces: [before, value] }
        : childOfKind(n, K["|="]) >= 0
          ? { op: "unknown", inputs: [before, value] }
          : { op: "derived", inputs: [before, value] };
    const result = add(operation, n);
    assignTo(left, result);
    return result;
  }

  function binary(n: number): NodeId {
    const left = child(n, F.left);
    const right = child(n, F.right);
    if (left < 0 || right < 0) return unknownOf(n);
    if (childOfKind(n, K["+"]) >= 0) {
      // Left-recursive chains are taken in one go: generated code has thousands of terms.
      const operands: number[] = [right];
      let at = left;
      while (kind[at] === K.binary_operator && childOfKind(at, K["+"]) >= 0) {
        const inner = child(at, F.right);
        const deeper = child(at, F.left);
        if (inner < 0 || deeper < 0) break;
        operands.push(inner);
        at = deeper;
      }
      operands.push(at);
      const pieces = operands.reverse().map((operand) => expression(operand));
      return add({ op: "string", how: "concatenation", pieces }, n);
    }
    const first = expression(left);
    if (childOfKind(n, K["%"]) >= 0) {
      const values = kind[right] === K.tuple ? children(right).map((at) => expression(at)) : [expression(right)];
      return add({ op: "string", how: "percent", pieces: [first, ...values] }, n);
    }
    const second = expression(right);
    return add(
      childOfKind(n, K["|"]) >= 0
        ? { op: "unknown", inputs: [first, second] }
        : { op: "derived", inputs: [first, second] },
      n,
    );
  }

  function constantText(n: number): string | undefined {
    if (kind[n] !== K.string) return undefined;
    let prefix = "";
    let content = "";
    for (const at of children(n)) {
      if (kind[at] === K.string_start) prefix = textOf(at);
      else if (kind[at] === K.string_content) content += decodePythonString(textOf(at), prefix);
      else return undefined;
    }
    return content;
  }

  /** The name of a key that is known: a string, a whole number. */
  function constantKey(n: number): string | undefined {
    if (kind[n] === K.string) return constantText(n);
    if (kind[n] === K.integer) return textOf(n);
    return undefined;
  }

  function stringPieces(n: number, pieces: NodeId[]): void {
    let prefix = "";
    for (const at of children(n)) {
      if (kind[at] === K.string_start) prefix = textOf(at);
      else if (kind[at] === K.string_content) {
        pieces.push(add({ op: "text", text: decodePythonString(textOf(at), prefix) }, at));
      } else if (kind[at] === K.interpolation) {
        const inner = child(at, F.expression);
        if (inner >= 0) pieces.push(expression(inner));
      }
    }
  }

  function stringLiteral(n: number): NodeId {
    const constant = constantText(n);
    if (constant !== undefined) return add({ op: "text", text: constant }, n);
    const pieces: NodeId[] = [];
    stringPieces(n, pieces);
    return add({ op: "string", how: "interpolation", pieces }, n);
  }

  function concatenated(n: number): NodeId {
    const pieces: NodeId[] = [];
    for (const at of children(n)) {
      const constant = constantText(at);
      if (constant !== undefined) pieces.push(add({ op: "text", text: constant }, at));
      else stringPieces(at, pieces);
    }
    return add({ op: "string", how: "interpolation", pieces }, n);
  }

  function subscript(n: number): NodeId {
    const object = child(n, F.value);
    if (object < 0) return unknownOf(n);
    const from = base(object);
    const keys = children(n).filter((at) => field[at] === F.subscript);
    const key = keys[0];
    if (key === undefined || keys.length > 1) {
      return add({ op: "unknown", inputs: [from, ...keys.map((at) => expression(at))] }, n);
    }
    if (kind[key] === K.slice) {
      for (const at of children(key)) expression(at);
      return add({ op: "same", why: "other", value: from }, n);
    }
    const name = constantKey(key);
    if (name !== undefined) return add({ op: "member", base: from, name }, n);
    return add({ op: "element", base: from, key: expression(key) }, n);
  }

  function listOf(n: number, form: "list" | "set"): NodeId {
    const entries: IrEntry[] = [];
    let known = true;
    for (const at of children(n)) {
      if (kind[at] === K.list_splat) {
        entries.push({ key: undefined, value: expression(at), spread: true, span: spanOf(at) });
        known = false;
      } else {
        const key = known && form === "list" ? String(entries.length) : undefined;
        entries.push({ key, value: expression(at), span: spanOf(at) });
      }
    }
    return add({ op: "collection", kind: form, entries }, n);
  }

  function dictionary(n: number): NodeId {
    const entries: IrEntry[] = [];
    for (const at of children(n)) {
      if (kind[at] === K.dictionary_splat) {
        entries.push({ key: undefined, value: expression(at), spread: true, span: spanOf(at) });
      } else if (kind[at] === K.pair) {
        const key = child(at, F.key);
        const value = child(at, F.value);
        if (key < 0 || value < 0) continue;
        const name = constantKey(key);
        if (name === undefined) expression(key);
        entries.push({ key: name, value: expression(value), span: spanOf(at) });
      } else expression(at);
    }
    return add({ op: "collection", kind: "record", entries }, n);
  }

  function comprehension(n: number, form: "list" | "set" | "record"): NodeId {
    let result = -1;
    scopes.block(() => {
      for (const at of children(n)) {
        if (kind[at] === K.for_in_clause) {
          const right = child(at, F.right);
          const left = child(at, F.left);
          const element = add({ op: "element", base: expressionOr(right, at) }, left < 0 ? at : left);
          if (left >= 0) bindLocally(left, element);
        } else if (kind[at] === K.if_clause) for (const part of children(at)) expression(part);
      }
      const body = child(n, F.body);
      let value: NodeId;
      if (body >= 0 && kind[body] === K.pair) {
        const key = child(body, F.key);
        if (key >= 0) expression(key);
        value = expressionOr(child(body, F.value), body);
      } else value = expressionOr(body, n);
      result = add({ op: "collection", kind: form, entries: [{ key: undefined, value }] }, n);
    });
    return result;
  }

  /** Binds a comprehension's variables, which live in its block alone. */
  function bindLocally(n: number, value: NodeId): void {
    if (kind[n] === K.identifier) {
      scopes.declare(textOf(n), add({ op: "bind", name: textOf(n), value }, n), "block");
      return;
    }
    children(n).forEach((at, index) => {
      bindLocally(at, add({ op: "member", base: value, name: String(index) }, at));
    });
  }

  function lambda(n: number): NodeId {
    const body = child(n, F.body);
    const index = functionBody({
      n,
      name: "<lambda>",
      parameters: child(n, F.parameters),
      decorators: [],
      inClass: undefined,
      isAsync: false,
      isStatic: false,
      walk: () => {
        if (body >= 0) context.returns.push(expression(body));
      },
    });
    return add({ op: "function", index }, n);
  }

  function call(n: number): NodeId {
    const callee = child(n, F.function);
    const list = child(n, F.arguments);
    if (callee < 0 || list < 0) return unknownOf(n);
    const target = base(callee);
    const receiver = kind[callee] === K.attribute ? child(callee, F.object) : -1;
    const made: IrArgument[] = [];
    const syntax: number[] = [];
    if (kind[list] === K.generator_expression) {
      made.push({ value: expression(list) });
      syntax.push(list);
    } else {
      for (const at of children(list)) {
        if (kind[at] === K.keyword_argument) {
          const name = child(at, F.name);
          const value = child(at, F.value);
          if (name < 0 || value < 0) continue;
          made.push({ value: expression(value), name: textOf(name) });
          syntax.push(value);
        } else if (kind[at] === K.list_splat) {
          made.push({ value: expression(at), spread: "list" });
          syntax.push(at);
        } else if (kind[at] === K.dictionary_splat) {
          made.push({ value: expression(at), spread: "record" });
          syntax.push(at);
        } else {
          made.push({ value: expression(at) });
          syntax.push(at);
        }
      }
    }
    const node = add({ op: "call", callee: target, arguments: made, constructs: false }, n);
    context.calls.push(node);
    if (receiver >= 0 && !pureMethods.has(methodName(callee)) && isPlace(receiver)) {
      writeBack(receiver, add({ op: "after", call: node, argument: -1, before: lowered[receiver]! }, receiver));
    }
    if (!(kind[callee] === K.identifier && pure.has(textOf(callee)))) {
      syntax.forEach((at, index) => {
        if (!isPlace(at)) return;
        writeBack(at, add({ op: "after", call: node, argument: index, before: made[index]!.value }, at));
      });
    }
    return node;
  }

  function methodName(callee: number): string {
    const name = child(callee, F.attribute);
    return name < 0 ? "" : textOf(name);
  }

  /** A variable or an attribute of one: something a call can change under a name that is used again. */
  function isPlace(n: number): boolean {
    let at = n;
    while (kind[at] === K.attribute || kind[at] === K.subscript) {
      const object = child(at, kind[at] === K.attribute ? F.object : F.value);
      if (object < 0) return false;
      at = object;
    }
    if (kind[at] !== K.identifier || lowered[n]! < 0) return false;
    const name = textOf(at);
    return !imported.has(name) && !functionNames.has(name) && !/^(?:logger|log|logging|_?LOGGER)$/.test(name);
  }
  const functionNames = new Set<string>();

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
      case K.type:
      case K.parenthesized_expression: {
        const parts = children(n);
        return parts.length === 1 ? typeExpression(parts[0]!) : add({ op: "unknown", inputs: [] }, n);
      }
      case K.identifier:
        return scopes.lookup(textOf(n), spanOf(n));
      case K.attribute: {
        const object = child(n, F.object);
        const name = child(n, F.attribute);
        if (object < 0 || name < 0) return add({ op: "unknown", inputs: [] }, n);
        return add({ op: "member", base: typeExpression(object), name: textOf(name) }, n);
      }
      case K.string: {
        // A forward reference, by name.
        const name = constantText(n);
        const match = name === undefined ? null : /^[\w.]+$/.exec(name);
        if (!match) return add({ op: "literal" }, n);
        const [first, ...members] = match[0].split(".");
        let node = scopes.lookup(first!, spanOf(n));
        for (const member of members) node = add({ op: "member", base: node, name: member }, n);
        return node;
      }
      case K.union_type:
        return add({ op: "choice", inputs: children(n).map((at) => typeExpression(at)) }, n);
      case K.binary_operator: {
        const left = child(n, F.left);
        const right = child(n, F.right);
        const inputs = [left, right].filter((at) => at >= 0).map((at) => typeExpression(at));
        return add({ op: "choice", inputs }, n);
      }
      case K.generic_type:
      case K.subscript: {
        const [head, ...rest] = children(n);
        if (head === undefined) return add({ op: "unknown", inputs: [] }, n);
        const name = textOf(head).split(".").at(-1)!;
        const inner = rest.flatMap((at) => (kind[at] === K.type_parameter ? children(at) : [at]));
        if (unions.has(name)) return add({ op: "choice", inputs: inner.map((at) => typeExpression(at)) }, n);
        if (containers.has(name) && inner[0] !== undefined) {
          return add(
            { op: "collection", kind: "list", entries: [{ key: undefined, value: typeExpression(inner[0]) }] },
            n,
          );
        }
        if (mappings.has(name) && inner[1] !== undefined) {
          return add(
            { op: "collection", kind: "record", entries: [{ key: undefined, value: typeExpression(inner[1]) }] },
            n,
          );
        }
        return typeExpression(head);
      }
      default:
        return add({ op: "literal" }, n);
    }
  }

  // ---- the module

  const whole: Span = { start: 0, end: text.length };
  for (let at = 0; at < tree.count; at++) {
    if (kind[at] !== K.function_definition && kind[at] !== K.class_definition) continue;
    const name = child(at, F.name);
    if (name >= 0) functionNames.add(textOf(name));
  }
  const module = scopes.beginFunction({
    name: "<module>",
    qualifiedName: "<module>",
    span: whole,
    isAsync: false,
    isGenerator: false,
    isStatic: false,
  });
  context = { returns: [], yields: [], throws: [], calls: [], names: [], qualified: "", index: module };
  if (tree.count > 0) statements(0);
  for (const name of new Set([...moduleNames, ...imported])) {
    if (scopes.declaresLocally(name)) {
      builder.addExport({ name, node: scopes.lookup(name, { start: 0, end: 0 }) });
    }
  }
  scopes.endFunction(module, { parameters: [], returns: [], yields: [], throws: context.throws, decorators: [] });
  return builder.finish();
}
