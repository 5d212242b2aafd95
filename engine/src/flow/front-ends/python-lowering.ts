import type { NodeId } from "../ir.ts";
import type { FunctionContext, Lowering } from "./lowering.ts";

/** What the parts of the Python front end share while they lower one file. */
export interface PythonLowering extends Lowering {
  readonly imported: Set<string>;
  /** What the module gives to those who import it. */
  readonly moduleNames: Set<string>;
  /** Names of all functions and classes of the file, which no call changes. */
  readonly definedNames: Set<string>;
  context: PythonContext;
  /** Qualified name of the class or function around this point, empty in the module. */
  classPath: string;
  /** Whether texts that stand alone may be prompts here. */
  keepsTexts: boolean;
}

export interface PythonContext extends FunctionContext {
  readonly yields: NodeId[];
  /** All calls so far, for what a handler may catch. */
  readonly calls: NodeId[];
}
