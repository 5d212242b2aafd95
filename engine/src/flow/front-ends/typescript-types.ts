import type { IrField, IrMethod, NodeId } from "../ir.ts";
import { childrenOf, spanOf, textOf } from "./tree-reading.ts";
import { annotationText, lowerFunction } from "./typescript-functions.ts";
import {
  childIn,
  childOfKind,
  firstChild,
  keyText,
  type Lowering,
  maximumDepth,
  type TypeName,
} from "./typescript-lowering.ts";
import { lowerPlace } from "./typescript-places.ts";
import { decodeString, F, K } from "./typescript-syntax.ts";

/** Generic types that stand for what they hold, by the position of the argument that says what that is. */
const transparent = new Map<string, number>([
  ...(
    "Promise PromiseLike Array ReadonlyArray Readonly Partial Required NonNullable Awaited Set ReadonlySet Iterable " +
    "AsyncIterable Iterator AsyncIterator IterableIterator AsyncIterableIterator Generator AsyncGenerator Observable " +
    "DeepPartial Ref Signal Nullable Maybe Optional"
  )
    .split(" ")
    .map((name): [string, number] => [name, 0]),
  ["Record", 1],
  ["Map", 1],
  ["ReadonlyMap", 1],
]);

/** Names for the type of a value that is one of a few constants, as the type of other values is a name. */
const constantType = "enum";

export function declareTypeName(lowering: Lowering, name: string): void {
  lowering.typeScopes.at(-1)!.set(name, { settled: false });
}

/** Says what a declared type name stands for. */
export function settleType(lowering: Lowering, name: string, node: NodeId | undefined): void {
  const scope = lowering.typeScopes.at(-1)!;
  const entry: TypeName = scope.get(name) ?? { settled: false };
  // Declarations of the same name are merged: the first stands for all.
  if (entry.settled) return;
  entry.settled = true;
  entry.node = node;
  if (entry.pending !== undefined) lowering.builder.complete(entry.pending, node === undefined ? [] : [node]);
  scope.set(name, entry);
}

export function declareTypeParameters(lowering: Lowering, node: number): void {
  const { tree } = lowering;
  const list = childIn(lowering, node, F.type_parameters) || childOfKind(lowering, node, K.type_parameters);
  if (!list) return;
  for (const parameter of childrenOf(lowering, list)) {
    const name = childIn(lowering, parameter, F.name);
    if (!name) continue;
    const constraint = childOfKind(lowering, parameter, K.constraint);
    const bound = constraint ? firstChild(lowering, constraint) : 0;
    const type = bound && tree.kind[bound] !== K.predefined_type ? lowerType(lowering, bound) : undefined;
    lowering.typeScopes.at(-1)!.set(textOf(lowering, name), { node: type, settled: true });
  }
}

/** What a type name stands for here; `found` is false where the file does not declare it. */
function findType(lowering: Lowering, name: string, node: number): { found: boolean; node: NodeId | undefined } {
  for (let at = lowering.typeScopes.length - 1; at >= 0; at--) {
    const entry = lowering.typeScopes[at]!.get(name);
    if (!entry) continue;
    if (!entry.settled) entry.pending ??= lowering.builder.add({ op: "choice", inputs: [] }, spanOf(lowering, node));
    return { found: true, node: entry.settled ? entry.node : entry.pending };
  }
  return { found: false, node: undefined };
}

/** A type that the file names but does not declare. */
function globalType(lowering: Lowering, name: string, node: number): NodeId {
  let type = lowering.globalTypes.get(name);
  if (type === undefined) {
    type = lowering.builder.add({ op: "global", name }, spanOf(lowering, node));
    lowering.globalTypes.set(name, type);
  }
  return type;
}

function namedType(lowering: Lowering, node: number): NodeId | undefined {
  const name = textOf(lowering, node);
  const known = findType(lowering, name, node);
  if (known.found) return known.node;
  if (lowering.scopes.find(name)) return lowering.scopes.lookup(name, spanOf(lowering, node));
  return globalType(lowering, name, node);
}

/**
 * The node that a type resolves to: a class, an import, a global. Containers and promises are seen through.
 * `undefined` where the type says nothing. `name` names an object type that is written in place.
 */
export function lowerType(lowering: Lowering, node: number, name = ""): NodeId | undefined {
  if (!node || lowering.depth >= maximumDepth) return undefined;
  lowering.depth++;
  const type = lowerTypeByKind(lowering, node, name);
  lowering.depth--;
  return type;
}

