import type { CodeLanguage } from "../documents/document.ts";
import type { Span } from "../model/index.ts";

/**
 * The language-neutral form that every front end lowers a file to, in one walk: a graph of values. A node is
 * one value at one place; operands point at other nodes of the same file. Local variables are in static
 * single assignment form, so a reassigned variable is a new node and the solver needs no order of statements.
 * Changing an object gives a new version of it (`update`, `after`), which the front end binds to the variable,
 * and writes back along the access path it came from (`this.messages.push(x)` updates `this` too).
 */
export type NodeId = number;

export type IrOperation =
  /** A string constant. Its text is the decoded value. */
  | { readonly op: "text"; readonly text: string }
  /** A number, boolean, null, regular expression: carries nothing personal. */
  | { readonly op: "literal" }
  | { readonly op: "parameter"; readonly name: string; readonly index: number }
  /** `name` is `*` for the module itself, `default` for a default import. `module` is as written. */
  | { readonly op: "import"; readonly module: string; readonly name: string }
  /** A name that the file does not bind: a builtin or a global. */
  | { readonly op: "global"; readonly name: string }
  /** A variable of an enclosing function or of the module, seen from inside: any of its versions. */
  | { readonly op: "capture"; readonly name: string; readonly versions: readonly NodeId[] }
  /** One of several values: joins, `a if c else b`, `a ?? b`, `a or b`. */
  | { readonly op: "choice"; readonly inputs: readonly NodeId[] }
  /** `value` bound to a variable or constant of that name. */
  | { readonly op: "bind"; readonly name: string; readonly value: NodeId }
  /**
   * The same value: `await`, casts, `yield` results. `read` is a variable used at this place, where the place
   * matters: an argument, a hole, an entry, a returned value (a base or a callee refers to the variable itself).
   */
  | { readonly op: "same"; readonly value: NodeId; readonly why: "await" | "cast" | "read" | "other" }
  /** `base.name`, `base["name"]`, `const { name } = base`. */
  | { readonly op: "member"; readonly base: NodeId; readonly name: string }
  /** An element whose key is not known, or any element of an iterated container. */
  | { readonly op: "element"; readonly base: NodeId; readonly key?: NodeId }
  /** `base` after `base.name = value`; name `undefined` where the key is not known (then nothing is killed). */
  | { readonly op: "update"; readonly base: NodeId; readonly name: string | undefined; readonly value: NodeId }
  | {
      readonly op: "call";
      readonly callee: NodeId;
      readonly arguments: readonly IrArgument[];
      /** `new X(…)`. */
      readonly constructs: boolean;
    }
  /** An argument (or the receiver: index -1) of a call, as it is after the call. */
  | { readonly op: "after"; readonly call: NodeId; readonly argument: number; readonly before: NodeId }
  /** Dict, object, list, tuple, set. List elements have the keys "0", "1" … */
  | { readonly op: "collection"; readonly kind: "record" | "list" | "set"; readonly entries: readonly IrEntry[] }
  /** A string built of pieces, in order. Constant pieces are `text` nodes. */
  | {
      readonly op: "string";
      readonly how: "interpolation" | "concatenation" | "format" | "percent" | "join";
      readonly pieces: readonly NodeId[];
    }
  /** Computed from its inputs but carrying none of their data: comparisons, `typeof`, negation, arithmetic. */
  | { readonly op: "derived"; readonly inputs: readonly NodeId[] }
  /** What a handler catches: values thrown right in its protected block, or by the functions called in it. */
  | { readonly op: "caught"; readonly thrown: readonly NodeId[]; readonly calls: readonly NodeId[] }
  | { readonly op: "function"; readonly index: number }
  | { readonly op: "class"; readonly index: number }
  /** What the front end cannot say anything about; its inputs may be in it. */
  | { readonly op: "unknown"; readonly inputs: readonly NodeId[] };

export interface IrArgument {
  readonly value: NodeId;
  /** Keyword name. */
  readonly name?: string;
  /** `*args`, `...args` ("list") or `**kwargs` ("record"). */
  readonly spread?: "list" | "record";
}

export interface IrEntry {
  /** `undefined` where the key is computed. */
  readonly key: string | undefined;
  readonly value: NodeId;
  /** `...other`, `**other`: every entry of `value`. */
  readonly spread?: boolean;
  /** Of the whole entry, for edits that drop it. */
  readonly span?: Span;
}

