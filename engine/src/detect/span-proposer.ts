import type { EngineHost, Entity } from "../model/index.ts";

/** What a proposer is told about the text. */
export interface ProposalContext {
  /** What form and checksum have found so far: nothing in there is a name. In order, not overlapping. */
  readonly found: readonly Entity[];
  readonly format: "text" | "json" | "code";
  /** Languages the policy names; empty means all. */
  readonly languages: readonly string[];
  /**
   * Lives as long as the document: long texts are handed over in segments, in order, with the same memory. What
   * was learned in an earlier segment ("Mr. Okafor" is a person) is kept here, by a key of the proposer's own.
   */
  readonly memory: Map<string, unknown>;
}

/** Finds entities that form and checksum cannot: names, addresses, places. Pure; the same text gives the same spans. */
export interface SpanProposer {
  readonly id: string;
  /** Entities with offsets in `text`; they may overlap, the detector resolves that by score. */
  propose(text: string, context: ProposalContext): Entity[];
}

/** Makes a proposer from the bytes of its asset. */
export interface SpanProposerFactory {
  readonly id: string;
  /** What `host.asset` is asked for, such as `names.model`; none for a proposer without data. */
  readonly asset?: string;
  create(bytes: Uint8Array, host: Pick<EngineHost, "asset">): SpanProposer | Promise<SpanProposer>;
}
