import type { ApiPath } from "../api-patterns.ts";
import type { FlowFile, NodeRef } from "../file-facts.ts";
import type { IrClass, IrFunction, NodeId } from "../ir.ts";
import { createAnswers } from "./answers.ts";
import { callers } from "./callers.ts";
import { descendants, fieldValues, findMethod, lineage, overrides } from "./classes.ts";
import type { KnownLists, LinkContext, LinkerInput } from "./context.ts";
import { declaredResult, instancesOf } from "./declared-types.ts";
import type { Denotation } from "./denotation.ts";
import { exported, moduleFile } from "./exports.ts";
import { compute } from "./operations.ts";
import { classAt, functionAt } from "./parts.ts";

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
  /** Lets go of what was resolved in a file, which can be resolved again. */
  release(file: FlowFile): void;
}

const everyFile: ReadonlySet<string> = new Set();

/** Resolves on demand, and remembers. */
export function createLinker(input: LinkerInput): Linker {
  const answers = createAnswers((file, node) => compute(context, file, node));
  const known: KnownLists = {
    callers: new Map(),
    namedCalls: new Map(),
    callsByName: new Map(),
    exportNames: new Map(),
    descendants: new Map(),
    methods: undefined,
  };
  const { denote } = answers;
  const context: LinkContext = {
    ...input,
    touched(file) {
      input.touched(file);
      answers.leansOn(file);
    },
    known,
    get depth() {
      return answers.depth();
    },
    memberDepth: 0,
    openTypes: new Set(),
    denote,
  };

  return {
    denote,
    apiPaths: (file, node) => denote(file, node).flatMap((one) => (one.kind === "api" ? [one.path] : [])),
    instancesOf: (file, typeNode) => instancesOf(context, file, typeNode),
    findMethod: (file, index, name) => findMethod(context, file, index, name),
    lineage: (file, index) => lineage(context, file, index),
    descendants: (file, index) => descendants(context, file, index),
    fieldValues: (file, index, name) => fieldValues(context, file, index, name),
    overrides: (file, index) => overrides(context, file, index),
    declaredResult,
    callers: (file, index) => callers(context, file, index),
    exported: (from, module, name) => exported(context, from, module, name),
    moduleFile: (from, module) => moduleFile(context, from, module),
    functionAt,
    classAt,
    release: (file) => answers.release(file),
    forget(changed) {
      known.callers = new Map();
      known.callsByName = new Map();
      known.descendants = new Map();
      known.methods = undefined;
      if (changed === undefined) {
        answers.forgetAll();
        known.namedCalls = new Map();
        known.exportNames = new Map();
        return everyFile;
      }
      const stale = answers.forget(changed);
      for (const file of [...known.exportNames.keys()]) if (stale.has(file.file)) known.exportNames.delete(file);
      for (const file of stale) known.namedCalls.delete(file);
      return stale;
    },
  };
}
