import type { NodeId } from "../ir.ts";
import { childrenOf, spanOf, textOf } from "./tree-reading.ts";
import { lowerClass } from "./typescript-classes.ts";
import { lowerDeclaration } from "./typescript-declarations.ts";
import { functionNode, lower, lowerNamed } from "./typescript-expressions.ts";
import { childIn, childOfKind, firstChild, keyText, type Lowering } from "./typescript-lowering.ts";
import { patternNames } from "./typescript-patterns.ts";
import { lowerPlace } from "./typescript-places.ts";
import { lowerStatement } from "./typescript-statements.ts";
import { decodeString, F, K } from "./typescript-syntax.ts";
import { settleType } from "./typescript-types.ts";

function bindImport(lowering: Lowering, local: number, module: string, name: string, typeOnly: boolean): void {
  const imported = lowering.builder.add({ op: "import", module, name }, spanOf(lowering, local));
  const text = textOf(lowering, local);
  if (typeOnly) settleType(lowering, text, imported);
  else lowering.inert.add(lowering.scopes.declare(text, imported));
}

/** `import …`: each name is a node; names of types alone are not values. */
export function lowerImport(lowering: Lowering, node: number): void {
  const { tree } = lowering;
  const required = childOfKind(lowering, node, K.import_require_clause);
  const source = childIn(lowering, required || node, F.source);
  if (!source || tree.kind[source] !== K.string) return;
  const module = decodeString(textOf(lowering, source));
  if (required) {
    const local = childOfKind(lowering, required, K.identifier);
    if (local) bindImport(lowering, local, module, "*", false);
    return;
  }
  const typeOnly = childOfKind(lowering, node, K.type_token) !== 0;
  const clause = childOfKind(lowering, node, K.import_clause);
  for (const child of clause ? childrenOf(lowering, clause) : []) {
    switch (tree.kind[child]) {
      case K.identifier:
        bindImport(lowering, child, module, "default", typeOnly);
        break;
      case K.namespace_import: {
        const local = firstChild(lowering, child);
        if (local) bindImport(lowering, local, module, "*", typeOnly);
        break;
      }
      case K.named_imports:
        for (const specifier of childrenOf(lowering, child)) {
          const name = childIn(lowering, specifier, F.name);
          if (!name) continue;
          const local = childIn(lowering, specifier, F.alias) || name;
          const imported = keyText(lowering, name) ?? textOf(lowering, name);
          const ofType = childOfKind(lowering, specifier, K.type_token) !== 0;
          bindImport(lowering, local, module, imported, typeOnly || ofType);
        }
        break;
      default:
    }
  }
}

/** `import A = B.C`. */
export function lowerImportAlias(lowering: Lowering, node: number): void {
  const [local, target] = childrenOf(lowering, node);
  if (!local || !target) return;
  lowering.scopes.declare(textOf(lowering, local), lowerDotted(lowering, target));
}

function lowerDotted(lowering: Lowering, node: number): NodeId {
  if (lowering.tree.kind[node] !== K.nested_identifier) return lowerPlace(lowering, node).node;
  const object = childIn(lowering, node, F.object);
  const property = childIn(lowering, node, F.property);
  const base = lowerDotted(lowering, object || firstChild(lowering, node));
  const name = property ? textOf(lowering, property) : "";
  return lowering.builder.add({ op: "member", base, name }, spanOf(lowering, node));
}

export function exportStatement(lowering: Lowering, node: number): void {
  const { tree, builder, exports } = lowering;
  const span = spanOf(lowering, node);
  const declaration = childIn(lowering, node, F.declaration);
  const isDefault = childOfKind(lowering, node, K.default_token) !== 0;
  const decorators = childrenOf(lowering, node)
    .filter((child) => tree.kind[child] === K.decorator && firstChild(lowering, child) !== 0)
    .map((child) => lower(lowering, firstChild(lowering, child)));
  if (declaration) {
    exportDeclaration(lowering, declaration, isDefault, decorators);
    return;
  }
  const source = childIn(lowering, node, F.source);
  const module = source ? decodeString(textOf(lowering, source)) : undefined;
  const clause = childOfKind(lowering, node, K.export_clause);
  const namespace = childOfKind(lowering, node, K.namespace_export);
  if (clause) {
    for (const specifier of childrenOf(lowering, clause)) {
      const name = childIn(lowering, specifier, F.name);
      if (!name) continue;
      const local = keyText(lowering, name) ?? textOf(lowering, name);
      const alias = childIn(lowering, specifier, F.alias);
      const exported = alias ? (keyText(lowering, alias) ?? textOf(lowering, alias)) : local;
      if (module !== undefined) builder.addExport({ name: exported, from: { module, name: local } });
      else exports.push({ name: exported, local, span: spanOf(lowering, name) });
    }
  } else if (namespace && module !== undefined) {
    const name = firstChild(lowering, namespace);
    if (name)
      builder.addExport({ name: keyText(lowering, name) ?? textOf(lowering, name), from: { module, name: "*" } });
  } else if (module !== undefined) {
    builder.addExport({ name: "*", from: { module, name: "*" } });
  } else {
    const value = childIn(lowering, node, F.value);
    if (value) exports.push({ name: "default", node: lowerNamed(lowering, value, "default"), span });
    else if (childOfKind(lowering, node, K.equals_token)) {
      const whole = childrenOf(lowering, node).find((child) => tree.kind[child] !== K.equals_token);
      if (whole) exports.push({ name: "export=", node: lower(lowering, whole), span });
    }
  }
}

