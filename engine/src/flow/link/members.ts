import type { FlowFile } from "../file-facts.ts";
import type { NodeId } from "../ir.ts";
import { canonical, splitModule } from "./api-values.ts";
import { fieldValues, findMethod, implementations, lineage, ofLibraryBases } from "./classes.ts";
import type { LinkContext } from "./context.ts";
import { instancesOf } from "./declared-types.ts";
import { type Denotation, unite } from "./denotation.ts";
import { exportedBy, inFolder } from "./exports.ts";
import { classAt, functionAt, nameBehind } from "./parts.ts";
import { resultOf } from "./results.ts";

/** Methods that too many things have, to find a class by. */
const commonMethods = new Set(
  (
    "get set add append run call send push pop update insert create delete remove close open read " +
    "write items keys values execute start stop load save find filter map reduce join split format " +
    "replace strip lower upper copy clear extend index count sort reverse encode decode then catch " +
    "toString invoke stream batch generate chat complete completion query search fetch request post " +
    "put patch init build parse process handle next render"
  ).split(" "),
);

/** What lists and records do themselves, whatever is kept in them under keys that are not known. */
const methodsOfContainers = new Set(
  "get set has add pop shift push append setdefault values items keys entries".split(" "),
);

/** What a member of a value is. */
export function member(context: LinkContext, file: FlowFile, base: NodeId, name: string): readonly Denotation[] {
  // The version of the object that set this member knows best.
  let at = base;
  for (let hops = 0; hops < 30; hops++) {
    const operation = file.ir.operation(at);
    if (operation.op === "update") {
      if (operation.name === name) {
        const value = context.denote(file, operation.value);
        if (value.length > 0) return value;
        break;
      }
      at = operation.base;
    } else if (operation.op === "after") at = operation.before;
    else if (operation.op === "same") at = operation.value;
    else break;
  }
  const bases = context.denote(file, base);
  const found = memberOf(context, bases, name, file);
  if (found.length > 0 || bases.length > 0) return found;
  return byMethodName(context, file, name, file.ir.functionOf(base));
}

/** A method is looked for by its name alone where no more functions than these have it. */
export const mostOfName = 2;

/** Whether a method of that name may say what class something is of. */
export function maySpeakForClass(name: string): boolean {
  return name.length >= 5 && !commonMethods.has(name);
}

/** A method that only one class has, called on something of which nothing is known. */
function byMethodName(context: LinkContext, file: FlowFile, name: string, around: number): readonly Denotation[] {
  if (!maySpeakForClass(name)) return [];
  if (!context.known.methods) {
    context.known.methods = new Map();
    for (const other of context.files.values()) {
      for (const { name: method, function: index } of other.head.methods) {
        const list = context.known.methods.get(method);
        if (list) list.push({ file: other, index });
        else context.known.methods.set(method, [{ file: other, index }]);
      }
    }
  }
  context.touchedName(name);
  const candidates = context.known.methods.get(name) ?? [];
  const one = candidates[0];
  if (!one || candidates.length > mostOfName) return [];
  const python = (language: string): boolean => language === "python";
  return candidates
    .filter(
      (candidate) =>
        python(candidate.file.ir.language) === python(file.ir.language) &&
        // A method that calls its namesake of something else does not call itself.
        !(candidate.file === file && candidate.index === around),
    )
    .map((candidate) => {
      context.touched(candidate.file.file);
      return { kind: "function", file: candidate.file, index: candidate.index };
    });
}

function memberOf(
  context: LinkContext,
  bases: readonly Denotation[],
  name: string,
  from: FlowFile,
  spread: Set<string> = new Set(),
): readonly Denotation[] {
  if (context.memberDepth > 12) return [];
  context.memberDepth++;
  const found = unite(bases.map((one) => memberOfOne(context, one, name, from, spread)));
  context.memberDepth--;
  return found;
}

