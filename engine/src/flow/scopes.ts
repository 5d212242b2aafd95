import type { Span } from "../model/index.ts";
import { createAliases } from "./aliases.ts";
import type { FunctionBody, FunctionHead, IrBuilder, NodeId } from "./ir.ts";
import type { Block, Changes, FunctionScope, JumpTarget, State, Variable } from "./scope-state.ts";

/**
 * Keeps variables in static single assignment form while a front end walks a syntax tree once. Handles block
 * and function scopes, branches, loops, protected blocks, jumps, captured variables and names that are bound
 * later than they are used.
 */
export interface Scopes {
  /** Opens a function in the builder and a scope for its variables. Returns the function's index. */
  beginFunction(head: FunctionHead): number;
  endFunction(index: number, body: FunctionBody): void;
  /**
   * Runs `body` in a block scope of its own (`{ let x }`); what it declares ends with it. `hidden`: functions
   * inside do not see its names (a Python class body).
   */
  block(body: () => void, hidden?: boolean): void;
  /** Declares a variable in the current block (or in the function's outermost one) and binds it, if given. */
  declare(name: string, node?: NodeId, where?: "block" | "function"): Variable;
  /** The variable that a name means here, if it is declared. */
  find(name: string): Variable | undefined;
  /** The value of a parameter when the current function ends, whichever `return` ends it. */
  finalValue(name: string, span: Span): NodeId;
  /** Whether the current function itself, in any open block, declares the name. */
  declaresLocally(name: string): boolean;
  /** From here on the name means that of the module (`global`) or of an enclosing function (`nonlocal`). */
  declareOuter(name: string, where: "module" | "enclosing"): void;
  /** Binds the variable that the name means here; `undeclared` says where it is made if there is none. */
  assign(name: string, node: NodeId, undeclared: "function" | "module"): void;
  /**
   * The current value of a name: a version, a join, a capture, or a node that turns into a `global` if nothing
   * binds the name in the end.
   */
  lookup(name: string, span: Span): NodeId;
  /** `lookup`, as a node of its own at `span`: for places that matter in a path or a fix. */
  read(name: string, span: Span): NodeId;
  /**
   * After a call or an update changed the object a variable holds: binds the new version, also where the
   * variable belongs to an enclosing function.
   */
  writeBack(name: string, node: NodeId): void;
  /** Runs each alternative from the same state and joins what they leave. `exhaustive`: one of them must run. */
  branches(alternatives: readonly (() => void)[], exhaustive: boolean, span: Span): void;
  /** Runs a loop's body, joining around the back edge. The body may run never, unless `atLeastOnce`. */
  loop(body: () => void, span: Span, options?: { readonly label?: string; readonly atLeastOnce?: boolean }): void;
  /** A labelled or switch block that `break` leaves. */
  breakable(body: () => void, span: Span, label?: string): void;
  /** A protected block: handlers start from any state in `body`; `otherwise` follows an undisturbed body. */
  protect(
    body: () => void,
    handlers: readonly (() => void)[],
    otherwise: (() => void) | undefined,
    finallyDo: (() => void) | undefined,
    span: Span,
  ): void;
  /** Nothing after this in the branch runs. `return` and `throw` need no target. */
  jump(kind: "return" | "throw" | "break" | "continue", label?: string): void;
  /** Whether the current point cannot be reached. */
  readonly isDead: boolean;
  /** Index of the function being walked. */
  readonly currentFunction: number;
}

