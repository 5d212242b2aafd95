import type { NodeId } from "../ir.ts";
import { childrenOf, spanOf, textOf } from "./tree-reading.ts";
import { lowerClass, lowerEnum } from "./typescript-classes.ts";
import { declared, declareNames, lowerAmbient, lowerDeclaration, lowerNamespace } from "./typescript-declarations.ts";
import { isExpression, lower, lowerUnknown, lowerValue } from "./typescript-expressions.ts";
import { addReturn, lowerFunction } from "./typescript-functions.ts";
import { isLoop, lowerFor, lowerForIn, lowerWhile } from "./typescript-loops.ts";
import { childIn, firstChild, type Lowering, maximumDepth } from "./typescript-lowering.ts";
import { exportStatement, lowerImport, lowerImportAlias } from "./typescript-modules.ts";
import { assignPattern } from "./typescript-patterns.ts";
import { F, K } from "./typescript-syntax.ts";
import { declareTypeName, lowerTypeDeclaration } from "./typescript-types.ts";

/** Lowers the statements of one block: what is hoisted first, then the others in order. */
export function lowerStatements(lowering: Lowering, statements: readonly number[]): void {
  const { tree, scopes, builder } = lowering;
  const functions: number[] = [];
  const typeDeclarations: number[] = [];
  for (const statement of statements) {
    const node = declared(lowering, statement);
    const kind = tree.kind[node];
    switch (kind) {
      case K.import_statement:
        lowerImport(lowering, node);
        break;
      case K.lexical_declaration:
        declareNames(lowering, node, "block");
        break;
      case K.class_declaration:
      case K.abstract_class_declaration: {
        const name = childIn(lowering, node, F.name);
        if (!name) break;
        lowering.inert.add(scopes.declare(textOf(lowering, name)));
        declareTypeName(lowering, textOf(lowering, name));
        break;
      }
      case K.function_declaration:
      case K.generator_function_declaration:
      case K.function_signature: {
        const name = childIn(lowering, node, F.name);
        if (!name) break;
        if (kind !== K.function_signature || !scopes.declaresLocally(textOf(lowering, name))) functions.push(node);
        lowering.inert.add(scopes.declare(textOf(lowering, name)));
        break;
      }
      case K.internal_module: {
        const name = childIn(lowering, node, F.name);
        if (name && tree.kind[name] === K.identifier) lowering.inert.add(scopes.declare(textOf(lowering, name)));
        break;
      }
      case K.enum_declaration:
      case K.interface_declaration:
      case K.type_alias_declaration: {
        const name = childIn(lowering, node, F.name);
        if (!name) break;
        declareTypeName(lowering, textOf(lowering, name));
        typeDeclarations.push(node);
        if (kind === K.enum_declaration) lowering.inert.add(scopes.declare(textOf(lowering, name)));
        break;
      }
      default:
    }
  }
  for (const node of typeDeclarations) {
    if (tree.kind[node] === K.enum_declaration) lowerEnum(lowering, node);
    else lowerTypeDeclaration(lowering, node);
  }
  const implemented = new Set<string>();
  for (const node of functions) {
    if (tree.kind[node] !== K.function_signature) implemented.add(textOf(lowering, childIn(lowering, node, F.name)));
  }
  for (const node of functions) {
    const name = childIn(lowering, node, F.name);
    // An overload signature says less than the function it belongs to.
    if (tree.kind[node] === K.function_signature && implemented.has(textOf(lowering, name))) continue;
    const index = lowerFunction(lowering, node, { name: textOf(lowering, name) });
    scopes.assign(textOf(lowering, name), builder.add({ op: "function", index }, spanOf(lowering, name)), "module");
  }
  for (const statement of statements) lowerStatement(lowering, statement);
}

export function lowerBlock(lowering: Lowering, node: number): void {
  const { tree } = lowering;
  if (tree.kind[node] === K.statement_block) {
    const statements = childrenOf(lowering, node);
    if (statements.length === 0) return;
    lowering.scopes.block(() => {
      lowering.typeScopes.push(new Map());
      lowerStatements(lowering, statements);
      lowering.typeScopes.pop();
    });
  } else if (node) lowering.scopes.block(() => lowerStatements(lowering, [node]));
}

/** Lowers one statement. Declarations that are hoisted have been lowered when this is called. */
export function lowerStatement(lowering: Lowering, node: number): void {
  if (lowering.depth >= maximumDepth) return;
  lowering.depth++;
  lowerByKind(lowering, node, undefined);
  lowering.depth--;
}

