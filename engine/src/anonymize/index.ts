export { type AnonymizedItem, type AnonymizedText, anonymizeText } from "./anonymize-text.ts";
export { maskedForm } from "./masked-form.ts";
export { type OperatorPlan, operatorPlan } from "./operator-plan.ts";
export type { Operator, OperatorContext } from "./operators/operator.ts";
export { operatorByName, operators } from "./operators/registry.ts";
export { entityTypeOf, placeholder } from "./placeholder.ts";
export { type PromptPreview, previewPrompt, previewText } from "./preview.ts";
export { numberedSample, sampleOfCategory, sampleValue } from "./samples.ts";
