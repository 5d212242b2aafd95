import type { IrField, IrMethod, NodeId } from "../ir.ts";
import { functionBody } from "./go-functions.ts";
import type { GoLowering } from "./go-lowering.ts";
import { F, K } from "./go-shape.ts";
import { assumedPackageName, decodeGoString, withoutMajorVersion } from "./go-text.ts";
import { add, typeExpression } from "./lowering.ts";
import { child, childOfKind, childrenOf, spanOf, textOf } from "./tree-reading.ts";

/** Generated files with more types than this are not followed further. */
const maximumTypes = 4000;

export function importSpec(lowering: GoLowering, n: number): void {
  const { packages, scopes } = lowering;
  const path = child(lowering, n, F.path);
  if (path < 0) return;
  const written = decodeGoString(textOf(lowering, path));
  const name = child(lowering, n, F.name);
  const local = name < 0 ? assumedPackageName(written) : textOf(lowering, name);
  if (local === "_" || local === ".") return;
  const module = withoutMajorVersion(written);
  packages.set(local, module);
  scopes.declare(local, add(lowering, { op: "import", module, name: "*" }, n), "block");
}

export function typeDeclaration(lowering: GoLowering, n: number): void {
  const { kind } = lowering.tree;
  const { builder, classes, scopes } = lowering;
  for (const at of childrenOf(lowering, n)) {
    const name = child(lowering, at, F.name);
    const type = child(lowering, at, F.type);
    if (name < 0 || type < 0 || classes.size > maximumTypes) continue;
    const fields: IrField[] = [];
    const methods: IrMethod[] = [];
    const bases: NodeId[] = [];
    const isInterface = kind[type] === K.interface_type;
    const isStruct = kind[type] === K.struct_type;
    const declaration = {
      name: textOf(lowering, name),
      span: spanOf(lowering, at),
      kind: isStruct ? ("class" as const) : isInterface ? ("interface" as const) : ("alias" as const),
      bases,
      fields,
      methods,
      decorators: [],
    };
    // Methods are declared apart and added when they are met.
    const index = builder.addClass(declaration);
    classes.set(textOf(lowering, name), { index, fields, methods });
    const node = add(lowering, { op: "class", index }, name);
    scopes.declare(
      textOf(lowering, name),
      add(lowering, { op: "bind", name: textOf(lowering, name), value: node }, name),
      "block",
    );
    if (lowering.context.index === 0) builder.addExport({ name: textOf(lowering, name), node });
    if (isStruct) structFields(lowering, type, fields, bases);
    else if (isInterface) signatures(lowering, type, index, textOf(lowering, name), methods, bases);
    else bases.push(typeExpression(lowering, type));
  }
}

function structFields(lowering: GoLowering, type: number, fields: IrField[], bases: NodeId[]): void {
  const { kind, field } = lowering.tree;
  const list = childOfKind(lowering, type, K.field_declaration_list);
  for (const at of childrenOf(lowering, list)) {
    if (kind[at] !== K.field_declaration) continue;
    const written = child(lowering, at, F.type);
    if (written < 0) continue;
    const names = childrenOf(lowering, at).filter((one) => field[one] === F.name);
    const typeNode = typeExpression(lowering, written);
    if (names.length === 0) {
      // An embedded type lends its fields and methods.
      bases.push(typeNode);
      continue;
    }
    for (const name of names) {
      fields.push({
        name: textOf(lowering, name),
        span: spanOf(lowering, name),
        type: typeNode,
        typeText: textOf(lowering, written),
      });
    }
  }
}

function signatures(
  lowering: GoLowering,
  type: number,
  index: number,
  owner: string,
  methods: IrMethod[],
  bases: NodeId[],
): void {
  const { kind } = lowering.tree;
  for (const at of childrenOf(lowering, type)) {
    if (kind[at] === K.type_elem) {
      const parts = childrenOf(lowering, at);
      if (parts.length === 1) bases.push(typeExpression(lowering, parts[0]!));
      continue;
    }
    const name = child(lowering, at, F.name);
    if (kind[at] !== K.method_elem || name < 0) continue;
    const made = functionBody(lowering, {
      n: at,
      name: textOf(lowering, name),
      owner,
      inClass: index,
      isSignature: true,
      receiver: -1,
    });
    const node = add(lowering, { op: "function", index: made }, name);
    declareResult(lowering, node, child(lowering, at, F.result));
    methods.push({ name: textOf(lowering, name), function: made });
  }
}

function declareResult(lowering: GoLowering, node: NodeId, result: number): void {
  const { kind } = lowering.tree;
  const { builder } = lowering;
  if (result < 0) return;
  if (kind[result] !== K.parameter_list) {
    builder.declareType(node, typeExpression(lowering, result));
    return;
  }
  const types = childrenOf(lowering, result)
    .map((at) => child(lowering, at, F.type))
    .filter((at) => at >= 0)
    .map((at) => ({ key: undefined, value: typeExpression(lowering, at) }));
  if (types[0])
    builder.declareType(node, add(lowering, { op: "collection", kind: "list", entries: [types[0]] }, result));
}

export function functionDeclaration(lowering: GoLowering, n: number): void {
  const { scopes, builder } = lowering;
  const name = child(lowering, n, F.name);
  if (name < 0) return;
  const index = functionBody(lowering, {
    n,
    name: textOf(lowering, name),
    isSignature: child(lowering, n, F.body) < 0,
    receiver: -1,
  });
  const node = add(lowering, { op: "function", index }, name);
  declareResult(lowering, node, child(lowering, n, F.result));
  scopes.declare(
    textOf(lowering, name),
    add(lowering, { op: "bind", name: textOf(lowering, name), value: node }, name),
    "block",
  );
  builder.addExport({ name: textOf(lowering, name), node });
}

export function methodDeclaration(lowering: GoLowering, n: number): void {
  const { classes } = lowering;
  const name = child(lowering, n, F.name);
  const receiver = childOfKind(lowering, child(lowering, n, F.receiver), K.parameter_declaration);
  if (name < 0 || receiver < 0) return;
  const type = child(lowering, receiver, F.type);
  const owner = type < 0 ? "" : (/[\p{L}_][\p{L}\p{N}_]*/u.exec(textOf(lowering, type))?.[0] ?? "");
  const known = classes.get(owner);
  const index = functionBody(lowering, {
    n,
    name: textOf(lowering, name),
    owner,
    ...(known && { inClass: known.index }),
    isSignature: child(lowering, n, F.body) < 0,
    receiver,
  });
  const node = add(lowering, { op: "function", index }, name);
  declareResult(lowering, node, child(lowering, n, F.result));
  known?.methods.push({ name: textOf(lowering, name), function: index });
}