function lowerByKind(lowering: Lowering, node: number, label: string | undefined): void {
  const { tree, scopes } = lowering;
  const kind = tree.kind[node]!;
  switch (kind) {
    case K.expression_statement: {
      const inner = firstChild(lowering, node);
      if (tree.kind[inner] === K.internal_module) lowerNamespace(lowering, inner);
      else if (inner) lower(lowering, inner);
      break;
    }
    case K.lexical_declaration:
    case K.variable_declaration:
      lowerDeclaration(lowering, node);
      break;
    case K.statement_block:
      lowerBlock(lowering, node);
      break;
    case K.if_statement:
      lowerIf(lowering, node);
      break;
    case K.else_clause: {
      const inner = firstChild(lowering, node);
      if (inner) lowerBlock(lowering, inner);
      break;
    }
    case K.for_statement:
      lowerFor(lowering, node, label);
      break;
    case K.for_in_statement:
      lowerForIn(lowering, node, label);
      break;
    case K.while_statement:
    case K.do_statement:
      lowerWhile(lowering, node, label);
      break;
    case K.switch_statement:
      lowerSwitch(lowering, node);
      break;
    case K.try_statement:
      lowerTry(lowering, node);
      break;
    case K.labeled_statement: {
      const labelNode = childIn(lowering, node, F.label);
      const body = childIn(lowering, node, F.body);
      if (!body) break;
      const name = labelNode ? textOf(lowering, labelNode) : undefined;
      const bodyKind = tree.kind[body]!;
      if (isLoop(bodyKind)) lowerByKind(lowering, body, name);
      else scopes.breakable(() => lowerStatement(lowering, body), spanOf(lowering, node), name ?? "");
      break;
    }
    case K.break_statement:
    case K.continue_statement: {
      const labelNode = childIn(lowering, node, F.label);
      scopes.jump(
        kind === K.break_statement ? "break" : "continue",
        labelNode ? textOf(lowering, labelNode) : undefined,
      );
      break;
    }
    case K.return_statement: {
      const inner = firstChild(lowering, node);
      if (inner) {
        const value = lowerValue(lowering, inner);
        addReturn(lowering, value, spanOf(lowering, inner));
      }
      scopes.jump("return");
      break;
    }
    case K.throw_statement: {
      const inner = firstChild(lowering, node);
      if (inner) {
        const value = lowerValue(lowering, inner);
        const guard = lowering.current.guarded.at(-1);
        (guard ? guard.thrown : lowering.current.throws).push(value);
      }
      scopes.jump("throw");
      break;
    }
    case K.with_statement: {
      const object = childIn(lowering, node, F.object);
      const body = childIn(lowering, node, F.body);
      if (object) lower(lowering, object);
      if (body) lowerBlock(lowering, body);
      break;
    }
    case K.class_declaration:
    case K.abstract_class_declaration:
      lowerClass(lowering, node, "<class>");
      break;
    case K.export_statement:
      exportStatement(lowering, node);
      break;
    case K.ambient_declaration:
      lowerAmbient(lowering, node);
      break;
    case K.internal_module:
      lowerNamespace(lowering, node);
      break;
    case K.import_alias:
      lowerImportAlias(lowering, node);
      break;
    case K.import_statement:
    case K.function_declaration:
    case K.generator_function_declaration:
    case K.function_signature:
    case K.interface_declaration:
    case K.type_alias_declaration:
    case K.enum_declaration:
    case K.module:
      break;
    case K.error:
      lowerBroken(lowering, node);
      break;
    default:
      if (isExpression(kind)) lower(lowering, node);
  }
}

/** What the parser could not fit together: statements and expressions as far as there are any. */
function lowerBroken(lowering: Lowering, node: number): void {
  const children = childrenOf(lowering, node);
  const { tree } = lowering;
  if (children.some((child) => isStatement(tree.kind[child]!))) lowerStatements(lowering, children);
  else lowerUnknown(lowering, node);
}

function isStatement(kind: number): boolean {
  return !isExpression(kind) && kind !== K.other;
}

function lowerIf(lowering: Lowering, node: number): void {
  const condition = childIn(lowering, node, F.condition);
  const consequence = childIn(lowering, node, F.consequence);
  const alternative = childIn(lowering, node, F.alternative);
  if (condition) lower(lowering, condition);
  const arms: (() => void)[] = [() => lowerBlock(lowering, consequence)];
  if (alternative) arms.push(() => lowerStatement(lowering, alternative));
  lowering.scopes.branches(arms, alternative !== 0, spanOf(lowering, node));
}

function lowerSwitch(lowering: Lowering, node: number): void {
  const { tree, scopes } = lowering;
  const span = spanOf(lowering, node);
  const value = childIn(lowering, node, F.value);
  const body = childIn(lowering, node, F.body);
  if (value) lower(lowering, value);
  if (!body) return;
  const cases = childrenOf(lowering, body);
  scopes.block(() =>
    scopes.breakable(() => {
      cases.forEach((clause, position) => {
        const test = childIn(lowering, clause, F.value);
        if (test) lower(lowering, test);
        const statements = childrenOf(lowering, clause).filter((child) => tree.field[child] === F.body);
        if (statements.length === 0) return;
        const run = () => lowerStatements(lowering, statements);
        // A default that comes last runs where nothing before it did.
        if (tree.kind[clause] === K.switch_default && position === cases.length - 1) run();
        else scopes.branches([run], false, span);
      });
    }, span),
  );
}

function lowerTry(lowering: Lowering, node: number): void {
  const { builder, scopes, current } = lowering;
  const body = childIn(lowering, node, F.body);
  const handler = childIn(lowering, node, F.handler);
  const finalizer = childIn(lowering, node, F.finalizer);
  const guard = { thrown: [] as NodeId[], calls: [] as NodeId[] };
  const finallyBody = finalizer ? childIn(lowering, finalizer, F.body) : 0;
  const handle = () => {
    scopes.block(() => {
      const parameter = childIn(lowering, handler, F.parameter);
      if (parameter) {
        const caught = builder.add({ op: "caught", ...guard }, spanOf(lowering, parameter));
        assignPattern(lowering, parameter, caught, (name, value, at) => {
          scopes.declare(name, builder.add({ op: "bind", name, value }, spanOf(lowering, at)));
        });
      }
      const handlerBody = childIn(lowering, handler, F.body);
      if (handlerBody) lowerBlock(lowering, handlerBody);
    });
  };
  scopes.protect(
    () => {
      if (handler) current.guarded.push(guard);
      if (body) lowerBlock(lowering, body);
      if (handler) current.guarded.pop();
    },
    handler ? [handle] : [],
    undefined,
    finallyBody ? () => lowerBlock(lowering, finallyBody) : undefined,
    spanOf(lowering, node),
  );
}
