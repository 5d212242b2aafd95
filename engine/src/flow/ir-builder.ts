import type { CodeLanguage } from "../documents/document.ts";
import type { FunctionBody, IrBuilder, IrClass, IrExport, IrFunction, IrOperation, NodeId } from "./ir.ts";
import {
  type ColumnarIr,
  collectionKinds,
  type IrColumns,
  irOfColumns,
  Op,
  readOperation,
  sameReasons,
  stringKinds,
} from "./ir-columns.ts";

const kinds = Object.keys(Op) as (keyof typeof Op)[];

interface Scratch extends Pick<IrColumns, "codes" | "first" | "second" | "starts" | "ends" | "owners"> {
  readonly extra: number[];
}

/** Room for a file that is being built, left by the one before: columns that grow anew for each cost the most. */
let idle: Scratch | undefined;

function takeScratch(): Scratch {
  const found = idle ?? room(4096, []);
  idle = undefined;
  return found;
}

function room(nodes: number, extra: number[]): Scratch {
  const words = (): Int32Array => new Int32Array(nodes);
  const codes = new Uint8Array(nodes);
  return { codes, first: words(), second: words(), starts: words(), ends: words(), owners: words(), extra };
}

function larger(from: Scratch): Scratch {
  const to = room(from.codes.length * 2, from.extra);
  to.codes.set(from.codes);
  for (const column of ["first", "second", "starts", "ends", "owners"] as const) to[column].set(from[column]);
  return to;
}

