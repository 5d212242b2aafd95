import type { AliasEntry } from "../catalog/entries.ts";
import type { ApiPath, PatternSet } from "./api-patterns.ts";
import { splitApiPath } from "./api-patterns.ts";
import type { FlowFile, NodeRef } from "./file-facts.ts";
import type { IrClass, IrFunction, NodeId } from "./ir.ts";
import type { ModuleResolver } from "./modules.ts";

/** What a value is, as far as imports, classes and declared types tell. */
export type Denotation =
  | { readonly kind: "function"; readonly file: FlowFile; readonly index: number }
  | { readonly kind: "class"; readonly file: FlowFile; readonly index: number }
  | { readonly kind: "instance"; readonly file: FlowFile; readonly index: number }
  | { readonly kind: "module"; readonly file: FlowFile }
  | { readonly kind: "folder"; readonly path: string; readonly from: FlowFile }
  | { readonly kind: "api"; readonly path: ApiPath }
  | { readonly kind: "collection"; readonly file: FlowFile; readonly node: NodeId };

export interface Linker {
  denote(file: FlowFile, node: NodeId): readonly Denotation[];
  /** The API paths among what a node denotes. */
  apiPaths(file: FlowFile, node: NodeId): readonly ApiPath[];
  /** A declared type, as instances of it. */
  instancesOf(file: FlowFile, typeNode: NodeId): readonly Denotation[];
  /** A method by name in a class or the classes it is made from. */
  findMethod(file: FlowFile, index: number, name: string): { file: FlowFile; index: number } | undefined;
  /** Every class above and including this one that the workspace defines. */
  lineage(file: FlowFile, index: number): readonly { readonly file: FlowFile; readonly index: number }[];
  /** The classes of the workspace that are made from this one, itself included. */
  descendants(file: FlowFile, index: number): readonly { readonly file: FlowFile; readonly index: number }[];
  /** Values assigned to an attribute of a class's instances, in methods and in the class body. */
  fieldValues(file: FlowFile, index: number, name: string): readonly NodeRef[];
  /** A function, and where it is a method the methods that take its place in classes made from its class. */
  overrides(file: FlowFile, index: number): readonly { readonly file: FlowFile; readonly index: number }[];
  /** The declared return type of a function. */
  declaredResult(file: FlowFile, index: number): NodeId | undefined;
  /** The places that call a function, resolved. */
  callers(file: FlowFile, index: number): readonly NodeRef[];
  /** What another module exports under a name. */
  exported(from: FlowFile, module: string, name: string): NodeRef | undefined;
  /** The file behind an import, if it is one of the workspace. */
  moduleFile(from: FlowFile, module: string): FlowFile | undefined;
  functionAt(file: FlowFile, index: number): IrFunction;
  classAt(file: FlowFile, index: number): IrClass;
  /**
   * Forgets what was resolved with the help of a file whose text changed; everything where files came or went,
   * for then names may mean something else anywhere. Gives the files it forgot about; none where it was everything.
   */
  forget(changed?: string): ReadonlySet<string>;
}

export interface LinkerInput {
  readonly files: ReadonlyMap<string, FlowFile>;
  readonly modules: ModuleResolver;
  readonly aliases: PatternSet<AliasEntry>;
  /** The files that have calls of that name. */
  filesCalling(name: string): Iterable<FlowFile>;
  /** Told of every file that an answer rests on, and of names that were looked for everywhere. */
  touched(file: string): void;
  touchedName(name: string): void;
}

const maxDepth = 60;
const everyFile: ReadonlySet<string> = new Set();
const maxResults = 12;
/** Methods that too many things have, to find a class by. */
const commonMethods = new Set(
  "get set add append run call send push pop update insert create delete remove close open read write items keys values execute start stop load save find filter map reduce join split format replace strip lower upper copy clear extend index count sort reverse encode decode then catch toString invoke stream batch generate chat complete completion query search fetch request post put patch init build parse process handle next render".split(
    " ",
  ),
);

const puttingIn = new Set(["set", "push", "add", "unshift", "append", "setdefault"]);
const takingOut = new Set(["get", "at", "find", "pop", "shift"]);
/** Callers of a function that are asked what they hand over. */
const maxCallers = 12;

