import type { FlowFile, NodeRef } from "../file-facts.ts";
import { descendants, findMethod } from "./classes.ts";
import type { LinkContext } from "./context.ts";
import { classAt, functionAt } from "./parts.ts";

/** The places that call a function, resolved. */
export function callers(context: LinkContext, file: FlowFile, index: number): readonly NodeRef[] {
  const key = `${file.id}:${index}`;
  const known = context.known.callers.get(key);
  if (known) return known;
  const target = functionAt(file, index);
  if (target.name === "<lambda>" || target.name === "<module>") return [];
  context.known.callers.set(key, []);
  const names = new Set<string>();
  const isConstructor =
    target.class !== undefined &&
    (target.name === "__init__" || target.name === "constructor" || target.name === "__new__");
  if (isConstructor) {
    for (const one of descendants(context, file, target.class!)) names.add(classAt(one.file, one.index).name);
    names.add("super").add("__init__");
  } else names.add(target.name);
  for (const name of otherNames(context, file).get(isConstructor ? `c${target.class}` : `f${index}`) ?? [])
    names.add(name);
  const result = new Map<string, NodeRef>();
  for (const name of names) {
    context.touchedName(name);
    for (const caller of callersNamed(context, file, name, key)) {
      result.set(`${caller.file.id}:${caller.node}`, caller);
      context.touched(caller.file.file);
    }
  }
  const list = [...result.values()];
  context.known.callers.set(key, list);
  return list;
}

/** The calls of that name in all files that may touch the function's, resolved, that run it. */
function callersNamed(context: LinkContext, near: FlowFile, name: string, target: string): readonly NodeRef[] {
  const { callsByName } = context.known;
  const asked = `${context.groups?.()?.of(near) ?? 0} ${name}`;
  const known = callsByName.get(asked);
  if (known && known !== "open") return known.get(target) ?? [];
  // A question that came up while these calls are being resolved is told what is known by now.
  if (known === "open") {
    return [...context.filesCalling(name, near)].flatMap((file) => callsNamed(context, file, name).get(target) ?? []);
  }
  callsByName.set(asked, "open");
  const all = new Map<string, NodeRef[]>();
  for (const file of context.filesCalling(name, near)) {
    for (const [found, calls] of callsNamed(context, file, name)) {
      const list = all.get(found);
      if (list) list.push(...calls);
      else all.set(found, [...calls]);
    }
  }
  callsByName.set(asked, all);
  return all.get(target) ?? [];
}

/** The calls of that name in one file, resolved, by the function they run. */
function callsNamed(context: LinkContext, file: FlowFile, name: string): ReadonlyMap<string, readonly NodeRef[]> {
  let ofFile = context.known.namedCalls.get(file.file);
  if (!ofFile) {
    ofFile = new Map();
    context.known.namedCalls.set(file.file, ofFile);
  }
  const known = ofFile.get(name);
  if (known) return known;
  const found = new Map<string, NodeRef[]>();
  ofFile.set(name, found);
  for (const node of file.facts.callsByName.get(name) ?? []) {
    const targets = new Set<string>();
    for (const one of context.denote(file, file.ir.columns.first[node]!)) {
      if (one.kind === "function") targets.add(`${one.file.id}:${one.index}`);
      else if (one.kind === "class") {
        const maker = constructorOf(context, one);
        if (maker !== undefined) targets.add(maker);
      }
    }
    for (const target of targets) {
      const list = found.get(target);
      if (list) list.push({ file, node });
      else found.set(target, [{ file, node }]);
    }
  }
  return found;
}

/** Names other than their own under which a file exports its functions and classes. */
function otherNames(context: LinkContext, file: FlowFile): ReadonlyMap<string, readonly string[]> {
  const known = context.known.exportNames.get(file);
  if (known) return known;
  const found = new Map<string, string[]>();
  context.known.exportNames.set(file, found);
  for (const entry of file.ir.exports) {
    if (entry.node === undefined) continue;
    for (const one of context.denote(file, entry.node)) {
      if ((one.kind !== "function" && one.kind !== "class") || one.file !== file) continue;
      const own = one.kind === "function" ? functionAt(file, one.index).name : classAt(file, one.index).name;
      if (own === entry.name) continue;
      const key = `${one.kind === "function" ? "f" : "c"}${one.index}`;
      found.set(key, [...(found.get(key) ?? []), entry.name]);
    }
  }
  return found;
}

function constructorOf(
  context: LinkContext,
  one: { readonly file: FlowFile; readonly index: number },
): string | undefined {
  const made =
    findMethod(context, one.file, one.index, "__init__") ?? findMethod(context, one.file, one.index, "constructor");
  return made && `${made.file.id}:${made.index}`;
}
