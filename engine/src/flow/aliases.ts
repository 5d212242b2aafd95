import type { IrBuilder, IrOperation, NodeId } from "./ir.ts";
import type { Variable } from "./scope-state.ts";

/** Methods that put their arguments into what they are called on. */
const puttingIn = new Set(["append", "appendleft", "push", "unshift", "add", "insert", "extend"]);
/** How far objects within objects are followed. */
const maxDepth = 3;
const maxHops = 200;

/** Which variables hold the same object, or one that it is part of. */
export interface Aliases {
  /** A variable was bound to a node, or to a new version of what it held. */
  bound(variable: Variable, node: NodeId): void;
  /** A `choice` of versions that are one object, if they are: on either side of a branch or around a loop. */
  joined(choice: NodeId, versions: readonly NodeId[]): void;
  /**
   * An object that a variable holds has a new version: those of the other variables that see it, made as far as they
   * had none. `current` gives what a variable holds at this point, `rebind` binds it.
   */
  changed(
    variable: Variable,
    version: NodeId,
    current: (variable: Variable) => NodeId | undefined,
    rebind: (variable: Variable, version: NodeId) => void,
  ): void;
}

/** Follows objects by the node that made them or gave them. */
export function createAliases(builder: IrBuilder): Aliases {
  const made = new Map<NodeId, NodeId>();
  /** By the node of an object: the variables that held it, or something it was put into, at some time. */
  const holders = new Map<NodeId, Set<Variable>>();

  /** The node that an object comes from, however often it was changed since. */
  function objectOf(start: NodeId): NodeId {
    let node = start;
    for (let hops = 0; hops < maxHops; hops++) {
      const earlier = builder.earlier(node);
      if (earlier < 0) return made.get(node) ?? node;
      const known = made.get(node);
      if (known !== undefined) return known;
      node = earlier;
    }
    return node;
  }

  function note(variable: Variable, object: NodeId): void {
    const known = holders.get(object);
    if (known) known.add(variable);
    else holders.set(object, new Set([variable]));
  }

  /** Notes what a value holds besides itself: what its last change put in, or what it was written with. */
  function noteContents(variable: Variable, start: NodeId, depth: number): void {
    let node = start;
    let kind = builder.kindOf(node);
    for (; kind === "bind" || kind === "same"; kind = builder.kindOf(node)) node = builder.earlier(node);
    if (depth > maxDepth || (kind !== "update" && kind !== "after" && kind !== "collection")) return;
    const operation = builder.operation(node);
    if (operation.op === "update") note(variable, objectOf(operation.value));
    else if (operation.op === "after") {
      for (const value of putBy(operation)) note(variable, objectOf(value));
    } else if (operation.op === "collection") {
      for (const { value } of operation.entries) {
        const object = objectOf(value);
        if (!canChange(object)) continue;
        note(variable, object);
        noteContents(variable, value, depth + 1);
      }
    }
  }

  function putBy(operation: IrOperation & { op: "after" }): NodeId[] {
    const call = builder.operation(operation.call);
    if (call.op !== "call" || operation.argument !== -1) return [];
    const callee = builder.operation(call.callee);
    if (callee.op !== "member" || !puttingIn.has(callee.name)) return [];
    return call.arguments.map(({ value }) => value);
  }

  function canChange(object: NodeId): boolean {
    switch (builder.kindOf(object)) {
      case "collection":
      case "call":
      case "parameter":
      case "member":
      case "element":
      case "choice":
        return true;
      default:
        return false;
    }
  }

  /** Under which keys an object is in a value; a key is `undefined` where it is not known. */
  function keysTo(start: NodeId, object: NodeId, depth = 0): readonly (string | undefined)[] | undefined {
    const overwritten = new Set<string>();
    let node = start;
    for (let hops = 0; hops < maxHops; hops++) {
      const operation = builder.operation(node);
      switch (operation.op) {
        case "bind":
        case "same":
          node = operation.value;
          break;
        case "update":
          if (objectOf(operation.value) === object && !(operation.name && overwritten.has(operation.name))) {
            return [operation.name];
          }
          if (operation.name !== undefined) overwritten.add(operation.name);
          node = operation.base;
          break;
        case "after":
          if (putBy(operation).some((value) => objectOf(value) === object)) return [undefined];
          node = operation.before;
          break;
        case "choice":
          if (made.get(node) === undefined || operation.inputs[0] === undefined) return undefined;
          node = operation.inputs[0];
          break;
        case "collection":
          for (const { key, value, spread } of operation.entries) {
            if (spread || (key !== undefined && overwritten.has(key))) continue;
            const item = operation.kind === "record" ? key : undefined;
            if (objectOf(value) === object) return [item];
            const within = depth < maxDepth ? keysTo(value, object, depth + 1) : undefined;
            if (within) return [item, ...within];
          }
          return undefined;
        default:
          return undefined;
      }
    }
    return undefined;
  }

  /** A version of `base` with `value` at the end of `keys`. */
  function put(base: NodeId, keys: readonly (string | undefined)[], value: NodeId): NodeId {
    const [name, ...rest] = keys;
    const span = builder.spanOf(value);
    if (rest.length === 0) return builder.add({ op: "update", base, name, value }, span);
    const part = builder.add(name === undefined ? { op: "element", base } : { op: "member", base, name }, span);
    return builder.add({ op: "update", base, name, value: put(part, rest, value) }, span);
  }

  /** What an object was taken from, and under which name, if that is known. */
  function takenFrom(object: NodeId): { readonly base: NodeId; readonly name: string | undefined } | undefined {
    const operation = builder.operation(object);
    if (operation.op === "element") return { base: operation.base, name: undefined };
    if (operation.op !== "member") return undefined;
    // `for row, customer in zip(rows, customers)`
    const pair = plain(operation.base);
    const call = pair.op === "element" ? plain(pair.base) : undefined;
    const callee = call?.op === "call" ? builder.operation(call.callee) : undefined;
    if (call?.op === "call" && (callee?.op === "capture" || callee?.op === "global")) {
      const list = callee.name === "zip" ? Number(operation.name) : callee.name === "enumerate" ? 0 : -1;
      const argument = call.arguments[list];
      if (argument && !argument.spread) return { base: argument.value, name: undefined };
    }
    return { base: operation.base, name: operation.name };
  }

  function plain(node: NodeId): IrOperation {
    let operation = builder.operation(node);
    while (operation.op === "bind" || operation.op === "same") operation = builder.operation(operation.value);
    return operation;
  }

  /** Whether `name` of a value still is what it was in `from`, an earlier version of it, or `object` itself. */
  function stillHolds(start: NodeId, from: NodeId, name: string | undefined, object: NodeId): boolean {
    if (name === undefined) return true;
    let node = start;
    for (let hops = 0; hops < maxHops && node !== from; hops++) {
      const operation = builder.operation(node);
      if (operation.op === "bind" || operation.op === "same") node = operation.value;
      else if (operation.op === "after") node = operation.before;
      else if (operation.op === "update") {
        if (operation.name === name) return objectOf(operation.value) === object;
        node = operation.base;
      } else return true;
    }
    return true;
  }

  return {
    bound(variable, node) {
      const object = objectOf(node);
      if (!canChange(object)) return;
      if (object !== node) made.set(node, object);
      note(variable, object);
      noteContents(variable, node, 0);
    },
    joined(choice, versions) {
      const [first, ...others] = versions.map(objectOf);
      if (first !== undefined && first !== choice && others.every((other) => other === first || other === choice)) {
        made.set(choice, first);
      }
    },
    changed(variable, version, current, rebind) {
      const done = new Set([variable]);
      const due: { readonly version: NodeId; readonly depth: number }[] = [{ version, depth: 0 }];
      for (let next = due.pop(); next; next = due.pop()) {
        const object = objectOf(next.version);
        if (!canChange(object)) continue;
        const replace = (other: Variable, made: NodeId): void => {
          done.add(other);
          rebind(other, made);
          if (next!.depth < maxDepth) due.push({ version: made, depth: next!.depth + 1 });
        };
        for (const other of holders.get(object) ?? []) {
          const held = done.has(other) ? undefined : current(other);
          if (held === undefined) continue;
          if (objectOf(held) === object) {
            done.add(other);
            rebind(other, next.version);
            continue;
          }
          const keys = keysTo(held, object);
          if (keys) replace(other, put(held, keys, next.version));
        }
        // `items = order.items`: what is put into it is in the order as well.
        const origin = takenFrom(object);
        if (!origin) continue;
        const { base, name } = origin;
        const whole = objectOf(base);
        for (const other of canChange(whole) ? (holders.get(whole) ?? []) : []) {
          const held = done.has(other) ? undefined : current(other);
          if (held === undefined || objectOf(held) !== whole) continue;
          if (stillHolds(held, base, name, object)) replace(other, put(held, [name], next.version));
        }
      }
    },
  };
}