function lowerTypeByKind(lowering: Lowering, node: number, name: string): NodeId | undefined {
  const { tree, builder } = lowering;
  switch (tree.kind[node]) {
    case K.type_annotation:
    case K.array_type:
    case K.readonly_type:
    case K.parenthesized_type:
    case K.optional_type:
    case K.constraint:
      return lowerType(lowering, firstChild(lowering, node), name);
    case K.predefined_type: {
      const text = textOf(lowering, node);
      return text === "any" || text === "unknown" || text === "void" || text === "never" || text === "object"
        ? undefined
        : globalType(lowering, text, node);
    }
    case K.type_identifier:
    case K.identifier:
      return namedType(lowering, node);
    case K.nested_type_identifier: {
      const known = findType(lowering, textOf(lowering, node), node);
      if (known.found) return known.node;
      const module = childIn(lowering, node, F.module);
      const member = childIn(lowering, node, F.name);
      const base = module ? lowerType(lowering, module) : undefined;
      if (base === undefined || !member) return undefined;
      return builder.add({ op: "member", base, name: textOf(lowering, member) }, spanOf(lowering, node));
    }
    case K.nested_identifier:
      return lowerPlace(lowering, node).node;
    case K.generic_type:
      return lowerGeneric(lowering, node, name);
    case K.object_type:
      return objectType(lowering, node, name);
    case K.union_type:
      return unionType(lowering, node, name);
    case K.intersection_type:
      return intersectionType(lowering, node, name);
    case K.literal_type: {
      const kind = tree.kind[firstChild(lowering, node)];
      return kind === K.null || kind === K.undefined ? undefined : globalType(lowering, constantType, node);
    }
    case K.type_query: {
      const inner = firstChild(lowering, node);
      return inner ? lowerPlace(lowering, inner).node : undefined;
    }
    case K.lookup_type: {
      const [object, index] = childrenOf(lowering, node);
      const base = object ? lowerType(lowering, object) : undefined;
      const key = index && tree.kind[index] === K.literal_type ? firstChild(lowering, index) : 0;
      // An array type's `T[number]` is what its elements are.
      if (base === undefined || tree.kind[key] !== K.string) return base;
      return builder.add({ op: "member", base, name: decodeString(textOf(lowering, key)) }, spanOf(lowering, node));
    }
    default:
      return undefined;
  }
}

function lowerGeneric(lowering: Lowering, node: number, name: string): NodeId | undefined {
  const nameNode = childIn(lowering, node, F.name);
  const list = childIn(lowering, node, F.type_arguments);
  const given = list ? childrenOf(lowering, list) : [];
  const generic = nameNode ? textOf(lowering, nameNode) : "";
  const argument = transparent.get(generic);
  if (argument !== undefined) return lowerType(lowering, given[argument] ?? 0, name);
  if (generic === "Pick" || generic === "Omit") return pickedType(lowering, node, given, generic === "Pick");
  // `z.infer<typeof schema>` and its like stand for the value they are made of.
  const kind = lowering.tree.kind[given[0] ?? 0];
  if (kind === K.type_query && given.length > 0) return lowerType(lowering, given[0]!, name);
  if (/(?:Repository|Model|ModelType|Collection)$/.test(generic) && isRowKeeper(lowering, generic)) {
    return lowerType(lowering, given[0] ?? 0, name);
  }
  return lowerType(lowering, nameNode, name);
}

/** Libraries whose generic types stand for a table of what they are made of: `Repository<Candidate>`. */
const rowKeepers = /^(?:typeorm|mongoose|mongodb|@mikro-orm\/[\w-]+|@typegoose\/typegoose)$/;

