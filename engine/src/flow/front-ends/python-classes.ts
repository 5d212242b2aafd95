import type { IrField, NodeId } from "../ir.ts";
import { add, expression, typeExpression } from "./lowering.ts";
import { bindName } from "./python-assignment.ts";
import { functionDefinition } from "./python-functions.ts";
import type { PythonLowering } from "./python-lowering.ts";
import { F, K } from "./python-shape.ts";
import { statement } from "./python-statements.ts";
import { child, childrenOf, spanOf, textOf } from "./tree-reading.ts";

export function classDefinition(lowering: PythonLowering, n: number, decorators: readonly NodeId[]): void {
  const { kind, next } = lowering.tree;
  const { builder, scopes, moduleNames } = lowering;
  const nameNode = child(lowering, n, F.name);
  const name = nameNode < 0 ? "<class>" : textOf(lowering, nameNode);
  const superclasses = child(lowering, n, F.superclasses);
  const bases: NodeId[] = [];
  let isEnum = false;
  for (const at of superclasses < 0 ? [] : childrenOf(lowering, superclasses)) {
    if (kind[at] === K.keyword_argument) continue;
    if (/\bEnum\b|\b(?:Str|Int|Text)(?:Enum|Choices)\b|\bFlag\b/.test(textOf(lowering, at))) isEnum = true;
    bases.push(typeExpression(lowering, at));
  }
  const fields: IrField[] = [];
  const methods: { name: string; function: number }[] = [];
  const outerPath = lowering.classPath;
  lowering.classPath = lowering.classPath ? `${lowering.classPath}.${name}` : name;
  const declaration = {
    name,
    span: spanOf(lowering, n),
    kind: isEnum ? ("enum" as const) : ("class" as const),
    bases,
    fields,
    methods,
    decorators,
  };
  // Methods need the index before the class is complete: its lists are filled below.
  const index = builder.addClass(declaration);
  const body = child(lowering, n, F.body);
  const outerTexts = lowering.keepsTexts;
  lowering.keepsTexts =
    superclasses >= 0 && /Signature|Tool|Agent|BaseModel|Schema/.test(textOf(lowering, superclasses));
  scopes.block(() => {
    for (const at of body < 0 ? [] : childrenOf(lowering, body)) {
      const definition = kind[at] === K.decorated_definition ? child(lowering, at, F.definition) : at;
      if (definition >= 0 && kind[definition] === K.function_definition) {
        const made: NodeId[] = [];
        if (definition !== at) {
          for (const part of childrenOf(lowering, at)) {
            if (kind[part] === K.decorator)
              for (const inner of childrenOf(lowering, part)) made.push(expression(lowering, inner));
          }
        }
        const functionName = child(lowering, definition, F.name);
        const functionIndex = functionDefinition(lowering, definition, made, index);
        methods.push({ name: functionName < 0 ? "" : textOf(lowering, functionName), function: functionIndex });
        continue;
      }
      const assignment = kind[at] === K.expression_statement ? at + 1 : -1;
      if (assignment > 0 && assignment < next[at]! && kind[assignment] === K.assignment) {
        const left = child(lowering, assignment, F.left);
        const right = child(lowering, assignment, F.right);
        const type = child(lowering, assignment, F.type);
        if (left >= 0 && kind[left] === K.identifier) {
          const typeNode = type < 0 ? undefined : typeExpression(lowering, type);
          const value = right < 0 ? undefined : expression(lowering, right);
          if (value !== undefined) bindName(lowering, left, textOf(lowering, left), value);
          fields.push({
            name: textOf(lowering, left),
            span: spanOf(lowering, left),
            ...(typeNode !== undefined && { type: typeNode, typeText: textOf(lowering, type) }),
            ...(value !== undefined && { value }),
          });
          continue;
        }
      }
      statement(lowering, at);
    }
  }, true);
  lowering.classPath = outerPath;
  lowering.keepsTexts = outerTexts;
  bindName(
    lowering,
    nameNode < 0 ? n : nameNode,
    name,
    add(lowering, { op: "class", index }, nameNode < 0 ? n : nameNode),
  );
  if (lowering.context.index === 0) moduleNames.add(name);
}
