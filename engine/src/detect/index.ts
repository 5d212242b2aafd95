export {
  createDetector,
  type DetectorOptions,
  type DetectorPolicy,
  defaultThresholds,
  loadDetectors,
} from "./detector.ts";
export { categoryOfEntity, entityTypes, isOnRequest } from "./entity-types.ts";
export { resolveOverlaps } from "./overlap.ts";
export type { FormPattern, Recognizer, Trigger, Validator, WordsByLanguage } from "./recognizer.ts";
export { recognizers } from "./registry.ts";
export type { KeyedValue, ProposalContext, SpanProposer, SpanProposerFactory } from "./span-proposer.ts";
export { validators } from "./validators/index.ts";
