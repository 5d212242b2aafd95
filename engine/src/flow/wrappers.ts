import type { DefinerIndex } from "./definers.ts";
import type { FlowFile } from "./file-facts.ts";
import type { HandedParameter } from "./handed-over.ts";
import type { NodeId } from "./ir.ts";
import type { Linker } from "./link/linker.ts";

/** A call of a function that another file defines. */
export interface OutgoingCall {
  readonly node: NodeId;
  readonly file: FlowFile;
  readonly function: number;
}

export interface WrapperInput {
  readonly linker: Linker;
  readonly definers: DefinerIndex;
  /** The parameters of a file that go to sinks, as far as `handedIn` says what other files do with theirs. */
  find(file: FlowFile, handedIn: (file: FlowFile) => readonly HandedParameter[]): readonly HandedParameter[];
}

/** What is known of one file, and the files that this rests on. */
export interface KnownWrappers {
  readonly handed: readonly HandedParameter[];
  readonly files: ReadonlySet<string>;
}

/** The functions of all files that hand their parameters on to a sink, through any number of files. */
export interface WrapperIndex {
  outgoing(file: FlowFile): readonly OutgoingCall[];
  of(file: FlowFile): KnownWrappers;
  /** Forgets what rests on these files; everything without them. */
  forget(stale?: ReadonlySet<string>): void;
}

/** Files that call each other in a circle are gone through this often, each time knowing what the last one found. */
const maxRounds = 4;

const none: KnownWrappers = { handed: [], files: new Set() };

export function createWrapperIndex({ linker, definers, find }: WrapperInput): WrapperIndex {
  const known = new Map<string, KnownWrappers>();
  const calls = new Map<string, readonly OutgoingCall[]>();

  function outgoing(file: FlowFile): readonly OutgoingCall[] {
    let list = calls.get(file.file);
    if (!list) {
      list = outgoingCalls(file);
      calls.set(file.file, list);
    }
    return list;
  }

  function outgoingCalls(file: FlowFile): OutgoingCall[] {
    const list: OutgoingCall[] = [];
    for (const [name, nodes] of file.facts.callsByName) {
      if (!definers.isDefinedBeside(file, name)) continue;
      for (const node of nodes) {
        const operation = file.ir.operation(node);
        if (operation.op !== "call") continue;
        for (const one of linker.denote(file, operation.callee)) {
          if (one.kind !== "function" || one.file === file || !definers.has(one.file)) continue;
          list.push({ node, file: one.file, function: one.index });
        }
      }
    }
    return list;
  }

  /** Settles a file after those that it calls: the strongly connected components of R. Tarjan, SIAM J. Comput. 1 (1972). */
  function settle(root: FlowFile): void {
    const order = new Map<FlowFile, { readonly index: number; low: number; open: boolean }>();
    const stack: FlowFile[] = [];
    const work: { readonly file: FlowFile; readonly targets: readonly FlowFile[]; at: number }[] = [];
    const open = (file: FlowFile) => {
      order.set(file, { index: order.size, low: order.size, open: true });
      stack.push(file);
      work.push({ file, targets: [...new Set(outgoing(file).map((call) => call.file))], at: 0 });
    };
    open(root);
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const own = order.get(frame.file)!;
      const next = frame.targets[frame.at++];
      if (next) {
        const seen = order.get(next);
        if (seen?.open) own.low = Math.min(own.low, seen.index);
        else if (!seen && !known.has(next.file)) open(next);
        continue;
      }
      work.pop();
      const caller = work.at(-1);
      if (caller) {
        const above = order.get(caller.file)!;
        above.low = Math.min(above.low, own.low);
      }
      if (own.low < own.index) continue;
      const circle = stack.splice(stack.indexOf(frame.file));
      for (const file of circle) order.get(file)!.open = false;
      settleCircle(circle);
    }
  }

  function settleCircle(circle: readonly FlowFile[]): void {
    const files = new Set<string>();
    for (const file of circle) {
      files.add(file.file);
      for (const call of outgoing(file)) {
        files.add(call.file.file);
        for (const other of known.get(call.file.file)?.files ?? []) files.add(other);
      }
    }
    let found = new Map<string, readonly HandedParameter[]>();
    const rounds = circle.length === 1 ? 1 : maxRounds;
    for (let round = 0; round < rounds; round++) {
      const before = found;
      const handedIn = (file: FlowFile) => before.get(file.file) ?? known.get(file.file)?.handed ?? [];
      found = new Map(circle.map((file) => [file.file, find(file, handedIn)]));
      if ([...found].every(([file, handed]) => handed.length === (before.get(file)?.length ?? 0))) break;
    }
    for (const [file, handed] of found) known.set(file, { handed, files });
  }

  return {
    outgoing,
    of(file) {
      if (!definers.has(file)) return none;
      if (!known.has(file.file)) settle(file);
      return known.get(file.file) ?? none;
    },
    forget(stale) {
      if (!stale) {
        known.clear();
        calls.clear();
        return;
      }
      for (const file of stale) calls.delete(file);
      for (const [file, { files }] of known) {
        for (const one of stale) {
          if (!files.has(one)) continue;
          known.delete(file);
          break;
        }
      }
    },
  };
}
