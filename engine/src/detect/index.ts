export { type CustomRecognizer, compileCustom } from "./custom.ts";
export {
  createDetector,
  type DetectionStream,
  type DetectorOptions,
  type DetectorPolicy,
  defaultThresholds,
  loadDetectors,
  type StreamingDetector,
} from "./detector.ts";
export { categoryOfEntity, entityTypes, isOnRequest } from "./entity-types.ts";
export { resolveOverlaps } from "./overlap.ts";
export type { FormPattern, Recognizer, Trigger, Validator, WordsByLanguage } from "./recognizer.ts";
export { recognizers } from "./registry.ts";
export type { ProposalContext, SpanProposer, SpanProposerFactory } from "./span-proposer.ts";
export {
  type ClassifiedPiece,
  createTokenClassifier,
  type RunModel,
  type TokenClassifier,
} from "./token-classifier/token-classifier.ts";
export { validators } from "./validators/index.ts";
