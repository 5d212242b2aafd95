import type { FlowFile, NodeRef } from "../file-facts.ts";
import type { LinkContext } from "./context.ts";
import type { Denotation } from "./denotation.ts";
import { classAt, functionAt } from "./parts.ts";

const maxResults = 12;

/** Every class above and including this one that the workspace defines. */
export function lineage(context: LinkContext, file: FlowFile, index: number): { file: FlowFile; index: number }[] {
  const result: { file: FlowFile; index: number }[] = [];
  const visit = (at: FlowFile, which: number): void => {
    if (result.length > 30 || result.some((one) => one.file === at && one.index === which)) return;
    result.push({ file: at, index: which });
    context.touched(at.file);
    for (const base of classAt(at, which).bases) {
      for (const one of context.denote(at, base))
        if (one.kind === "class" || one.kind === "instance") visit(one.file, one.index);
    }
  };
  visit(file, index);
  return result;
}

/** What a class has of the libraries' classes that it is made from: the paths of their instances, lengthened. */
export function ofLibraryBases(context: LinkContext, file: FlowFile, index: number, step: string): Denotation[] {
  return lineage(context, file, index).flatMap((owner) =>
    classAt(owner.file, owner.index).bases.flatMap((base) =>
      context
        .denote(owner.file, base)
        .filter((above) => above.kind === "api")
        .map((above) => ({ kind: "api" as const, path: [...above.path, "()", step] })),
    ),
  );
}

/** The classes of the workspace that are made from this one, itself included. */
export function descendants(context: LinkContext, file: FlowFile, index: number): { file: FlowFile; index: number }[] {
  const group = context.groups?.()?.of(file) ?? 0;
  let made = context.known.descendants.get(group);
  if (!made) {
    made = new Map();
    context.known.descendants.set(group, made);
    for (const other of context.groups?.()?.near(file) ?? context.files.values()) {
      if (!other.head.hasBases) continue;
      other.ir.classes.forEach((declared, which) => {
        if (declared.bases.length === 0) return;
        for (const above of lineage(context, other, which)) {
          if (above.file === other && above.index === which) continue;
          const key = `${above.file.id}:${above.index}`;
          const list = made!.get(key) ?? [];
          list.push({ file: other, index: which });
          made!.set(key, list);
        }
      });
    }
  }
  return [{ file, index }, ...(made.get(`${file.id}:${index}`) ?? [])];
}

/** The methods that classes made from an interface or an abstract class give for one of its signatures. */
export function implementations(context: LinkContext, file: FlowFile, index: number, name: string): Denotation[] {
  const found: Denotation[] = [];
  for (const one of descendants(context, file, index)) {
    const method = classAt(one.file, one.index).methods.find((candidate) => candidate.name === name);
    if (!method || functionAt(one.file, method.function).isSignature) continue;
    context.touched(one.file.file);
    found.push({ kind: "function", file: one.file, index: method.function });
    if (found.length >= maxResults) break;
  }
  return found;
}

/** A method by name in a class or the classes it is made from. */
export function findMethod(context: LinkContext, file: FlowFile, index: number, name: string) {
  for (const owner of lineage(context, file, index)) {
    const method = classAt(owner.file, owner.index).methods.find((candidate) => candidate.name === name);
    if (method) return { file: owner.file, index: method.function, class: owner.index };
  }
  return undefined;
}

/** A function, and where it is a method the methods that take its place in classes made from its class. */
export function overrides(
  context: LinkContext,
  file: FlowFile,
  index: number,
): readonly { file: FlowFile; index: number }[] {
  const made = functionAt(file, index);
  if (made.class === undefined) return [{ file, index }];
  const result = [{ file, index }];
  for (const below of descendants(context, file, made.class)) {
    const method = classAt(below.file, below.index).methods.find((candidate) => candidate.name === made.name);
    if (!method || (below.file === file && method.function === index)) continue;
    context.touched(below.file.file);
    result.push({ file: below.file, index: method.function });
    if (result.length > 12) break;
  }
  return result;
}

/** Values assigned to an attribute of a class's instances, in methods and in the class body. */
export function fieldValues(context: LinkContext, file: FlowFile, index: number, name: string): readonly NodeRef[] {
  const result: NodeRef[] = [];
  for (const owner of lineage(context, file, index)) {
    for (const node of owner.file.facts.selfValues.get(owner.index)?.get(name) ?? []) {
      result.push({ file: owner.file, node });
    }
    for (const field of classAt(owner.file, owner.index).fields) {
      if (field.name === name && field.value !== undefined) result.push({ file: owner.file, node: field.value });
    }
  }
  return result;
}