/** @throws Error when blocks are closed out of order */
export function createScopes(builder: IrBuilder): Scopes {
  const aliases = createAliases(builder);
  let current: FunctionScope | undefined;
  const enclosing: FunctionScope[] = [];
  let block: Block | undefined;
  const outerNames = new Map<FunctionScope, Map<string, "module" | "enclosing">>();

  function scope(): FunctionScope {
    if (!current) throw new Error("no open function");
    return current;
  }

  function newState(under: State | undefined, extra?: { joins?: boolean; all?: boolean }): State {
    return {
      values: new Map(),
      under,
      joins: extra?.joins ? new Map() : undefined,
      all: extra?.all ? new Map() : undefined,
      dead: under?.dead ?? false,
    };
  }

  function openBlock(owner: FunctionScope, hidden = false): void {
    block = { variables: new Map(), owner, parent: block, hidden, pending: [], pendingWrites: [] };
  }

  function closeBlock(): void {
    const closed = block!;
    block = closed.parent;
    for (const { name, node } of closed.pendingWrites) {
      const variable = closed.hidden ? undefined : closed.variables.get(name);
      if (variable) variable.versions.push(node);
      else if (closed.parent) closed.parent.pendingWrites.push({ name, node });
    }
    for (const { name, node } of closed.pending) {
      const variable = closed.hidden ? undefined : closed.variables.get(name);
      if (variable) variable.captures.push(node);
      else if (closed.parent) closed.parent.pending.push({ name, node });
      else builder.complete(node, []);
    }
    for (const variable of closed.variables.values()) completeCaptures(variable);
  }

  function completeCaptures(variable: Variable): void {
    const { versions, captures, inner } = variable;
    if (inner) builder.complete(inner.node, inner.values);
    // Many captures of a variable with many versions share one list of them.
    const shared = captures.length > 1 && versions.length > 4;
    const all = shared ? [builder.add({ op: "choice", inputs: versions }, scope().span)] : versions;
    for (const node of captures) {
      builder.complete(
        node,
        all.filter((version) => version !== node),
      );
    }
  }

  function outermostBlock(owner: FunctionScope): Block {
    let at = block!;
    while (!at.hidden && at.parent && at.parent.owner === owner) at = at.parent;
    return at;
  }

  /** The variable a name means here, looking outwards. */
  function resolve(name: string): Variable | undefined {
    const redirected = outerNames.get(scope())?.get(name);
    let at = block;
    if (redirected === "module") {
      while (at?.parent) at = at.parent;
      return at?.variables.get(name);
    }
    if (redirected === "enclosing") while (at && at.owner === current) at = at.parent;
    for (; at; at = at.parent) {
      if (at.hidden && at.owner !== current) continue;
      const variable = at.variables.get(name);
      if (variable) return variable;
    }
    return undefined;
  }

  function declareIn(target: Block, name: string): Variable {
    const known = target.variables.get(name);
    if (known) return known;
    const variable: Variable = { name, owner: target.owner, versions: [], captures: [] };
    target.variables.set(name, variable);
    return variable;
  }

  function bind(variable: Variable, node: NodeId, changed = false): void {
    const here = scope();
    // A changed object holds what it held before: of the changes by an inner function the last one is enough.
    if (!(changed && variable.owner !== here) && variable.versions[variable.versions.length - 1] !== node) {
      variable.versions.push(node);
    }
    if (variable.owner !== here) {
      here.outerWrites.set(variable, node);
      here.captured.delete(variable);
    }
    here.state.values.set(variable, node);
    aliases.bound(variable, node);
    for (let state: State | undefined = here.state; state; state = state.under) {
      const all = state.all;
      if (!all) continue;
      const seen = all.get(variable);
      if (seen) seen.push(node);
      else all.set(variable, [node]);
    }
  }

  function choice(inputs: readonly NodeId[], span: Span): NodeId {
    const node = builder.add({ op: "choice", inputs }, span);
    aliases.joined(node, inputs);
    return node;
  }

  /** The current version, making joins in the loops between here and where it was bound. */
  function currentValue(variable: Variable, span: Span): NodeId | undefined {
    return valueFrom(scope().state, variable, span);
  }

  function valueFrom(state: State | undefined, variable: Variable, span: Span): NodeId | undefined {
    if (!state) return undefined;
    const value = state.values.get(variable);
    if (value !== undefined) return value;
    if (!state.joins) return valueFrom(state.under, variable, span);
    const made = state.joins.get(variable);
    if (made !== undefined) return made;
    const outside = valueFrom(state.under, variable, span);
    if (outside === undefined) return undefined;
    const join = choice([outside], span);
    state.joins.set(variable, join);
    return join;
  }

  function capture(variable: Variable, span: Span): NodeId {
    const here = scope();
    const known = here.captured.get(variable);
    if (known !== undefined) return known;
    const node = builder.add({ op: "capture", name: variable.name, versions: [] }, span);
    variable.captures.push(node);
    here.captured.set(variable, node);
    return node;
  }

  function lookup(name: string, span: Span): NodeId {
    const variable = resolve(name);
    if (!variable) {
      const node = builder.add({ op: "capture", name, versions: [] }, span);
      block!.pending.push({ name, node });
      return node;
    }
    const value = currentValue(variable, span);
    if (value !== undefined) return variable.owner === scope() ? withInner(variable, value, span) : value;
    if (variable.owner !== scope()) return capture(variable, span);
    // Declared here, bound later or in a branch that does not reach this point.
    const node = builder.add({ op: "capture", name, versions: [] }, span);
    variable.captures.push(node);
    return node;
  }

  /** Also what inner functions bound to the variable: they may have run at any time. */
  function withInner(variable: Variable, version: NodeId, span: Span): NodeId {
    if (!variable.inner) return version;
    if (variable.joined?.version !== version) {
      const node = builder.add({ op: "choice", inputs: [version, variable.inner.node] }, span);
      aliases.joined(node, [version]);
      variable.joined = { version, node };
    }
    return variable.joined.node;
  }

  /** What changed on top of `base`, seen from the current state. */
  function changesSince(base: State | undefined): Changes {
    const changes: Changes = new Map();
    for (let state: State | undefined = scope().state; state && state !== base; state = state.under) {
      for (const [variable, node] of state.values) if (!changes.has(variable)) changes.set(variable, node);
    }
    return changes;
  }

  /** Binds in the current state the join of alternatives, each a set of changes on top of it. */
  function join(alternatives: readonly Changes[], span: Span): void {
    const only = alternatives.length === 1 ? alternatives[0] : undefined;
    if (only) {
      for (const [variable, node] of only) bindQuietly(variable, node);
      return;
    }
    const changed = new Set<Variable>();
    for (const alternative of alternatives) for (const variable of alternative.keys()) changed.add(variable);
    for (const variable of changed) {
      const inputs: NodeId[] = [];
      for (const alternative of alternatives) {
        const node = alternative.get(variable) ?? currentValue(variable, span);
        if (node !== undefined && !inputs.includes(node)) inputs.push(node);
      }
      if (inputs.length === 1) bindQuietly(variable, inputs[0]!);
      else if (inputs.length > 1) bindQuietly(variable, choice(inputs, span));
    }
  }

  /** Binds without recording another version: its inputs are versions already. */
  function bindQuietly(variable: Variable, node: NodeId): void {
    scope().state.values.set(variable, node);
    if (variable.owner !== scope()) scope().outerWrites.set(variable, node);
  }

  /** Runs `body` on a new overlay and takes the overlay off again. */
  function isolated(body: () => void, extra?: { joins?: boolean; all?: boolean }): { state: State; changes: Changes } {
    const here = scope();
    const base = here.state;
    const state = newState(base, extra);
    here.state = state;
    body();
    const changes = here.state === base ? new Map() : changesSince(base);
    here.state = base;
    return { state, changes };
  }

  function runLoop(
    body: () => void,
    span: Span,
    options: { readonly label?: string; readonly atLeastOnce?: boolean },
  ): void {
    const here = scope();
    const base = here.state;
    const target: JumpTarget = { label: options.label, base, kind: "loop", breaks: [], continues: [] };
    here.targets.push(target);
    const { state, changes } = isolated(body, { joins: true });
    here.targets.pop();
    const ends = state.dead ? target.continues : [changes, ...target.continues];
    for (const [variable, node] of state.joins!) {
      const inputs = [currentValue(variable, span)!];
      for (const end of ends) {
        const input = end.get(variable);
        if (input !== undefined && input !== node && !inputs.includes(input)) inputs.push(input);
      }
      builder.complete(node, inputs);
    }
    const exits = [...ends, ...target.breaks];
    if (!options.atLeastOnce) exits.push(new Map());
    if (exits.length === 0) here.state.dead = true;
    else join(exits, span);
  }

  function runProtected(
    body: () => void,
    handlers: readonly (() => void)[],
    otherwise: (() => void) | undefined,
    finallyDo: (() => void) | undefined,
    span: Span,
  ): void {
    const here = scope();
    const exits: Changes[] = [];
    const whole = isolated(
      () => {
        const tried = isolated(body, { all: true });
        if (!tried.state.dead) {
          const after = isolated(() => {
            join([tried.changes], span);
            otherwise?.();
          });
          if (!after.state.dead) exits.push(after.changes);
        }
        for (const handler of handlers) {
          const handled = isolated(() => {
            for (const [variable, nodes] of tried.state.all!) {
              const before = currentValue(variable, span);
              const inputs = [...new Set(before === undefined ? nodes : [before, ...nodes])];
              bindQuietly(variable, inputs.length === 1 ? inputs[0]! : choice(inputs, span));
            }
            handler();
          });
          if (!handled.state.dead) exits.push(handled.changes);
        }
      },
      { all: true },
    );
    if (exits.length > 0) {
      join(exits, span);
      finallyDo?.();
      return;
    }
    if (finallyDo) {
      isolated(() => {
        for (const [variable, nodes] of whole.state.all!) {
          const inputs = [...new Set(nodes)];
          bindQuietly(variable, inputs.length === 1 ? inputs[0]! : choice(inputs, span));
        }
        finallyDo();
      });
    }
    here.state.dead = true;
  }

  return {
    beginFunction(head) {
      const index = builder.beginFunction(head);
      if (current) enclosing.push(current);
      current = {
        index,
        span: head.span,
        captured: new Map(),
        outerWrites: new Map(),
        exits: [],
        state: newState(undefined),
        targets: [],
      };
      openBlock(current);
      return index;
    },
    endFunction(index, body) {
      const ended = scope();
      if (ended.index !== index) throw new Error("functions closed out of order");
      while (block && block.owner === ended) closeBlock();
      builder.endFunction(index, body);
      outerNames.delete(ended);
      current = enclosing.pop();
      if (!current) return;
      for (const [variable, last] of ended.outerWrites) {
        // The inner function may run at any time from here on.
        const nodes = new Set([last]);
        for (const exit of ended.exits) nodes.add(exit.get(variable) ?? last);
        for (const node of nodes) {
          if (!variable.versions.includes(node)) variable.versions.push(node);
          if (variable.owner !== current) continue;
          variable.inner ??= { node: builder.add({ op: "choice", inputs: [] }, ended.span), values: [] };
          if (!variable.inner.values.includes(node)) variable.inner.values.push(node);
        }
        if (variable.owner === current) continue;
        const other = current.outerWrites.get(variable);
        if (other !== undefined) nodes.add(other);
        const all = [...nodes];
        current.outerWrites.set(
          variable,
          all.length === 1 ? last : builder.add({ op: "choice", inputs: all }, ended.span),
        );
      }
    },
    block(body, hidden = false) {
      openBlock(scope(), hidden);
      body();
      closeBlock();
    },
    declare(name, node, where = "block") {
      const variable = declareIn(where === "block" ? block! : outermostBlock(scope()), name);
      if (node !== undefined) bind(variable, node);
      return variable;
    },
    find: resolve,
    finalValue(name, span) {
      const variable = resolve(name);
      if (!variable) return lookup(name, span);
      const here = scope();
      const ends = here.exits.map((exit) => exit.get(variable));
      if (!here.state.dead || ends.length === 0) ends.push(currentValue(variable, span));
      const inputs = [...new Set(ends.filter((end) => end !== undefined))];
      if (inputs.length === 0) return lookup(name, span);
      const value = inputs.length === 1 ? inputs[0]! : choice(inputs, span);
      return withInner(variable, value, span);
    },
    declaresLocally(name) {
      for (let at = block; at && at.owner === current; at = at.parent) if (at.variables.has(name)) return true;
      return false;
    },
    declareOuter(name, where) {
      const names = outerNames.get(scope()) ?? new Map<string, "module" | "enclosing">();
      names.set(name, where);
      outerNames.set(scope(), names);
    },
    assign(name, node, undeclared) {
      const redirected = outerNames.get(scope())?.get(name);
      let variable: Variable | undefined;
      if (undeclared === "function" && !redirected) variable = declareIn(outermostBlock(scope()), name);
      else variable = resolve(name);
      if (!variable) {
        let target = block!;
        while (target.parent) target = target.parent;
        variable = declareIn(target, name);
      }
      bind(variable, node);
    },
    lookup,
    read(name, span) {
      return builder.add({ op: "same", why: "read", value: lookup(name, span) }, span);
    },
    writeBack(name, node) {
      const variable = resolve(name);
      if (variable) {
        bind(variable, node, true);
        aliases.changed(
          variable,
          node,
          (other) => currentValue(other, scope().span),
          (other, version) => bind(other, version, true),
        );
      } else block!.pendingWrites.push({ name, node });
    },
    branches(alternatives, exhaustive, span) {
      const here = scope();
      const exits: Changes[] = [];
      for (const alternative of alternatives) {
        const { state, changes } = isolated(alternative);
        if (!state.dead) exits.push(changes);
      }
      if (!exhaustive) exits.push(new Map());
      if (exits.length === 0) here.state.dead = true;
      else join(exits, span);
    },
    loop(body, span, options = {}) {
      runLoop(body, span, options);
    },
    breakable(body, span, label) {
      const here = scope();
      const target: JumpTarget = { label, base: here.state, kind: "block", breaks: [], continues: [] };
      here.targets.push(target);
      const { state, changes } = isolated(body);
      here.targets.pop();
      const exits = state.dead ? target.breaks : [changes, ...target.breaks];
      if (exits.length === 0) here.state.dead = true;
      else join(exits, span);
    },
    protect: runProtected,
    jump(kind, label) {
      const here = scope();
      if (kind === "break" || kind === "continue") {
        for (let i = here.targets.length - 1; i >= 0; i--) {
          const target = here.targets[i]!;
          if (label === undefined ? kind === "continue" && target.kind !== "loop" : target.label !== label) continue;
          // `break` without a label leaves only loops and unlabelled blocks (switch).
          if (label === undefined && target.kind === "block" && target.label !== undefined) continue;
          if (!here.state.dead) (kind === "break" ? target.breaks : target.continues).push(changesSince(target.base));
          break;
        }
      }
      if (kind === "return" && !here.state.dead) here.exits.push(changesSince(undefined));
      here.state.dead = true;
    },
    get isDead() {
      return scope().state.dead;
    },
    get currentFunction() {
      return scope().index;
    },
  };
}
