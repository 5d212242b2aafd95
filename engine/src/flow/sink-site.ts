import type { AccessPath } from "./access-path.ts";
import type { FlowFile, NodeRef } from "./file-facts.ts";
import type { NodeId } from "./ir.ts";
import type { SinkKind } from "./result.ts";
import type { Serialized } from "./search/state.ts";

/** A place of a file where data leaves, and what of which values leaves there. */
export interface SinkSite {
  readonly file: FlowFile;
  readonly node: NodeId;
  readonly kind: SinkKind;
  readonly entry: string;
  readonly title: string;
  readonly provider?: string;
  readonly confidence: number;
  /** `call` by the catalogue, `message` a record with role and content, `text` a prompt string. */
  readonly form: "call" | "message" | "text";
  readonly starts: readonly SinkStart[];
  /** For a call of a project's own wrapper: where the wrapper sends what it is handed. */
  readonly leadsTo?: NodeRef & { readonly title: string };
}

/** A value that leaves at a sink. */
export interface SinkStart {
  readonly ref: NodeRef;
  readonly path: AccessPath;
  /** How it is written out on the way from here to the sink. */
  readonly serialized?: Serialized;
  /** What the tool is called that gives it to the model. */
  readonly tool?: string;
  /** What it is called where it goes: the table and the column that it is put into. */
  readonly called?: string;
  /** It fills placeholders of a prompt: the one of this name, or those that its keys name where this is empty. */
  readonly variable?: string;
}

/** Whether a model may learn from what is written or uploaded there. */
export function isLearnedFrom({ kind }: SinkSite): boolean {
  return kind === "dataset" || kind === "upload";
}