/** A builder that writes nodes straight into columns. */
export function createIrBuilder(language: CodeLanguage): Omit<IrBuilder, "finish"> & { finish(): ColumnarIr } {
  let scratch = takeScratch();
  let { codes, first, second, starts, ends, owners } = scratch;
  let count = 0;
  const extra = scratch.extra;
  extra.length = 0;
  const strings: string[] = [];
  const stringIds = new Map<string, number>();
  const types: [NodeId, NodeId][] = [];
  const functions: (IrFunction | undefined)[] = [];
  const heads: Parameters<IrBuilder["beginFunction"]>[0][] = [];
  const classes: IrClass[] = [];
  const exports: IrExport[] = [];
  const open: number[] = [];
  let owner = 0;

  function intern(text: string): number {
    let id = stringIds.get(text);
    if (id === undefined) {
      id = strings.length;
      strings.push(text);
      stringIds.set(text, id);
    }
    return id;
  }

  function list(items: readonly NodeId[]): number {
    const offset = extra.length;
    extra.push(items.length);
    for (const item of items) extra.push(item);
    return offset;
  }

  function put(code: number, a: number, b: number, start: number, end: number): NodeId {
    if (count === codes.length) {
      scratch = larger(scratch);
      ({ codes, first, second, starts, ends, owners } = scratch);
    }
    const node = count++;
    codes[node] = code;
    first[node] = a;
    second[node] = b;
    starts[node] = start;
    ends[node] = end;
    owners[node] = owner;
    return node;
  }

  function add(operation: IrOperation, span: { readonly start: number; readonly end: number }): NodeId {
    const { start, end } = span;
    switch (operation.op) {
      case "text":
        return put(Op.text, intern(operation.text), 0, start, end);
      case "literal":
        return put(Op.literal, 0, 0, start, end);
      case "parameter":
        return put(Op.parameter, intern(operation.name), operation.index, start, end);
      case "import":
        return put(Op.import, intern(operation.module), intern(operation.name), start, end);
      case "global":
        return put(Op.global, intern(operation.name), 0, start, end);
      case "capture":
        return put(Op.capture, intern(operation.name), list(operation.versions), start, end);
      case "choice":
        return put(Op.choice, 0, list(operation.inputs), start, end);
      case "bind":
        return put(Op.bind, intern(operation.name), operation.value, start, end);
      case "same":
        return put(Op.same, sameReasons.indexOf(operation.why), operation.value, start, end);
      case "member":
        return put(Op.member, intern(operation.name), operation.base, start, end);
      case "element":
        return put(Op.element, operation.key ?? -1, operation.base, start, end);
      case "update": {
        const offset = extra.length;
        extra.push(operation.name === undefined ? -1 : intern(operation.name), operation.value);
        return put(Op.update, operation.base, offset, start, end);
      }
      case "call": {
        const offset = extra.length;
        extra.push(operation.constructs ? 1 : 0, operation.arguments.length);
        for (const { value, name, spread } of operation.arguments) {
          extra.push(
            value,
            name === undefined ? -1 : intern(name),
            spread === "list" ? 1 : spread === "record" ? 2 : 0,
          );
        }
        return put(Op.call, operation.callee, offset, start, end);
      }
      case "after": {
        const offset = extra.length;
        extra.push(operation.argument, operation.before);
        return put(Op.after, operation.call, offset, start, end);
      }
      case "collection": {
        const offset = extra.length;
        extra.push(operation.entries.length);
        for (const entry of operation.entries) {
          extra.push(
            entry.key === undefined ? -1 : intern(entry.key),
            entry.value,
            entry.spread ? 1 : 0,
            entry.span?.start ?? -1,
            entry.span?.end ?? -1,
          );
        }
        return put(Op.collection, collectionKinds.indexOf(operation.kind), offset, start, end);
      }
      case "string":
        return put(Op.string, stringKinds.indexOf(operation.how), list(operation.pieces), start, end);
      case "derived":
        return put(Op.derived, 0, list(operation.inputs), start, end);
      case "caught":
        return put(Op.caught, list(operation.thrown), list(operation.calls), start, end);
      case "function":
        return put(Op.function, operation.index, 0, start, end);
      case "class":
        return put(Op.class, operation.index, 0, start, end);
      case "unknown":
        return put(Op.unknown, 0, list(operation.inputs), start, end);
    }
  }

  return {
    add,
    operation: (node) => readOperation({ codes, first, second, extra, strings }, node),
    kindOf: (node) => kinds[codes[node]!]!,
    earlier(node) {
      switch (codes[node]) {
        case Op.bind:
        case Op.same:
          return second[node]!;
        case Op.update:
          return first[node]!;
        case Op.after:
          return extra[second[node]! + 1]!;
        default:
          return -1;
      }
    },
    spanOf: (node) => ({ start: starts[node]!, end: ends[node]! }),
    complete(node, inputs) {
      if (codes[node] !== Op.choice && codes[node] !== Op.capture) {
        throw new Error("only a choice or a capture can be completed");
      }
      if (codes[node] === Op.capture && inputs.length === 0) {
        codes[node] = Op.global;
        second[node] = 0;
      } else second[node] = list(inputs);
    },
    declareType(node, type) {
      types.push([node, type]);
    },
    beginFunction(head) {
      const index = functions.length;
      functions.push(undefined);
      heads[index] = head;
      open.push(owner);
      owner = index;
      return index;
    },
    endFunction(index, body: FunctionBody) {
      functions[index] = { ...heads[index]!, ...body };
      owner = open.pop() ?? 0;
    },
    addClass(declaration) {
      classes.push(declaration);
      return classes.length - 1;
    },
    addExport(declaration) {
      exports.push(declaration);
    },
    finish() {
      types.sort((a, b) => a[0] - b[0]);
      idle = scratch;
      return irOfColumns({
        language,
        codes: codes.slice(0, count),
        first: first.slice(0, count),
        second: second.slice(0, count),
        starts: starts.slice(0, count),
        ends: ends.slice(0, count),
        owners: owners.slice(0, count),
        extra: Int32Array.from(extra),
        strings,
        types: Int32Array.from(types.flat()),
        functions: functions.map((made, index) => made ?? unfinished(heads[index]!)),
        classes,
        exports,
      });
    },
  };
}

/** A function that the front end never closed, because it gave up on a broken file. */
function unfinished(head: Parameters<IrBuilder["beginFunction"]>[0]): IrFunction {
  return { ...head, parameters: [], returns: [], yields: [], throws: [], decorators: [] };
}