/** @param spread the objects that were looked into: they can be spread into each other, in circles and many ways */
function memberOfOne(
  context: LinkContext,
  one: Denotation,
  name: string,
  from: FlowFile,
  spread: Set<string>,
): readonly Denotation[] {
  switch (one.kind) {
    case "api":
      // `client, err := sdk.NewClient()`: the first result is what the call makes.
      if (name === "0" && from.ir.language === "go" && one.path.at(-1) === "()") return [one];
      return canonical(context, [...one.path, name], undefined);
    case "module":
      return moduleMember(context, one.file, name);
    case "folder":
      return inFolder(context, one.path, name, from);
    case "class":
    case "instance": {
      const method = findMethod(context, one.file, one.index, name);
      if (method) {
        const owner = classAt(method.file, method.class).methods.find(
          (candidate) => candidate.function === method.index,
        );
        const isProperty =
          owner?.accessor === "get" ||
          functionAt(method.file, method.index).decorators.some((decorator) =>
            /^(?:cached_)?property$/.test(nameBehind(method.file, decorator) ?? ""),
          );
        const found: Denotation = { kind: "function", file: method.file, index: method.index };
        if (functionAt(method.file, method.index).isSignature) {
          const made = implementations(context, one.file, one.index, name);
          if (made.length > 0) return made;
        }
        return isProperty ? resultOf(context, found, undefined) : [found];
      }
      const typed = unite(
        lineage(context, one.file, one.index).flatMap((owner) =>
          classAt(owner.file, owner.index)
            .fields.filter((field) => field.name === name && field.type !== undefined)
            .map((field) => instancesOf(context, owner.file, field.type!)),
        ),
      );
      const values = fieldValues(context, one.file, one.index, name).map((value) =>
        context.denote(value.file, value.node),
      );
      const found = unite([typed, ...values]);
      if (found.length > 0) return found;
      // A class made from a library's class has that one's members.
      return unite([ofLibraryBases(context, one.file, one.index, name)]);
    }
    case "collection": {
      const operation = one.file.ir.operation(one.node);
      const key = `${one.file.id}:${one.node}`;
      if (operation.op !== "collection" || spread.has(key)) return [];
      spread.add(key);
      return unite(
        operation.entries
          .filter((entry) => entry.key === name || (entry.key === undefined && !methodsOfContainers.has(name)))
          .map((entry) =>
            entry.spread
              ? memberOf(context, context.denote(one.file, entry.value), name, one.file, spread)
              : context.denote(one.file, entry.value),
          ),
      );
    }
    case "function":
      return name === "bind" || name === "call" || name === "apply" ? [one] : [];
  }
}

function moduleMember(context: LinkContext, target: FlowFile, name: string): readonly Denotation[] {
  const found = exportedBy(context, target, name);
  if (found) return context.denote(found.file, found.node);
  const entry = target.facts.exportsByName.get(name);
  if (entry?.from) return importOf(context, target, entry.from.module, entry.from.name);
  const whole = target.facts.exportsByName.get("export=");
  if (whole?.node !== undefined) return memberOf(context, context.denote(target, whole.node), name, target);
  if (name === "default" && target.ir.language !== "python") return [{ kind: "module", file: target }];
  // A submodule that was imported by its path.
  const folder = target.file.replace(/\/__init__\.pyi?$/, "");
  if (folder !== target.file) {
    const inside = context.files.get(`${folder}/${name}.py`) ?? context.files.get(`${folder}/${name}/__init__.py`);
    if (inside) return [{ kind: "module", file: inside }];
  }
  return [];
}

/** What an import is. */
export function importOf(context: LinkContext, from: FlowFile, module: string, name: string): readonly Denotation[] {
  const found = context.modules.resolve(from.file, from.ir.language, module);
  if (found === undefined) {
    const path = module.split(".").filter((part) => part !== "");
    const steps = from.ir.language === "python" ? path : splitModule(module);
    return canonical(context, [...steps, ...(name === "*" ? [] : [name])], undefined);
  }
  if (found.endsWith("/")) {
    const path = name === "*" ? found : `${found}${name}`;
    return name === "*" ? [{ kind: "folder", path, from }] : inFolder(context, found, name, from);
  }
  context.touched(found);
  const target = context.files.get(found);
  if (!target) return [];
  if (name === "*") {
    const whole = target.facts.exportsByName.get("export=");
    return whole?.node === undefined ? [{ kind: "module", file: target }] : context.denote(target, whole.node);
  }
  return moduleMember(context, target, name);
}
