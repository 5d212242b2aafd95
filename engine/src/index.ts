export { createAnalyzer } from "./analyzer.ts";
export * from "./anonymize/index.ts";
export { categories, categoryOf } from "./catalog/categories.ts";
export {
  classifyIdentifier,
  classifyRecord,
  type IdentifierQuestion,
  type IdentifierVerdict,
} from "./catalog/identifiers.ts";
export * from "./detect/index.ts";
export type { CodeLanguage } from "./documents/document.ts";
export { documentKind, languagesOf } from "./documents/kind.ts";
export * from "./model/index.ts";
export { defaultPolicy } from "./policy/default.ts";
export { parsePolicy } from "./policy/parse.ts";
export { policyTemplate } from "./policy/template.ts";
export * from "./report/index.ts";
export { ruleById, rules, ruleUrl } from "./rules/registry.ts";
export type { LegalReference, Practice, Rule } from "./rules/rule.ts";
