import type { AliasEntry } from "../../catalog/entries.ts";
import type { PatternSet } from "../api-patterns.ts";
import type { FlowFile, NodeRef } from "../file-facts.ts";
import type { FileGroups } from "../file-groups.ts";
import type { NodeId } from "../ir.ts";
import type { ModuleResolver } from "../modules.ts";
import type { Denotation } from "./denotation.ts";

export interface LinkerInput {
  readonly files: ReadonlyMap<string, FlowFile>;
  readonly modules: ModuleResolver;
  readonly aliases: PatternSet<AliasEntry>;
  /** Names that stand for something known without being called. */
  readonly readAliases: PatternSet<AliasEntry>;
  /** The files that have calls of that name; where it is known which files may touch each other, of those near one. */
  filesCalling(name: string, near: FlowFile): Iterable<FlowFile>;
  /** Which files may touch each other; nothing: any may. */
  groups?(): FileGroups | undefined;
  /** Told of every file that an answer rests on, and of names that were looked for everywhere. */
  touched(file: string): void;
  touchedName(name: string): void;
}

export interface FunctionRef {
  readonly file: FlowFile;
  readonly index: number;
}

/** Lists that were made once and hold until a file changes. */
export interface KnownLists {
  /** Who calls a function. */
  callers: Map<string, readonly NodeRef[]>;
  /** By path, then name. */
  namedCalls: Map<string, Map<string, Map<string, NodeRef[]>>>;
  /** By group and name, of all files of the group; `open` while they are being resolved. */
  callsByName: Map<string, ReadonlyMap<string, readonly NodeRef[]> | "open">;
  exportNames: Map<FlowFile, Map<string, string[]>>;
  /** The classes made from a class, by group. */
  descendants: Map<number, Map<string, FunctionRef[]>>;
  /** The methods of that name, of all classes. */
  methods: Map<string, FunctionRef[]> | undefined;
}

/** What those who look at one kind of value hand each other. */
export interface LinkContext extends LinkerInput {
  readonly known: KnownLists;
  /** How many questions are open. */
  readonly depth: number;
  memberDepth: number;
  /** The declared types whose instances are being looked for. */
  readonly openTypes: Set<number>;
  denote(file: FlowFile, node: NodeId): readonly Denotation[];
}