/** Resolves on demand, and remembers. */
export function createLinker(input: LinkerInput): Linker {
  const { files, modules, aliases } = input;
  const touched = (file: string): void => {
    input.touched(file);
    if (!current || current.file === file) return;
    const list = leaningOn.get(file);
    if (list) list.add(current.file);
    else leaningOn.set(file, new Set([current.file]));
  };
  let memo = new Map<FlowFile, Map<NodeId, readonly Denotation[]>>();
  let callerMemo = new Map<string, readonly NodeRef[]>();
  /** By path, then name. */
  let namedCalls = new Map<string, Map<string, Map<string, NodeRef[]>>>();
  let exportNames = new Map<FlowFile, Map<string, string[]>>();
  let descendantMemo: Map<string, { file: FlowFile; index: number }[]> | undefined;
  let methodIndex: Map<string, { file: FlowFile; index: number }[]> | undefined;
  const active = new Map<number, number>();
  const unfinished = new Map<number, readonly Denotation[]>();
  /** By path: the files whose answers rest on it. */
  const leaningOn = new Map<string, Set<string>>();
  /** The file whose question is being answered. */
  let current: FlowFile | undefined;
  /** The shallowest open question that the current one ran into. */
  let cut = Number.POSITIVE_INFINITY;
  let depth = 0;
  let memberDepth = 0;

  function moduleFile(from: FlowFile, module: string): FlowFile | undefined {
    const found = modules.resolve(from.file, from.ir.language, module);
    if (found === undefined || found.endsWith("/")) return undefined;
    touched(found);
    return files.get(found);
  }

  function exportedBy(target: FlowFile, name: string, seen = new Set<FlowFile>()): NodeRef | undefined {
    if (seen.has(target)) return undefined;
    seen.add(target);
    touched(target.file);
    const entry = target.facts.exportsByName.get(name);
    if (entry?.node !== undefined) return { file: target, node: entry.node };
    if (entry?.from) {
      const next = moduleFile(target, entry.from.module);
      if (next && entry.from.name !== "*") return exportedBy(next, entry.from.name, seen);
      return undefined;
    }
    for (const module of target.facts.starModules) {
      const next = moduleFile(target, module);
      const found = next && exportedBy(next, name, seen);
      if (found) return found;
    }
    return undefined;
  }

  function exported(from: FlowFile, module: string, name: string): NodeRef | undefined {
    const target = moduleFile(from, module);
    return target && exportedBy(target, name);
  }

  function moduleMember(target: FlowFile, name: string): readonly Denotation[] {
    const found = exportedBy(target, name);
    if (found) return denote(found.file, found.node);
    const entry = target.facts.exportsByName.get(name);
    if (entry?.from) return importOf(target, entry.from.module, entry.from.name);
    const whole = target.facts.exportsByName.get("export=");
    if (whole?.node !== undefined) return memberOf(denote(target, whole.node), name, target);
    if (name === "default" && target.ir.language !== "python") return [{ kind: "module", file: target }];
    // A submodule that was imported by its path.
    const folder = target.file.replace(/\/__init__\.pyi?$/, "");
    if (folder !== target.file) {
      const inside = files.get(`${folder}/${name}.py`) ?? files.get(`${folder}/${name}/__init__.py`);
      if (inside) return [{ kind: "module", file: inside }];
    }
    return [];
  }

  function importOf(from: FlowFile, module: string, name: string): readonly Denotation[] {
    const found = modules.resolve(from.file, from.ir.language, module);
    if (found === undefined) {
      const path = module.split(".").filter((part) => part !== "");
      const steps = from.ir.language === "python" ? path : splitModule(module);
      return canonical([...steps, ...(name === "*" ? [] : [name])], undefined);
    }
    if (found.endsWith("/")) {
      const path = name === "*" ? found : `${found}${name}`;
      return name === "*" ? [{ kind: "folder", path, from }] : inFolder(found, name, from);
    }
    touched(found);
    const target = files.get(found);
    if (!target) return [];
    if (name === "*") {
      const whole = target.facts.exportsByName.get("export=");
      return whole?.node === undefined ? [{ kind: "module", file: target }] : denote(target, whole.node);
    }
    return moduleMember(target, name);
  }

  function inFolder(folder: string, name: string, from: FlowFile): readonly Denotation[] {
    const base = `${folder}${name}`;
    const file = files.get(`${base}.py`) ?? files.get(`${base}/__init__.py`);
    if (file) {
      touched(file.file);
      return [{ kind: "module", file }];
    }
    for (const known of files.keys())
      if (known.startsWith(`${base}/`)) return [{ kind: "folder", path: `${base}/`, from }];
    return [];
  }

  /** Replaces a call that gives back something known by what it gives. */
  function canonical(path: ApiPath, call: { file: FlowFile; node: NodeId } | undefined): readonly Denotation[] {
    if (path.length > 24) return [];
    const before = path.at(-1) === "()" ? path.slice(0, -1) : undefined;
    const alias = before && !aliases.isEmpty ? aliases.match(before)[0] : undefined;
    if (!alias) return [{ kind: "api", path }];
    if (alias.is === "receiver") return before && before.length > 1 ? [{ kind: "api", path: before.slice(0, -1) }] : [];
    const numbered = /^\d+$/.test(alias.is) ? Number(alias.is) : undefined;
    if (numbered === undefined) return [{ kind: "api", path: splitApiPath(alias.is) }];
    if (!call) return [];
    const operation = call.file.ir.operation(call.node);
    const argument = operation.op === "call" ? operation.arguments[numbered] : undefined;
    return argument ? denote(call.file, argument.value) : [];
  }

  function unite(lists: Iterable<readonly Denotation[]>): readonly Denotation[] {
    const result: Denotation[] = [];
    const seen = new Set<string>();
    for (const list of lists) {
      for (const item of list) {
        const key = keyOf(item);
        if (seen.has(key)) continue;
        seen.add(key);
        result.push(item);
        if (result.length >= maxResults) return result;
      }
    }
    return result;
  }

  function denote(file: FlowFile, node: NodeId): readonly Denotation[] {
    const asking = current;
    if (asking !== file) {
      if (asking) dependsOn(asking, file);
      current = file;
    }
    const result = remembered(file, node);
    current = asking;
    return result;
  }

  /** An answer about one file leaned on another. */
  function dependsOn(from: FlowFile, to: FlowFile): void {
    const list = leaningOn.get(to.file);
    if (list) list.add(from.file);
    else leaningOn.set(to.file, new Set([from.file]));
  }

  function remembered(file: FlowFile, node: NodeId): readonly Denotation[] {
    let known = memo.get(file);
    if (!known) {
      known = new Map();
      memo.set(file, known);
    }
    const found = known.get(node);
    if (found) return found;
    const key = file.id * 0x100000 + node;
    const provisional = unfinished.get(key);
    if (provisional) return provisional;
    const open = active.get(key);
    if (open !== undefined || depth > maxDepth) {
      cut = Math.min(cut, open ?? 0);
      return [];
    }
    const here = depth;
    const outerCut = cut;
    cut = Number.POSITIVE_INFINITY;
    active.set(key, here);
    depth++;
    const result = compute(file, node);
    depth--;
    active.delete(key);
    // What leaned on a question still open may be incomplete: good for the rest of this question, not for good.
    if (cut >= here) known.set(node, result);
    else unfinished.set(key, result);
    cut = Math.min(outerCut, cut >= here ? Number.POSITIVE_INFINITY : cut);
    if (depth === 0) {
      unfinished.clear();
      cut = Number.POSITIVE_INFINITY;
    }
    return result;
  }

  function compute(file: FlowFile, node: NodeId): readonly Denotation[] {
    const operation = file.ir.operation(node);
    switch (operation.op) {
      case "function":
        return [{ kind: "function", file, index: operation.index }];
      case "class":
        return [{ kind: "class", file, index: operation.index }];
      case "import":
        return importOf(file, operation.module, operation.name);
      case "global": {
        if (operation.name === "super" && file.ir.language !== "python") return classesAbove(file, node);
        for (const module of file.facts.starModules) {
          const target = moduleFile(file, module);
          const found = target && exportedBy(target, operation.name);
          if (found) return denote(found.file, found.node);
        }
        return [{ kind: "api", path: ["builtin", operation.name] }];
      }
      case "capture":
        return unite(operation.versions.map((version) => denote(file, version)));
      case "choice":
      case "unknown":
        return unite(operation.inputs.map((one) => denote(file, one)));
      case "bind": {
        const declared = file.ir.typeOf(node);
        const value = denote(file, operation.value);
        return declared === undefined ? value : unite([value, instancesOf(file, declared)]);
      }
      case "same": {
        const declared = file.ir.typeOf(node);
        const value = denote(file, operation.value);
        return declared === undefined ? value : unite([value, instancesOf(file, declared)]);
      }
      case "after":
        return denote(file, operation.before);
      case "update":
        return denote(file, operation.base);
      case "parameter":
        return parameter(file, node, operation.index);
      case "member":
        return member(file, operation.base, operation.name);
      case "element":
        return unite([elementsOf(file, denote(file, operation.base)), contained(file, operation.base)]);
      case "call":
        return callResult(file, node, operation.callee);
      case "collection":
        return [{ kind: "collection", file, node }];
      default:
        return [];
    }
  }

  function parameter(file: FlowFile, node: NodeId, index: number): readonly Denotation[] {
    const declared = file.ir.typeOf(node);
    if (declared !== undefined) {
      const typed = instancesOf(file, declared);
      if (typed.length > 0) return typed;
    }
    const owner = file.ir.functions[file.ir.functionOf(node)];
    if (!owner) return [];
    if (index === -1) {
      if (owner.class === undefined) return [];
      const isClass = owner.decorators.some((decorator) => {
        const decorated = file.ir.operation(decorator);
        return decorated.op === "global" && decorated.name === "classmethod";
      });
      const byRead = owner.decorators.some((decorator) => nameBehind(file, decorator) === "classmethod");
      return [{ kind: isClass || byRead ? "class" : "instance", file, index: owner.class }];
    }
    const own = owner.parameters[index];
    if (own?.default !== undefined) {
      const fallback = denote(file, own.default);
      if (fallback.length > 0) return dependency(file, own.default) ?? fallback;
    }
    if (depth > 20) return [];
    // What callers hand over, where they agree on something known.
    const functionIndex = file.ir.functionOf(node);
    return unite(
      callers(file, functionIndex)
        .slice(0, maxCallers)
        .map((caller) => {
          const value = argumentFor(caller, owner, index);
          return value === undefined ? [] : denote(caller.file, value).filter(isUseful);
        }),
    );
  }

  /** `client = Depends(get_client)` gives what the function gives. */
  function dependency(file: FlowFile, node: NodeId): readonly Denotation[] | undefined {
    const operation = file.ir.operation(node);
    if (operation.op !== "call" || nameBehind(file, operation.callee) !== "Depends") return undefined;
    const provider = operation.arguments[0];
    if (!provider) return undefined;
    return unite(denote(file, provider.value).map((one) => resultOf(one, undefined)));
  }

  function nameBehind(file: FlowFile, node: NodeId): string | undefined {
    const operation = file.ir.operation(node);
    if (operation.op === "same") return nameBehind(file, operation.value);
    if (operation.op === "global" || operation.op === "member") return operation.name;
    if (operation.op === "import") return operation.name;
    return undefined;
  }

  function member(file: FlowFile, base: NodeId, name: string): readonly Denotation[] {
    // The version of the object that set this member knows best.
    let at = base;
    for (let hops = 0; hops < 30; hops++) {
      const operation = file.ir.operation(at);
      if (operation.op === "update") {
        if (operation.name === name) {
          const value = denote(file, operation.value);
          if (value.length > 0) return value;
          break;
        }
        at = operation.base;
      } else if (operation.op === "after") at = operation.before;
      else if (operation.op === "same") at = operation.value;
      else break;
    }
    const bases = denote(file, base);
    const found = memberOf(bases, name, file);
    if (found.length > 0 || bases.length > 0) return found;
    return byMethodName(file, name);
  }

  /** A method that only one class has, called on something of which nothing is known. */
  function byMethodName(file: FlowFile, name: string): readonly Denotation[] {
    if (name.length < 5 || commonMethods.has(name)) return [];
    if (!methodIndex) {
      methodIndex = new Map();
      for (const other of files.values()) {
        for (const [method, functions] of other.facts.methodsByName) {
          const list = methodIndex.get(method) ?? [];
          for (const index of functions) list.push({ file: other, index });
          methodIndex.set(method, list);
        }
      }
    }
    input.touchedName(name);
    const candidates = methodIndex.get(name) ?? [];
    const one = candidates[0];
    if (!one || candidates.length > 2) return [];
    const python = (language: string): boolean => language === "python";
    return candidates
      .filter((candidate) => python(candidate.file.ir.language) === python(file.ir.language))
      .map((candidate) => {
        touched(candidate.file.file);
        return { kind: "function", file: candidate.file, index: candidate.index };
      });
  }

  function memberOf(bases: readonly Denotation[], name: string, from: FlowFile): readonly Denotation[] {
    // Objects can be spread into each other in circles.
    if (memberDepth > 12) return [];
    memberDepth++;
    const found = unite(bases.map((one) => memberOfOne(one, name, from)));
    memberDepth--;
    return found;
  }

  function memberOfOne(one: Denotation, name: string, from: FlowFile): readonly Denotation[] {
    switch (one.kind) {
      case "api":
        // `client, err := sdk.NewClient()`: the first result is what the call makes.
        if (name === "0" && from.ir.language === "go" && one.path.at(-1) === "()") return [one];
        return canonical([...one.path, name], undefined);
      case "module":
        return moduleMember(one.file, name);
      case "folder":
        return inFolder(one.path, name, from);
      case "class":
      case "instance": {
        const method = findMethod(one.file, one.index, name);
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
            const made = implementations(one.file, one.index, name);
            if (made.length > 0) return made;
          }
          return isProperty ? resultOf(found, undefined) : [found];
        }
        const typed = unite(
          lineage(one.file, one.index).flatMap((owner) =>
            classAt(owner.file, owner.index)
              .fields.filter((field) => field.name === name && field.type !== undefined)
              .map((field) => instancesOf(owner.file, field.type!)),
          ),
        );
        const values = fieldValues(one.file, one.index, name).map((value) => denote(value.file, value.node));
        const found = unite([typed, ...values]);
        if (found.length > 0) return found;
        // A class made from a library's class has that one's members.
        return unite(
          lineage(one.file, one.index).flatMap((owner) =>
            classAt(owner.file, owner.index).bases.map((base) =>
              denote(owner.file, base)
                .filter((above) => above.kind === "api")
                .map((above) => ({ kind: "api" as const, path: [...above.path, "()", name] })),
            ),
          ),
        );
      }
      case "collection": {
        const operation = one.file.ir.operation(one.node);
        if (operation.op !== "collection") return [];
        return unite(
          operation.entries
            .filter((entry) => entry.key === name || entry.key === undefined)
            .map((entry) =>
              entry.spread ? memberOf(denote(one.file, entry.value), name, one.file) : denote(one.file, entry.value),
            ),
        );
      }
      case "function":
        return name === "bind" || name === "call" || name === "apply" ? [one] : [];
    }
  }

  function elementsOf(_file: FlowFile, bases: readonly Denotation[]): readonly Denotation[] {
    return unite(
      bases.map((one) => {
        if (one.kind === "api") return [{ kind: "api", path: [...one.path, "[]"] }];
        if (one.kind !== "collection") return [];
        const operation = one.file.ir.operation(one.node);
        if (operation.op !== "collection") return [];
        return unite(operation.entries.map((entry) => denote(one.file, entry.value)));
      }),
    );
  }

  /** Functions and objects that were put into a container: handlers in a registry. */
  function contained(file: FlowFile, container: NodeId): readonly Denotation[] {
    const found: (readonly Denotation[])[] = [];
    const seen = new Set<NodeId>();
    const visit = (node: NodeId): void => {
      if (seen.has(node) || seen.size > 200) return;
      seen.add(node);
      const operation = file.ir.operation(node);
      switch (operation.op) {
        case "capture":
          operation.versions.forEach(visit);
          break;
        case "choice":
          operation.inputs.forEach(visit);
          break;
        case "bind":
        case "same":
          visit(operation.value);
          break;
        case "update":
          if (operation.name === undefined) found.push(denote(file, operation.value).filter(isUseful));
          visit(operation.base);
          break;
        case "after": {
          visit(operation.before);
          const call = file.ir.operation(operation.call);
          const callee = call.op === "call" ? file.ir.operation(call.callee) : undefined;
          if (call.op !== "call" || callee?.op !== "member" || operation.argument !== -1) break;
          if (!puttingIn.has(callee.name)) break;
          const last = call.arguments.at(-1);
          if (last) found.push(denote(file, last.value).filter(isUseful));
          break;
        }
        default:
      }
    };
    visit(container);
    return unite(found);
  }

  /** What `super` means at a place. */
  function classesAbove(file: FlowFile, node: NodeId): readonly Denotation[] {
    for (let index: number | undefined = file.ir.functionOf(node); index !== undefined; ) {
      const around: IrFunction | undefined = file.ir.functions[index];
      if (around?.class !== undefined) {
        return unite(
          classAt(file, around.class)
            .bases.slice(0, 1)
            .map((base) => denote(file, base)),
        );
      }
      index = around?.enclosing;
    }
    return [];
  }

  function callResult(file: FlowFile, node: NodeId, callee: NodeId): readonly Denotation[] {
    const called = file.ir.operation(callee);
    if (called.op === "global" && called.name === "super" && file.ir.language === "python") {
      const owner = file.ir.functions[file.ir.functionOf(node)];
      if (owner?.class === undefined) return [];
      return unite(classAt(file, owner.class).bases.map((base) => asInstance(denote(file, base))));
    }
    const denoted = denote(file, callee);
    const results = unite([
      ...denoted.map((one) => resultOf(one, { file, node })),
      ...(isWholeModule(file, callee) ? denoted.map((one) => resultOf(asDefault(one), { file, node })) : []),
    ]);
    if (called.op !== "member" || !takingOut.has(called.name)) return results;
    const inside = contained(file, called.base);
    return inside.length > 0 ? inside : results;
  }

  /** `const OpenAI = require("openai")`: a module that is called is its default export. */
  function isWholeModule(file: FlowFile, node: NodeId): boolean {
    if (file.ir.language === "python" || file.ir.language === "go") return false;
    let at = node;
    for (let hops = 0; hops < 6; hops++) {
      const operation = file.ir.operation(at);
      if (operation.op === "import") return operation.name === "*";
      if (operation.op === "same" || operation.op === "bind") at = operation.value;
      else if (operation.op === "capture" && operation.versions.length === 1) at = operation.versions[0]!;
      else return false;
    }
    return false;
  }

  function asDefault(one: Denotation): Denotation {
    return one.kind === "api" ? { kind: "api", path: [...one.path, "default"] } : one;
  }

  function resultOf(one: Denotation, call: { file: FlowFile; node: NodeId } | undefined): readonly Denotation[] {
    switch (one.kind) {
      case "api":
        return canonical([...one.path, "()"], call);
      case "class":
        return [{ kind: "instance", file: one.file, index: one.index }];
      case "function": {
        const made = functionAt(one.file, one.index);
        touched(one.file.file);
        const results = unite([...made.returns, ...made.yields].map((value) => denote(one.file, value)));
        if (results.length > 0) return results;
        const declared = declaredResult(one.file, one.index);
        return declared === undefined ? [] : instancesOf(one.file, declared);
      }
      case "instance": {
        const callable = findMethod(one.file, one.index, "__call__");
        if (callable) return resultOf({ kind: "function", file: callable.file, index: callable.index }, call);
        return unite(
          lineage(one.file, one.index).flatMap((owner) =>
            classAt(owner.file, owner.index).bases.map((base) =>
              denote(owner.file, base)
                .filter((above) => above.kind === "api")
                .map((above) => ({ kind: "api" as const, path: [...above.path, "()", "()"] })),
            ),
          ),
        );
      }
      default:
        return [];
    }
  }

  /** The declared return type: the front ends declare it on the function's node. */
  function declaredResult(file: FlowFile, index: number): NodeId | undefined {
    let known = declaredResults.get(file);
    if (!known) {
      known = new Map();
      const { types, codes, first } = file.ir.columns;
      for (let i = 0; i < types.length; i += 2) {
        const node = types[i]!;
        if (codes[node] === 17) known.set(first[node]!, types[i + 1]!);
      }
      declaredResults.set(file, known);
    }
    return known.get(index);
  }
  const declaredResults = new WeakMap<FlowFile, Map<number, NodeId>>();

  function asInstance(list: readonly Denotation[]): readonly Denotation[] {
    return unite(
      list.map((one): readonly Denotation[] => {
        if (one.kind === "class") {
          const declared = classAt(one.file, one.index);
          if (declared.kind === "alias" && declared.fields.length === 0 && declared.bases.length > 0) {
            return unite(declared.bases.map((base) => instancesOf(one.file, base)));
          }
          return [{ kind: "instance", file: one.file, index: one.index }];
        }
        if (one.kind === "api") {
          return one.path[0] === "builtin" ? [] : canonical([...one.path, "()"], undefined);
        }
        if (one.kind === "collection") return [one];
        return [];
      }),
    );
  }

  function instancesOf(file: FlowFile, typeNode: NodeId): readonly Denotation[] {
    const operation = file.ir.operation(typeNode);
    if (operation.op === "choice") return unite(operation.inputs.map((one) => instancesOf(file, one)));
    if (operation.op === "collection") return [{ kind: "collection", file, node: typeNode }];
    return asInstance(denote(file, typeNode));
  }

  function lineage(file: FlowFile, index: number): { file: FlowFile; index: number }[] {
    const result: { file: FlowFile; index: number }[] = [];
    const visit = (at: FlowFile, which: number): void => {
      if (result.length > 30 || result.some((one) => one.file === at && one.index === which)) return;
      result.push({ file: at, index: which });
      touched(at.file);
      for (const base of classAt(at, which).bases) {
        for (const one of denote(at, base))
          if (one.kind === "class" || one.kind === "instance") visit(one.file, one.index);
      }
    };
    visit(file, index);
    return result;
  }

  function descendants(file: FlowFile, index: number): { file: FlowFile; index: number }[] {
    if (!descendantMemo) {
      descendantMemo = new Map();
      for (const other of files.values()) {
        other.ir.classes.forEach((declared, which) => {
          if (declared.bases.length === 0) return;
          for (const above of lineage(other, which)) {
            if (above.file === other && above.index === which) continue;
            const key = `${above.file.id}:${above.index}`;
            const list = descendantMemo!.get(key) ?? [];
            list.push({ file: other, index: which });
            descendantMemo!.set(key, list);
          }
        });
      }
    }
    return [{ file, index }, ...(descendantMemo.get(`${file.id}:${index}`) ?? [])];
  }

  /** The methods that classes made from an interface or an abstract class give for one of its signatures. */
  function implementations(file: FlowFile, index: number, name: string): Denotation[] {
    const found: Denotation[] = [];
    for (const one of descendants(file, index)) {
      const method = classAt(one.file, one.index).methods.find((candidate) => candidate.name === name);
      if (!method || functionAt(one.file, method.function).isSignature) continue;
      touched(one.file.file);
      found.push({ kind: "function", file: one.file, index: method.function });
      if (found.length >= maxResults) break;
    }
    return found;
  }

  function findMethod(file: FlowFile, index: number, name: string) {
    for (const owner of lineage(file, index)) {
      const method = classAt(owner.file, owner.index).methods.find((candidate) => candidate.name === name);
      if (method) return { file: owner.file, index: method.function, class: owner.index };
    }
    return undefined;
  }

  function overrides(file: FlowFile, index: number): readonly { file: FlowFile; index: number }[] {
    const made = functionAt(file, index);
    if (made.class === undefined) return [{ file, index }];
    const result = [{ file, index }];
    for (const below of descendants(file, made.class)) {
      const method = classAt(below.file, below.index).methods.find((candidate) => candidate.name === made.name);
      if (!method || (below.file === file && method.function === index)) continue;
      touched(below.file.file);
      result.push({ file: below.file, index: method.function });
      if (result.length > 12) break;
    }
    return result;
  }

  function fieldValues(file: FlowFile, index: number, name: string): readonly NodeRef[] {
    const result: NodeRef[] = [];
    for (const owner of lineage(file, index)) {
      for (const node of owner.file.facts.selfValues.get(owner.index)?.get(name) ?? []) {
        result.push({ file: owner.file, node });
      }
      for (const field of classAt(owner.file, owner.index).fields) {
        if (field.name === name && field.value !== undefined) result.push({ file: owner.file, node: field.value });
      }
    }
    return result;
  }

  function callers(file: FlowFile, index: number): readonly NodeRef[] {
    const key = `${file.id}:${index}`;
    const known = callerMemo.get(key);
    if (known) return known;
    const target = functionAt(file, index);
    if (target.name === "<lambda>" || target.name === "<module>") return [];
    callerMemo.set(key, []);
    const names = new Set<string>();
    const isConstructor =
      target.class !== undefined &&
      (target.name === "__init__" || target.name === "constructor" || target.name === "__new__");
    if (isConstructor) {
      for (const one of descendants(file, target.class!)) names.add(classAt(one.file, one.index).name);
      names.add("super").add("__init__");
    } else names.add(target.name);
    for (const name of otherNames(file).get(isConstructor ? `c${target.class}` : `f${index}`) ?? []) names.add(name);
    const result = new Map<string, NodeRef>();
    for (const name of names) {
      input.touchedName(name);
      for (const other of input.filesCalling(name)) {
        for (const caller of callsNamed(other, name).get(key) ?? []) {
          result.set(`${caller.file.id}:${caller.node}`, caller);
          touched(caller.file.file);
        }
      }
    }
    const list = [...result.values()];
    callerMemo.set(key, list);
    return list;
  }

  /** The calls of that name in one file, resolved, by the function they run. */
  function callsNamed(file: FlowFile, name: string): ReadonlyMap<string, readonly NodeRef[]> {
    let ofFile = namedCalls.get(file.file);
    if (!ofFile) {
      ofFile = new Map();
      namedCalls.set(file.file, ofFile);
    }
    const known = ofFile.get(name);
    if (known) return known;
    const found = new Map<string, NodeRef[]>();
    ofFile.set(name, found);
    for (const node of file.facts.callsByName.get(name) ?? []) {
      const targets = new Set<string>();
      for (const one of denote(file, file.ir.columns.first[node]!)) {
        if (one.kind === "function") targets.add(`${one.file.id}:${one.index}`);
        else if (one.kind === "class") {
          const maker = constructorOf(one);
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
  function otherNames(file: FlowFile): ReadonlyMap<string, readonly string[]> {
    const known = exportNames.get(file);
    if (known) return known;
    const found = new Map<string, string[]>();
    exportNames.set(file, found);
    for (const entry of file.ir.exports) {
      if (entry.node === undefined) continue;
      for (const one of denote(file, entry.node)) {
        if ((one.kind !== "function" && one.kind !== "class") || one.file !== file) continue;
        const own = one.kind === "function" ? functionAt(file, one.index).name : classAt(file, one.index).name;
        if (own === entry.name) continue;
        const key = `${one.kind === "function" ? "f" : "c"}${one.index}`;
        found.set(key, [...(found.get(key) ?? []), entry.name]);
      }
    }
    return found;
  }

  function constructorOf(one: { readonly file: FlowFile; readonly index: number }): string | undefined {
    const made = findMethod(one.file, one.index, "__init__") ?? findMethod(one.file, one.index, "constructor");
    return made && `${made.file.id}:${made.index}`;
  }

  return {
    denote,
    apiPaths: (file, node) => denote(file, node).flatMap((one) => (one.kind === "api" ? [one.path] : [])),
    instancesOf,
    findMethod,
    lineage,
    descendants,
    fieldValues,
    overrides,
    declaredResult,
    callers,
    exported,
    moduleFile,
    functionAt,
    classAt,
    forget(changed) {
      callerMemo = new Map();
      descendantMemo = undefined;
      methodIndex = undefined;
      if (changed === undefined) {
        memo = new Map();
        namedCalls = new Map();
        exportNames = new Map();
        leaningOn.clear();
        return everyFile;
      }
      // The file, and all whose answers rest on it, however far.
      const due = [changed];
      const stale = new Set(due);
      for (let file = due.pop(); file !== undefined; file = due.pop()) {
        for (const other of leaningOn.get(file) ?? []) {
          if (stale.has(other)) continue;
          stale.add(other);
          due.push(other);
        }
      }
      for (const known of [...memo.keys()]) if (stale.has(known.file)) memo.delete(known);
      for (const known of [...exportNames.keys()]) if (stale.has(known.file)) exportNames.delete(known);
      for (const file of stale) namedCalls.delete(file);
      leaningOn.delete(changed);
      return stale;
    },
  };
}

export function functionAt(file: FlowFile, index: number): IrFunction {
  return file.ir.functions[index]!;
}

export function classAt(file: FlowFile, index: number): IrClass {
  return file.ir.classes[index]!;
}

/** The value a caller hands over for a parameter; `undefined` where it leaves it out or spreads. */
export function argumentFor(caller: NodeRef, target: IrFunction, index: number): NodeId | undefined {
  const operation = caller.file.ir.operation(caller.node);
  if (operation.op !== "call") return undefined;
  const parameter = target.parameters[index];
  for (const argument of operation.arguments) if (argument.name === parameter?.name) return argument.value;
  let position = 0;
  for (const argument of operation.arguments) {
    if (argument.name !== undefined || argument.spread) continue;
    if (position === index) return argument.value;
    position++;
  }
  return undefined;
}

function isUseful(one: Denotation): boolean {
  return one.kind !== "api" || one.path[0] !== "builtin";
}

function splitModule(module: string): string[] {
  return module.replace(/^node:/, "").split(".");
}

function keyOf(one: Denotation): string {
  switch (one.kind) {
    case "api":
      return `a${one.path.join(".")}`;
    case "module":
      return `m${one.file.id}`;
    case "folder":
      return `d${one.path}`;
    case "collection":
      return `l${one.file.id}:${one.node}`;
    default:
      return `${one.kind[0]}${one.kind}${one.file.id}:${one.index}`;
  }
}
