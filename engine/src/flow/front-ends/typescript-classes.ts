import type { IrField, IrMethod, NodeId } from "../ir.ts";
import { childrenOf, spanOf, textOf } from "./tree-reading.ts";
import { lower, lowerNamed } from "./typescript-expressions.ts";
import { lowerFunction } from "./typescript-functions.ts";
import { childIn, childOfKind, firstChild, keyText, type Lowering } from "./typescript-lowering.ts";
import { lowerPlace } from "./typescript-places.ts";
import { lowerStatement } from "./typescript-statements.ts";
import { F, K } from "./typescript-syntax.ts";
import { declaredField, declareTypeParameters, lowerType, settleType } from "./typescript-types.ts";

/** A class declaration or expression, bound to its name where it has one. Returns its `class` node. */
export function lowerClass(
  lowering: Lowering,
  node: number,
  name: string,
  outerDecorators: readonly NodeId[] = [],
): NodeId {
  const { tree, builder, scopes } = lowering;
  const span = spanOf(lowering, node);
  const nameNode = childIn(lowering, node, F.name);
  const className = nameNode ? textOf(lowering, nameNode) : name;
  const isDeclaration = tree.kind[node] !== K.class;
  const fields: IrField[] = [];
  const methods: IrMethod[] = [];
  const bases: NodeId[] = [];
  const decorators: NodeId[] = [...outerDecorators];
  const index = builder.addClass({ name: className, span, kind: "class", bases, fields, methods, decorators });
  const result = builder.add({ op: "class", index }, nameNode ? spanOf(lowering, nameNode) : span);
  if (nameNode && isDeclaration) {
    scopes.assign(className, result, "module");
    settleType(lowering, className, result);
  }
  const outer = lowering.current;
  scopes.block(() => {
    lowering.typeScopes.push(new Map());
    if (nameNode && !isDeclaration) lowering.inert.add(scopes.declare(className, result));
    declareTypeParameters(lowering, node);
    lowerHeritage(lowering, node, bases);
    for (const child of childrenOf(lowering, node)) {
      if (tree.kind[child] === K.decorator) decorators.push(lower(lowering, firstChild(lowering, child)));
    }
    lowering.current = { ...outer, path: outer.path ? `${outer.path}.${className}` : className };
    const body = childIn(lowering, node, F.body);
    if (body) lowerMembers(lowering, body, index, result, fields, methods);
    lowering.typeScopes.pop();
  });
  lowering.current = outer;
  return result;
}

function lowerHeritage(lowering: Lowering, node: number, bases: NodeId[]): void {
  const { tree } = lowering;
  const heritage = childOfKind(lowering, node, K.class_heritage);
  if (!heritage) return;
  for (const clause of childrenOf(lowering, heritage)) {
    if (tree.kind[clause] === K.extends_clause) {
      const value = childIn(lowering, clause, F.value);
      if (value) bases.push(lowerPlace(lowering, value).node);
    } else if (tree.kind[clause] === K.implements_clause) {
      for (const child of childrenOf(lowering, clause)) {
        const type = lowerType(lowering, child);
        if (type !== undefined) bases.push(type);
      }
    }
  }
}

function lowerMembers(
  lowering: Lowering,
  body: number,
  index: number,
  self: NodeId,
  fields: IrField[],
  methods: IrMethod[],
): void {
  const { tree, builder, scopes } = lowering;
  let decorators: NodeId[] = [];
  let instance: NodeId | undefined;
  for (const child of childrenOf(lowering, body)) {
    const kind = tree.kind[child];
    if (kind === K.decorator) {
      const inner = firstChild(lowering, child);
      if (inner) decorators.push(lower(lowering, inner));
      continue;
    }
    const nameNode = childIn(lowering, child, F.name);
    const name = nameNode ? keyText(lowering, nameNode) : undefined;
    const isStatic = childOfKind(lowering, child, K.static_token) !== 0;
    switch (kind) {
      case K.method_definition:
      case K.method_signature:
      case K.abstract_method_signature: {
        if (name === undefined) break;
        // An overload is followed by what implements it.
        if (kind === K.method_signature && hasImplementation(lowering, body, name)) break;
        const lowered = lowerFunction(lowering, child, {
          name,
          class: index,
          decorators,
          isStatic,
          property: (property, at, type, typeText) => {
            fields.push({
              name: property,
              span: spanOf(lowering, at),
              ...(type !== undefined && { type }),
              ...(typeText !== undefined && { typeText }),
            });
          },
        });
        const accessor = childOfKind(lowering, child, K.get_token)
          ? "get"
          : childOfKind(lowering, child, K.set_token)
            ? "set"
            : undefined;
        methods.push({ name, function: lowered, ...(accessor && { accessor }) });
        break;
      }
      case K.public_field_definition: {
        if (name === undefined) break;
        const value = childIn(lowering, child, F.value);
        const valueKind = tree.kind[value];
        if (valueKind === K.arrow_function || valueKind === K.function_expression) {
          const bindsThis = valueKind === K.arrow_function;
          const lowered = lowerFunction(lowering, value, { name, class: index, decorators, isStatic, bindsThis });
          methods.push({ name, function: lowered });
          break;
        }
        const field = declaredField(lowering, child, name, nameNode);
        if (!value) {
          fields.push(field);
          break;
        }
        instance ??= builder.add(
          { op: "call", callee: self, arguments: [], constructs: true },
          spanOf(lowering, nameNode),
        );
        const here = isStatic ? self : instance;
        scopes.block(() => {
          scopes.declare("this", here);
          fields.push({ ...field, value: lowerNamed(lowering, value, name) });
        });
        break;
      }
      case K.class_static_block: {
        const block = childIn(lowering, child, F.body);
        scopes.block(() => {
          scopes.declare("this", self);
          if (block) lowerStatement(lowering, block);
        });
        break;
      }
      default:
    }
    decorators = [];
  }
}

function hasImplementation(lowering: Lowering, body: number, name: string): boolean {
  const { tree } = lowering;
  for (let child = body + 1; child < tree.next[body]!; child = tree.next[child]!) {
    if (tree.kind[child] !== K.method_definition) continue;
    const nameNode = childIn(lowering, child, F.name);
    if (nameNode && keyText(lowering, nameNode) === name) return true;
  }
  return false;
}

/** `enum`: a class whose fields are the members. */
export function lowerEnum(lowering: Lowering, node: number): void {
  const { tree, builder, scopes } = lowering;
  const nameNode = childIn(lowering, node, F.name);
  const name = textOf(lowering, nameNode);
  const body = childIn(lowering, node, F.body);
  const fields: IrField[] = [];
  for (const child of body ? childrenOf(lowering, body) : []) {
    const span = spanOf(lowering, child);
    const isAssigned = tree.kind[child] === K.enum_assignment;
    const memberNode = isAssigned ? childIn(lowering, child, F.name) : child;
    const member = keyText(lowering, memberNode);
    const valueNode = isAssigned ? childIn(lowering, child, F.value) : 0;
    if (member === undefined) continue;
    const value = valueNode ? lower(lowering, valueNode) : builder.add({ op: "literal" }, span);
    fields.push({ name: member, span, value });
  }
  const span = spanOf(lowering, node);
  const index = builder.addClass({ name, span, kind: "enum", bases: [], fields, methods: [], decorators: [] });
  const result = builder.add({ op: "class", index }, spanOf(lowering, nameNode));
  scopes.assign(name, result, "module");
  settleType(lowering, name, result);
}
