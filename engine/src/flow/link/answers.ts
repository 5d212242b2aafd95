import type { FlowFile } from "../file-facts.ts";
import type { NodeId } from "../ir.ts";
import type { Denotation } from "./denotation.ts";

const maxDepth = 60;

/** What values are, asked once: the answers, and which of them rest on which files. */
export interface Answers {
  denote(file: FlowFile, node: NodeId): readonly Denotation[];
  /** The answer that is looked for rests on that file. */
  leansOn(file: string): void;
  /** How many questions are open. */
  depth(): number;
  /** Forgets a file, and all whose answers rest on it, however far. Gives them. */
  forget(changed: string): ReadonlySet<string>;
  forgetAll(): void;
  /** Lets go of the answers of a file, which others may rest on all the same. */
  release(file: FlowFile): void;
}

/** Remembers what `answer` says; a question that leads to itself has no answer there. */
export function createAnswers(answer: (file: FlowFile, node: NodeId) => readonly Denotation[]): Answers {
  let memo = new Map<FlowFile, Map<NodeId, readonly Denotation[]>>();
  const active = new Map<number, number>();
  const unfinished = new Map<number, readonly Denotation[]>();
  /** By path: the files whose answers rest on it. */
  const leaningOn = new Map<string, Set<string>>();
  /** The file whose question is being answered. */
  let current: FlowFile | undefined;
  /** The shallowest open question that the current one ran into. */
  let cut = Number.POSITIVE_INFINITY;
  let depth = 0;

  /** An answer about one file leaned on another. */
  function dependsOn(from: string, to: string): void {
    const list = leaningOn.get(to);
    if (list) list.add(from);
    else leaningOn.set(to, new Set([from]));
  }

  function denote(file: FlowFile, node: NodeId): readonly Denotation[] {
    const asking = current;
    if (asking !== file) {
      if (asking) dependsOn(asking.file, file.file);
      current = file;
    }
    const result = remembered(file, node);
    current = asking;
    return result;
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
    const result = answer(file, node);
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

  return {
    denote,
    leansOn(file) {
      if (current && current.file !== file) dependsOn(current.file, file);
    },
    depth: () => depth,
    forget(changed) {
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
      leaningOn.delete(changed);
      return stale;
    },
    release: (file) => void memo.delete(file),
    forgetAll() {
      memo = new Map();
      leaningOn.clear();
    },
  };
}
