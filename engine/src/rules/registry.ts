import type { RuleId } from "../model/index.ts";
import { datasetUploadedWithoutDeidentification } from "./dataset-uploaded-without-deidentification.ts";
import { datasetWrittenWithoutDeidentification } from "./dataset-written-without-deidentification.ts";
import { literalPersonalDataInPrompt } from "./literal-personal-data-in-prompt.ts";
import { personalColumnInDataset } from "./personal-column-in-dataset.ts";
import { personalDataInConversationLog } from "./personal-data-in-conversation-log.ts";
import { personalDataInDataset } from "./personal-data-in-dataset.ts";
import { personalDataInEmbeddings } from "./personal-data-in-embeddings.ts";
import { personalDataInLlmMetadata } from "./personal-data-in-llm-metadata.ts";
import { personalDataInPrompt } from "./personal-data-in-prompt.ts";
import { personalDataInToolResult } from "./personal-data-in-tool-result.ts";
import { personalPlaceholderInTemplate } from "./personal-placeholder-in-template.ts";
import { providerRetentionOrTraining } from "./provider-retention-or-training.ts";
import { rawUserTextInPrompt } from "./raw-user-text-in-prompt.ts";
import type { Rule } from "./rule.ts";
import { secretInPrompt } from "./secret-in-prompt.ts";
import { sensitiveDataInPrompt } from "./sensitive-data-in-prompt.ts";
import { suppressionWithoutReason } from "./suppression-without-reason.ts";
import { unapprovedModelEndpoint } from "./unapproved-model-endpoint.ts";
import { unencryptedConversationStore } from "./unencrypted-conversation-store.ts";
import { unlimitedRetention } from "./unlimited-retention.ts";
import { weakAnonymization } from "./weak-anonymization.ts";
import { wholeRecordInPrompt } from "./whole-record-in-prompt.ts";

/** Every rule, in the order of ids. A new rule is its own file and a line here. */
export const rules: readonly Rule[] = [
  personalDataInPrompt,
  sensitiveDataInPrompt,
  wholeRecordInPrompt,
  rawUserTextInPrompt,
  personalDataInLlmMetadata,
  personalDataInEmbeddings,
  personalDataInConversationLog,
  weakAnonymization,
  personalDataInToolResult,
  literalPersonalDataInPrompt,
  secretInPrompt,
  personalPlaceholderInTemplate,
  personalDataInDataset,
  personalColumnInDataset,
  datasetWrittenWithoutDeidentification,
  datasetUploadedWithoutDeidentification,
  unapprovedModelEndpoint,
  providerRetentionOrTraining,
  unencryptedConversationStore,
  unlimitedRetention,
  suppressionWithoutReason,
];

const byId = new Map(rules.map((rule) => [rule.id, rule]));

/** A rule by id, in any case; `undefined` for an unknown one. */
export function ruleById(id: RuleId): Rule | undefined {
  return byId.get(id.toUpperCase());
}

/** The rule's page, for people. */
export function ruleUrl(id: RuleId): string {
  return `https://github.com/promptveil/promptveil/blob/main/docs/rules/${id}.md`;
}