function exportDeclaration(
  lowering: Lowering,
  declaration: number,
  isDefault: boolean,
  decorators: readonly NodeId[],
): void {
  const { tree, exports } = lowering;
  const span = spanOf(lowering, declaration);
  const kind = tree.kind[declaration];
  if (kind === K.lexical_declaration || kind === K.variable_declaration) {
    lowerDeclaration(lowering, declaration);
    for (const declarator of childrenOf(lowering, declaration)) {
      const pattern = tree.kind[declarator] === K.variable_declarator ? childIn(lowering, declarator, F.name) : 0;
      const names: string[] = [];
      if (pattern) patternNames(lowering, pattern, names);
      for (const name of names) exports.push({ name, local: name, span: spanOf(lowering, declarator) });
    }
    return;
  }
  const nameNode = childIn(lowering, declaration, F.name);
  const isClass = kind === K.class_declaration || kind === K.abstract_class_declaration || kind === K.class;
  if (!nameNode) {
    const node = isClass
      ? lowerClass(lowering, declaration, "default", decorators)
      : functionNode(lowering, declaration, "default");
    exports.push({ name: "default", node, span });
    return;
  }
  if (isClass) lowerClass(lowering, declaration, textOf(lowering, nameNode), decorators);
  else lowerStatement(lowering, declaration);
  const local = textOf(lowering, nameNode);
  exports.push({ name: isDefault ? "default" : local, local, span });
}

/** `module.exports = …`, `exports.name = …`: what a CommonJS module gives. */
export function exportAssignment(lowering: Lowering, left: number, right: number, value: NodeId): void {
  const { tree, exports, builder } = lowering;
  const object = childIn(lowering, left, F.object);
  const property = childIn(lowering, left, F.property);
  if (!object || !property) return;
  const span = spanOf(lowering, left);
  const name = textOf(lowering, property);
  const base = textOf(lowering, object);
  if (
    !lowering.commonJs ||
    (base !== "exports" && base !== "module.exports" && !(base === "module" && name === "exports"))
  ) {
    return;
  }
  if (base !== "module") {
    exports.push({ name, node: value, span });
    return;
  }
  exports.push({ name: "export=", node: value, span });
  if (tree.kind[right] !== K.object) return;
  for (const child of childrenOf(lowering, right)) {
    const kind = tree.kind[child];
    const keyNode =
      kind === K.shorthand_property_identifier
        ? child
        : kind === K.pair
          ? childIn(lowering, child, F.key)
          : kind === K.method_definition
            ? childIn(lowering, child, F.name)
            : 0;
    const key = keyNode ? keyText(lowering, keyNode) : undefined;
    if (key === undefined) continue;
    const keySpan = spanOf(lowering, keyNode);
    exports.push({ name: key, node: builder.add({ op: "member", base: value, name: key }, keySpan), span: keySpan });
  }
}

/** Tells the builder what the module exports, when all of it is lowered. */
export function finishExports(lowering: Lowering): void {
  const { builder, scopes, exports, typeScopes } = lowering;
  for (const { name, local, node, span } of exports) {
    if (node !== undefined) {
      builder.addExport({ name, node });
      continue;
    }
    const variable = scopes.find(local!);
    const type = typeScopes[0]!.get(local!)?.node;
    const found = variable ? scopes.lookup(local!, span) : type;
    if (found !== undefined) builder.addExport({ name, node: found });
  }
}