export interface IrParameter {
  readonly name: string;
  readonly node: NodeId;
  readonly kind: "positional" | "keyword" | "rest" | "keywordRest";
  readonly default?: NodeId;
  /** The value the parameter's variable has when the function ends: what a caller sees of its changes. */
  readonly final?: NodeId;
  /** `@Body() dto`. */
  readonly decorators?: readonly NodeId[];
}

export interface IrFunction {
  /** `<module>` for the file itself, `<lambda>` for anonymous ones that no variable names. */
  readonly name: string;
  /** `Class.method`, `outer.inner`: for identity and messages. */
  readonly qualifiedName: string;
  readonly span: Span;
  /** Index of the enclosing function; absent for the module. */
  readonly enclosing?: number;
  /** Index of the class whose method this is. */
  readonly class?: number;
  readonly parameters: readonly IrParameter[];
  /** `this` in TypeScript and JavaScript methods; in Python the first parameter (`self`) stands here instead of among the parameters. */
  readonly self?: NodeId;
  readonly selfFinal?: NodeId;
  readonly returns: readonly NodeId[];
  readonly yields: readonly NodeId[];
  readonly throws: readonly NodeId[];
  readonly decorators: readonly NodeId[];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly isStatic: boolean;
  /** Declared without a body: of an interface, abstract, `declare function`. */
  readonly isSignature?: boolean;
}

export interface IrField {
  readonly name: string;
  readonly span: Span;
  /** The declared type, as a node (a name, an import, a member of a module) and as written. */
  readonly type?: NodeId;
  readonly typeText?: string;
  readonly value?: NodeId;
}

export interface IrMethod {
  readonly name: string;
  readonly function: number;
  /** Called by reading or writing the member: `get email() {…}`. */
  readonly accessor?: "get" | "set";
}

export interface IrClass {
  readonly name: string;
  readonly span: Span;
  readonly kind: "class" | "interface" | "alias" | "enum";
  readonly bases: readonly NodeId[];
  readonly fields: readonly IrField[];
  readonly methods: readonly IrMethod[];
  readonly decorators: readonly NodeId[];
}

export interface IrExport {
  /** `*` for `export * from`, `export=` for what the module as a whole is (`module.exports = x`, `export = x`). */
  readonly name: string;
  readonly node?: NodeId;
  readonly from?: { readonly module: string; readonly name: string };
}

/** One file, lowered: a pure function of its text, kept and cached without the syntax tree. */
export interface FileIr {
  readonly language: CodeLanguage;
  readonly nodeCount: number;
  operation(node: NodeId): IrOperation;
  /** In the text of the code part. */
  span(node: NodeId): Span;
  /** Index of the function that the node belongs to. */
  functionOf(node: NodeId): number;
  /** The declared type of a parameter or variable, where there is one. */
  typeOf(node: NodeId): NodeId | undefined;
  /** functions[0] is the module body. */
  readonly functions: readonly IrFunction[];
  readonly classes: readonly IrClass[];
  /** What other files can import: all module-level names in Python, the exported ones elsewhere. */
  readonly exports: readonly IrExport[];
}

type FunctionHeadKey =
  | "name"
  | "qualifiedName"
  | "span"
  | "enclosing"
  | "class"
  | "isAsync"
  | "isGenerator"
  | "isStatic";
/** What is known of a function when its body begins. */
export type FunctionHead = Pick<IrFunction, FunctionHeadKey>;
/** What is known of a function when its body ends. */
export type FunctionBody = Omit<IrFunction, FunctionHeadKey>;

/** What front ends write to. Nodes get their ids in the order they are added. */
export interface IrBuilder {
  add(operation: IrOperation, span: Span): NodeId;
  /** A node that was added. */
  operation(node: NodeId): IrOperation;
  kindOf(node: NodeId): IrOperation["op"];
  /** The same object a step earlier, where a node only names or changes one; -1 for any other node. */
  earlier(node: NodeId): NodeId;
  spanOf(node: NodeId): Span;
  /**
   * Completes a `choice` or `capture` that was added before its inputs were known (loops, later assignments).
   * A capture completed with nothing becomes a `global`.
   */
  complete(node: NodeId, inputs: readonly NodeId[]): void;
  declareType(node: NodeId, type: NodeId): void;
  /** Opens a function: nodes added until its `endFunction` belong to it. Returns its index. */
  beginFunction(head: FunctionHead): number;
  endFunction(index: number, body: FunctionBody): void;
  addClass(declaration: IrClass): number;
  addExport(declaration: IrExport): void;
  finish(): FileIr;
}