/** Whether the file imports a type of that name from such a library. */
function isRowKeeper({ tree }: Lowering, name: string): boolean {
  for (const [, names = "", module = ""] of tree.text.matchAll(
    /^import\s([^;"']{0,400}?)\sfrom\s*["']([^"']+)["']/gm,
  )) {
    if (rowKeepers.test(module) && names.split(/[^\w$]+/).includes(name)) return true;
  }
  return false;
}

/** `Pick<T, "a" | "b">` has these fields; `Omit<T, …>` is taken for `T` with these fields told to be nothing. */
function pickedType(lowering: Lowering, node: number, given: readonly number[], picks: boolean): NodeId | undefined {
  const base = lowerType(lowering, given[0] ?? 0);
  const fields: IrField[] = [];
  const visit = (at: number): void => {
    const kind = lowering.tree.kind[at];
    if (kind === K.string) {
      const span = spanOf(lowering, at);
      const key = decodeString(textOf(lowering, at));
      const type =
        base === undefined || !picks ? undefined : lowering.builder.add({ op: "member", base, name: key }, span);
      fields.push({ name: key, span, ...(type !== undefined && { type }), ...(!picks && { typeText: "never" }) });
    } else if (kind === K.union_type || kind === K.literal_type) childrenOf(lowering, at).forEach(visit);
  };
  if (given[1]) visit(given[1]);
  if (fields.length === 0) return base;
  return classNode(lowering, node, "", picks || base === undefined ? [] : [base], fields, []);
}

function unionMembers(lowering: Lowering, node: number, members: number[]): void {
  const { tree } = lowering;
  for (const child of childrenOf(lowering, node)) {
    if (tree.kind[child] === tree.kind[node]) unionMembers(lowering, child, members);
    else members.push(child);
  }
}

function unionType(lowering: Lowering, node: number, name: string): NodeId | undefined {
  const members: number[] = [];
  unionMembers(lowering, node, members);
  const types = new Set<NodeId>();
  for (const member of members) {
    const type = lowerType(lowering, member, name);
    if (type !== undefined) types.add(type);
  }
  const constant = lowering.globalTypes.get(constantType);
  // Beside another type a constant says nothing: "default" | string.
  if (constant !== undefined && types.size > 1) types.delete(constant);
  const inputs = [...types];
  if (inputs.length < 2) return inputs[0];
  return lowering.builder.add({ op: "choice", inputs }, spanOf(lowering, node));
}

function intersectionType(lowering: Lowering, node: number, name: string): NodeId | undefined {
  const members: number[] = [];
  unionMembers(lowering, node, members);
  const bases: NodeId[] = [];
  const fields: IrField[] = [];
  const methods: IrMethod[] = [];
  for (const member of members) {
    if (lowering.tree.kind[member] === K.object_type) objectMembers(lowering, member, fields, methods, undefined);
    else {
      const type = lowerType(lowering, member, name);
      if (type !== undefined) bases.push(type);
    }
  }
  if (fields.length === 0 && methods.length === 0 && bases.length < 2) return bases[0];
  return classNode(lowering, node, name, bases, fields, methods);
}

function objectType(lowering: Lowering, node: number, name: string): NodeId | undefined {
  const fields: IrField[] = [];
  const methods: IrMethod[] = [];
  objectMembers(lowering, node, fields, methods, undefined);
  if (fields.length === 0 && methods.length === 0) {
    const index = childOfKind(lowering, node, K.index_signature);
    return index ? lowerType(lowering, childIn(lowering, index, F.type)) : undefined;
  }
  return classNode(lowering, node, name, [], fields, methods);
}

function classNode(
  lowering: Lowering,
  node: number,
  name: string,
  bases: readonly NodeId[],
  fields: readonly IrField[],
  methods: readonly IrMethod[],
): NodeId {
  const span = spanOf(lowering, node);
  const index = lowering.builder.addClass({ name, span, kind: "alias", bases, fields, methods, decorators: [] });
  return lowering.builder.add({ op: "class", index }, span);
}

function objectMembers(
  lowering: Lowering,
  body: number,
  fields: IrField[],
  methods: IrMethod[],
  owner: number | undefined,
): void {
  const { tree } = lowering;
  for (let child = body + 1; child < tree.next[body]!; child = tree.next[child]!) {
    const kind = tree.kind[child];
    if (kind !== K.property_signature && kind !== K.method_signature) continue;
    const nameNode = childIn(lowering, child, F.name);
    const name = nameNode ? keyText(lowering, nameNode) : undefined;
    if (name === undefined) continue;
    if (kind === K.method_signature) {
      const use = owner === undefined ? { name } : { name, class: owner };
      methods.push({ name, function: lowerFunction(lowering, child, use) });
    } else fields.push(declaredField(lowering, child, name, nameNode));
  }
}

/** A field of a class or an object type, with its declared type. */
export function declaredField(lowering: Lowering, node: number, name: string, nameNode: number): IrField {
  const annotation = childIn(lowering, node, F.type);
  const type = annotation ? lowerType(lowering, annotation, name) : undefined;
  return {
    name,
    span: spanOf(lowering, nameNode),
    ...(type !== undefined && { type }),
    ...(annotation && { typeText: annotationText(lowering, annotation) }),
  };
}

/** `interface` and `type`. */
export function lowerTypeDeclaration(lowering: Lowering, node: number): void {
  const { tree, builder } = lowering;
  const nameNode = childIn(lowering, node, F.name);
  const name = textOf(lowering, nameNode);
  lowering.typeScopes.push(new Map());
  declareTypeParameters(lowering, node);
  let type: NodeId | undefined;
  if (tree.kind[node] === K.interface_declaration) {
    const bases: NodeId[] = [];
    const fields: IrField[] = [];
    const methods: IrMethod[] = [];
    const span = spanOf(lowering, node);
    const index = builder.addClass({ name, span, kind: "interface", bases, fields, methods, decorators: [] });
    type = builder.add({ op: "class", index }, spanOf(lowering, nameNode));
    const inherited = childOfKind(lowering, node, K.extends_type_clause);
    for (const child of inherited ? childrenOf(lowering, inherited) : []) {
      const base = lowerType(lowering, child);
      if (base !== undefined) bases.push(base);
    }
    const body = childIn(lowering, node, F.body);
    const path = lowering.current;
    lowering.current = { ...path, path: path.path ? `${path.path}.${name}` : name };
    if (body) objectMembers(lowering, body, fields, methods, index);
    lowering.current = path;
  } else type = lowerType(lowering, childIn(lowering, node, F.value), name);
  lowering.typeScopes.pop();
  settleType(lowering, name, type);
}

/** The declared result of a function, its promise seen through. */
export function lowerReturnType(lowering: Lowering, node: number): NodeId | undefined {
  const annotation = childIn(lowering, node, F.return_type);
  return annotation && lowering.tree.kind[annotation] === K.type_annotation
    ? lowerType(lowering, annotation)
    : undefined;
}
