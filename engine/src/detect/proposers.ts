import { namesProposer } from "./names/index.ts";
import type { SpanProposerFactory } from "./span-proposer.ts";

/** Every built-in proposer. A new one is exported by its own folder and listed here. */
export const builtInProposers: readonly SpanProposerFactory[] = [namesProposer];
